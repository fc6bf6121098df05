import type { Caller } from './caller';
import type { Report } from './report';

/** Asks as browsers do before they let a page send a request. */
export async function checkCors(caller: Caller, report: Report, origin: string | undefined): Promise<void> {
  const ask = (from: string) => caller.call('OPTIONS', '/v1/login', {
    headers: { 'origin': from, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' },
  });
  const stranger = 'https://check.example.invalid';
  const { headers, milliseconds } = await ask(stranger);
  const allowed = headers.get('access-control-allow-origin');
  const title = 'A page of somebody else asks whether it may send requests';
  if (allowed !== null && headers.get('access-control-allow-credentials') === 'true') {
    report.differing(title, 'expected no credentials for other origins, got access-control-allow-credentials: true', milliseconds);
  } else {
    report.ok(`${title}: ${allowed === null ? 'no' : 'yes, without credentials'}`, milliseconds);
  }
  if (origin === undefined) {
    report.skipped('The app\'s page asks the same', 'give its origin to --origin');
    return;
  }
  const own = await ask(origin);
  const answered = own.headers.get('access-control-allow-origin');
  const expected = 'The app\'s page asks the same';
  if (answered === origin || answered === '*') report.ok(expected, own.milliseconds);
  else report.differing(expected, `expected access-control-allow-origin: ${origin}, got ${answered ?? 'none'}: is it in cors.allowOrigins?`, own.milliseconds);
}
