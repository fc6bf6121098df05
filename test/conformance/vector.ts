/**
 * A vector is data: what is sent, what must come back, and how it is known. The same vectors play against the offline
 * stand-in and, by another adapter, against a throw-away pool on AWS.
 *
 * Strings may hold `{{name}}`, a saved value, or one of
 * `{{hash name}}`, the SECRET_HASH of that name; `{{totp secret}}` and `{{totp secret 1}}`, a code, so many steps ahead;
 * `{{srp}}`, SRP_A; `{{srp password}}`, the proof of that password for the saved `salt`, `srpB`, `block` and `srpId` at `{{time}}`,
 * or `{{srp password Fri Nov 20 12:00:00 UTC 2026}}` at another;
 * `{{code email}}`, the newest code or temporary password that was sent there; `{{jwt token.claim}}`, a claim of a token; `{{attest options}}` and
 * `{{assert options}}`, what an authenticator answers to WebAuthn's options, to which words tell how it misbehaves (run.ts); `{{json ...}}`, one of
 * these as an object and not as text.
 */

/** How a fact is known: asserted on AWS by others' tests, observed text, documentation, or memory alone. */
export type Tag = 'V' | 'O' | 'D' | 'M';

export interface Match {
  /** A regular expression that the text must match. */
  readonly $match?: string;
  readonly $absent?: true;
  readonly $length?: number;
}

export type Expected = string | number | boolean | null | Match | readonly Expected[] | { readonly [name: string]: Expected };

export interface Step {
  readonly operation: string;
  readonly input: object;
  /** Seconds that pass before the call. */
  readonly advance?: number;
  /** Variables by name, and where in the output they lie: `AuthenticationResult.AccessToken`. */
  readonly save?: Readonly<Record<string, string>>;
  /** A part of the output. */
  readonly expect?: Expected;
  /** A part of a token's claims, per variable. */
  readonly claims?: Readonly<Record<string, Expected>>;
  readonly error?: { readonly name: string; readonly message?: string | Match };
}

/** What a Lambda trigger does. */
export interface TriggerBehaviour {
  /** The members to set in the event's response; a list has one for each call, and the last stays. */
  readonly response?: object | readonly object[];
  /** What it throws instead. */
  readonly error?: string;
  readonly version?: string;
}

export interface Vector {
  readonly name: string;
  readonly tag: Tag;
  readonly source: string;
  /** Members of CreateUserPool beside the name. */
  readonly pool?: object;
  /** Members of SetUserPoolMfaConfig. */
  readonly mfa?: object;
  /** Members of CreateUserPoolClient beside the name. */
  readonly client?: object;
  readonly triggers?: Readonly<Record<string, TriggerBehaviour>>;
  readonly steps: readonly Step[];
  /** Parts of the events that the triggers got, in order. */
  readonly events?: readonly Expected[];
  /** A part of the newest message. */
  readonly message?: Expected;
}
