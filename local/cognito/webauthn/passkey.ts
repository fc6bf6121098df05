/** A passkey of a person, in what the stand-in keeps. Binary values are in base64url. */
export interface Passkey {
  readonly id: string;
  /** A COSE key. */
  readonly publicKey: string;
  /** The authenticator's count of signatures, as last seen. */
  counter: number;
  readonly relyingPartyId: string;
  readonly name: string;
  readonly attachment?: string;
  readonly transports: string[];
  readonly createdAt: number;
}

/** What StartWebAuthnRegistration asked for, until it is answered. */
export interface PasskeyRegistration {
  readonly challenge: string;
  readonly clientId: string;
  readonly expiresAt: number;
}

// [D] ES256 and RS256.
export const ALGORITHMS = [-7, -257];

// [D]
export const MOST_PASSKEYS = 20;
