import { HeadObjectCommand } from '@aws-sdk/client-s3';
import { MAX_PICTURE_BYTES, PICTURE_TYPES, accountObjects } from '../../src/contract';
import type { Aws } from '../support/aws';
import { fullStack } from '../support/default-stack';
import type { LocalApi } from '../support/local';
import { bearer, Person } from '../support/person';
import { pictureOf, pictures, s3Code, sendForm } from '../support/pictures';
import { expectGatewayRefusal, expectRefusal } from '../support/refusal';
import { runStack } from '../support/run-stack';

let api: LocalApi;
let aws: Aws;
let ada: Person;
let tokens: any;
runStack(fullStack(), (...started) => { [api, aws] = started; });
beforeAll(async () => {
  ada = await new Person(api).enrol();
  tokens = (await ada.signIn()).body;
});

const her = () => pictureOf(api, ada.sub, tokens.access_token);
const stored = (Key: string) => aws.s3.send(new HeadObjectCommand({ Bucket: aws.Bucket, Key }))
  .then(({ ContentType, ContentLength, ServerSideEncryption }) => [ContentType, ContentLength, ServerSideEncryption], () => undefined);

test.each(PICTURE_TYPES)('answers a form by which S3 takes a picture of the type %s, and encrypts it', async (type) => {
  const { status, body } = await her().form(type);
  expect([status, body]).toEqual([200, { url: expect.stringMatching(/^http/), fields: expect.any(Object), expires_in: 300, max_bytes: MAX_PICTURE_BYTES }]);
  expect((await sendForm(body, pictures[type])).status).toBe(204);
  expect(await stored(accountObjects.uploadedPicture(ada.sub))).toEqual([type, pictures[type].length, 'aws:kms']);
});

test('the form takes as much as it says, and not a byte more', async () => {
  const { body } = await her().form();
  expect((await sendForm(body, Buffer.alloc(MAX_PICTURE_BYTES))).status).toBe(204);
  expect(await s3Code(await sendForm(body, Buffer.alloc(MAX_PICTURE_BYTES + 1)))).toBe('400 EntityTooLarge');
  expect(await s3Code(await sendForm(body, ''))).toBe('400 EntityTooSmall');
  expect((await stored(accountObjects.uploadedPicture(ada.sub)))![1]).toBe(MAX_PICTURE_BYTES);
});

test('the form takes the type that was asked for alone, and nothing that makes a page of it', async () => {
  const { body } = await her().form();
  const changes: Record<string, string>[] = [
    { 'Content-Type': 'text/html' }, { 'Content-Type': 'image/svg+xml' }, { 'Content-Type': '' }, { 'Content-Disposition': 'inline' }, { acl: 'public-read' },
    { 'Cache-Control': 'public' }, { 'x-amz-meta-x': 'y' }, { success_action_redirect: 'https://evil.example' }, { 'x-amz-server-side-encryption': 'AES256' },
    { 'x-amz-website-redirect-location': 'https://evil.example' }, { tagging: '<Tagging/>' },
  ];
  for (const changed of changes) {
    expect(await s3Code(await sendForm(body, pictures['image/png'], changed))).toBe('403 AccessDenied');
  }
});

test('the form takes no other key, however it is written', async () => {
  const { body } = await her().form();
  const bob = await new Person(api, 'Bob').enrol();
  const keys = [
    accountObjects.uploadedPicture(bob.sub), accountObjects.picture(bob.sub), accountObjects.picture(ada.sub), `people/${bob.userId}/password-recovered.json`,
    `${body.fields.key}/../${bob.sub}`, `./${body.fields.key}`, `${body.fields.key}/`, body.fields.key.toUpperCase(), '${filename}', '',
  ];
  for (const key of keys) {
    expect(await s3Code(await sendForm(body, pictures['image/png'], { key }))).toMatch(/^(403 AccessDenied|400 InvalidArgument)$/);
  }
  expect((await aws.objects(bob.sub))).toEqual([]);
});

test('the form cannot be changed, and expires', async () => {
  const { body } = await her().form();
  const policy = JSON.parse(Buffer.from(body.fields.Policy, 'base64').toString());
  const longer = Buffer.from(JSON.stringify({ ...policy, expiration: '2099-01-01T00:00:00Z' })).toString('base64');
  expect(await s3Code(await sendForm(body, pictures['image/png'], { Policy: longer }))).toBe('403 SignatureDoesNotMatch');
  await api.advance(299);
  expect((await sendForm(body, pictures['image/png'])).status).toBe(204);
  await api.advance(2);
  expect(await s3Code(await sendForm(body, pictures['image/png']))).toBe('403 AccessDenied');
});

test('what was uploaded is forgotten within two days', async () => {
  await her().upload();
  expect(await aws.objects(ada.sub)).toEqual([ada.sub]);
  await api.advance(2 * 24 * 3600);
  expect(await aws.objects(ada.sub)).toEqual([]);
  tokens = (await ada.signIn()).body;
});

test.each([['image/svg+xml'], ['text/html'], ['image/png; charset=x'], ['IMAGE/PNG'], ['image/*'], ['']])('refuses the type %j', async (content_type) => {
  expectRefusal(await her().form(content_type), 'INVALID_REQUEST', { content_type: 'must be one of image/png, image/jpeg, image/webp' });
});

test('is for the person alone, by the access token', async () => {
  const eve = await new Person(api, 'Eve').enrol();
  const theirs = (await eve.signIn()).body;
  for (const id of [ada.sub, ada.userId]) {
    expectRefusal(await pictureOf(api, id, theirs.access_token).form(), 'FORBIDDEN');
  }
  expectGatewayRefusal(await pictureOf(api, ada.sub, tokens.id_token).form(), 403);
  expectGatewayRefusal(await api.call(`POST /v1/users/${ada.sub}/picture`, { content_type: 'image/png' }), 401);
  await api.call('POST /v1/logout', { email: eve.email, access_token: theirs.access_token }, bearer(theirs.access_token));
  expectRefusal(await pictureOf(api, eve.sub, theirs.access_token).form(), 'INVALID_TOKEN');
});

test('takes the handle as well as the sub', async () => {
  const [byHandle, bySub] = [await pictureOf(api, ada.userId, tokens.access_token).form(), await her().form()];
  expect([byHandle.status, byHandle.body.fields.key]).toEqual([200, bySub.body.fields.key]);
});
