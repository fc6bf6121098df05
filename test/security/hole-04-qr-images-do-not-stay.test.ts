import { DeleteObjectCommand, HeadObjectCommand } from '@aws-sdk/client-s3';
import { personObjects } from '../../src/contract';
import { awsOf, type Aws } from '../support/aws';
import { withEnvironment } from '../support/changed-stack';
import { defaultStack, defaultTemplate } from '../support/default-stack';
import type { LocalApi } from '../support/local';
import { bearer, Person, readQrCode } from '../support/person';
import { runStack } from '../support/run-stack';
import { halfway, invited, resetCode } from '../support/stages';

/** There, the images of TOTP seeds are kept for ever. */
let api: LocalApi;
let aws: Aws;
runStack(defaultStack(), (...started) => { [api, aws] = started; });
beforeEach(() => api.advance(10));

const TEN_MINUTES = 600;
const DAY = 24 * 3600;

interface Enrolling {
  readonly person: Person;
  readonly url: string;
}
/** Someone with a QR code on the screen. */
const enrolling = async (run = api): Promise<Enrolling> => {
  const person = await invited(run);
  const { body } = await person.confirm();
  return { person, url: body.qr_code_secret_url };
};
const statusOf = async (url: string | URL, method = 'GET') => (await fetch(url, { method })).status;
const changed = (url: string, change: (of: URL) => void): URL => {
  const other = new URL(url);
  change(other);
  return other;
};
const hasImage = async ({ userId }: Person) => (await aws.objects(userId)).includes('qr.png');
const expectGone = async ({ person, url }: Enrolling) => {
  expect(await hasImage(person)).toBe(false);
  expect(await statusOf(url)).toBe(404);
};
const wrongCodes = async (person: Person, verification_session: string) => {
  for (let count = 0; count < 5; count++) {
    await api.call(`POST /v1/users/${person.userId}/confirm-mfa`, { email: person.email, otp: await person.wrongCode(), verification_session });
  }
};

test('a person scans the image, whose address holds nothing of it', async () => {
  const { person, url } = await enrolling();
  expect(await readQrCode(url)).toContain(`secret=${person.totpSecret}&`);
  expect(decodeURIComponent(url)).not.toContain(person.totpSecret);
  expect((await person.confirmMfa()).status).toBe(200);
  expect((await person.signIn()).status).toBe(200);
});

describe('the image is deleted', () => {
  test('as soon as the second factor is confirmed, while its address would still be good', async () => {
    const shown = await enrolling();
    await shown.person.confirmMfa();
    await expectGone(shown);
  });

  test('when a new one takes its place: the first address then shows only the new one', async () => {
    const { person, url } = await enrolling();
    const former = person.totpSecret;
    const { body } = await person.login();
    expect(await readQrCode(body.qr_code_secret_url)).toContain(body.qr_code_secret);
    expect(await readQrCode(url)).not.toContain(former);
  });

  test('after a reset of the second factor, too', async () => {
    const person = await new Person(api).enrol();
    const { body } = await api.call(`POST /v1/users/${person.userId}/reset-mfa`, {
      email: person.email, password: person.password, verification_code: await resetCode(api, person, 'POST /v1/resend-mfa'),
    });
    person.totpSecret = body.qr_code_secret;
    const url = body.qr_code_secret_url;
    expect(await readQrCode(url)).toContain(person.totpSecret);
    await person.confirmMfa();
    await expectGone({ person, url });
  });

  test('when five wrong codes have ended the enrolment', async () => {
    const person = await halfway(api);
    const { qr_code_secret_url: url, verification_session } = (await person.login()).body;
    await wrongCodes(person, verification_session);
    await expectGone({ person, url });
  });

  test('with the account', async () => {
    const { person, url } = await enrolling();
    await person.confirmMfa();
    const { id_token } = (await person.signIn()).body;
    await api.call('POST /v1/resend-mfa', { email: person.email });
    await api.call(`DELETE /v1/users/${person.userId}`, undefined, bearer(id_token));
    await expectGone({ person, url });
    expect(await aws.objects(person.userId)).toEqual([]);
  });

  test('within a day where nobody ever confirms', async () => {
    const { person } = await enrolling();
    await api.advance(2 * DAY);
    expect(await hasImage(person)).toBe(false);
  });
});

describe('the address of an image', () => {
  test('is good for ten minutes at most', async () => {
    const { person, url } = await enrolling();
    expect(Number(new URL(url).searchParams.get('X-Amz-Expires'))).toBeLessThanOrEqual(TEN_MINUTES);
    await api.advance(TEN_MINUTES);
    expect(await statusOf(url)).toBe(403);
    expect(await hasImage(person)).toBe(true);
  });

  test('opens nothing when changed: not for longer, not for another object, not to write or delete', async () => {
    const [{ person, url }, other] = [await enrolling(), await enrolling()];
    const attempts = [
      changed(url, ({ searchParams }) => searchParams.set('X-Amz-Expires', '604800')),
      changed(url, (address) => { address.search = ''; }),
      changed(url, (address) => { address.pathname = new URL(other.url).pathname; }),
      changed(url, (address) => { address.pathname = address.pathname.replace('qr.png', 'enrolment.json'); }),
      changed(url, (address) => { address.pathname = address.pathname.replace(/people\/.*/, ''); }),
    ];
    expect(await Promise.all(attempts.map((address) => statusOf(address)))).toEqual(attempts.map(() => 403));
    expect(await Promise.all(['PUT', 'DELETE', 'POST'].map((method) => statusOf(url, method)))).not.toContain(200);
    expect(await readQrCode(url)).toContain(person.totpSecret);
  });

  test('cannot be made up from what strangers know', async () => {
    const { person } = await enrolling();
    const { body: { user_id } } = await api.call('POST /v1/forgot-password', { email: person.email });
    for (const key of Object.values(personObjects)) {
      expect(await statusOf(`${api.endpoint('s3')}/${aws.Bucket}/${key(user_id)}`)).toBe(403);
    }
    expect(await statusOf(`${api.endpoint('s3')}/${aws.Bucket}?list-type=2`)).toBe(403);
  });
});

describe('the bucket', () => {
  test('holds the image encrypted by a key of the stack, and no copies of it', async () => {
    const { person } = await enrolling();
    const object = { Bucket: aws.Bucket, Key: personObjects.qrCode(person.userId) };
    const { ServerSideEncryption, SSEKMSKeyId, CacheControl } = await aws.s3.send(new HeadObjectCommand(object));
    expect(ServerSideEncryption).toBe('aws:kms');
    expect(SSEKMSKeyId).toMatch(/^arn:aws:kms:/);
    expect(CacheControl).toBe('no-store');
    const { VersionId } = await aws.s3.send(new DeleteObjectCommand(object));
    expect(VersionId).toBeUndefined();
  });

  test('refuses requests without TLS, and keeps no versions', () => {
    const resources = Object.entries<any>(defaultTemplate().Resources);
    const [[id, bucket]] = resources.filter(([, { Type, Properties }]) => Type === 'AWS::S3::Bucket' && Properties.LoggingConfiguration);
    expect(bucket.Properties).not.toHaveProperty('VersioningConfiguration');
    const [[, policy]] = resources.filter(([, { Type, Properties }]) => Type === 'AWS::S3::BucketPolicy' && Properties.Bucket.Ref === id);
    expect(policy.Properties.PolicyDocument.Statement).toContainEqual(expect.objectContaining({
      Effect: 'Deny', Action: 's3:*', Principal: { AWS: '*' }, Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    }));
  });
});

test('where images are inline, none is ever stored', () => withEnvironment({ QR_CODE: 'INLINE' }, async (inline) => {
  const { person, url } = await enrolling(inline);
  expect(await readQrCode(url)).toContain(`secret=${person.totpSecret}&`);
  expect(await (await awsOf(inline)).objects(person.userId)).toEqual(['enrolment.json', 'invitation-sent.json']);
  expect((await person.confirmMfa()).status).toBe(200);
}));
