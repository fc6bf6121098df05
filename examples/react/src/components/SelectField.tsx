import { useId } from 'react';

interface SelectFieldProps {
  readonly name: string;
  readonly label: string;
  /** What there is to choose from: what is sent, and what is read. */
  readonly options: readonly (readonly [value: string, text: string])[];
  readonly initial?: string;
}

/** One of a few. */
export function SelectField({ name, label, options, initial }: SelectFieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} name={name} defaultValue={initial}>
        {options.map(([value, text]) => <option key={value} value={value}>{text}</option>)}
      </select>
    </div>
  );
}
