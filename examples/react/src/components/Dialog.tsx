import { useId, useLayoutEffect, useRef, type ReactNode } from 'react';
import { Button } from './Button';

interface DialogProps {
  readonly label: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** The browser's own: it keeps the focus inside, closes by Escape, and gives the focus back. */
export function Dialog({ label, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  // Before it is taken out of the page: a dialog that was closed gives the focus back, one that has gone does not.
  useLayoutEffect(() => {
    const element = dialog.current!;
    element.showModal();
    return () => element.close();
  }, []);
  return (
    <dialog ref={dialog} aria-labelledby={id} onCancel={(event) => { event.preventDefault(); onClose(); }}>
      <div className="dialog-top">
        <p className="dialog-label" id={id}>{label}</p>
        <Button look="link" onClick={onClose}>Cancel</Button>
      </div>
      {children}
    </dialog>
  );
}
