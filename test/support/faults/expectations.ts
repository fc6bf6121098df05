import type { Meaning } from './injected';
import type { Journey } from './journey';
import { errors, operations, type ErrorCode, type Operation } from '../../../src/contract';
import type { Answer, LocalApi } from '../local';
import { sampleBody, sampleRoute } from '../samples';

/** What an answer was: a success, one of our errors, or API Gateway's own. */
export type Outcome = 'SUCCESS' | ErrorCode | `GATEWAY_${number}`;

const rows = Object.entries<Operation>(operations);
export const rowOf = (name: string) => rows.find(([, { operation }]) => operation === name)![1];

export const outcomeOf = ({ status, body }: Answer): Outcome => status < 300 ? 'SUCCESS' : body.code ?? `GATEWAY_${status}`;

/** What someone unknown is answered, who knows nothing: whatever depends on an account has to be answered so, too, before anything is proven. */
export const strangersOutcome = async (api: LocalApi, name: string): Promise<Outcome> => {
  const [routeKey, { body, ...row }] = rows.find(([, { operation }]) => operation === name)!;
  // Where some fields are required by the values of others, all are sent.
  const needed = body && Object.entries(sampleBody({ body, ...row })).filter(([field]) => body.allOf || body.required.includes(field));
  return outcomeOf(await api.call(sampleRoute(routeKey), needed && Object.fromEntries(needed)));
};

/** What a person can be told: everything of the operation's own that is no failure of ours. */
export const refusalsOf = (name: string): Outcome[] => ['TOO_MANY_REQUESTS', ...rowOf(name).errors.filter((code) => errors[code].status < 500)];

export interface Circumstances {
  readonly journey: Journey;
  readonly service: string;
  /** The AWS call. */
  readonly operation: string;
  /** Whether the fault comes before it is proven who asks, or with the very call that proves it. */
  readonly isUnproven: boolean;
  readonly stranger: Outcome;
}

const TRIGGER_FAILED: Outcome[] = ['FORBIDDEN', 'SERVICE_UNAVAILABLE', 'INTERNAL_ERROR'];

/**
 * The answers that are right. A success is right whenever it is true, but for a stranger: whoever has proven nothing is told of a success that
 * they cannot see. An outage never looks like the person's mistake, and a mistake of ours never like an outage.
 */
const table: Record<Meaning, (circumstances: Circumstances) => Outcome[]> = {
  THROTTLED: ({ service }) => ['SUCCESS', service === 's3' ? 'SERVICE_UNAVAILABLE' : 'TOO_MANY_REQUESTS'],
  OUTAGE: () => ['SUCCESS', 'SERVICE_UNAVAILABLE'],
  HICCUP: () => ['SUCCESS', 'SERVICE_UNAVAILABLE'],
  SLOW: () => ['SUCCESS'],
  CRASH: () => ['GATEWAY_500'],
  STATE: ({ isUnproven, stranger, journey }) => isUnproven ? [stranger] : refusalsOf(journey.operation),
  GONE: ({ isUnproven, stranger, journey }) => isUnproven ? [stranger] : [...refusalsOf(journey.operation), ...journey.endsAll ? ['SUCCESS' as const] : []],
  CODE: ({ stranger, journey }) => [stranger, ...refusalsOf(journey.operation)],
  // An answer to a challenge that is a code holds no password to refuse.
  PASSWORD: ({ journey, operation }) => {
    const isCode = journey.countsCodes && operation === 'AdminRespondToAuthChallenge';
    return refusalsOf(journey.operation).includes('PASSWORD_REFUSED') && !isCode ? ['PASSWORD_REFUSED'] : ['INTERNAL_ERROR'];
  },
  AMBIGUOUS: ({ isUnproven, stranger, journey, operation }) => isUnproven ? [stranger] : [
    'INTERNAL_ERROR', ...refusalsOf(journey.operation), ...journey.goesOnWithout?.includes(operation) ? ['SUCCESS' as const] : [],
    ...journey.takesAddress ? ['SUCCESS', 'INVALID_REQUEST'] as const : [],
  ],
  TRIGGER: ({ isUnproven, stranger, journey }) => isUnproven ? [stranger] : [...TRIGGER_FAILED, ...refusalsOf(journey.operation)],
  LATE_TRIGGER: () => ['SUCCESS', ...TRIGGER_FAILED],
  CONFLICT: () => ['SUCCESS', 'TOO_MANY_REQUESTS', 'SERVICE_UNAVAILABLE'],
  ABSENT: ({ journey }) => ['SUCCESS', ...refusalsOf(journey.operation)],
  MISCONFIGURED: ({ journey, operation }) =>
    ['SUCCESS', 'INTERNAL_ERROR', ...journey.refusesWithout?.includes(operation) ? ['INVALID_REQUEST' as const] : []],
};

export const rightOutcomes = (meaning: Meaning, circumstances: Circumstances): Outcome[] => table[meaning](circumstances);

/** Whether AWS says something of the account, or of an object, that is not so: of a success that believes it nothing may have come. */
export const isLie = (meaning: Meaning): boolean => ['STATE', 'GONE', 'CODE', 'AMBIGUOUS', 'TRIGGER', 'ABSENT'].includes(meaning);
