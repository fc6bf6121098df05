import type { Run } from './run';
import { Operation, operations } from '../../src/contract';

const rows = Object.values<Operation>(operations);

const MAIL = 'needs a code from a mail, which only the mailbox of an offline run shows';
const PASSKEY = 'needs an authenticator with a passkey';
/** Why operations are not gone through that are there, with an account of no special rights. */
const REASONS: Readonly<Record<string, string>> = {
  'forgot-password': MAIL,
  'confirm-password': MAIL,
  'reset-password': MAIL,
  'resend-mfa': MAIL,
  'reset-mfa': MAIL,
  'confirm-sign-up': 'needs a code from a mail to somebody new',
  'send-attribute-code': 'needs a mail to another address',
  'verify-attribute': 'needs a code from a mail to another address',
  'create-passkey': PASSKEY,
  'delete-passkey': PASSKEY,
  'set-mfa': 'needs an authenticator app',
  'start-totp': 'no authenticator app can be set up here',
  'verify-totp': 'no authenticator app can be set up here',
  'set-picture': 'needs a picture that was uploaded: that there is none was checked',
  'picture': 'needs a picture that was uploaded: that there is none was checked',
  'delete-user': 'the account is kept',
  'delete-session': 'needs a second session: that there is no other was checked',
};

function reasonOf({ operation, access, registers, cookieMode }: Operation, run: Run): string {
  if (!run.offers(operation)) return 'switched off in this stack';
  if (access === 'ADMINISTRATORS' || (registers && run.offered.isClosed)) return 'for administrators, which the account is not: that it is refused was checked';
  return REASONS[operation] ?? (cookieMode && operation === 'challenge' ? 'no sign-in asked for it' : 'not reached');
}

/** The operations that did not do what they are for, one line for each reason. */
export function reportUntried(run: Run): void {
  const byReason = new Map<string, string[]>();
  for (const row of rows.filter(({ operation }) => !run.tried.has(operation) && !run.differing.has(operation))) {
    const reason = reasonOf(row, run);
    byReason.set(reason, [...byReason.get(reason) ?? [], row.operation]);
  }
  for (const [reason, names] of byReason) run.report.skipped(names.join(', '), reason);
}
