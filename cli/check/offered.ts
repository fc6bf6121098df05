import { differences, summary } from './against-contract';
import type { Answer, Caller } from './caller';
import type { Report } from './report';
import { Operation, operations } from '../../src/contract';
import { CommandError } from '../command-error';

const rows = Object.entries<Operation>(operations);
/** Fits every schema of a path, and is nobody's. */
const NOBODY = '00000000-0000-0000-0000-000000000000';
/** How many functions are started at once. */
const AT_ONCE = 5;

/** A request that changes nothing: without a token where one is asked for, and with a body that is no JSON where anyone may call. */
async function probe(caller: Caller, routeKey: string, { access, body }: Operation): Promise<Answer> {
  const [method, template] = routeKey.split(' ');
  const path = template.replace(/\{\w+\}/g, NOBODY);
  return caller.call(method, path, access === 'ANYONE' && body ? { body: '{' } : {});
}

/** API Gateway's, where it has no such route. */
const isAbsent = ({ status, body }: Answer): boolean => status === 404 && body?.code === undefined;
const asksForKey = (row: Operation, { status, body }: Answer): boolean =>
  row.access === 'ANYONE' && !row.registers && (status === 401 || status === 403) && body?.code === undefined;

export interface Offered {
  readonly operations: ReadonlySet<string>;
  /** Only administrators register people. */
  readonly isClosed: boolean;
}

/** Asks the API itself which of the contract's operations it has. */
export async function offeredOperations(caller: Caller, report: Report): Promise<Offered> {
  const offered = new Set<string>();
  let isClosed = false;
  const found: string[] = [];
  const started = performance.now();
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    const some = rows.slice(from, from + AT_ONCE);
    const answers = await Promise.all(some.map(async ([routeKey, row]) => ({ row, answer: await probe(caller, routeKey, row) })));
    for (const { row, answer } of answers) {
      if (isAbsent(answer)) continue;
      if (asksForKey(row, answer)) {
        throw new CommandError(`The API asks for a key, and ${answer.status === 401 ? 'none was given' : 'this one is not it'}: give it to --api-key, or set AUTH_API_KEY. `
          + 'It is the value of the stack\'s secret ...ApiKeySecret..., or of the one that you gave the construct.');
      }
      offered.add(row.operation);
      // Where only administrators register people, API Gateway asks for their token.
      isClosed ||= row.registers === true && answer.status === 401;
      const refused = row.access !== 'ANYONE' ? 401 : row.registers ? ['MALFORMED_BODY', 401] as const : 'MALFORMED_BODY';
      found.push(...differences(row, { refused }, answer).map((difference) => `${row.operation}: ${difference}`));
    }
  }
  if (!offered.has('login')) {
    const answer = await probe(caller, 'POST /v1/login', operations['POST /v1/login']);
    throw new CommandError(`There is no POST /v1/login at ${caller.url}: it answers ${summary(answer)}. Give --path-prefix where the construct has a pathPrefix, `
      + 'or the API\'s address to --url. A stack without that operation cannot be checked.');
  }
  const title = `Which operations are there, without a token and with a broken body: ${offered.size} of ${rows.length}`;
  if (found.length === 0) report.ok(title, Math.round(performance.now() - started));
  found.forEach((difference) => report.differing('Asked without a token or with a broken body', difference));
  return { operations: offered, isClosed };
}
