import { Account, makeAccount, someAddress } from './account';
import { Caller } from './caller';
import { checkCors } from './cors';
import { Journey } from './journey';
import { Mailbox } from './mailbox';
import { offeredOperations } from './offered';
import { OneTimeCodes } from './one-time-codes';
import { Report } from './report';
import { Run, Stranded } from './run';
import { reportUntried } from './untried';
import type { AuthApi } from '../auth-api';
import { onSignals } from '../signals';
import { unreached } from '../unreached';
import { userPoolOf } from '../user-pool';

export interface CheckOptions {
  readonly email?: string;
  readonly keep?: boolean;
  readonly apiKey?: string;
  readonly origin?: string;
}

/** Whoever pressed Ctrl-C wants an end, not an explanation. */
export class Interrupted extends Error {}

/** Goes through the journey with an account that is deleted whatever happens. Whether nothing differs. */
export async function check(api: AuthApi, options: CheckOptions, say: (line: string) => void): Promise<boolean> {
  const report = new Report(say);
  const stop = new AbortController();
  const caller = new Caller(api.url, stop.signal, options);
  let account: Account | undefined;
  const release = onSignals((again) => {
    if (again) {
      if (account) say(`Stopped. There may be an account left: ${account.byHand}`);
      process.exit(130);
    }
    say('Stopping ...');
    stop.abort();
  });
  try {
    say(`${api.name === '' ? 'The API' : api.name} at ${api.url}, user pool ${api.UserPoolId}`);
    const pool = await userPoolOf(api);
    const offered = await offeredOperations(caller, report).catch((error: Error) => { throw unreached(error, api.url); });
    await checkCors(caller, report, options.origin);
    const email = (options.email ?? someAddress()).toLowerCase();
    await makeAccount(api, pool, email, (made) => { account = made; });
    say(`The throw-away account is ${email}`);
    const run = new Run(caller, report, offered);
    const mailbox = api.local === undefined ? undefined : new Mailbox(api.local, stop.signal);
    const journey = new Journey(run, account!, new OneTimeCodes(caller, report, stop.signal, api.local), mailbox);
    await journey.go(options.keep === true).then(() => reportUntried(run), (error) => {
      if (!(error instanceof Stranded)) throw error;
      report.skipped('All that comes after it', `"${error.message}" is needed for it`);
    });
    say(report.summary());
  } catch (error) {
    throw stop.signal.aborted ? new Interrupted() : error;
  } finally {
    if (account) await clear(account, options.keep === true && !stop.signal.aborted, say);
    release();
  }
  return !report.differs;
}

async function clear(account: Account, keep: boolean, say: (line: string) => void): Promise<void> {
  if (keep) {
    say(`The account is kept. To delete it: ${account.byHand}`);
    return;
  }
  try {
    await account.remove();
    say(`The account ${account.email} is deleted.`);
  } catch (error) {
    // The check's own outcome is not lost for it.
    process.exitCode = 1;
    say(`The account could not be deleted (${(error as Error).message}). Do it by hand: ${account.byHand}`);
  }
}
