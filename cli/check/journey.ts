import { Account, someAddress } from './account';
import type { Mailbox } from './mailbox';
import type { OneTimeCodes } from './one-time-codes';
import { Run, Stranded } from './run';
import { Operation, operations, RouteKey } from '../../src/contract';

/** What a sign-in answered. */
interface Tokens {
  readonly id_token: string;
  readonly access_token: string;
}

/** The longest grace that Cognito gives a refresh token that has been exchanged, and a second more. */
const LONGEST_GRACE = 61;
/** An address gets one mail of a kind in five minutes. */
const MAIL_INTERVAL = 300;

const rows = Object.entries<Operation>(operations) as [RouteKey, Operation][];

/** A person's way through the API, from the temporary password to erasure: each step needs those before it. */
export class Journey {
  private password: string;
  private userId = '';
  private hasApp = false;
  /** Whether `mfa` says that there can be one. */
  private offersApp = false;
  /** Where refresh tokens travel in bodies. */
  private refreshToken?: string;

  constructor(
    private readonly run: Run, private readonly account: Account, private readonly codes: OneTimeCodes, private readonly mailbox?: Mailbox,
  ) {
    this.password = account.temporaryPassword;
  }

  async go(keep: boolean): Promise<void> {
    await this.strangers();
    await this.enrol();
    const tokens = await this.signIn('Sign in');
    await this.whoAmI(tokens);
    const { access_token } = await this.refresh(tokens);
    await this.own(access_token);
    await this.anotherApp(access_token);
    await this.changePassword();
    await this.signOut();
    if (this.mailbox) await this.byMail(this.mailbox);
    if (!keep) await this.erase();
  }

  private get email(): string {
    return this.account.email;
  }

  private async strangers(): Promise<void> {
    const { run } = this;
    await run.step('Who am I, without a token', 'GET /v1/userinfo', { refused: 401 });
    await run.step('Who am I, with a token that nobody issued', 'GET /v1/userinfo', { token: 'e30.e30.e30', refused: 401 });
    await run.step('Sign in with a wrong password', 'POST /v1/login', { body: { email: this.email, password: this.account.makePassword() }, refused: 'INVALID_CREDENTIALS' });
    await run.step('Sign in without a password', 'POST /v1/login', { body: { email: this.email }, refused: 'INVALID_REQUEST' });
    await run.step('Sign in as nobody', 'POST /v1/login', {
      body: { email: someAddress(), password: this.account.makePassword() }, refused: 'INVALID_CREDENTIALS',
    });
  }

  private async enrol(): Promise<void> {
    const { run, email } = this;
    const { body: { user_id } } = await run.needed('Sign in with the temporary password', 'POST /v1/login', {
      body: { email, password: this.password }, fields: { email, verification_type: 'NEW_PASSWORD_REQUIRED' },
    });
    this.userId = user_id;
    const path = { user_id };
    const confirm = (new_password: string) => ({ path, body: { email, temporary_password: this.password, new_password } });
    await run.step('Choose a password that is too short', 'POST /v1/users/{user_id}/confirm', { ...confirm('aB1!'), refused: 'PASSWORD_REFUSED' });
    const password = this.account.makePassword();
    const { body } = await run.needed('Choose a password', 'POST /v1/users/{user_id}/confirm', { ...confirm(password), fields: { status: 'ACTIVE', user_id } });
    this.password = password;
    if (body.qr_code_secret !== undefined) await this.confirmApp(body);
  }

  private async confirmApp(enrolment: { readonly qr_code_secret: string; readonly qr_code_secret_url?: string }): Promise<void> {
    const { run, email, codes } = this;
    codes.enrol(enrolment.qr_code_secret);
    await this.qrCode(enrolment.qr_code_secret_url);
    const path = { user_id: this.userId };
    await run.step('Type something that is no code', 'POST /v1/users/{user_id}/confirm-mfa', { path, body: { email, otp: 'abc' }, refused: 'INVALID_REQUEST' });
    await run.needed('Type the first code of the authenticator app', 'POST /v1/users/{user_id}/confirm-mfa', {
      path, body: { email, otp: await codes.next() }, fields: { mfa_status: 'CONFIRMED', user_id: this.userId },
    });
    this.hasApp = true;
  }

  private async qrCode(address: string | undefined): Promise<void> {
    const { report } = this.run;
    if (address === undefined) return;
    const started = performance.now();
    // Its signature is a secret: the address is not quoted.
    const response = await fetch(address).catch(() => undefined);
    const type = response?.headers.get('content-type');
    const title = 'Fetch the QR code';
    const time = Math.round(performance.now() - started);
    if (response?.ok && type === 'image/png') report.ok(title, time);
    else report.differing(title, `expected a PNG image, got ${response ? `${response.status} ${type ?? 'without a type'}` : 'no answer'}`, time);
  }

  /** Password and code, or the password alone where the pool wants no more. */
  private async signIn(title: string, finish: 'POST /v1/mfa-verify' | 'POST /v1/challenge' = 'POST /v1/mfa-verify'): Promise<Tokens> {
    const { run, email } = this;
    const login = async (what: string) => (await run.needed(`${title}: ${what}`, 'POST /v1/login', { body: { email, password: this.password }, fields: { email } })).body;
    let body = await login('the password');
    if (body.verification_type === 'SOFTWARE_TOKEN_MFA') {
      const answer = (otp_code: string) => ({
        body: { email, verification_type: 'SOFTWARE_TOKEN_MFA', verification_session: body.verification_session, otp_code },
      });
      if (!run.tried.has('mfa-verify')) {
        await run.step(`${title}: a wrong code`, 'POST /v1/mfa-verify', { ...answer(this.codes.wrong()), refused: 'CODE_MISMATCH' });
        body = await login('the password again');
      }
      const way = run.offers(operations[finish].operation) ? finish : 'POST /v1/mfa-verify';
      body = (await run.needed(`${title}: the code`, way, answer(await this.codes.next()))).body;
    }
    if (body.access_token === undefined) {
      run.report.skipped(`${title}, and what comes after it`, `the sign-in asks for ${String(body.verification_type).slice(0, 40)}, which cannot be answered here`);
      throw new Stranded(title);
    }
    this.refreshToken = body.refresh_token;
    return body;
  }

  private async whoAmI({ id_token, access_token }: Tokens): Promise<void> {
    const { run, email, userId: user_id, account: { name } } = this;
    const fields = { user_id, email, name, groups: [] };
    await run.step('Who am I, by the ID token', 'GET /v1/userinfo', { token: id_token, fields });
    await run.step('Who am I, by the access token', 'GET /v1/userinfo', { token: access_token, fields });
  }

  /** In cookie mode the token is in the cookie, and the body's counts for nothing. */
  private exchange(refresh_token: string | undefined) {
    return { body: { email: this.email, ...refresh_token !== undefined && { refresh_token } } };
  }

  private async refresh(tokens: Tokens): Promise<Tokens> {
    const { run, email } = this;
    if (!run.offers('refresh-token')) return tokens;
    const spent = { body: this.refreshToken, cookie: run.caller.refreshToken };
    const { body } = await run.needed('Refresh', 'POST /v1/refresh-token', { ...this.exchange(spent.body), fields: { email } });
    const fresh = { body: body.refresh_token, cookie: run.caller.refreshToken };
    if (fresh.body === spent.body && fresh.cookie === spent.cookie) run.report.differing('Refresh', 'expected another refresh token, got the same');
    await this.codes.wait(LONGEST_GRACE, 'the end of the spent refresh token\'s grace');
    run.caller.refreshToken = spent.cookie;
    await run.step('Use the spent refresh token', 'POST /v1/refresh-token', { ...this.exchange(spent.body), refused: 'INVALID_TOKEN' });
    run.caller.refreshToken = fresh.cookie;
    this.refreshToken = fresh.body;
    return { ...tokens, ...body };
  }

  /** What a person does with the own account, where those operations are on. */
  private async own(token: string): Promise<void> {
    const { run, userId: user_id, email } = this;
    const path = { user_id };
    await run.step('Where am I signed in', 'GET /v1/sessions', { token });
    await run.step('End a session that is not there', 'DELETE /v1/sessions/{session_id}', {
      token, path: { session_id: `tkn${'0'.repeat(25)}` }, refused: 'SESSION_NOT_FOUND',
    });
    await run.step('Change the name', 'PATCH /v1/userinfo', { token, body: { full_name: 'Check Account II' }, fields: { status: 'USERINFO_UPDATED', user_id } });
    const factors = await run.step('Which second factors are there', 'GET /v1/mfa', { token });
    this.offersApp = factors?.body.factors.some(({ type }: { type: string }) => type === 'SOFTWARE_TOKEN_MFA') === true;
    if (this.hasApp && this.offersApp) await run.step('Prefer the app', 'PUT /v1/mfa', { token, body: { preferred_mfa: 'SOFTWARE_TOKEN_MFA' } });
    await run.step('Which passkeys are there', 'GET /v1/passkeys', { token });
    await run.step('Start a passkey', 'POST /v1/passkeys/start', { token });
    await run.step('Ask for the form of a picture\'s upload', 'POST /v1/users/{user_id}/picture', { token, path, body: { content_type: 'image/png' } });
    await run.step('Take a picture that was not uploaded', 'PUT /v1/users/{user_id}/picture', { token, path, refused: 'PICTURE_NOT_UPLOADED' });
    await run.step('There is no picture', 'GET /v1/users/{user_id}/picture', { token, path, refused: 'PICTURE_NOT_FOUND' });
    await run.step('Leave nothing of it', 'DELETE /v1/users/{user_id}/picture', { token, path, fields: { status: 'PICTURE_DELETED' } });
    await run.step('What is held on me', 'GET /v1/users/{user_id}/export', { token, path });
    // Neither mails anybody who has an account.
    const person = { full_name: 'Check Account', email, mobile_phone_number: '+15555550100' };
    await run.step('Register the address once more', 'POST /v1/users', { body: person, token, ...this.registers() });
    await run.step('Ask for the temporary password once more', 'POST /v1/resend-confirmation-code', { body: { email }, fields: { status: 'CONFIRMATION_CODE_SENT' } });
    await run.step('Sign up with the address', 'POST /v1/sign-up', { body: { email }, fields: { status: 'CONFIRMATION_CODE_SENT' } });
    await run.step('Ask for the code of the sign-up once more', 'POST /v1/sign-up/resend', { body: { email }, fields: { status: 'CONFIRMATION_CODE_SENT' } });
    for (const [routeKey, row] of rows.filter(([, { access }]) => access === 'ADMINISTRATORS')) {
      // The gateway refuses most of them by the token's scopes, the function the others.
      const others = Object.fromEntries(Object.keys(row.path?.properties ?? {}).map((name) => [name, name === 'user_id' ? user_id : 'admins']));
      // An empty body does nothing, should the function look at that first.
      const refused = [403, 'FORBIDDEN', ...row.body ? ['INVALID_REQUEST'] as const : []] as const;
      await run.step('Try what only administrators may', routeKey, { token, path: others, ...row.body && { body: {} }, refused });
    }
  }

  /** An answer or, where only administrators register people, a refusal. */
  private registers() {
    return this.run.offered.isClosed ? { refused: [403, 'FORBIDDEN'] as const } : { fields: { status: 'CREATED', email: this.email } };
  }

  private async anotherApp(token: string): Promise<void> {
    const { run } = this;
    if (!run.offers('start-totp', 'verify-totp') || !this.offersApp) return;
    const started = await run.step(this.hasApp ? 'Start with another authenticator app' : 'Start with an authenticator app', 'POST /v1/mfa/totp', { token });
    if (!started) return;
    this.codes.enrol(started.body.qr_code_secret);
    await run.needed('Type its first code', 'POST /v1/mfa/totp/verify', {
      token, body: { otp_code: await this.codes.next() }, fields: { mfa_status: 'CONFIRMED', signed_in: false },
    });
    this.hasApp = true;
  }

  private async changePassword(): Promise<void> {
    const { run, email } = this;
    const { access_token } = await this.signIn('Sign in again', 'POST /v1/challenge');
    if (!run.offers('change-password')) return;
    const path = { user_id: this.userId };
    const change = (old_password: string, new_password: string) => ({ path, body: { email, old_password, new_password, access_token } });
    const next = this.account.makePassword();
    const route = 'POST /v1/users/{user_id}/change-password';
    await run.step('Change the password without knowing it', route, { ...change(this.account.makePassword(), next), refused: 'INVALID_CREDENTIALS' });
    const before = run.caller.refreshToken;
    await run.needed('Change the password', route, { ...change(this.password, next), fields: { signed_in: false } });
    const former = this.password;
    this.password = next;
    run.caller.refreshToken = before;
    await run.step('Refresh after that', 'POST /v1/refresh-token', { ...this.exchange(this.refreshToken), refused: 'INVALID_TOKEN' });
    run.caller.refreshToken = undefined;
    await run.step('Sign in with the former password', 'POST /v1/login', { body: { email, password: former }, refused: 'INVALID_CREDENTIALS' });
  }

  private async signOut(): Promise<void> {
    const { run, email } = this;
    const { access_token } = await this.signIn('Sign in once more');
    const before = run.caller.refreshToken;
    await run.step('Sign out', 'POST /v1/logout', { body: { email, access_token }, fields: { user_status: 'logout' } });
    run.caller.refreshToken = before;
    await run.step('Refresh after that', 'POST /v1/refresh-token', { ...this.exchange(this.refreshToken), refused: 'INVALID_TOKEN' });
    run.caller.refreshToken = undefined;
  }

  /** What sends a code by mail: where there is a mailbox to read. */
  private async byMail(mailbox: Mailbox): Promise<void> {
    const { run, email } = this;
    const path = { user_id: this.userId };
    const verification_code = async () => await mailbox.code(email) ?? '000000';
    // First, since it has to wait where the password was recovered lately.
    if (this.hasApp && await run.step('Lose the phone', 'POST /v1/resend-mfa', { body: { email }, fields: { status: 'MFA_RESET_SENT' } })) {
      const new_password = this.account.makePassword();
      const { body } = await run.needed('Start with another authenticator app by the mailed code', 'POST /v1/users/{user_id}/reset-mfa', {
        path, body: { email, password: this.password, verification_code: await verification_code(), new_password }, fields: { status: 'MFA_RESET' },
      });
      this.password = new_password;
      await this.confirmApp(body);
    }
    const recover = async (what: string) => {
      const new_password = this.account.makePassword();
      await run.needed(what, 'POST /v1/users/{user_id}/confirm-password', {
        path, body: { email, new_password, verification_code: await verification_code() }, fields: { signed_in: false },
      });
      this.password = new_password;
    };
    if (await run.step('Forget the password', 'POST /v1/forgot-password', { body: { email }, fields: { status: 'PASSWORD_FORGOT_CONFIRMATION_SENT' } })) {
      await recover('Set another one with the mailed code');
    }
    if (!run.offers('reset-password')) return;
    await this.codes.wait(MAIL_INTERVAL, 'the turn of the next mail');
    const { access_token: token } = await this.signIn('Sign in with that');
    if (await run.step('Ask for a new password by the token', 'POST /v1/users/{user_id}/reset-password', {
      token, path, body: { email }, fields: { status: 'PASSWORD_RESET_CONFIRMATION_SENT' },
    })) await recover('Set it with the mailed code');
  }

  private async erase(): Promise<void> {
    const { run, email, userId: user_id } = this;
    if (!run.offers('delete-user')) return;
    const { id_token } = await this.signIn('Sign in for the last time');
    await run.step('Erase somebody else', 'DELETE /v1/users/{user_id}', { token: id_token, path: { user_id: '00000000-0000-0000-0000-000000000000' }, refused: 'FORBIDDEN' });
    await run.needed('Erase the account', 'DELETE /v1/users/{user_id}', { token: id_token, path: { user_id }, fields: { status: 'USER_DELETED', user_id } });
    await run.step('Nobody is there any more', 'POST /v1/login', { body: { email, password: this.password }, refused: 'INVALID_CREDENTIALS' });
  }
}
