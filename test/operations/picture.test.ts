import { CopyObjectCommand, DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { accountObjects } from '../../src/contract';
import type { Aws } from '../support/aws';
import { fullStack } from '../support/default-stack';
import type { LocalApi } from '../support/local';
import { Person } from '../support/person';
import { pictureOf, pictures, s3Code } from '../support/pictures';
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
  await her().upload();
  await her().set();
});

const her = () => pictureOf(api, ada.sub, tokens.access_token);

test('answers an address that shows the picture, as an image and nothing else, and is kept by no cache', async () => {
  const { status, body } = await her().get();
  expect([status, body]).toEqual([200, { url: expect.stringContaining('X-Amz-Expires=600'), content_type: 'image/png', expires_in: 600 }]);
  const answer = await fetch(body.url);
  expect([answer.status, Buffer.from(await answer.arrayBuffer())]).toEqual([200, pictures['image/png']]);
  expect(Object.fromEntries(answer.headers)).toMatchObject({ 'content-type': 'image/png', 'content-disposition': 'inline', 'cache-control': 'no-store' });
});

test('the address opens nothing else, and expires', async () => {
  const { url } = (await her().get()).body;
  const bob = await new Person(api, 'Bob').enrol();
  for (const changed of [
    url.replace(ada.sub, bob.sub), url.replace('image%2Fpng', 'text%2Fhtml'), url.replace('X-Amz-Expires=600', 'X-Amz-Expires=6000'), `${url}&versionId=1`,
    url.replace(/response-content-type=[^&]*&/, ''),
  ]) {
    expect(await s3Code(await fetch(changed))).toBe('403 SignatureDoesNotMatch');
  }
  expect((await fetch(url, { method: 'DELETE' })).status).toBe(403);
  expect((await fetch(url.split('?')[0])).status).toBe(403);
  await api.advance(601);
  expect(await s3Code(await fetch(url))).toBe('403 AccessDenied');
});

test('takes the handle as well as the sub, and says where there is no picture', async () => {
  expect((await pictureOf(api, ada.userId, tokens.access_token).get()).status).toBe(200);
  const eve = await new Person(api, 'Eve').enrol();
  const theirs = pictureOf(api, eve.sub, (await eve.signIn()).body.access_token);
  expectRefusal(await theirs.get(), 'PICTURE_NOT_FOUND');
  await theirs.upload();
  expectRefusal(await theirs.get(), 'PICTURE_NOT_FOUND');
});

test('does not serve what is no picture by its type, wherever it came from', async () => {
  const object = { Bucket: aws.Bucket, Key: accountObjects.picture(ada.sub) };
  await aws.s3.send(new CopyObjectCommand({ ...object, Key: 'kept', CopySource: `${object.Bucket}/${object.Key}` }));
  await aws.s3.send(new PutObjectCommand({ ...object, Body: '<script>', ContentType: 'text/html' }));
  expectRefusal(await her().get(), 'PICTURE_NOT_FOUND');
  await aws.s3.send(new CopyObjectCommand({ ...object, CopySource: `${object.Bucket}/kept` }));
  await aws.s3.send(new DeleteObjectCommand({ ...object, Key: 'kept' }));
  expect((await her().get()).status).toBe(200);
});

test('is for the person alone, by the access token', async () => {
  const eve = await new Person(api, 'Eve').enrol();
  const theirs = (await eve.signIn()).body.access_token;
  for (const id of [ada.sub, ada.userId, ada.sub.toUpperCase()]) {
    expectRefusal(await pictureOf(api, id, theirs).get(), 'FORBIDDEN');
  }
  expectRefusal(await pictureOf(api, `${eve.sub}%2F..%2F${ada.sub}`, theirs).get(), 'INVALID_REQUEST', { user_id: 'must be a user_id as an earlier answer gave it (a UUID)' });
  expectGatewayRefusal(await pictureOf(api, ada.sub, tokens.id_token).get(), 403);
  expectGatewayRefusal(await api.call(`GET /v1/users/${ada.sub}/picture`), 401);
});
