import jsQR from 'jsqr';
import { TOTP } from 'otpauth';
import { PNG } from 'pngjs';
import type { Answer, LocalApi } from './local';

/** The otpauth address that the pixels of a QR image hold. */
export const readQrCode = async (url: string): Promise<string> => {
  const response = await fetch(url);
  const { data, width, height } = PNG.sync.read(Buffer.from(await response.arrayBuffer()));
  return jsQR(new Uint8ClampedArray(data), width, height)!.data;
};

/** The secret that a mail of ours carries, as a person would read it. */
export const secretOf = (mail: { body: string }): string => /<b>(.*?)<\/b>/.exec(mail.body)![1]
  .replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&#39;/g, '\'').replace(/&amp;/g, '&');

/** The header that carries a token. */
export const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

let count = 0;

/** Someone who uses the API the way CognitoApi's clients do. */
export class Person {
  public readonly email = `person-${++count}-${process.pid}@example.com`;
  public password = 'Tr0ubled&Waters-9';
  /** The user_id of registration: the handle. */
  public userId = '';
  /** The user_id since confirm: the pool's. */
  public sub = '';
  /** TOTP secret, in base32, as the QR code had it. */
  public totpSecret = '';

  public constructor(private readonly api: LocalApi, public readonly name = 'Ada Byron') {}

  /** The code that the authenticator app shows now; each one once, so time moves on when it was shown before. */
  public async otp(): Promise<string> {
    const now = await this.api.advance(30);
    return new TOTP({ secret: this.totpSecret }).generate({ timestamp: now.getTime() });
  }

  /** The code that the authenticator app shows now, whether it was used or not. */
  public async shownCode(): Promise<string> {
    return new TOTP({ secret: this.totpSecret }).generate({ timestamp: (await this.api.advance(0)).getTime() });
  }

  /** Six digits that the authenticator app shows neither now nor shortly before or after. */
  public async wrongCode(): Promise<string> {
    const now = (await this.api.advance(0)).getTime();
    const near = [-2, -1, 0, 1, 2].map((steps) => new TOTP({ secret: this.totpSecret }).generate({ timestamp: now + steps * 30_000 }));
    return ['111111', '222222', '333333', '444444', '555555', '666666'].find((code) => !near.includes(code))!;
  }

  public async register(): Promise<Answer> {
    const answer = await this.api.call('POST /v1/users', { full_name: this.name, email: this.email, mobile_phone_number: '+491701234567' });
    this.userId = answer.body.user_id;
    return answer;
  }

  public async confirm(): Promise<Answer> {
    const temporary_password = secretOf(await this.api.mail(this.email));
    const answer = await this.api.call(`POST /v1/users/${this.userId}/confirm`, { email: this.email, temporary_password, new_password: this.password });
    this.sub = answer.body.user_id;
    this.totpSecret = answer.body.qr_code_secret;
    return answer;
  }

  public async confirmMfa(): Promise<Answer> {
    return this.api.call(`POST /v1/users/${this.userId}/confirm-mfa`, { email: this.email, otp: await this.otp() });
  }

  /** Registered, confirmed, and with a working authenticator app. */
  public async enrol(): Promise<this> {
    for (const step of [() => this.register(), () => this.confirm(), () => this.confirmMfa()]) {
      const answer = await step();
      if (answer.status >= 300) {
        throw new Error(JSON.stringify(answer.body));
      }
    }
    return this;
  }

  /** Asks for an account, of which the code comes by mail. */
  public async signUp(): Promise<Answer> {
    const answer = await this.api.call('POST /v1/sign-up', { email: this.email });
    this.userId = answer.body.user_id;
    return answer;
  }

  /** Sends the code back, with name and password. */
  public async confirmSignUp(more: { readonly verification_code?: string; readonly mobile_phone_number?: string } = {}): Promise<Answer> {
    const verification_code = more.verification_code ?? secretOf(await this.api.mail(this.email));
    const answer = await this.api.call('POST /v1/sign-up/confirm', {
      email: this.email, full_name: this.name, new_password: this.password, ...more, verification_code,
    });
    this.sub = answer.body.user_id ?? this.sub;
    this.totpSecret = answer.body.qr_code_secret ?? this.totpSecret;
    return answer;
  }

  public async login(password = this.password): Promise<Answer> {
    return this.api.call('POST /v1/login', { email: this.email, password });
  }

  /** Password and code: the answer holds the tokens. */
  public async signIn(): Promise<Answer> {
    const { body } = await this.login();
    return this.api.call('POST /v1/mfa-verify', {
      email: this.email,
      verification_type: body.verification_type,
      verification_session: body.verification_session,
      otp_code: await this.otp(),
    });
  }
}
