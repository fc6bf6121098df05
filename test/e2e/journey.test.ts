import { TOTP, URI } from 'otpauth';
import { LocalApi } from '../support/local';
import { Person, readQrCode, secretOf } from '../support/person';

/**
 * The whole life of an account over HTTP, against the synthesized stack of `new CognitoAuthApi(this, 'Auth')`, in the order in which a person
 * meets it. Each step builds on the one before it.
 */
describe('a person goes through the whole life of an account', () => {
  let api: LocalApi;
  let ada: Person;
  let sub: string;
  let tokens: { id_token: string; access_token: string; refresh_token: string };
  const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
  const JWT = /^[\w-]+\.[\w-]+\.[\w-]+$/;
  const freshTokens = {
    id_token: expect.stringMatching(JWT), access_token: expect.stringMatching(JWT), refresh_token: expect.any(String), expires_in: 3600,
  };

  beforeAll(async () => {
    api = await LocalApi.start();
    ada = new Person(api, 'Ada King Byron');
  });
  afterAll(() => api?.stop());

  test('registers, and gets a temporary password by mail', async () => {
    const { status, body } = await ada.register();
    expect(status).toBe(201);
    expect(body).toEqual({ email: ada.email, user_id: expect.stringMatching(UUID), status: 'CREATED' });
    const mail = await api.mail(ada.email);
    expect(mail).toMatchObject({ channel: 'EMAIL', subject: expect.stringMatching(/^Welcome to /), body: expect.stringContaining('Ada King Byron') });
    expect(new Date(mail.sent_at).getTime()).toBeLessThanOrEqual((await api.advance(0)).getTime());
  });

  test('is told at login that the temporary password must be replaced', async () => {
    const { status, body } = await ada.login(secretOf(await api.mail(ada.email)));
    expect(status).toBe(200);
    expect(body).toEqual({ email: ada.email, verification_type: 'NEW_PASSWORD_REQUIRED', user_id: expect.stringMatching(UUID) });
  });

  test('confirms with a password of their own, and gets a QR code whose pixels hold the secret', async () => {
    const { status, body } = await ada.confirm();
    expect(body).toEqual({
      email: ada.email,
      user_id: expect.stringMatching(UUID),
      verification_session: expect.any(String),
      qr_code_secret: expect.stringMatching(/^[A-Z2-7]+$/),
      qr_code_secret_url: expect.stringMatching(/^http/),
      status: 'ACTIVE',
    });
    expect(status).toBe(200);
    sub = body.user_id;
    expect(sub).not.toBe(ada.userId);
    const totp = URI.parse(await readQrCode(body.qr_code_secret_url)) as TOTP;
    // The stack behind AUTH_API_URL may have given its app a name.
    const [, appName] = /^Welcome to (.+)$/.exec((await api.mail(ada.email)).subject)!;
    expect(process.env.AUTH_API_URL ? 'our app' : appName).toBe('our app');
    expect(totp).toMatchObject({ label: ada.email, issuer: appName, algorithm: 'SHA1', digits: 6, period: 30 });
    expect(totp.secret.base32).toBe(body.qr_code_secret);
    ada.totpSecret = totp.secret.base32;
  });

  test('confirms the authenticator app with email and code alone', async () => {
    const { status, body } = await ada.confirmMfa();
    expect(body).toEqual({ email: ada.email, user_id: sub, mfa_status: 'CONFIRMED' });
    expect(status).toBe(200);
  });

  test('signs in with password and code', async () => {
    const login = await ada.login();
    expect(login.status).toBe(200);
    expect(login.body).toEqual({ email: ada.email, verification_session: expect.any(String), verification_type: 'SOFTWARE_TOKEN_MFA' });
    expect(login.body.verification_session.length).toBeLessThanOrEqual(4096);
    const { status, body } = await ada.signIn();
    expect(body).toEqual(freshTokens);
    expect(status).toBe(200);
    tokens = body;
  });

  test.each(['id_token', 'access_token'] as const)('sees who they are, with the %s', async (token) => {
    const { status, body } = await api.call('GET /v1/userinfo', undefined, { authorization: `Bearer ${tokens[token]}` });
    expect(body).toEqual({
      user_id: sub,
      email: ada.email,
      name: 'Ada King Byron',
      given_name: 'Ada',
      family_name: 'King Byron',
      phone_number: '+491701234567',
      groups: [],
    });
    expect(status).toBe(200);
  });

  test('refreshes, and the refresh token rotates', async () => {
    const before = tokens.refresh_token;
    const { status, body } = await api.call('POST /v1/refresh-token', { email: ada.email, refresh_token: before });
    expect(body).toEqual({ email: ada.email, ...freshTokens });
    expect(status).toBe(200);
    expect(body.refresh_token).not.toBe(before);
    tokens = body;
    await api.advance(11);
    const reused = await api.call('POST /v1/refresh-token', { email: ada.email, refresh_token: before });
    expect(reused).toMatchObject({ status: 401, body: { code: 'INVALID_TOKEN' } });
  });

  test('changes the password, which ends every session', async () => {
    tokens = (await ada.signIn()).body;
    const new_password = 'Quiet#Meadow-77';
    const { status, body } = await api.call(`POST /v1/users/${sub}/change-password`, {
      email: ada.email, old_password: ada.password, new_password, access_token: tokens.access_token,
    });
    expect(body).toEqual({ email: ada.email, status: 'PASSWORD_SUCCESSFULLY_CHANGED', signed_in: false });
    expect(status).toBe(200);
    expect((await api.call('POST /v1/refresh-token', { email: ada.email, refresh_token: tokens.refresh_token })).status).toBe(401);
    expect((await ada.login()).status).toBe(401);
    ada.password = new_password;
    tokens = (await ada.signIn()).body;
    expect(tokens).toEqual(freshTokens);
  });

  test('asks for a reset code with the access token', async () => {
    const { status, body } = await api.call(`POST /v1/users/${sub}/reset-password`, { email: ada.email }, { authorization: `Bearer ${tokens.access_token}` });
    expect(body).toEqual({ email: ada.email, user_id: sub, status: 'PASSWORD_RESET_CONFIRMATION_SENT' });
    expect(status).toBe(200);
    await api.advance(300);
  });

  test('signs out everywhere', async () => {
    const { status, body } = await api.call('POST /v1/logout', { email: ada.email, access_token: tokens.access_token });
    expect(body).toEqual({ user_status: 'logout' });
    expect(status).toBe(200);
    expect((await api.call('POST /v1/logout', { email: ada.email, access_token: tokens.access_token })).body).toEqual({ user_status: 'logout' });
  });

  test('forgets the password, and sets a new one with the mailed code', async () => {
    const forgot = await api.call('POST /v1/forgot-password', { email: ada.email });
    expect(forgot.body).toEqual({ email: ada.email, user_id: ada.userId, status: 'PASSWORD_FORGOT_CONFIRMATION_SENT' });
    expect(forgot.status).toBe(200);
    const mail = await api.mail(ada.email);
    expect(mail.subject).toMatch(/ forgot password$/);
    ada.password = 'Slow&Certain-Tide5';
    const { status, body } = await api.call(`POST /v1/users/${ada.userId}/confirm-password`, {
      email: ada.email, new_password: ada.password, verification_code: secretOf(mail),
    });
    expect(body).toEqual({ email: ada.email, user_id: sub, status: 'NEW_PASSWORD_SET_SUCCESSFULLY', signed_in: false });
    expect(status).toBe(200);
  });

  test('loses the phone: resets the second factor a day after the password, and enrols again', async () => {
    const ask = async () => {
      const { status, body } = await api.call('POST /v1/resend-mfa', { email: ada.email });
      expect(body).toEqual({ email: ada.email, user_id: ada.userId, status: 'MFA_RESET_SENT' });
      expect(status).toBe(200);
      const mail = await api.mail(ada.email);
      expect(mail.subject).toMatch(/second factor/);
      return api.call(`POST /v1/users/${ada.userId}/reset-mfa`, { email: ada.email, password: ada.password, verification_code: secretOf(mail) });
    };
    expect(await ask()).toMatchObject({ status: 409, body: { code: 'MFA_RESET_TOO_SOON' } });
    await api.advance(24 * 3600);
    const { status, body } = await ask();
    expect(body).toEqual({
      email: ada.email,
      user_id: sub,
      verification_session: expect.any(String),
      qr_code_secret: expect.any(String),
      qr_code_secret_url: expect.any(String),
      status: 'MFA_RESET',
    });
    expect(status).toBe(200);
    expect(await ada.login()).toMatchObject({ status: 403, body: { code: 'MFA_RESET_PENDING' } });
    ada.totpSecret = body.qr_code_secret;
    expect((await ada.confirmMfa()).body).toEqual({ email: ada.email, user_id: sub, mfa_status: 'CONFIRMED' });
    tokens = (await ada.signIn()).body;
    expect(tokens).toEqual(freshTokens);
  });

  test('asks for another confirmation code, which only an unconfirmed person would get', async () => {
    const { status, body } = await api.call('POST /v1/resend-confirmation-code', { email: ada.email });
    expect(body).toEqual({ email: ada.email, user_id: ada.userId, status: 'CONFIRMATION_CODE_SENT' });
    expect(status).toBe(200);
  });

  test('deletes the account, and nothing opens it any more', async () => {
    const { status, body } = await api.call(`DELETE /v1/users/${sub}`, undefined, { authorization: `Bearer ${tokens.id_token}` });
    expect(body).toEqual({ email: ada.email, user_id: sub, status: 'USER_DELETED' });
    expect(status).toBe(200);
    expect((await ada.login()).status).toBe(401);
    expect((await api.call('POST /v1/refresh-token', { email: ada.email, refresh_token: tokens.refresh_token })).status).toBe(401);
  });
});
