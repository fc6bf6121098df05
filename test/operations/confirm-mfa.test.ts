import type { Aws } from '../support/aws';
import { defaultStack } from '../support/default-stack';
import type { LocalApi } from '../support/local';
import { Person } from '../support/person';
import { expectRefusal, visible } from '../support/refusal';
import { runStack } from '../support/run-stack';

let api: LocalApi;
let aws: Aws;
runStack(defaultStack(), (...started) => { [api, aws] = started; });
beforeEach(() => api.advance(10));

const MINUTES = 60;
const NOBODY = '01234567-89ab-cdef-0123-456789abcdef';

/** Someone with a password of their own and a QR code. */
const halfway = async () => {
  const person = new Person(api);
  await person.register();
  await person.confirm();
  return person;
};
const confirmMfa = (person: Person, otp: string, more: { user_id?: string; email?: string; verification_session?: string } = {}) => {
  const { user_id = person.userId, ...fields } = more;
  return api.call(`POST /v1/users/${user_id}/confirm-mfa`, { email: person.email, otp, ...fields });
};

describe('the first code of the authenticator app', () => {
  test('finishes the enrolment; the answer holds no tokens', async () => {
    const person = await halfway();
    const { sub } = (await aws.account(person.email)).attributes;
    const { status, body } = await confirmMfa(person, await person.otp(), { email: person.email.toUpperCase() });
    expect(body).toEqual({ email: person.email, user_id: sub, mfa_status: 'CONFIRMED' });
    expect(status).toBe(200);
    expect((await person.login()).body).toMatchObject({ verification_type: 'SOFTWARE_TOKEN_MFA' });
  });

  test('is taken with the id of the confirm answer as well', async () => {
    const person = await halfway();
    const { sub } = (await aws.account(person.email)).attributes;
    const { body } = await confirmMfa(person, await person.otp(), { user_id: sub.toUpperCase() });
    expect(body).toEqual({ email: person.email, user_id: sub, mfa_status: 'CONFIRMED' });
  });

  test('leaves nothing of the enrolment behind', async () => {
    const person = await halfway();
    expect(await aws.objects(person.userId)).toEqual(expect.arrayContaining(['enrolment.json', 'qr.png']));
    await person.confirmMfa();
    expect(await aws.objects(person.userId)).toEqual(['invitation-sent.json']);
  });

  test('cannot be spent twice: neither for the enrolment nor to sign in', async () => {
    const person = await halfway();
    const otp = await person.otp();
    expect((await confirmMfa(person, otp)).status).toBe(200);
    expectRefusal(await confirmMfa(person, otp), 'ENROLMENT_EXPIRED');
    const { body: { verification_session, verification_type } } = await person.login();
    const verify = async (otp_code: string) =>
      api.call('POST /v1/mfa-verify', { email: person.email, verification_session, verification_type, otp_code });
    expectRefusal(await verify(otp), 'CODE_ALREADY_USED');
    expect((await verify(await person.otp())).status).toBe(200);
  });

  test('may be the one of the step before, since a person types slowly', async () => {
    const person = await halfway();
    const soFar = (await api.advance(0)).getTime() / 1000 % 30;
    await api.advance(30 - soFar);
    const otp = await person.otp();
    await api.advance(30);
    expect((await confirmMfa(person, otp)).status).toBe(200);
  });
});

describe('a wrong code', () => {
  test('is refused and enrols nothing: login asks for the enrolment again', async () => {
    const person = await halfway();
    expectRefusal(await confirmMfa(person, await person.wrongCode()), 'CODE_MISMATCH');
    expect((await person.login()).body).toMatchObject({ verification_type: 'MFA_SETUP' });
  });

  test('is forgiven four times: then the right one works', async () => {
    const person = await halfway();
    for (let attempt = 0; attempt < 4; attempt++) {
      expectRefusal(await confirmMfa(person, await person.wrongCode()), 'CODE_MISMATCH');
    }
    expect((await person.confirmMfa()).status).toBe(200);
  });

  test('ends the enrolment at the fifth time; signing in gives a new QR code that works', async () => {
    const person = await halfway();
    const seed = person.totpSecret;
    for (let attempt = 0; attempt < 5; attempt++) {
      expectRefusal(await confirmMfa(person, await person.wrongCode()), 'CODE_MISMATCH');
    }
    expectRefusal(await person.confirmMfa(), 'ENROLMENT_EXPIRED');
    person.totpSecret = (await person.login()).body.qr_code_secret;
    expect(person.totpSecret).not.toBe(seed);
    expect((await person.confirmMfa()).status).toBe(200);
    expect((await person.signIn()).status).toBe(200);
  });

  test('is counted one by one, also when many come at once', async () => {
    const person = await halfway();
    const wrong = await person.wrongCode();
    const answers = await Promise.all(Array.from({ length: 20 }, () => confirmMfa(person, wrong)));
    const codes = answers.map(({ body }) => body.code);
    expect(codes.filter((code) => code === 'CODE_MISMATCH').length).toBeLessThanOrEqual(5);
    expect(new Set(codes)).toEqual(new Set(['CODE_MISMATCH', ...codes.filter((code) => ['ENROLMENT_EXPIRED', 'TOO_MANY_REQUESTS'].includes(code))]));
    for (const { headers } of answers.filter(({ status }) => status === 429)) {
      expect(headers.get('retry-after')).toBe('1');
    }
  });
});

describe('there is no enrolment to confirm', () => {
  test('after a quarter of an hour', async () => {
    const person = await halfway();
    await api.advance(14 * MINUTES);
    expectRefusal(await confirmMfa(person, await person.wrongCode()), 'CODE_MISMATCH');
    await api.advance(MINUTES);
    expectRefusal(await confirmMfa(person, await person.shownCode()), 'ENROLMENT_EXPIRED');
    person.totpSecret = (await person.login()).body.qr_code_secret;
    expect((await person.confirmMfa()).status).toBe(200);
  });

  test('for an unknown address, an account that has its authenticator app, one without a password yet, or with the id of someone else', async () => {
    const [halfWay, other, enrolled, invited] = [await halfway(), await halfway(), await new Person(api).enrol(), new Person(api)];
    await invited.register();
    const unknown = await confirmMfa(halfWay, '123456', { email: 'nobody@example.com', user_id: NOBODY });
    expectRefusal(unknown, 'ENROLMENT_EXPIRED');
    for (const answer of [
      await confirmMfa(enrolled, await enrolled.otp()),
      await confirmMfa(invited, '123456'),
      await confirmMfa(halfWay, await halfWay.otp(), { user_id: NOBODY }),
      await confirmMfa(halfWay, await halfWay.otp(), { user_id: other.userId }),
      await confirmMfa(halfWay, await halfWay.otp(), { user_id: (await aws.account(other.email)).attributes.sub }),
    ]) {
      expect(visible(answer)).toEqual(visible(unknown));
    }
    // Nor can a stranger who does not know the id spend the person's attempts.
    for (let attempt = 0; attempt < 6; attempt++) {
      await confirmMfa(halfWay, '123456', { user_id: other.userId });
    }
    expect((await halfWay.confirmMfa()).status).toBe(200);
  });
});

describe('the verification_session of the answer that had the QR code', () => {
  test('keeps strangers from ending an enrolment, and ends it itself at the fifth wrong code', async () => {
    const person = new Person(api);
    await person.register();
    const { body: { verification_session } } = await person.confirm();
    const wrong = await person.wrongCode();
    for (let attempt = 0; attempt < 5; attempt++) {
      expectRefusal(await confirmMfa(person, wrong), 'CODE_MISMATCH');
    }
    expectRefusal(await confirmMfa(person, await person.otp()), 'ENROLMENT_EXPIRED');
    for (let attempt = 0; attempt < 4; attempt++) {
      expectRefusal(await confirmMfa(person, wrong, { verification_session }), 'CODE_MISMATCH');
    }
    expect((await confirmMfa(person, await person.otp(), { verification_session })).body).toMatchObject({ mfa_status: 'CONFIRMED' });

    const careless = new Person(api);
    await careless.register();
    const answer = await careless.confirm();
    for (let attempt = 0; attempt < 5; attempt++) {
      expectRefusal(await confirmMfa(careless, wrong, { verification_session: answer.body.verification_session }), 'CODE_MISMATCH');
    }
    expect(await aws.objects(careless.userId)).toEqual(['invitation-sent.json']);
    expectRefusal(await careless.confirmMfa(), 'ENROLMENT_EXPIRED');
  });
});

describe('the verification_session of a login', () => {
  const setUp = async () => {
    const person = await halfway();
    const { body } = await person.login();
    person.totpSecret = body.qr_code_secret;
    return { person, verification_session: body.verification_session as string };
  };

  test('may be sent along', async () => {
    const { person, verification_session } = await setUp();
    expect((await confirmMfa(person, await person.otp(), { verification_session })).body).toMatchObject({ mfa_status: 'CONFIRMED' });
  });

  test('is refused when it is somebody else\'s, of another kind, changed or expired; the enrolment goes on', async () => {
    const { person, verification_session } = await setUp();
    const other = await setUp();
    const enrolled = (await (await new Person(api).enrol()).login()).body.verification_session;
    const changed = `${verification_session[0] === 'A' ? 'B' : 'A'}${verification_session.slice(1)}`;
    for (const bad of [other.verification_session, enrolled, changed, verification_session.slice(0, -4), 'AAAA', 'A'.repeat(4096)]) {
      expectRefusal(await confirmMfa(person, await person.otp(), { verification_session: bad }), 'INVALID_SESSION');
    }
    await api.advance(15 * MINUTES);
    expectRefusal(await confirmMfa(person, await person.otp(), { verification_session }), 'INVALID_SESSION');
  });
});
