import type { Traveller } from './traveller';
import type { operations } from '../../../src/contract';
import type { Answer } from '../local';

type OperationName = (typeof operations)[keyof typeof operations]['operation'];

/** A legitimate request of someone for whom it would succeed. It can be sent again as it is. */
export interface Attempt {
  send(): Promise<Answer>;
  /** Whether what a success promises is true. Each step is one that the person could take. */
  holds(answer: Answer): Promise<boolean>;
  /** Whether the account is as safe as before, whatever was answered, given what tells whether a session from before is over. */
  isSafe?(isOver: () => Promise<boolean>): Promise<boolean>;
}

/** How far someone has come before: registered; with a QR code; with a working second factor; with the code of a sign-up. */
export type Stage = 'NOBODY' | 'INVITED' | 'HALFWAY' | 'ENROLLED' | 'SIGNING_UP';

export interface Journey {
  readonly operation: OperationName;
  readonly stage: Stage;
  /** The AWS call that proves who asks, on operations that anyone may call; without it nothing is ever proven. */
  readonly proof?: string;
  /** The AWS call after which the request cannot be sent again, since it has spent a code, a session or the password that it asks for. */
  readonly spending?: string;
  /** It counts the codes that it is sent, and takes only so many. */
  readonly countsCodes?: boolean;
  /** No session from before may outlive it. */
  readonly endsSessions?: boolean;
  /** There is nothing to do where the account is gone. */
  readonly endsAll?: boolean;
  /** The AWS calls whose refusal it takes for an answer: the pool does not keep what they list. */
  readonly goesOnWithout?: readonly string[];
  /** The AWS calls without which the request cannot be met, and is told so, in a pool that does not keep what they list. */
  readonly refusesWithout?: readonly string[];
  /** Exceptions that say to this operation that what the person sent is refused, and to others that something is set up wrongly. */
  readonly understands?: RegExp;
  /** AWS calls whose failure leaves a success that is one: what they add is answered as not done. */
  readonly dispensable?: readonly string[];
  /** It takes an address: one that is not accepted is the request's fault, and one that is taken is answered as any other. */
  readonly takesAddress?: boolean;
  prepare(traveller: Traveller): Promise<Attempt>;
}

export const ok = ({ status }: Answer) => status < 300;

const reach: Record<Stage, (traveller: Traveller) => Promise<unknown>> = {
  NOBODY: async () => {},
  INVITED: (traveller) => traveller.must(traveller.register()),
  HALFWAY: async (traveller) => {
    await traveller.must(traveller.register());
    await traveller.must(traveller.confirm());
  },
  ENROLLED: (traveller) => traveller.enrol(),
  SIGNING_UP: (traveller) => traveller.must(traveller.signUp()),
};
export const bringTo = (stage: Stage, traveller: Traveller) => reach[stage](traveller);

/** An operation that mails something: what it promises is the mail. */
export const mailing = async (traveller: Traveller, send: Attempt['send']): Promise<Attempt> => {
  const before = await traveller.mailCount();
  return { send, holds: async () => await traveller.mailCount() > before };
};

export const post = (traveller: Traveller, name: string, fields: object, headers?: Record<string, string>) =>
  traveller.world.call(`POST /v1/${name}`, { email: traveller.email, ...fields }, headers);
export const postTo = (traveller: Traveller, name: string, fields: object, headers?: Record<string, string>) =>
  post(traveller, `users/${traveller.userId}/${name}`, fields, headers);
