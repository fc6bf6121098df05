import { useEffect, useRef, type ReactNode } from 'react';

interface StepProps {
  readonly title: string;
  readonly children: ReactNode;
  /** In a dialog, or below a screen's own title. */
  readonly level?: 1 | 2;
  readonly narrow?: boolean;
}

// The page itself has just been opened: whoever uses a keyboard begins at its top.
let isFirst = true;

/** One step of something: its heading gets the focus when it appears, so that screen readers begin there. */
export function Step({ title, children, level = 1, narrow = true }: StepProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (level === 1) {
      document.title = `${title} - Harbour`;
    }
    if (!isFirst) {
      heading.current!.focus();
    }
    isFirst = false;
  }, [title, level]);
  const Heading = level === 1 ? 'h1' : 'h2';
  return (
    <section className={`step ${narrow ? 'card narrow' : ''}`} key={title}>
      <Heading ref={heading} tabIndex={-1}>{title}</Heading>
      {children}
    </section>
  );
}

/** A part of a screen. */
export function Card({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return <section className="card"><h2>{title}</h2>{children}</section>;
}
