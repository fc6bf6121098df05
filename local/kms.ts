/**
 * KMS as the template declares it. Nothing here is encrypted: the stand-ins that keep data under a key ask whether the
 * caller may use it, which is what fails on AWS when a grant is missing. No KMS operation is answered.
 */
import { createHash } from 'node:crypto';
import { denies, evaluate, parsePolicyDocument, type Statement } from './iam';
import type { Host, Made, Provider, Resource } from './service';

const KEY_PROPERTIES = [
  'BypassPolicyLockoutSafetyCheck', 'Description', 'Enabled', 'EnableKeyRotation', 'KeyPolicy', 'KeySpec', 'KeyUsage', 'MultiRegion', 'Origin',
  'PendingWindowInDays', 'RotationPeriodInDays', 'Tags',
];

/** The only values that S3 and Secrets Manager can use a key with. */
const FIXED: Record<string, unknown> = {
  Enabled: true, KeySpec: 'SYMMETRIC_DEFAULT', KeyUsage: 'ENCRYPT_DECRYPT', MultiRegion: false, Origin: 'AWS_KMS',
};

export function createKms(host: Host): Provider {
  return {
    types: ['AWS::KMS::Key', 'AWS::KMS::Alias'],
    make: (resource) => resource.type === 'AWS::KMS::Alias' ? makeAlias(resource) : makeKey(resource, host),
  };
}

function makeKey(resource: Resource, host: Host): Made {
  refuseUnknown(resource, KEY_PROPERTIES);
  for (const [property, value] of Object.entries(FIXED)) {
    const given = resource.properties[property];
    if (given !== undefined && String(given) !== String(value)) {
      throw problem(resource, property, `only ${value} is supported, got ${JSON.stringify(given)}`);
    }
  }
  if (resource.properties.KeyPolicy !== undefined) requireDelegation(resource, host);
  // The same id in each run, since what `--data` keeps names the key.
  const hash = createHash('sha256').update(`${host.accountId}/${host.region}/${resource.logicalId}`).digest('hex');
  const keyId = [hash.slice(0, 8), hash.slice(8, 12), `4${hash.slice(13, 16)}`, `8${hash.slice(17, 20)}`, hash.slice(20, 32)].join('-');
  return { ref: keyId, attributes: { Arn: `arn:${host.partition}:kms:${host.region}:${host.accountId}:key/${keyId}`, KeyId: keyId } };
}

/**
 * IAM policies count for a key only where its own policy hands the decision to the account. Callers' policies are all that
 * is evaluated here, so a key policy that decides by itself is refused rather than ignored.
 */
function requireDelegation(resource: Resource, host: Host): void {
  const statements = parsePolicyDocument(resource.properties.KeyPolicy);
  const account = [`arn:${host.partition}:iam::${host.accountId}:root`, host.accountId];
  const delegating = statements.filter((statement: Statement) => statement.principals?.some((principal) => account.includes(principal)));
  for (const action of ['kms:Decrypt', 'kms:GenerateDataKey']) {
    if (!evaluate(delegating, action, '*')) throw problem(resource, 'KeyPolicy', `must allow ${action} to the account (${account[0]})`);
    if (denies(statements, action, '*')) throw problem(resource, 'KeyPolicy', `a Deny on ${action} is not evaluated here`);
  }
}

function makeAlias(resource: Resource): Made {
  refuseUnknown(resource, ['AliasName', 'TargetKeyId']);
  const name = resource.properties.AliasName;
  if (typeof name !== 'string' || !/^alias\/(?!aws\/)[\w/-]{1,250}$/.test(name)) {
    throw problem(resource, 'AliasName', `must start with alias/ and not with alias/aws/, got ${JSON.stringify(name)}`);
  }
  return { ref: name, attributes: {} };
}

function refuseUnknown(resource: Resource, known: string[]): void {
  const unknown = Object.keys(resource.properties).find((property) => !known.includes(property));
  if (unknown) throw problem(resource, unknown, 'is not supported by the local KMS');
}

function problem(resource: Resource, property: string, text: string): Error {
  return new Error(`${resource.type} ${resource.logicalId}: ${property}: ${text}`);
}
