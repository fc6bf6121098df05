import { wordsOf } from '../errors';

/** What went wrong. The region is there before its text, since only then screen readers announce it. */
export function Alert({ error }: { readonly error: unknown }) {
  const words = error === undefined ? undefined : wordsOf(error);
  return <div role="alert">{words && <p className="notice notice-error">{words}</p>}</div>;
}
