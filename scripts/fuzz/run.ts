import fc from 'fast-check';
import { makeCast } from './cast';
import type { TokenKind } from './expected';
import { requestTo } from './requests';
import type { Role } from './role';
import { verdict } from './verdict';
import { send, type WireAnswer, type WireRequest } from './wire';
import { operations, type Operation } from '../../src/contract';
import type { LocalApi } from '../../test/support/local';

export interface FuzzOptions {
  readonly requests: number;
  readonly seed: number;
  /** Only this one. */
  readonly operation?: string;
  /** fast-check's path to one failure of the seed. */
  readonly path?: string;
  /** How many groups of people the operations share; one for each operation if nothing is said. */
  readonly casts?: number;
  readonly onProgress?: (sent: number) => void;
}

export interface FuzzReport {
  readonly sent: number;
  readonly operations: number;
  /** Each as text, with how to replay it. */
  readonly findings: readonly string[];
  /** How often each operation answered what: `login` to `200` and `INVALID_CREDENTIALS`. */
  readonly answers: Readonly<Record<string, Record<string, number>>>;
}

/** Requests per operation before the people are made anew: by then most are signed out, locked or erased. */
const ROUND = 60;

const printed = ({ method, target, headers, body }: WireRequest): string => [
  `${method} ${target}`,
  ...headers.map(([name, value]) => `${name}: ${value}`),
  '',
  ...body === undefined ? [] : [body.equals(Buffer.from(body.toString())) ? body.toString() : `base64: ${body.toString('base64')}`],
].join('\n');

class Finding extends Error {}

/** Sends what the seed makes, to all operations side by side, and holds each answer against the contract. */
export const fuzz = async (api: LocalApi, { requests, seed, operation, path, casts, onProgress = () => {} }: FuzzOptions): Promise<FuzzReport> => {
  const rows = Object.entries<Operation>(operations).filter(([, row]) => operation === undefined || row.operation === operation);
  const answers: Record<string, Record<string, number>> = Object.fromEntries(rows.map(([, row]) => [row.operation, {}]));
  const findings = new Map<string, string>();
  let sent = 0;

  const judge = async (row: Operation, request: WireRequest, kindOf: TokenKind) => {
    const answer: WireAnswer | string = await send(api.url, request).catch((error: Error) => error.message);
    onProgress(++sent);
    if (typeof answer === 'string') {
      throw new Finding(`${printed(request)}\n\nwas not answered: ${answer}`);
    }
    const code = /"code":"(\w+)"/.exec(answer.text)?.[1] ?? String(answer.status);
    answers[row.operation][code] = (answers[row.operation][code] ?? 0) + 1;
    const problems = verdict(request, answer, kindOf);
    if (problems.length > 0) {
      throw new Finding(`${printed(request)}\n\nwas answered ${answer.status} ${answer.text}\n\nbut ${problems.join('; ')}`);
    }
  };

  const round = async (runs: number, roundSeed: number) => {
    const going = rows.filter(([, row]) => !findings.has(row.operation));
    const cast = await makeCast(api, Math.min(casts ?? going.length, going.length));
    // Making them has used up some of the routes' limits.
    await api.advance(10);
    await Promise.all(going.map(async ([routeKey, row], index) => {
      const people: Role[] = cast[index % cast.length];
      const kindOf: TokenKind = (token) => {
        const bearer = people.find(({ accessTokens }) => accessTokens.includes(token));
        if (people.some(({ idTokens }) => idTokens.includes(token))) {
          return 'id';
        }
        return bearer && (bearer.isAdministrator ? 'administrator' : 'access');
      };
      const property = fc.asyncProperty(requestTo(routeKey, row, people), (request) => judge(row, request, kindOf));
      const { failed, counterexamplePath, numShrinks, errorInstance } = await fc.check(property, { numRuns: runs, seed: roundSeed, path });
      if (failed) {
        const replay = `npm run fuzz -- --operation ${row.operation} --seed ${roundSeed} --path ${counterexamplePath}`;
        const what = errorInstance instanceof Finding ? errorInstance.message : (errorInstance as Error)?.stack;
        findings.set(row.operation, `${routeKey}, after ${numShrinks} shrinks. Replay: ${replay}\n\n${what}`);
      }
    }));
  };

  let left = path === undefined ? Math.ceil(requests / rows.length) : 1;
  for (let count = 0; left > 0 && findings.size < rows.length; count++, left -= ROUND) {
    await round(Math.min(left, ROUND), seed + count);
  }
  return { sent, operations: rows.length, findings: [...findings.values()], answers };
};
