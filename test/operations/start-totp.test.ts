import { PutObjectCommand } from '@aws-sdk/client-s3';
import { personObjects } from '../../src/contract';
import { awsOf, type Aws } from '../support/aws';
import { withEnvironment } from '../support/changed-stack';
import { fullStack } from '../support/default-stack';
import type { LocalApi } from '../support/local';
import { accessTokenOf, codeOf, expectOwnToken, pendingApp } from '../support/own-factors';
import { bearer, Person, readQrCode } from '../support/person';
import { expectRefusal } from '../support/refusal';
import { runStack } from '../support/run-stack';

let api: LocalApi;
let aws: Aws;
let ada: Person;
runStack(fullStack(), (...started) => { [api, aws] = started; });
beforeAll(async () => {
  ada = await new Person(api).enrol();
});
beforeEach(() => api.advance(10));

const start = (token: string) => api.call('POST /v1/mfa/totp', undefined, bearer(token));

test('answers a new secret, as text and as a QR code that says whose it is', async () => {
  const { status, headers, body } = await start(await accessTokenOf(ada));
  expect(body).toEqual({ user_id: ada.sub, qr_code_secret: expect.stringMatching(/^[A-Z2-7]{52}$/), qr_code_secret_url: expect.any(String) });
  expect(status).toBe(200);
  expect(headers.get('cache-control')).toBe('no-store');
  const address = new URL(await readQrCode(body.qr_code_secret_url));
  expect(decodeURIComponent(address.pathname)).toContain(ada.email);
  expect(Object.fromEntries(address.searchParams)).toEqual({ secret: body.qr_code_secret, issuer: 'our app', algorithm: 'SHA1', digits: '6', period: '30' });
});

test('never shows the secret that the app has, and each time another', async () => {
  const token = await accessTokenOf(ada);
  const secrets = [await pendingApp(api, token), await pendingApp(api, token)].map(({ secret }) => secret);
  expect(new Set([...secrets, ada.totpSecret]).size).toBe(3);
});

test('the app that there is goes on working, also where the new one is never confirmed', async () => {
  const token = await accessTokenOf(ada);
  await pendingApp(api, token);
  expect((await ada.signIn()).status).toBe(200);
  expect((await api.call('GET /v1/userinfo', undefined, bearer(token))).status).toBe(200);
});

test('the image lies under a key of its own, for ten minutes to be seen, and its enrolment for a quarter of an hour', async () => {
  const bob = await new Person(api, 'Bob').enrol();
  const token = await accessTokenOf(bob);
  const { url } = await pendingApp(api, token);
  expect(await aws.objects(bob.userId)).toEqual(expect.arrayContaining(['totp.json', 'totp-qr.png']));
  expect(personObjects.totpQrCode('x')).toMatch(/^people\/pending\//);
  expect((await fetch(url)).status).toBe(200);
  await api.advance(601);
  expect((await fetch(url)).status).toBe(403);
});

test('an image that is no object is the answer\'s own', async () => {
  // The stack of the test has an address for it; the functions need not.
  await withEnvironment({ QR_CODE: 'INLINE' }, async (inline) => {
    const bob = await new Person(inline, 'Bob').enrol();
    const { url } = await pendingApp(inline, await accessTokenOf(bob));
    expect(url).toMatch(/^data:image\/png;base64,/);
    expect(await (await awsOf(inline)).objects(bob.userId)).not.toContain('totp-qr.png');
  }, fullStack());
});

test('the account\'s erasure takes both objects along', async () => {
  const eve = await new Person(api, 'Eve').enrol();
  const token = await accessTokenOf(eve);
  await pendingApp(api, token);
  expect((await api.call(`DELETE /v1/users/${eve.sub}`, undefined, bearer(token))).status).toBe(200);
  expect(await aws.objects(eve.userId)).toEqual([]);
});

test('is refused while a reset of the second factor is pending', async () => {
  const eve = await new Person(api, 'Eve').enrol();
  const token = await accessTokenOf(eve);
  await aws.s3.send(new PutObjectCommand({ Bucket: aws.Bucket, Key: personObjects.mfaResetPending(eve.userId), Body: '{"at":0}' }));
  expectRefusal(await start(token), 'MFA_RESET_PENDING');
  expect(await aws.objects(eve.userId)).not.toContain('totp.json');
});

test('a reset of the second factor leaves no token that could start one, and a recovered password gets none', async () => {
  const eve = await new Person(api, 'Eve').enrol();
  const token = await accessTokenOf(eve);
  await api.advance(301);
  await api.call('POST /v1/resend-mfa', { email: eve.email });
  const verification_code = /<b>(\d{6})<\/b>/.exec((await api.mail(eve.email)).body)![1];
  expect((await api.call(`POST /v1/users/${eve.userId}/reset-mfa`, { email: eve.email, password: eve.password, verification_code })).status).toBe(200);
  expectRefusal(await start(token), 'INVALID_TOKEN');
  expectRefusal(await eve.login(), 'MFA_RESET_PENDING');
});

test('needs an access token that lives, of a sign-in of the last ten minutes', async () => {
  await expectOwnToken(api, await new Person(api).enrol(), start, { fresh: true });
});

describe('what Cognito may refuse it for', () => {
  afterEach(() => api.faults());
  test.each([
    ['NotAuthorizedException', 'INVALID_TOKEN'], ['SoftwareTokenMFANotFoundException', 'FACTOR_NOT_OFFERED'], ['InvalidParameterException', 'FACTOR_NOT_OFFERED'],
    ['ConcurrentModificationException', 'SERVICE_UNAVAILABLE'], ['ResourceNotFoundException', 'INTERNAL_ERROR'],
  ] as const)('%s is answered with %s', async (name, code) => {
    const token = await accessTokenOf(ada);
    await api.faults({ function: 'start-totp', operation: 'AssociateSoftwareToken', fault: { name, status: 400 }, times: 0 });
    expectRefusal(await start(token), code);
  });
});

test('the code of the answered secret is six digits that verify-totp takes', async () => {
  const bob = await new Person(api, 'Bob').enrol();
  const token = await accessTokenOf(bob);
  const { secret } = await pendingApp(api, token);
  expect((await api.call('POST /v1/mfa/totp/verify', { otp_code: await codeOf(api, secret) }, bearer(token))).status).toBe(200);
});
