import type { Aws } from '../support/aws';
import { fullStack } from '../support/default-stack';
import type { LocalApi } from '../support/local';
import { Person } from '../support/person';
import { pictureOf, s3Code } from '../support/pictures';
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

test('erases the picture and what was uploaded; addresses that were given out open nothing', async () => {
  await her().upload();
  const { url } = (await her().set()).body;
  expect((await aws.objects(ada.sub)).length).toBe(2);
  const { status, body } = await her().remove();
  expect([status, body]).toEqual([200, { status: 'PICTURE_DELETED' }]);
  expect(await aws.objects(ada.sub)).toEqual([]);
  expect(await s3Code(await fetch(url))).toBe('404 NoSuchKey');
  expectRefusal(await her().get(), 'PICTURE_NOT_FOUND');
  expectRefusal(await her().set(), 'PICTURE_NOT_UPLOADED');
});

test('succeeds where there is none, too, so that it can be repeated', async () => {
  expect([(await her().remove()).status, (await her().remove()).status]).toEqual([200, 200]);
});

test('is for the person alone, by the access token', async () => {
  await her().upload();
  await her().set();
  const eve = await new Person(api, 'Eve').enrol();
  const theirs = (await eve.signIn()).body.access_token;
  for (const id of [ada.sub, ada.userId]) {
    expectRefusal(await pictureOf(api, id, theirs).remove(), 'FORBIDDEN');
  }
  expect((await pictureOf(api, eve.sub, theirs).remove()).status).toBe(200);
  expectGatewayRefusal(await pictureOf(api, ada.sub, tokens.id_token).remove(), 403);
  expectGatewayRefusal(await api.call(`DELETE /v1/users/${ada.sub}/picture`), 401);
  expect((await her().get()).status).toBe(200);
});
