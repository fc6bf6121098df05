import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AdminAddUserToGroupCommand, CompleteWebAuthnRegistrationCommand, CreateGroupCommand, ListUsersCommand, StartWebAuthnRegistrationCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { FeaturePlan } from 'aws-cdk-lib/aws-cognito';
import { accountObjects, personObjects } from '../../src/contract';
import { makeAdministrator } from '../support/administrator';
import { Authenticator } from '../support/authenticator';
import { awsOf, type Aws } from '../support/aws';
import { everyOperation } from '../support/every-operation';
import { LocalApi, type Mail } from '../support/local';
import { bearer, Person, secretOf } from '../support/person';
import { pictureOf, sendForm, pictures } from '../support/pictures';
import { resetCode } from '../support/stages';
import { synthesize } from '../support/synthesize';
import { tracesIn } from '../support/traces';

/**
 * Art. 17 of the GDPR. Someone who has done everything there is erases the account, and an administrator erases somebody else's; then every place is searched
 * where data of a person can lie: all that the stand-ins of Cognito, S3 and Secrets Manager hold, and every line that anything has logged. A neighbour keeps
 * everything.
 */
let folder: string;
let api: LocalApi;
let aws: Aws;
let ada: Person;
let bob: Person;
let carol: Person;
let grace: Person;
let exported: any;
let lateForm: any;
/** What all places hold, as JSON: before, and after. */
let before: { services: any; messages: Mail[] };
let after: typeof before;
let logs: { message: string }[];
let calls: { function?: string; operation: string }[];

const dataFile = () => join(folder, 'state.json');
const ok = async <Answer extends { status: number }>(answer: Promise<Answer>): Promise<Answer> => {
  const { status } = await answer;
  expect(status).toBeLessThan(300);
  return answer;
};

const doEverything = async (person: Person): Promise<string> => {
  await person.enrol();
  const { access_token } = (await ok(person.signIn())).body;
  const AccessToken = access_token;
  // A passkey, and one that is begun.
  const authenticator = new Authenticator({ origin: api.url });
  const { CredentialCreationOptions } = await aws.cognito.send(new StartWebAuthnRegistrationCommand({ AccessToken }));
  const Credential = await authenticator.create(CredentialCreationOptions as any) as any;
  await aws.cognito.send(new CompleteWebAuthnRegistrationCommand({ AccessToken, Credential }));
  await aws.cognito.send(new StartWebAuthnRegistrationCommand({ AccessToken }));
  await aws.cognito.send(new AdminAddUserToGroupCommand({ UserPoolId: aws.UserPoolId, Username: person.sub, GroupName: 'readers' }));
  // A picture, and another that waits.
  const picture = pictureOf(api, person.sub, access_token);
  await ok(picture.upload());
  await ok(picture.set());
  await ok(picture.upload('image/webp'));
  // Sign-ins that wait for a code, and wrong codes.
  const { body: { verification_session, verification_type } } = await ok(person.login());
  await api.call('POST /v1/mfa-verify', { email: person.email, verification_session, verification_type, otp_code: await person.wrongCode() });
  // Codes in the mail, a password that was recovered, a second factor that is being replaced, an app that waits for its first code.
  await resetCode(api, person, 'POST /v1/forgot-password');
  const verification_code = secretOf(await api.mail(person.email));
  person.password = 'Quiet#Harbour-77';
  await ok(api.call(`POST /v1/users/${person.userId}/confirm-password`, { email: person.email, new_password: person.password, verification_code }));
  await api.advance(25 * 3600);
  const code = await resetCode(api, person, 'POST /v1/resend-mfa');
  await ok(api.call(`POST /v1/users/${person.userId}/reset-mfa`, { email: person.email, password: person.password, verification_code: code }).then((answer) => {
    person.totpSecret = answer.body.qr_code_secret;
    return answer;
  }));
  await ok(person.confirmMfa());
  await resetCode(api, person, 'POST /v1/forgot-password');
  const tokens = (await ok(person.signIn())).body;
  const again = pictureOf(api, person.sub, tokens.access_token);
  await ok(again.upload());
  await ok(person.login());
  return tokens.access_token;
};

/** Everything that there is for the person in the bucket, planted where no request leaves it at the same time. */
const fillBucket = async ({ userId, sub }: Person) => {
  const { PutObjectCommand } = await import('@aws-sdk/client-s3');
  const keys = [...Object.values(personObjects).map((key) => key(userId)), ...Object.values(accountObjects).map((key) => key(sub))];
  await Promise.all(keys.map(async (Key) => {
    const isThere = await aws.s3.send(new GetObjectCommand({ Bucket: aws.Bucket, Key })).then(() => true, () => false);
    if (!isThere) {
      await aws.s3.send(new PutObjectCommand({ Bucket: aws.Bucket, Key, Body: JSON.stringify({ session: 'planted', expires: 1, at: 1, sent_at: 1 }) }));
    }
  }));
};

const state = async () => {
  // The run saves shortly after each change, and when it ends.
  await api.stop();
  return JSON.parse(readFileSync(dataFile(), 'utf8')) as typeof before;
};

beforeAll(async () => {
  folder = synthesize({ ...everyOperation, featurePlan: FeaturePlan.PLUS, threatProtection: {} }, mkdtempSync(join(tmpdir(), 'erasure-')));
  api = await LocalApi.start(folder, '--data', dataFile());
  aws = await awsOf(api);
  await aws.cognito.send(new CreateGroupCommand({ UserPoolId: aws.UserPoolId, GroupName: 'readers' }));
  grace = await new Person(api, 'Grace Murray Hopper').enrol();
  await makeAdministrator(api, grace);
  [ada, bob, carol] = [new Person(api, 'Augusta Ada Lovelace'), new Person(api, 'Robert Bunsen'), new Person(api, 'Carolina Herschel')];
  await doEverything(bob);
  await doEverything(carol);
  const token = await doEverything(ada);
  for (const person of [ada, bob, carol]) {
    await fillBucket(person);
  }
  const administrators = (await ok(grace.signIn())).body.access_token;
  exported = (await ok(api.call(`GET /v1/users/${ada.sub}/export`, undefined, bearer(token)))).body;
  lateForm = (await pictureOf(api, ada.sub, token).form()).body;
  before = await state();

  api = await LocalApi.start(folder, '--data', dataFile());
  aws = await awsOf(api);
  await ok(api.call(`DELETE /v1/users/${ada.sub}`, undefined, bearer(token)));
  await ok(api.call(`DELETE /v1/admin/users/${carol.sub}`, undefined, bearer(administrators)));
  calls = await api.calls();
  logs = await api.logs();
  after = await state();
}, 180_000);
afterAll(async () => {
  await api?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** What names the person, directly or by a pseudonym. */
const marks = ({ email, userId, sub, name, totpSecret }: Person) => ({ email, 'the handle': userId, sub, name, 'the seed': totpSecret });
const erased = [['delete-user', () => ada], ['admin-delete-user', () => carol]] as const;
const found = (place: unknown, person: Person): string[] => {
  const leaves = tracesIn(JSON.stringify(place));
  return Object.entries(marks(person)).filter(([, mark]) => leaves(mark)).map(([what]) => what);
};

describe('before', () => {
  test.each(erased)('the search finds whom %s is to erase wherever data of a person can lie', (_, who) => {
    expect(found(before.services, who())).toEqual(['email', 'the handle', 'sub', 'name', 'the seed']);
    expect(found((before.services as any)['cognito-idp'], who())).toEqual(expect.arrayContaining(['email', 'sub', 'name', 'the seed']));
    expect(found((before.services as any).s3, who())).toEqual(expect.arrayContaining(['the handle', 'sub']));
  });

  test.each(erased)('there is all that can be kept of whom %s is to erase', (_, who) => {
    const { userId, sub } = who();
    const keys = Object.values((before.services as any).s3).flatMap((bucket: any) => Object.keys(bucket.objects));
    const expected = [...Object.values(personObjects).map((key) => key(userId)), ...Object.values(accountObjects).map((key) => key(sub))];
    expect(keys).toEqual(expect.arrayContaining(expected));
  });

  test('the export shows all of it but the secrets', () => {
    expect(exported.account.attributes).toMatchObject({ email: ada.email, name: ada.name, phone_number: '+491701234567' });
    expect([exported.groups, exported.passkeys.length, exported.sign_in_events.length > 0, exported.picture.content_type]).toEqual([['readers'], 1, true, 'image/png']);
    expect(exported.records).toHaveLength(Object.keys(personObjects).length + Object.keys(accountObjects).length - 1);
    expect(JSON.stringify(exported)).not.toContain('planted');
  });
});

describe('after the erasure', () => {
  test.each(erased)('no service holds anything of whom %s has erased', (_, who) => {
    for (const [service, held] of Object.entries(after.services)) {
      expect([service, found(held, who())]).toEqual([service, []]);
    }
  });

  test('no log ever held anything that names the person', () => {
    const all = JSON.stringify(logs);
    expect(logs.length).toBeGreaterThan(0);
    expect(tracesIn(all)('127.0.0.1')).toBe(true);
    expect(found(logs, ada)).toEqual([]);
    expect(tracesIn(all)('+491701234567')).toBe(false);
  });

  test('where an administrator did it, the log says by the sub to whom, which means nobody any more, and nothing else', () => {
    expect(found(logs, carol)).toEqual(['sub']);
    const lines = logs.filter(({ message }) => message.includes(carol.sub));
    expect(lines.map(({ message }) => JSON.parse(message)).map((line) => line.message ?? line)).toEqual([
      expect.objectContaining({ actor: grace.sub, action: 'admin-delete-user', target: carol.sub, result: 'SUCCESS' }),
    ]);
    expect(found(logs, grace)).toEqual(['sub']);
  });

  test.each(erased)('what is left of whom %s has erased is in their own mailbox', (_, who) => {
    expect(found(after.messages.filter(({ to }) => to !== who().email), who())).toEqual([]);
  });

  test('the neighbour has lost nothing', () => {
    const of = (services: any, { sub, userId }: Person) => Object.values(services.s3).flatMap((bucket: any) => Object.entries(bucket.objects))
      .filter(([key]) => key.includes(sub) || key.includes(userId));
    expect(of(after.services, bob)).toEqual(of(before.services, bob));
    expect(found(after.services, bob)).toEqual(found(before.services, bob));
  });

  test.each(erased)('each key is deleted by name, and the account last, by %s', (name) => {
    const erasure = calls.filter((call) => call.function === name).map(({ operation }) => operation);
    const objects = Object.keys({ ...personObjects, ...accountObjects }).length;
    expect(erasure.filter((operation) => operation === 'DeleteObject')).toHaveLength(objects);
    expect(erasure.at(-1)).toBe('AdminDeleteUser');
  });

  test('a form from before brings nothing back for longer than the lifecycle rule allows', async () => {
    api = await LocalApi.start(folder, '--data', dataFile());
    aws = await awsOf(api);
    // Its address is that of the run before.
    await sendForm({ ...lateForm, url: `${api.endpoint('s3')}/${aws.Bucket}` }, pictures['image/png']);
    await api.advance(2 * 24 * 3600);
    const { Contents = [] } = await aws.s3.send(new ListObjectsV2Command({ Bucket: aws.Bucket }));
    expect(Contents.filter(({ Key }) => Key!.includes(ada.sub))).toEqual([]);
    const { Users = [] } = await aws.cognito.send(new ListUsersCommand({ UserPoolId: aws.UserPoolId }));
    expect(Users.map(({ Username }) => Username).sort()).toEqual([bob.sub, grace.sub].sort());
  });
});
