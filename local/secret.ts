/** AWS::SecretsManager::Secret: what the template says, and the versions of its value. */
import { randomBytes, randomUUID } from 'node:crypto';
import { generateSecretString } from './generate-secret-string';
import type { Host, Resource } from './service';

export interface Version {
  readonly id: string;
  readonly created: number;
  readonly text?: string;
  /** Base64, as on the wire. */
  readonly binary?: string;
  stages: string[];
}

export interface Secret {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  readonly description?: string;
  /** Undefined: the account's own aws/secretsmanager key, which needs no grant. */
  readonly kmsKeyArn?: string;
  readonly tags: unknown[];
  created: number;
  changed: number;
  versions: Version[];
}

const PROPERTIES = ['Description', 'GenerateSecretString', 'KmsKeyId', 'Name', 'SecretString', 'Tags'];

export function makeSecret({ type, logicalId, properties }: Resource, host: Host): Secret {
  const problem = (property: string, text: string) => new Error(`${type} ${logicalId}: ${property}: ${text}`);
  const unknown = Object.keys(properties).find((property) => !PROPERTIES.includes(property));
  if (unknown !== undefined) throw problem(unknown, 'is not supported by the local Secrets Manager');
  const { Name: name = `${logicalId}-${letters(12)}`, SecretString: given, GenerateSecretString: options } = properties;
  if (typeof name !== 'string' || !/^[\w/+=.@-]{1,512}$/.test(name)) throw problem('Name', `is not a valid name: ${JSON.stringify(name)}`);
  if (given !== undefined && options !== undefined) throw problem('SecretString', 'cannot be given together with GenerateSecretString');
  if (given !== undefined && typeof given !== 'string') throw problem('SecretString', 'must be text');
  const arnPrefix = (service: string) => `arn:${host.partition}:${service}:${host.region}:${host.accountId}:`;
  const key = properties.KmsKeyId;
  if (key !== undefined && (typeof key !== 'string' || /(^|:)alias\//.test(key))) {
    throw problem('KmsKeyId', `must be a key's id or ARN here, got ${JSON.stringify(key)}`);
  }

  const now = host.clock.now();
  let text = given;
  try {
    if (options !== undefined) text = generateSecretString(options);
  } catch (error) {
    throw new Error(`${type} ${logicalId}: ${(error as Error).message}`);
  }
  return {
    logicalId,
    name,
    arn: `${arnPrefix('secretsmanager')}secret:${name}-${letters(6)}`,
    description: properties.Description,
    kmsKeyArn: key === undefined || key.startsWith('arn:') ? key : `${arnPrefix('kms')}key/${key}`,
    tags: properties.Tags ?? [],
    created: now,
    changed: now,
    versions: text === undefined ? [] : [{ id: randomUUID(), created: now, text, stages: ['AWSCURRENT'] }],
  };
}

/** Adds a version. AWSCURRENT leaves AWSPREVIOUS with the version that had it; every stage is on one version. */
export function addVersion(secret: Secret, added: Omit<Version, 'stages'>, stages: string[]): void {
  const move = (stage: string) => secret.versions.forEach((version) => { version.stages = version.stages.filter((other) => other !== stage); });
  const current = secret.versions.find((version) => version.stages.includes('AWSCURRENT'));
  stages.forEach(move);
  if (stages.includes('AWSCURRENT') && current) {
    move('AWSPREVIOUS');
    current.stages.push('AWSPREVIOUS');
  }
  secret.versions.push({ ...added, stages });
  secret.changed = added.created;
}

export function identity({ arn, name }: Secret): { ARN: string; Name: string } {
  return { ARN: arn, Name: name };
}

/** As DescribeSecret and ListSecrets answer it. */
export function describe(secret: Secret): object {
  return {
    ...identity(secret),
    Description: secret.description,
    KmsKeyId: secret.kmsKeyArn,
    Tags: secret.tags,
    CreatedDate: secret.created / 1000,
    LastChangedDate: secret.changed / 1000,
    VersionIdsToStages: Object.fromEntries(secret.versions.filter(({ stages }) => stages.length > 0).map(({ id, stages }) => [id, stages])),
  };
}

/** What a restart keeps of a secret; the rest is the template's. */
export function contentOf({ created, changed, versions }: Secret): { created: number; changed: number; versions: Version[] } {
  return { created, changed, versions: structuredClone(versions) };
}

/** Letters and digits without a bias. */
function letters(count: number): string {
  let result = '';
  while (result.length < count) result += randomBytes(64).toString('base64').replace(/[^A-Za-z0-9]/g, '');
  return result.slice(0, count);
}
