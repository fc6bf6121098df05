import { GetObjectCommand } from '@aws-sdk/client-s3';
import { personObjects } from '../../src/contract';
import type { Aws } from '../support/aws';
import { defaultStack } from '../support/default-stack';
import type { Answer, LocalApi } from '../support/local';
import { Person } from '../support/person';
import { expectRefusal, visible } from '../support/refusal';
import { runStack } from '../support/run-stack';
import { halfway, otherThan } from '../support/stages';

/** There, confirm-mfa says without end and without effect whether a code is right, and the server itself confirms the second factor. */
let api: LocalApi;
let aws: Aws;
runStack(defaultStack(), (...started) => { [api, aws] = started; });
beforeEach(() => api.advance(10));

const MAX_CODES = 5;
const QUARTER_HOUR = 900;

interface Way {
  readonly user_id?: string;
  readonly email?: string;
  readonly verification_session?: string;
}
const confirmMfa = (person: Person, otp: string, { user_id = person.userId, ...fields }: Way = {}) =>
  api.call(`POST /v1/users/${user_id}/confirm-mfa`, { email: person.email, otp, ...fields });
const guess = async (person: Person, way?: Way) => confirmMfa(person, await person.wrongCode(), way);
/** Someone with a QR code from a sign-in, and the session that came with it. */
const atLogin = async () => {
  const person = await halfway(api);
  const { qr_code_secret, verification_session } = (await person.login()).body;
  person.totpSecret = qr_code_secret;
  return { person, verification_session };
};
const judged = (answers: Answer[]) => answers.filter(({ body }) => body.code === 'CODE_MISMATCH').length;

test('the person\'s own first code finishes the enrolment, and only then is the second factor there', async () => {
  const person = await halfway(api);
  expect((await person.login()).body).toMatchObject({ verification_type: 'MFA_SETUP' });
  person.totpSecret = (await person.login()).body.qr_code_secret;
  expect(await person.confirmMfa()).toMatchObject({ status: 200, body: { mfa_status: 'CONFIRMED' } });
  expect((await person.login()).body).toMatchObject({ verification_type: 'SOFTWARE_TOKEN_MFA' });
  expect((await person.signIn()).status).toBe(200);
});

describe('guesses', () => {
  test('end at the fifth, in whatever spelling of address and id they come; the right code comes too late then', async () => {
    const person = await halfway(api);
    const ways: Way[] = [{}, { user_id: person.sub }, { email: person.email.toUpperCase() }, { user_id: person.userId.toUpperCase() }, {}];
    for (const way of ways) {
      expectRefusal(await guess(person, way), 'CODE_MISMATCH');
    }
    for (const way of ways) {
      expectRefusal(await confirmMfa(person, await person.otp(), way), 'ENROLMENT_EXPIRED');
    }
    expect((await person.login()).body).toMatchObject({ verification_type: 'MFA_SETUP' });
  });

  test('end at the fifth where they come all at once', async () => {
    const volley = (person: Person, code: string) => Promise.all(Array.from({ length: 30 }, () => confirmMfa(person, code)));
    // As many functions run side by side as may: none of the guesses has to wait for another.
    await volley(await new Person(api).enrol(), '000000');
    await api.advance(10);
    const person = await halfway(api);
    const answers = await volley(person, await person.wrongCode());
    expect(judged(answers)).toBeGreaterThan(0);
    expect(judged(answers)).toBeLessThanOrEqual(MAX_CODES);
    for (let count = judged(answers); count < MAX_CODES; count++) {
      expectRefusal(await guess(person), 'CODE_MISMATCH');
    }
    expectRefusal(await confirmMfa(person, await person.otp()), 'ENROLMENT_EXPIRED');
  });

  test('of strangers leave codes for the person, who has proven the password; five of those end it for all', async () => {
    const { person, verification_session } = await atLogin();
    for (let count = 0; count < MAX_CODES; count++) {
      await guess(person);
      expectRefusal(await guess(person, { verification_session }), 'CODE_MISMATCH');
    }
    expectRefusal(await confirmMfa(person, await person.otp(), { verification_session }), 'ENROLMENT_EXPIRED');
    expectRefusal(await confirmMfa(person, await person.otp()), 'ENROLMENT_EXPIRED');
  });

  test('begin anew only with the password, and then against another seed', async () => {
    const { person } = await atLogin();
    const seeds = new Set([person.totpSecret]);
    for (let round = 0; round < 2; round++) {
      for (let count = 0; count < MAX_CODES; count++) {
        await guess(person);
      }
      expectRefusal(await guess(person), 'ENROLMENT_EXPIRED');
      person.totpSecret = (await person.login()).body.qr_code_secret;
      seeds.add(person.totpSecret);
    }
    expect(seeds.size).toBe(3);
    expect((await person.confirmMfa()).status).toBe(200);
  });
});

describe('nothing is told of a second factor that is in use', () => {
  test('whether a code is right: neither the one shown now, nor a used one, nor a wrong one, nor somebody else\'s', async () => {
    const [person, other] = [await new Person(api).enrol(), await new Person(api).enrol()];
    const { verification_session } = (await person.login()).body;
    const shown = await person.shownCode();
    const unknown = visible(await confirmMfa(person, shown, { email: 'nobody@example.com' }));
    expect(unknown).toMatchObject({ status: 409, body: { code: 'ENROLMENT_EXPIRED' } });
    for (const code of [shown, otherThan(shown), await person.otp(), await other.otp()]) {
      for (const user_id of [person.userId, person.sub]) {
        expect(visible(await confirmMfa(person, code, { user_id }))).toEqual(unknown);
      }
    }
    expectRefusal(await confirmMfa(person, shown, { verification_session }), 'INVALID_SESSION');
    expect((await person.signIn()).status).toBe(200);
  });

  test('and a code that confirmed it opens nothing else', async () => {
    const { person, verification_session } = await atLogin();
    const otp = await person.otp();
    expect((await confirmMfa(person, otp, { verification_session })).status).toBe(200);
    expectRefusal(await confirmMfa(person, otp, { verification_session }), 'ENROLMENT_EXPIRED');
    const session = (await person.login()).body.verification_session;
    const body = { email: person.email, verification_type: 'SOFTWARE_TOKEN_MFA', verification_session: session, otp_code: otp };
    expectRefusal(await api.call('POST /v1/mfa-verify', body), 'CODE_ALREADY_USED');
  });
});

describe('a pending enrolment', () => {
  test('is not somebody else\'s to try or to use up', async () => {
    const [{ person, verification_session }, eve] = [await atLogin(), await atLogin()];
    const otp = await person.shownCode();
    for (const user_id of [eve.person.userId, eve.person.sub]) {
      for (let count = 0; count < MAX_CODES; count++) {
        expectRefusal(await confirmMfa(person, otp, { user_id }), 'ENROLMENT_EXPIRED');
      }
    }
    for (let count = 0; count < MAX_CODES; count++) {
      expectRefusal(await confirmMfa(person, otp, { verification_session: eve.verification_session }), 'INVALID_SESSION');
    }
    expect((await confirmMfa(person, otp, { verification_session })).status).toBe(200);
  });

  test('is good for a quarter of an hour', async () => {
    const { person } = await atLogin();
    await api.advance(QUARTER_HOUR);
    expectRefusal(await confirmMfa(person, await person.shownCode()), 'ENROLMENT_EXPIRED');
  });

  test('holds no token: MFA_SETUP is not answered before the person\'s code, nor by it', async () => {
    const person = await halfway(api);
    const { Body } = await aws.s3.send(new GetObjectCommand({ Bucket: aws.Bucket, Key: personObjects.enrolment(person.userId) }));
    expect(await Body!.transformToString()).not.toContain('eyJ');
    const answers = [await person.login(), await person.confirmMfa()];
    expect(JSON.stringify(answers)).not.toMatch(/"(id|access|refresh)_token"/);
    const answering = (await api.calls()).filter(({ operation }) => /RespondToAuthChallenge$/.test(operation)).map((call) => call.function);
    expect(answering).toContain('confirm-user');
    expect(answering).not.toContain('confirm-mfa');
  });
});
