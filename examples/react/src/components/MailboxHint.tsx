import { useShared } from '../shared';

/** In offline runs nothing is really mailed. */
export function MailboxHint() {
  const { config: { mailbox } } = useShared();
  if (!mailbox) {
    return null;
  }
  return <p className="hint">Offline, mails are in the <a href={mailbox} target="_blank" rel="noreferrer">mailbox of this run</a>.</p>;
}
