import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { timeLimits } from './time-limits';

let client: SecretsManagerClient | undefined;

const fetchSecret = async (SecretId: string): Promise<string> => {
  client ??= new SecretsManagerClient({ maxAttempts: 2, requestHandler: timeLimits });
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId }));
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
