import { DeleteObjectCommand, GetObjectCommand } from '@aws-sdk/client-s3';
import { PICTURE_TYPES, accountObjects } from '../../src/contract';
import type { Aws } from '../support/aws';
import { fullStack } from '../support/default-stack';
import type { LocalApi } from '../support/local';
import { bearer, Person } from '../support/person';
import { pictureOf, pictures, sendForm } from '../support/pictures';
import { expectGatewayRefusal, expectRefusal } from '../support/refusal';
import { runStack } from '../support/run-stack';

let api: LocalApi;
let aws: Aws;
runStack(fullStack(), (...started) => { [api, aws] = started; });
beforeEach(() => api.advance(10));

const someone = async (name?: string) => {
  const person = await new Person(api, name).enrol();
  const tokens = (await person.signIn()).body;
  return { person, tokens, picture: pictureOf(api, person.sub, tokens.access_token) };
};
const kept = async (Key: string) => aws.s3.send(new GetObjectCommand({ Bucket: aws.Bucket, Key }))
  .then(async ({ Body, ContentType }) => ({ type: ContentType, bytes: Buffer.from(await Body!.transformToByteArray()) }), () => undefined);

test.each(PICTURE_TYPES)('makes an upload of the type %s the picture, and answers its address', async (type) => {
  const { person, picture } = await someone();
  await picture.upload(type);
  const { status, body } = await picture.set();
  expect([status, body]).toEqual([200, { url: expect.any(String), content_type: type, expires_in: 600 }]);
  const answer = await fetch(body.url);
  expect([answer.status, answer.headers.get('content-type'), Buffer.from(await answer.arrayBuffer())]).toEqual([200, type, pictures[type]]);
  expect(await kept(accountObjects.picture(person.sub))).toEqual({ type, bytes: pictures[type] });
});

test('can be repeated, and replaces a former picture', async () => {
  const { picture } = await someone();
  await picture.upload('image/png');
  expect([(await picture.set()).status, (await picture.set()).status]).toEqual([200, 200]);
  await picture.upload('image/webp');
  expect((await picture.get()).body.content_type).toBe('image/png');
  expect((await picture.set()).body.content_type).toBe('image/webp');
  expect((await picture.get()).body.content_type).toBe('image/webp');
});

test('refuses where nothing was uploaded, and keeps the picture that there is', async () => {
  const { person, picture } = await someone();
  expectRefusal(await picture.set(), 'PICTURE_NOT_UPLOADED');
  await picture.upload();
  await picture.set();
  // As the lifecycle rule does in a day.
  await aws.s3.send(new DeleteObjectCommand({ Bucket: aws.Bucket, Key: accountObjects.uploadedPicture(person.sub) }));
  expectRefusal(await picture.set(), 'PICTURE_NOT_UPLOADED');
  expect((await picture.get()).status).toBe(200);
});

test.each<[string, string, string | Buffer]>([
  ['a page', 'image/png', '<!doctype html><script>alert(1)</script>'],
  ['a drawing that can hold scripts', 'image/webp', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
  ['a picture of another type', 'image/png', pictures['image/jpeg']],
  ['the beginning of a beginning', 'image/png', pictures['image/png'].subarray(0, 7)],
  ['a sound in the same container', 'image/webp', Buffer.from('RIFF\u0004\u0000\u0000\u0000WAVEfmt ', 'latin1')],
  ['a page before a picture', 'image/jpeg', Buffer.concat([Buffer.from('<html>'), pictures['image/jpeg']])],
])('refuses %s that comes as %s, and keeps none of it', async (_what, type, file) => {
  const { person, picture } = await someone();
  expect((await picture.upload(type, file)).status).toBe(204);
  expectRefusal(await picture.set(), 'PICTURE_REFUSED');
  expect(await aws.objects(person.sub)).toEqual([]);
  expectRefusal(await picture.get(), 'PICTURE_NOT_FOUND');
});

test('is for the person alone, by the access token', async () => {
  const [ada, eve] = [await someone(), await someone('Eve')];
  await ada.picture.upload();
  for (const id of [ada.person.sub, ada.person.userId]) {
    expectRefusal(await pictureOf(api, id, eve.tokens.access_token).set(), 'FORBIDDEN');
  }
  expectRefusal(await eve.picture.set(), 'PICTURE_NOT_UPLOADED');
  expectGatewayRefusal(await pictureOf(api, ada.person.sub, ada.tokens.id_token).set(), 403);
  expectGatewayRefusal(await api.call(`PUT /v1/users/${ada.person.sub}/picture`), 401);
  expectRefusal(await ada.picture.get(), 'PICTURE_NOT_FOUND');
});

test('an upload by a form from before an erasure becomes nobody\'s picture', async () => {
  const { person, tokens, picture } = await someone();
  const { body: form } = await picture.form();
  await api.call(`DELETE /v1/users/${person.sub}`, undefined, bearer(tokens.access_token));
  expect((await sendForm(form, pictures['image/png'])).status).toBe(204);
  expectRefusal(await picture.set(), 'INVALID_TOKEN');
  await api.advance(2 * 24 * 3600);
  expect(await aws.objects(person.sub)).toEqual([]);
});

test('an erasure in the midst of it leaves no picture', async () => {
  const { person, tokens, picture } = await someone();
  await picture.upload();
  await api.faults({ function: 'set-picture', operation: 'PutObject', fault: { slow: 1500 } });
  const setting = picture.set();
  // Until the picture is being written, which then comes after the erasure.
  while (!(await api.calls()).some(({ function: caller, operation }) => caller === 'set-picture' && operation === 'PutObject'));
  expect((await api.call(`DELETE /v1/users/${person.sub}`, undefined, bearer(tokens.access_token))).status).toBe(200);
  expectRefusal(await setting, 'INVALID_TOKEN');
  await api.faults();
  expect(await aws.objects(person.sub)).toEqual([]);
});
