import { createContext, use, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { fieldsOf } from '../errors';
import { useAction } from '../shared';
import { Alert } from './Alert';
import { Button } from './Button';

export type Values = Readonly<Record<string, string>>;

interface FormState {
  /** Whether it was sent: from then on every field says what is wrong with it. */
  readonly sent: boolean;
  /** What the API said of fields, by their names. */
  readonly refused: Readonly<Record<string, string>>;
  /** A field has changed, so what was said of it holds no longer. */
  readonly changed: (name: string) => void;
}

const FormContext = createContext<FormState>({ sent: false, refused: {}, changed: () => undefined });

export const useForm = (): FormState => use(FormContext);

interface FormProps {
  readonly children?: ReactNode;
  readonly submit: string;
  readonly look?: 'primary' | 'secondary' | 'danger';
  readonly onSubmit: (values: Values) => Promise<void>;
  /** Beside the button. */
  readonly beside?: ReactNode;
}

/** A form that is sent once at a time, when its fields are right, and shows what the API says next to them. */
export function Form({ children, submit, look, onSubmit, beside }: FormProps) {
  const form = useRef<HTMLFormElement>(null);
  const [sent, setSent] = useState(false);
  const [refused, setRefused] = useState<Readonly<Record<string, string>>>({});
  const action = useAction(async (values: Values) => {
    try {
      await onSubmit(values);
    } catch (error) {
      setRefused(fieldsOf(error));
      throw error;
    }
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    // Not of the form around a dialog, too.
    event.stopPropagation();
    setSent(true);
    const wrong = form.current!.querySelector<HTMLElement>('input:invalid, select:invalid');
    if (wrong) {
      wrong.focus();
      return;
    }
    setRefused({});
    void action.run(Object.fromEntries([...new FormData(form.current!)].map(([name, value]) => [name, String(value)])));
  };
  const changed = (name: string) => setRefused(({ [name]: _, ...others }) => others);
  return (
    <FormContext value={{ sent, refused, changed }}>
      <form ref={form} noValidate onSubmit={send}>
        {children}
        <Alert error={action.error} />
        <div className="form-end">
          <Button type="submit" look={look} busy={action.busy}>{submit}</Button>
          {beside}
        </div>
      </form>
    </FormContext>
  );
}
