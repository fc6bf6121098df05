import { hkdfSync } from 'node:crypto';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { environment } from './environment';

const secretsManager = new SecretsManagerClient({ maxAttempts: 2, requestHandler: { connectionTimeout: 1_000, requestTimeout: 4_000 } });

let secret: Promise<string> | undefined;

/** The confidential client's secret, fetched once per execution environment; a failed fetch is not kept. */
export const clientSecret = (): Promise<string> => {
  secret ??= secretsManager.send(new GetSecretValueCommand({ SecretId: environment.CLIENT_SECRET_ARN })).then(
    ({ SecretString }) => SecretString!,
    (error) => {
      secret = undefined;
      throw error;
    },
  );
  return secret;
};

/** A key of its own for each purpose, so that none can be used for another. */
export const derivedKey = async (purpose: string): Promise<Buffer> =>
  Buffer.from(hkdfSync('sha256', await clientSecret(), environment.CLIENT_ID, `cognito-auth-api/${purpose}`, 32));
