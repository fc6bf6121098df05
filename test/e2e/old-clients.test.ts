import { rmSync } from 'node:fs';
import { TOTP, URI } from 'otpauth';
import { PNG } from 'pngjs';
import { QrCode } from '../../src';
import { defaultOperations } from '../support/default-operations';
import { LocalApi, type Answer } from '../support/local';
import { readQrCode, secretOf } from '../support/person';
import { sampleBody, sampleRoute } from '../support/samples';
import { synthesize } from '../support/synthesize';

const ORIGIN = 'https://app.example.net';

/**
 * A client as CognitoApi's users wrote them, which knows that contract and nothing of ours: it sends x-api-key with every call, sends the ID token
 * as its bearer, names the person by the user_id that the registration answered, and enrols with email and code alone.
 */
class OldClient {
  public readonly email: string;
  public password = 'Tr0ubled&Waters-9';
  public userId = '';
  public totp!: TOTP;
  public tokens!: { id_token: string; access_token: string; refresh_token: string };

  public constructor(private readonly api: LocalApi, private readonly apiKey: string, name: string) {
    this.email = `${name}@example.com`;
  }

  public async call(route: string, body?: object, token?: string): Promise<Answer> {
    const authorization = token && { authorization: `Bearer ${token}` };
    const headers = { 'content-type': 'application/json', 'x-api-key': this.apiKey, 'origin': ORIGIN, ...authorization };
    return this.api.call(route.replace('{user_id}', this.userId), body, headers);
  }

  public async mailed(): Promise<string> {
    return secretOf(await this.api.mail(this.email));
  }

  public async otp(): Promise<string> {
    return this.totp.generate({ timestamp: (await this.api.advance(30)).getTime() });
  }

  public async signIn(): Promise<Answer> {
    const { body: { verification_type, verification_session } } = await this.call('POST /v1/login', { email: this.email, password: this.password });
    const otp_code = await this.otp();
    const answer = await this.call('POST /v1/mfa-verify', { email: this.userId, verification_type, verification_session, otp_code });
    this.tokens = answer.body;
    return answer;
  }
}

/** Further fields may be there; these must. */
const expectAnswer = ({ status, headers, body }: Answer, expected: number, fields: object) => {
  expect(body).toMatchObject(fields);
  expect(status).toBe(expected);
  expect(headers.get('access-control-allow-origin')).toBe('*');
};
const text = expect.stringMatching(/./);
const tokens = { id_token: text, access_token: text, refresh_token: text, expires_in: 3600 };

describe('a client that knows only CognitoApi\'s contract works unmodified', () => {
  let api: LocalApi;
  beforeAll(async () => {
    api = await LocalApi.start();
  });
  afterAll(() => api?.stop());

  describe.each([['an empty', '', 'ada'], ['any', 'Zm9vYmFyYmF6cXV4', 'grace']])('with %s API key', (_, apiKey, name) => {
    let client: OldClient;
    beforeAll(() => {
      client = new OldClient(api, apiKey, name);
    });

    test('registers', async () => {
      const { email } = client;
      const answer = await client.call('POST /v1/users', { full_name: 'Grace Hopper', email, mobile_phone_number: '+491701234567' });
      expectAnswer(answer, 201, { email, user_id: text, status: 'CREATED' });
      client.userId = answer.body.user_id;
    });

    test('asks for another confirmation code', async () => {
      const { email, userId } = client;
      await api.advance(300);
      const answer = await client.call('POST /v1/resend-confirmation-code', { email });
      expectAnswer(answer, 200, { email, user_id: userId, status: 'CONFIRMATION_CODE_SENT' });
      expect(await api.mails(email)).toHaveLength(2);
    });

    test('confirms, and shows the QR code as an image', async () => {
      const { email, password } = client;
      const body = { email, temporary_password: await client.mailed(), new_password: password };
      const answer = await client.call('POST /v1/users/{user_id}/confirm', body);
      expectAnswer(answer, 200, { email, user_id: text, qr_code_secret: text, qr_code_secret_url: text, status: 'ACTIVE' });
      const { qr_code_secret, qr_code_secret_url } = answer.body;
      // As an img element asks: without credentials, and with no header of the API.
      const headers = { 'accept': 'image/*', 'referer': `${ORIGIN}/`, 'sec-fetch-dest': 'image', 'sec-fetch-mode': 'no-cors' };
      const image = await fetch(qr_code_secret_url, { headers });
      expect(image.status).toBe(200);
      expect(image.headers.get('content-type')).toBe('image/png');
      expect(PNG.sync.read(Buffer.from(await image.arrayBuffer())).width).toBeGreaterThan(100);
      client.totp = URI.parse(await readQrCode(qr_code_secret_url)) as TOTP;
      expect(client.totp.secret.base32).toBe(qr_code_secret);
    });

    test('confirms the second factor with email and code alone', async () => {
      const { email } = client;
      const answer = await client.call('POST /v1/users/{user_id}/confirm-mfa', { email, otp: await client.otp() });
      expectAnswer(answer, 200, { email, user_id: text, mfa_status: 'CONFIRMED' });
    });

    test('signs in, with the user_id of the registration in place of the email', async () => {
      const { email, password, userId } = client;
      const login = await client.call('POST /v1/login', { email, password });
      expectAnswer(login, 200, { email, verification_session: text, verification_type: 'SOFTWARE_TOKEN_MFA' });
      const { verification_session, verification_type } = login.body;
      const otp_code = await client.otp();
      const verify = await client.call('POST /v1/mfa-verify', { email: userId, verification_type, verification_session, otp_code });
      expectAnswer(verify, 200, tokens);
      client.tokens = verify.body;
    });

    test('asks who is signed in, with the ID token', async () => {
      expectAnswer(await client.call('GET /v1/userinfo', undefined, client.tokens.id_token), 200, {
        user_id: text,
        email: client.email,
        name: 'Grace Hopper',
        given_name: 'Grace',
        family_name: 'Hopper',
        phone_number: '+491701234567',
        groups: [],
      });
    });

    test('refreshes, again and again, with the newest token', async () => {
      const { email } = client;
      for (let round = 0; round < 3; round++) {
        const answer = await client.call('POST /v1/refresh-token', { email, refresh_token: client.tokens.refresh_token });
        expectAnswer(answer, 200, { email, ...tokens });
        client.tokens = answer.body;
        await api.advance(60);
      }
    });

    test('changes the password, signs in again, and asks to reset it', async () => {
      const { email, password: old_password, tokens: { access_token } } = client;
      client.password = 'Quiet#Harbour-77';
      const body = { email, old_password, new_password: client.password, access_token };
      expectAnswer(await client.call('POST /v1/users/{user_id}/change-password', body), 200, { email, status: 'PASSWORD_SUCCESSFULLY_CHANGED' });
      expectAnswer(await client.signIn(), 200, tokens);
      const reset = await client.call('POST /v1/users/{user_id}/reset-password', { email }, client.tokens.access_token);
      expectAnswer(reset, 200, { email, user_id: text, status: 'PASSWORD_RESET_CONFIRMATION_SENT' });
    });

    test('logs out', async () => {
      const { email, tokens: { access_token } } = client;
      expectAnswer(await client.call('POST /v1/logout', { email, access_token }), 200, { user_status: 'logout' });
    });

    test('forgets the password, and sets a new one', async () => {
      const { email, userId: user_id } = client;
      await api.advance(300);
      expectAnswer(await client.call('POST /v1/forgot-password', { email }), 200, { email, user_id, status: 'PASSWORD_FORGOT_CONFIRMATION_SENT' });
      client.password = 'Slow&Certain-Tide5';
      const body = { email, new_password: client.password, verification_code: await client.mailed() };
      const answer = await client.call('POST /v1/users/{user_id}/confirm-password', body);
      expectAnswer(answer, 200, { email, user_id: text, status: 'NEW_PASSWORD_SET_SUCCESSFULLY' });
    });

    test('asks to reset the second factor, which by itself changes nothing', async () => {
      const { email, userId: user_id } = client;
      expectAnswer(await client.call('POST /v1/resend-mfa', { email }), 200, { email, user_id, status: 'MFA_RESET_SENT' });
      expectAnswer(await client.signIn(), 200, tokens);
    });

    test('deletes the account, with the ID token', async () => {
      const { email, tokens: { id_token } } = client;
      expectAnswer(await client.call('DELETE /v1/users/{user_id}', undefined, id_token), 200, { email, user_id: text, status: 'USER_DELETED' });
    });

    test.each<[string, string, object | undefined, number]>([
      ['a wrong password', 'POST /v1/login', { email: 'nobody@example.com', password: 'wrong password' }, 401],
      ['a missing field', 'POST /v1/login', { email: 'nobody@example.com' }, 400],
      [
        'a wrong code', 'POST /v1/users/{user_id}/confirm-password',
        { email: 'nobody@example.com', new_password: 'Quiet#Harbour-77', verification_code: '123456' }, 400,
      ],
      ['an enrolment that is over', 'POST /v1/users/{user_id}/confirm-mfa', { email: 'nobody@example.com', otp: '123456' }, 409],
      ['a token that is none', 'POST /v1/logout', { email: 'nobody@example.com', access_token: 'a.b.c' }, 401],
    ])('shows the person what is wrong after %s, by either field', async (_case, route, body, expected) => {
      const answer = await client.call(route, body);
      expectAnswer(answer, expected, { message: expect.stringMatching(/^[A-Z].*\.$/), code: expect.stringMatching(/^[A-Z_]+$/), request_id: text });
      expect(answer.body.error_message).toBe(answer.body.message);
    });

    test('reads `message` of what API Gateway answers by itself', async () => {
      expect((await client.call('GET /v1/userinfo')).body).toEqual({ message: 'Unauthorized' });
      expect((await client.call('GET /v1/users')).body).toEqual({ message: 'Not Found' });
    });
  });

  test('is told at a failed sign-in what to do after a reset', async () => {
    const { body } = await api.call('POST /v1/login', { email: 'nobody@example.com', password: 'wrong password' });
    expect(body.message).toMatch(/email or the password is wrong.*"forgot password"/);
  });

  test.each(Object.entries(defaultOperations))('may send its headers to %s from any origin', async (routeKey, { access }) => {
    const [method, path] = sampleRoute(routeKey).split(' ');
    for (const origin of [ORIGIN, 'http://localhost:3000', 'null']) {
      const { status, headers } = await api.call(`OPTIONS ${path}`, undefined, {
        origin, 'access-control-request-method': method, 'access-control-request-headers': 'authorization,content-type,x-api-key',
      });
      expect(status).toBe(204);
      expect(headers.get('access-control-allow-origin')).toBe('*');
      expect(headers.get('access-control-allow-methods')!.split(',')).toContain(method);
      expect(headers.get('access-control-allow-headers')!.split(',')).toEqual(expect.arrayContaining(['authorization', 'content-type', 'x-api-key']));
      expect(headers.has('access-control-allow-credentials')).toBe(false);
    }
    if (access === 'ANYONE') {
      await api.advance(10);
      const { headers } = await api.call(sampleRoute(routeKey), sampleBody(defaultOperations[routeKey]), { origin: ORIGIN });
      expect(headers.get('access-control-allow-origin')).toBe('*');
    }
  });
});

describe('with the QR code in the answer', () => {
  let directory: string;
  let api: LocalApi;
  let client: OldClient;
  beforeAll(async () => {
    directory = synthesize({ qrCode: QrCode.INLINE });
    api = await LocalApi.start(directory);
    client = new OldClient(api, '', 'ada');
  });
  afterAll(async () => {
    await api?.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  test('the address is the image itself, and the enrolment goes on as before', async () => {
    const { email, password } = client;
    client.userId = (await client.call('POST /v1/users', { full_name: 'Ada Byron', email, mobile_phone_number: '+491701234567' })).body.user_id;
    const body = { email, temporary_password: await client.mailed(), new_password: password };
    const confirmed = await client.call('POST /v1/users/{user_id}/confirm', body);
    expectAnswer(confirmed, 200, { status: 'ACTIVE', qr_code_secret_url: expect.stringMatching(/^data:image\/png;base64,[A-Za-z0-9+/]+=*$/) });
    client.totp = URI.parse(await readQrCode(confirmed.body.qr_code_secret_url)) as TOTP;
    expect(client.totp.secret.base32).toBe(confirmed.body.qr_code_secret);
    expectAnswer(await client.call('POST /v1/users/{user_id}/confirm-mfa', { email, otp: await client.otp() }), 200, { mfa_status: 'CONFIRMED' });
    expectAnswer(await client.signIn(), 200, tokens);
  });
});
