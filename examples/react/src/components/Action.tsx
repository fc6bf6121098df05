import type { ReactNode } from 'react';
import { useAction } from '../shared';
import { Alert } from './Alert';
import { Button } from './Button';

interface ActionProps {
  readonly run: () => Promise<void>;
  readonly look?: 'primary' | 'secondary' | 'danger' | 'link';
  readonly label?: string;
  readonly children: ReactNode;
}

/** A button that calls the API, and what came of it. */
export function Action({ run, look = 'secondary', label, children }: ActionProps) {
  const action = useAction(run);
  return (
    <div className="action">
      <Button look={look} busy={action.busy} aria-label={label} onClick={() => void action.run()}>{children}</Button>
      <Alert error={action.error} />
    </div>
  );
}
