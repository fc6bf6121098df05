import { rmSync } from 'node:fs';
import { AdminGetUserCommand, ListUsersCommand } from '@aws-sdk/client-cognito-identity-provider';
import { AccountRecovery } from 'aws-cdk-lib/aws-cognito';
import { OperationFeature } from '../../src';
import { awsOf, type Aws } from '../support/aws';
import { LocalApi } from '../support/local';
import { bearer, Person, secretOf } from '../support/person';
import { codeSentTo, Profile } from '../support/profile';
import { expectRefusal } from '../support/refusal';
import { synthesize } from '../support/synthesize';

/** An account whose name, address and number change over the years, in a pool that recovers passwords by a proven number first. */
let folder: string;
let api: LocalApi;
let aws: Aws;
beforeAll(async () => {
  folder = synthesize({
    operations: { features: [OperationFeature.PROFILE] },
    accountRecovery: AccountRecovery.PHONE_WITHOUT_MFA_AND_EMAIL,
    messages: { templates: { de: { verification: { subject: 'Ihr Code', body: '<p>Hallo {name}, Ihr Code: <b>{code}</b></p>', sms: 'Ihr Code: {code}' } } } },
  });
  api = await LocalApi.start(folder);
  aws = await awsOf(api);
});
afterAll(async () => {
  await api?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The same person under another address. */
const moved = ({ name, password, sub, totpSecret }: Person, email: string): Person =>
  Object.assign(new Person(api, name), { email, password, sub, totpSecret });

test('someone marries, moves to another mailbox and proves a number', async () => {
  const ada = await new Person(api).enrol();
  const first = await Profile.of(api, ada);

  // The name and the language count at once, the latter for the next mail already.
  expect((await first.update({ full_name: 'Ada King', family_name: 'King', locale: 'de-AT' })).status).toBe(200);
  expect(await first.shown()).toMatchObject({ name: 'Ada King', given_name: 'Ada', family_name: 'King' });
  const mailbox = 'ada.king@example.net';
  expect((await first.update({ email: mailbox })).body.verification_required).toEqual(['EMAIL']);
  expect(await api.mail(mailbox)).toMatchObject({ subject: 'Ihr Code', body: expect.stringContaining('Hallo Ada King, Ihr Code: <b>') });

  // The proof moves the account, ends the session, and the person signs in by the new address.
  expect((await first.verify('EMAIL', await codeSentTo(api, mailbox))).body).toMatchObject({ email: mailbox, user_id: ada.sub, signed_in: false });
  const ada2 = moved(ada, mailbox);
  expectRefusal(await ada.login(), 'INVALID_CREDENTIALS');
  const second = await Profile.of(api, ada2);
  expect(await second.shown()).toMatchObject({ user_id: ada.sub, email: mailbox, name: 'Ada King' });

  // The old mailbox recovers nothing any more; the new one does.
  const mails = await api.mails(ada.email);
  for (const route of ['POST /v1/forgot-password', 'POST /v1/resend-mfa']) await api.call(route, { email: ada.email });
  expect(await api.mails(ada.email)).toEqual(mails);

  // The number of the registration recovers nothing until it is proven: so far the code is mailed.
  const texts = (await api.mails('+491701234567')).length;
  await api.call('POST /v1/forgot-password', { email: mailbox });
  expect(secretOf(await api.mail(mailbox))).toMatch(/^\d{6}$/);
  expect(await api.mails('+491701234567')).toHaveLength(texts);

  expect((await second.send('PHONE')).status).toBe(200);
  expect(await api.mail('+491701234567')).toMatchObject({ body: expect.stringMatching(/^Ihr Code: \d{6}$/) });
  expect((await second.verify('PHONE', await codeSentTo(api, '+491701234567'))).body).toMatchObject({ signed_in: true });
  await api.advance(300);
  const handle = (await api.call('POST /v1/forgot-password', { email: mailbox })).body.user_id;
  const verification_code = await codeSentTo(api, '+491701234567');
  const new_password = 'Quiet#Harbour-77';
  expect((await api.call(`POST /v1/users/${handle}/confirm-password`, { email: mailbox, new_password, verification_code })).status).toBe(200);
  ada2.password = new_password;

  // Nobody moves the account on right after a recovery, and a number does not change without a sign-in of the last minutes.
  const third = await Profile.of(api, ada2);
  expectRefusal(await third.update({ email: 'elsewhere@example.net' }), 'EMAIL_CHANGE_TOO_SOON');
  await api.advance(700);
  expectRefusal(await third.update({ mobile_phone_number: '+493099999999' }), 'REAUTHENTICATION_REQUIRED');

  // And it all goes.
  expect((await api.call(`DELETE /v1/users/${ada.sub}`, undefined, bearer(third.token))).status).toBe(200);
  expectRefusal(await ada2.login(), 'INVALID_CREDENTIALS');
});

describe('an address that somebody claims and has not proven', () => {
  test('names nobody: its owner registers, signs in and is found by it', async () => {
    const mallory = await new Person(api, 'Mallory').enrol();
    const victim = new Person(api, 'Victoria');
    const profile = await Profile.of(api, mallory);
    expect((await profile.update({ email: victim.email })).status).toBe(200);

    const { Users } = await aws.cognito.send(new ListUsersCommand({ UserPoolId: aws.UserPoolId, Filter: `email = "${victim.email}"` }));
    expect(Users).toEqual([]);
    await expect(aws.cognito.send(new AdminGetUserCommand({ UserPoolId: aws.UserPoolId, Username: victim.email }))).rejects.toMatchObject({ name: 'UserNotFoundException' });
    await victim.enrol();
    expect(victim.sub).not.toBe(mallory.sub);
    expect((await victim.signIn()).status).toBe(200);

    // Its handle is none of the claimant's.
    expectRefusal(await api.call(`DELETE /v1/users/${victim.userId}`, undefined, bearer(profile.token)), 'FORBIDDEN');
    expectRefusal(await api.call(`POST /v1/users/${victim.userId}/reset-password`, { email: victim.email }, bearer(profile.token)), 'FORBIDDEN');
    // Not even the code that was mailed there before helps once the owner has come.
    expectRefusal(await profile.verify('EMAIL', await codeSentTo(api, victim.email).catch(() => '000000')), 'INVALID_CODE');
    expect(await profile.shown()).toMatchObject({ email: mallory.email });
  });

  test('is not in the claimant\'s tokens', async () => {
    const mallory = await new Person(api, 'Mallory').enrol();
    const profile = await Profile.of(api, mallory);
    await profile.update({ email: 'somebody@example.com', mobile_phone_number: '+493011111111' });
    const { body } = await api.call('POST /v1/refresh-token', { email: mallory.email, refresh_token: profile.refreshToken });
    const claims = JSON.parse(Buffer.from(body.id_token.split('.')[1], 'base64url').toString());
    expect(claims).toMatchObject({ email: mallory.email, phone_number: '+491701234567' });
    expect(claims.phone_number_verified).not.toBe(true);
  });
});
