import {
  CreateMultipartUploadCommand, GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client, UploadPartCommand,
} from '@aws-sdk/client-s3';
import { BUCKET, refusal, withS3 } from './fixture';
import { serve } from './served';
import { createS3 } from '../../../local/s3';
import { expiryOf } from '../../../local/s3/lifecycle';
import { readXml, textOf, writeXml } from '../../../local/s3/xml';

const DAY = 24 * 3600_000;
const Bucket = BUCKET;

describe('a bucket of the template', () => {
  const s3 = withS3();
  const make = (properties: Record<string, any> = {}, logicalId = 'QrBucket1A2B') => s3.make('AWS::S3::Bucket', logicalId, properties);

  test('has a generated name and its attributes', () => {
    const { ref, attributes } = make();
    expect(ref).toMatch(/^local-qrbucket1a2b-[0-9a-f]{12}$/);
    expect(attributes)
      .toEqual({ Arn: `arn:aws:s3:::${ref}`, DomainName: `${ref}.s3.amazonaws.com`, RegionalDomainName: `${ref}.s3.eu-west-1.amazonaws.com` });
  });

  test('takes the properties that CDK writes', () => {
    make({
      PublicAccessBlockConfiguration: { BlockPublicAcls: true },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      AccessControl: 'LogDeliveryWrite',
      LoggingConfiguration: { DestinationBucketName: 'logs' }, Tags: [], ObjectLockEnabled: false, VersioningConfiguration: { Status: 'Suspended' },
      BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] },
      LifecycleConfiguration: {
        Rules: [
          { Id: 'a', Status: 'Enabled', Prefix: 'mfa/', ExpirationInDays: 1, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } },
        ],
      },
    });
  });

  test.each<[string, Record<string, any>, RegExp]>([
    ['a property', { WebsiteConfiguration: {} }, /AWS::S3::Bucket QrBucket1A2B: WebsiteConfiguration: is not supported/],
    ['a property inside another', { LifecycleConfiguration: { Rules: [{ Status: 'Enabled', Transitions: [] }] } },
      /LifecycleConfiguration.Rules\[0\].Transitions/],
    ['versioning', { VersioningConfiguration: { Status: 'Enabled' } }, /VersioningConfiguration.Status: .* Suspended here, got "Enabled"/],
    ['object lock', { ObjectLockEnabled: true }, /ObjectLockEnabled/],
    ['a public ACL', { AccessControl: 'PublicRead' }, /AccessControl/],
    ['a bad name', { BucketName: 'Not_A_Name' }, /BucketName/],
    ['a name that is taken', { BucketName: BUCKET }, /there already/],
    ['an encryption', {
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          { ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms:dsse' } },
        ],
      },
    }, /SSEAlgorithm/],
    ['a lifecycle of no days', { LifecycleConfiguration: { Rules: [{ Status: 'Enabled', ExpirationInDays: 0 }] } },
      /ExpirationInDays: must be a number/],
  ])('refuses %s that it does not do', (_what, properties, message) => {
    expect(() => make(properties)).toThrow(message);
  });

  test('keeps name and objects over a restart, by logical id', async () => {
    const { ref } = make();
    const put = { Bucket: ref, Key: 'k', Body: Buffer.from([0, 255, 128]), Metadata: { a: '1' } };
    const { ETag } = await s3.client().send(new PutObjectCommand(put));
    const state = JSON.parse(JSON.stringify(s3.service.snapshot()));

    const next = await serve(createS3);
    next.service.restore(state);
    expect(next.make('AWS::S3::Bucket', 'QrBucket1A2B').ref).toBe(ref);
    const client = new S3Client(next.config());
    const answer = await client.send(new GetObjectCommand({ Bucket: ref, Key: 'k' }));
    client.destroy();
    await next.close();
    expect([...await answer.Body!.transformToByteArray()]).toEqual([0, 255, 128]);
    expect(answer).toMatchObject({ ETag, Metadata: { a: '1' } });
  });

  test('takes its objects back when it is there already', async () => {
    const state = s3.service.snapshot();
    await s3.client().send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'v' }));
    s3.service.restore(state);
    await expect(s3.client().send(new GetObjectCommand({ Bucket, Key: 'k' }))).rejects.toEqual(refusal(404, 'NoSuchKey'));
  });
});

describe('a lifecycle rule', () => {
  const s3 = withS3({
    LifecycleConfiguration: {
      Rules: [
        { Id: 'qr codes', Status: 'Enabled', Prefix: 'mfa/', ExpirationInDays: 1, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 2 } },
        { Status: 'Disabled', ExpirationInDays: 1 },
      ],
    },
  });
  const keys = async (systemClockOffset = 0) =>
    (await s3.client(undefined, { systemClockOffset }).send(new ListObjectsV2Command({ Bucket }))).Contents?.map(({ Key }) => Key) ?? [];

  test.each([
    ['2026-11-20T10:30:00Z', 3, '2026-11-24T00:00:00Z'],
    ['2026-11-20T23:59:59Z', 1, '2026-11-22T00:00:00Z'],
    ['2026-11-20T00:00:00Z', 1, '2026-11-21T00:00:00Z'],
  ])('of an object of %s after %s days ends at %s', (created, days, end) => {
    expect(expiryOf([{ id: 'r', prefix: '', days }], 'k', Date.parse(created))).toEqual({ at: Date.parse(end), ruleId: 'r' });
  });

  test('expires objects below its prefix by the runner\'s clock', async () => {
    const put = (Key: string) => s3.client().send(new PutObjectCommand({ Bucket, Key, Body: 'v' }));
    expect((await put('mfa/1')).Expiration).toMatch(/^expiry-date="\w{3}, \d\d \w{3} \d{4} 00:00:00 GMT", rule-id="qr%20codes"$/);
    await put('other');
    expect(await keys()).toEqual(['mfa/1', 'other']);
    s3.advance(2 * DAY);
    expect(await keys(2 * DAY)).toEqual(['other']);
  });

  test('aborts unfinished uploads', async () => {
    const { UploadId } = await s3.client().send(new CreateMultipartUploadCommand({ Bucket, Key: 'mfa/2' }));
    s3.advance(3 * DAY);
    const client = s3.client(undefined, { systemClockOffset: 3 * DAY });
    await expect(client.send(new UploadPartCommand({ Bucket, Key: 'mfa/2', UploadId, PartNumber: 1, Body: 'v' })))
      .rejects.toEqual(refusal(404, 'NoSuchUpload'));
  });
});

describe('CORS', () => {
  const s3 = withS3({
    CorsConfiguration: {
      CorsRules: [{
        AllowedOrigins: ['https://*.example.com'], AllowedMethods: ['GET', 'PUT'], AllowedHeaders: ['content-*'],
        ExposedHeaders: ['ETag'], MaxAge: 60,
      }],
    },
  });
  const ask = async (origin: string, method: string, headers = 'content-type') => {
    const asked = { origin, 'access-control-request-method': method, 'access-control-request-headers': headers };
    const answer = await fetch(`${s3.endpoint}/${Bucket}/k`, { method: 'OPTIONS', headers: asked });
    return [answer.status, answer.headers.get('access-control-allow-origin'), answer.headers.get('access-control-max-age')];
  };

  test('answers a preflight as its rules say', async () => {
    expect(await ask('https://app.example.com', 'PUT')).toEqual([200, 'https://app.example.com', '60']);
    expect(await ask('https://evil.example', 'PUT')).toEqual([403, null, null]);
    expect(await ask('https://app.example.com', 'DELETE')).toEqual([403, null, null]);
    expect(await ask('https://app.example.com', 'PUT', 'authorization')).toEqual([403, null, null]);
  });

  test('adds its headers to answers, refusals too', async () => {
    const answer = await fetch(`${s3.endpoint}/${Bucket}/k`, { headers: { origin: 'https://app.example.com' } });
    expect([answer.status, answer.headers.get('access-control-allow-origin'), answer.headers.get('access-control-expose-headers')])
      .toEqual([403, 'https://app.example.com', 'ETag']);
  });
});

describe('XML', () => {
  test('is written escaped and read back', () => {
    const text = 'a & b < c > "d" \'e\' \r\n\t\u0001 ü 😀';
    const written = writeXml(['Delete', [['Object', [['Key', text]]], ['Quiet', true]]]);
    const document = readXml(Buffer.from(written), 'Delete');
    expect([textOf(document.children[0], 'Key'), textOf(document, 'Quiet')]).toEqual([text, 'true']);
  });

  test.each([
    '', 'text', '<Delete>', '<Delete></Other>', '</Delete>', '<Other/>', '<Delete/><Delete/>',
    '<Delete>&nbsp;</Delete>', '<Delete>&</Delete>', '<Delete>&#x110000;</Delete>',
    '<!DOCTYPE x [<!ENTITY e "v">]><Delete>&e;</Delete>', '<Delete><![CDATA[x]]></Delete>',
    '<Delete><!-- x --></Delete>', `${'<Delete>'.repeat(20)}`, '<Delete a=b/>',
  ])('is refused when it is %s', (text) => {
    expect(() => readXml(Buffer.from(text), 'Delete')).toThrow(/not well-formed/);
  });
});
