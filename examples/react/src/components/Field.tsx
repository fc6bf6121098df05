import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { digits, email, given, newPassword, passwordRules, phone } from '../rules';
import { useForm } from './Form';

interface FieldProps {
  /** As the API calls it, which says by that name what is wrong with it. */
  readonly name: string;
  readonly label: string;
  readonly type?: 'text' | 'email' | 'tel' | 'password';
  readonly hint?: string;
  readonly check?: (value: string) => string | undefined;
  readonly autoComplete?: string;
  readonly maxLength?: number;
  readonly inputMode?: 'numeric' | 'email' | 'tel';
  readonly initial?: string;
  readonly readOnly?: boolean;
  /** Digits of a code: shown wide, and pasted spaces are left out. */
  readonly isCode?: boolean;
  readonly onValue?: (value: string) => void;
  /** More that describes it. */
  readonly below?: { readonly id: string; readonly content: ReactNode };
}

/** An input with its label. It says what is wrong when it is left, and takes that back as soon as it is right. */
export function Field({ name, label, type = 'text', hint, check, initial = '', isCode, onValue, below, ...others }: FieldProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const { sent, refused, changed } = useForm();
  const [value, setValue] = useState(initial);
  const [left, setLeft] = useState(false);
  const [shown, setShown] = useState(false);
  const wrong = check?.(value);
  // The browser then knows which fields are wrong, and the form asks it.
  useEffect(() => input.current!.setCustomValidity(wrong ?? ''), [wrong]);
  // The API's texts go on from the field's name.
  const message = name in refused ? `${label} ${refused[name]}.` : left || sent ? wrong : undefined;
  const take = (typed: string) => {
    const next = isCode ? typed.replace(/\s/g, '') : typed;
    setValue(next);
    changed(name);
    onValue?.(next);
  };
  const describedBy = [hint && `${id}-hint`, below?.id, `${id}-error`].filter(Boolean).join(' ');
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {hint && <p className="hint" id={`${id}-hint`}>{hint}</p>}
      <div className="input">
        <input {...others} ref={input} id={id} name={name} value={value} type={type === 'password' && shown ? 'text' : type}
          className={isCode ? 'code' : undefined} aria-describedby={describedBy}
          aria-invalid={message !== undefined || undefined} aria-required={check !== undefined || undefined}
          autoCapitalize={type === 'text' ? undefined : 'none'} spellCheck={type === 'text' && !isCode}
          onChange={(event) => take(event.target.value)} onBlur={() => setLeft(value !== '' || left)} />
        {type === 'password' && (
          <button type="button" className="reveal" aria-pressed={shown} aria-label={`Show: ${label}`} onClick={() => setShown(!shown)}>
            {shown ? 'Hide' : 'Show'}
          </button>
        )}
      </div>
      {below?.content}
      <p className="field-error" id={`${id}-error`} aria-live="polite">{message}</p>
    </div>
  );
}

/** A new password: each rule of the pool is ticked as soon as it is met. */
export function NewPasswordField({ name = 'new_password', label = 'New password' }: { readonly name?: string; readonly label?: string }) {
  const id = useId();
  const [value, setValue] = useState('');
  const rules = (
    <ul className="rules" id={id}>
      {passwordRules.map(({ text, isMet }) => (
        <li key={text} className={isMet(value) ? 'met' : undefined}>
          {text}<span className="for-readers">{isMet(value) ? ': done' : ': still needed'}</span>
        </li>
      ))}
    </ul>
  );
  const below = { id, content: rules };
  return <Field name={name} label={label} type="password" autoComplete="new-password" check={newPassword} onValue={setValue} below={below} />;
}

type EmailFieldProps = Pick<FieldProps, 'hint' | 'initial' | 'readOnly' | 'onValue'> & Partial<Pick<FieldProps, 'label' | 'autoComplete'>>;

/** The address that somebody signs in by, unless it is another one. */
export const EmailField = ({ label = 'Email', autoComplete = 'username', ...others }: EmailFieldProps) =>
  <Field {...others} name="email" label={label} type="email" inputMode="email" autoComplete={autoComplete} check={email} />;

export const PhoneField = ({ label }: { readonly label: string }) => (
  <Field name="mobile_phone_number" label={label} type="tel" inputMode="tel" autoComplete="tel"
    hint="With + and the country code, such as +491701234567." check={phone} />
);

export const PasswordField = ({ name = 'password', label = 'Password' }: { readonly name?: string; readonly label?: string }) =>
  <Field name={name} label={label} type="password" autoComplete="current-password" check={given('your password')} />;

interface CodeFieldProps {
  readonly name?: string;
  readonly label: string;
  readonly hint?: string;
  readonly lengths?: readonly number[];
}

export const CodeField = ({ name = 'otp_code', label, hint, lengths = [6] }: CodeFieldProps) =>
  <Field name={name} label={label} hint={hint} isCode inputMode="numeric" autoComplete="one-time-code" check={digits(...lengths)} />;
