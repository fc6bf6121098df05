import { createKms } from '../../local/kms';
import type { Host } from '../../local/service';

const kms = createKms({ region: 'eu-west-1', accountId: '123456789012', partition: 'aws' } as Host);
const key = (properties: Record<string, any> = {}, logicalId = 'Key') => kms.make({ type: 'AWS::KMS::Key', logicalId, properties });
const root = { AWS: 'arn:aws:iam::123456789012:root' };

test('a key has an id, and an ARN that ends in it', () => {
  const { ref, attributes } = key();
  expect(ref).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(attributes).toEqual({ Arn: `arn:aws:kms:eu-west-1:123456789012:key/${ref}`, KeyId: ref });
});

test('a key keeps its id from run to run, and differs from others', () => {
  expect(key().ref).toBe(key().ref);
  expect(key({}, 'Other').ref).not.toBe(key().ref);
});

test('takes the properties that CDK writes', () => {
  key({
    Description: 'd', EnableKeyRotation: true, PendingWindowInDays: 7, Tags: [],
    KeyPolicy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'kms:*', Resource: '*', Principal: root }] },
  });
});

test('an alias refers by its name', () => {
  expect(kms.make({ type: 'AWS::KMS::Alias', logicalId: 'A', properties: { AliasName: 'alias/app', TargetKeyId: 'x' } }).ref).toBe('alias/app');
});

test.each<[string, Record<string, any>, RegExp]>([
  ['a property it does not know', { Color: 'red' }, /AWS::KMS::Key Key: Color/],
  ['a disabled key', { Enabled: false }, /Enabled: only true/],
  ['a key for signing', { KeyUsage: 'SIGN_VERIFY' }, /KeyUsage/],
  ['a key policy that decides without IAM', {
    KeyPolicy: {
      Statement: [
        { Effect: 'Allow', Action: 'kms:*', Resource: '*', Principal: { AWS: 'arn:aws:iam::123456789012:role/x' } },
      ],
    },
  }, /must allow kms:Decrypt to the account/],
  ['a key policy with a deny', {
    KeyPolicy: {
      Statement: [
        { Effect: 'Allow', Action: 'kms:*', Resource: '*', Principal: root },
        { Effect: 'Deny', Action: 'kms:Decrypt', Resource: '*', Principal: '*' },
      ],
    },
  }, /a Deny on kms:Decrypt/],
])('refuses %s', (_what, properties, message) => {
  expect(() => key(properties)).toThrow(message);
});

test('refuses an alias of AWS', () => {
  expect(() => kms.make({ type: 'AWS::KMS::Alias', logicalId: 'A', properties: { AliasName: 'alias/aws/s3' } })).toThrow(/AliasName/);
});
