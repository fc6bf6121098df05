import { hkdfSync } from 'node:crypto';
import { environment } from './environment';
import { keptSecret } from './kept-secret';

let kept: (() => Promise<string>) | undefined;

/** The confidential client's secret, fetched once per execution environment. Nothing happens before, so that bundles without a use of it leave it out. */
export const clientSecret = (): Promise<string> => {
  kept ??= keptSecret(environment.CLIENT_SECRET_ARN);
  return kept();
};

/** A key of its own for each purpose, so that none can be used for another. */
export const derivedKey = async (purpose: string): Promise<Buffer> =>
  Buffer.from(hkdfSync('sha256', await clientSecret(), environment.CLIENT_ID, `cognito-auth-api/${purpose}`, 32));
