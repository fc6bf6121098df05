import type { ComponentProps } from 'react';

interface ButtonProps extends Omit<ComponentProps<'button'>, 'disabled'> {
  readonly busy?: boolean;
  readonly look?: 'primary' | 'secondary' | 'danger' | 'link';
}

/** While busy it keeps the focus, unlike a disabled one, and does nothing. */
export function Button({ busy = false, look = 'primary', type = 'button', children, onClick, ...others }: ButtonProps) {
  return (
    <button {...others} type={type} className={`button button-${look}`} aria-disabled={busy || undefined} aria-busy={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}>
      {busy && <span className="spinner" aria-hidden="true" />}
      {children}
    </button>
  );
}
