/**
 * What a bundle knows of the contract: its own row, and validators compiled from that row's schemas. Made by scripts/bundle.ts, so that a
 * handler's asset changes only with that handler and nothing is compiled at run time.
 */
declare module 'contract:row' {
  type Problem = import('ajv').ErrorObject;
  interface Validate {
    (data: unknown): boolean;
    errors?: Problem[] | null;
  }

  export const operation: string;
  export const successStatus: number;
  export const errors: Partial<Record<import('../../src/contract').ErrorCode, { status: number; message: string }>>;
  /** Completes "must be ..." for a field. */
  export const descriptions: Record<string, string>;
  /** Whether the log says who did it, and to whom. */
  export const audited: boolean;
  /** Undefined where the operation takes no path parameters, no query string, or no body. */
  export const validatePath: Validate | undefined;
  export const validateQuery: Validate | undefined;
  export const validateBody: Validate | undefined;
  /** Undefined where cookie mode has no body schema of its own. */
  export const validateCookieModeBody: Validate | undefined;
  export const cookieMode: Pick<import('../../src/contract').CookieMode, 'reads' | 'answer'> | undefined;
}

/** The common passwords' base words, sorted, one per line. Made by scripts/bundle.ts. */
declare module 'contract:common-passwords' {
  const words: string;
  export default words;
}
