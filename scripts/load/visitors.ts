import { TOTP } from 'otpauth';
import type { FastClock } from './fast-clock';
import { bearer, type Person } from '../../test/support/person';

/** The next request of a visitor, and what its answer changes. */
export interface Step {
  readonly operation: string;
  readonly route: string;
  readonly body?: object;
  readonly headers?: Record<string, string>;
  readonly onSuccess?: (body: any) => void;
  readonly onAnswer?: () => void;
}

/** Of 20 steps; a sign-in is two requests. */
const MIX = { 'sign-in': 3, 'userinfo': 9, 'refresh-token': 3, 'forgot-password': 3, 'create-user': 2 } as const;
const DECK = Object.entries(MIX).flatMap(([name, share]) => Array<keyof typeof MIX>(share).fill(name as keyof typeof MIX));

/** The operations that visitors use. */
export const LOADED: readonly string[] = ['login', 'mfa-verify', ...Object.keys(MIX).filter((name) => name !== 'sign-in')];

const STEP = 30_000;
/** Milliseconds: well within the hour that ID and access tokens are good for. */
const FRESH = 45 * 60_000;

interface Visitor {
  readonly person: Person;
  /** The last time step whose code was used: each is taken once. */
  usedStep: number;
  session?: { verification_session: string; verification_type: string };
  tokens?: { id_token: string; access_token: string; refresh_token: string; at: number };
}

let registered = 0;

/** The people behind one connection, who do one thing after the other. */
export class Visitors {
  private readonly visitors: Visitor[];
  private count = 0;

  constructor(people: readonly Person[], private readonly clock: FastClock) {
    this.visitors = people.map((person) => ({ person, usedStep: 0 }));
  }

  next(): Step {
    const waiting = this.clock.isDue ? undefined : this.visitors.find(({ session }) => session);
    // 7 and 20 have no common divisor: each card comes once in 20 steps, in an order that mixes them.
    return waiting ? this.verify(waiting) : this.play(DECK[++this.count * 7 % DECK.length]) ?? this.forgotPassword();
  }

  private play(card: keyof typeof MIX): Step | undefined {
    const free = this.visitors.filter(({ usedStep, session }) => !session && usedStep < Math.floor(this.clock.now() / STEP));
    const signedIn = this.visitors.filter(({ tokens }) => tokens && this.clock.now() - tokens.at < FRESH);
    switch (card) {
      case 'sign-in': return free.length > 0 ? this.login(free[this.count % free.length]) : undefined;
      case 'userinfo': return signedIn.length > 0 ? this.userinfo(signedIn[this.count % signedIn.length]) : undefined;
      case 'refresh-token': return signedIn.length > 0 ? this.refresh(signedIn[this.count % signedIn.length]) : undefined;
      case 'create-user': return this.register();
      case 'forgot-password': return undefined;
    }
  }

  private login(visitor: Visitor): Step {
    const { email, password } = visitor.person;
    return { operation: 'login', route: 'POST /v1/login', body: { email, password }, onSuccess: (body) => { visitor.session = body; } };
  }

  private verify(visitor: Visitor): Step {
    const { verification_session, verification_type } = visitor.session!;
    const timestamp = this.clock.now();
    const otp_code = new TOTP({ secret: visitor.person.totpSecret }).generate({ timestamp });
    visitor.session = undefined;
    this.clock.codeSent();
    visitor.usedStep = Math.floor(timestamp / STEP);
    return {
      operation: 'mfa-verify',
      route: 'POST /v1/mfa-verify',
      body: { email: visitor.person.email, verification_type, verification_session, otp_code },
      onSuccess: (body) => { visitor.tokens = { ...body, at: timestamp }; },
      onAnswer: () => this.clock.codeAnswered(),
    };
  }

  private userinfo({ tokens }: Visitor): Step {
    const token = this.count % 2 ? tokens!.id_token : tokens!.access_token;
    return { operation: 'userinfo', route: 'GET /v1/userinfo', headers: bearer(token) };
  }

  private refresh(visitor: Visitor): Step {
    const { email } = visitor.person;
    const at = this.clock.now();
    return {
      operation: 'refresh-token',
      route: 'POST /v1/refresh-token',
      body: { email, refresh_token: visitor.tokens!.refresh_token },
      onSuccess: (body) => { visitor.tokens = { ...body, at }; },
    };
  }

  /** Of the same few strangers again and again: what is kept for each must not grow. */
  private forgotPassword(): Step {
    return { operation: 'forgot-password', route: 'POST /v1/forgot-password', body: { email: `stranger-${this.count % 50}@example.com` } };
  }

  private register(): Step {
    const body = { full_name: 'Ada Byron', email: `newcomer-${++registered}@example.com`, mobile_phone_number: '+491701234567' };
    return { operation: 'create-user', route: 'POST /v1/users', body };
  }
}
