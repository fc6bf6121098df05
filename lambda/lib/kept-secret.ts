import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { httpErrorOf } from './aws-errors';
import { HttpError } from './http-error';
import { timeLimits } from './time-limits';

/** Ours, whatever AWS calls it: no handler may take it for what Cognito says about an account. */
const ours = (error: unknown): never => {
  throw httpErrorOf(error) ?? new HttpError('INTERNAL_ERROR', undefined, undefined, error);
};

let client: SecretsManagerClient | undefined;

const fetchSecret = async (SecretId: string): Promise<string> => {
  client ??= new SecretsManagerClient({ maxAttempts: 2, requestHandler: timeLimits });
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId })).catch(ours);
  return SecretString!;
};

/** A secret's text, fetched when it is first asked for and kept for so many milliseconds; a failed fetch is not kept. */
export const keptSecret = (arn: string, lifetime = Infinity): () => Promise<string> => {
  let kept: { readonly value: Promise<string>; readonly until: number } | undefined;
  return () => {
    if (!kept || Date.now() >= kept.until) {
      const value = fetchSecret(arn);
      const made = kept = { value, until: Date.now() + lifetime };
      value.catch(() => {
        if (kept === made) {
          kept = undefined;
        }
      });
    }
    return kept.value;
  };
};
