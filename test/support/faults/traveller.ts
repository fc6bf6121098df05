import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import type { Aws } from '../aws';
import type { Answer, LocalApi } from '../local';
import { Person, secretOf } from '../person';

/** More than the time between two mails of a kind to one address. */
const UNTIL_NEXT_MAIL = 301;
const DAY = 24 * 3600;

/** Someone who remembers each password they chose and each QR code they scanned, and does what the API's answers tell them to do. */
export class Traveller extends Person {
  private readonly secrets: string[] = [];
  private readonly passwords = [this.password];
  private recovered = false;
  private signsUp = false;

  /** The API, as they use it: no QR code escapes them. */
  public readonly world: LocalApi;

  /** Somebody else, whose QR codes they do not see. */
  public readonly another: (name: string) => Person;

  public constructor(api: LocalApi, private readonly aws: Aws) {
    const world: LocalApi = Object.create(api);
    super(world);
    this.world = world;
    this.another = (name) => new Person(api, name);
    world.call = async (...request) => {
      const answer = await api.call(...request);
      const { qr_code_secret } = answer.body;
      if (qr_code_secret && this.secrets[0] !== qr_code_secret) {
        this.secrets.unshift(qr_code_secret);
        this.totpSecret = qr_code_secret;
      }
      return answer;
    };
  }

  /** Is known by another address from now on. */
  public movesTo(email: string): void {
    Object.assign(this, { email, userId: email === this.email ? this.userId : this.sub });
  }

  /** Chooses a password that they have not had. */
  public newPassword(): string {
    this.passwords.unshift(`Quiet#Harbour-${this.passwords.length}7`);
    return this.passwords[0];
  }

  public override signUp(): Promise<Answer> {
    this.signsUp = true;
    return super.signUp();
  }

  public refresh(refresh_token: string): Promise<Answer> {
    return this.world.call('POST /v1/refresh-token', { email: this.email, refresh_token });
  }

  /** Signs in, and answers the tokens and what tells whether that session is over. To ask is to go on with it: its newest token counts. */
  public async startSession(): Promise<{ tokens: any; isOver: () => Promise<boolean> }> {
    const { body } = await this.must(this.signIn());
    let newest: string = body.refresh_token;
    const isOver = async () => {
      const answer = await this.refresh(newest);
      newest = answer.body.refresh_token ?? newest;
      return answer.status === 401;
    };
    return { tokens: body, isOver };
  }

  /** What the bucket keeps for them. */
  public async objects(): Promise<string[]> {
    const lists = await Promise.all([`people/pending/${this.userId}/`, `people/${this.userId}/`]
      .map((Prefix) => this.aws.s3.send(new ListObjectsV2Command({ Bucket: this.aws.Bucket, Prefix }))));
    return lists.flatMap(({ Contents = [] }) => Contents.map(({ Key }) => Key!.split('/').pop()!));
  }

  public async mailCount(): Promise<number> {
    return (await this.world.mails(this.email)).length;
  }

  public waitForNextMail(): Promise<Date> {
    return this.world.advance(UNTIL_NEXT_MAIL);
  }

  /** Lets a code be mailed that resets the second factor; not sooner than a day after the password was recovered. */
  public async mfaResetCode(): Promise<string> {
    await this.world.advance(this.recovered ? DAY : UNTIL_NEXT_MAIL);
    await this.must(this.world.call('POST /v1/resend-mfa', { email: this.email }));
    return secretOf(await this.world.mail(this.email));
  }

  public async resetMfa(verification_code: string, password = this.password): Promise<Answer> {
    return this.world.call(`POST /v1/users/${this.userId}/reset-mfa`, { email: this.email, password, verification_code });
  }

  /** The answer, which has to be a success or one of the errors named. */
  public async must(request: Promise<Answer>, ...codes: string[]): Promise<Answer> {
    const answer = await request;
    if (answer.status >= 300 && !codes.includes(answer.body.code)) {
      throw new Error(`is told ${answer.status} ${JSON.stringify(answer.body)}`);
    }
    return answer;
  }

  /** Signs in by whatever they know and whatever the answers say comes next, over mails and a new registration if it must be; answers the tokens. */
  public async arrive(): Promise<any> {
    for (let round = 0; round < 8; round++) {
      const tokens = await this.tryAllPasswords();
      if (tokens) {
        return tokens;
      }
    }
    throw new Error('goes in circles');
  }

  private async tryAllPasswords(): Promise<any> {
    for (const password of [...this.passwords, ...await this.temporaryPasswords()]) {
      const { body } = await this.must(this.login(password), 'INVALID_CREDENTIALS', 'MFA_RESET_PENDING');
      if (body.code !== 'INVALID_CREDENTIALS') {
        return this.follow(body, password);
      }
    }
    await this.writeIn();
    return undefined;
  }

  /** Does what an answer to a right password asks for. */
  private async follow(body: any, password: string): Promise<any> {
    switch (body.code ?? body.verification_type) {
      case 'NEW_PASSWORD_REQUIRED':
        await this.must(this.world.call(`POST /v1/users/${this.userId}/confirm`, {
          email: this.email, temporary_password: password, new_password: this.newPassword(),
        }));
        await this.must(this.confirmMfa());
        return undefined;
      case 'MFA_SETUP':
        await this.must(this.confirmMfa());
        return undefined;
      case 'SOFTWARE_TOKEN_MFA':
        return this.tryAllSecrets(password);
      case 'MFA_RESET_PENDING':
        await this.startMfaOver(password);
        return undefined;
      default:
        throw new Error(`does not know what to do about ${JSON.stringify(body)}`);
    }
  }

  private async tryAllSecrets(password: string): Promise<any> {
    this.password = password;
    for (const secret of this.secrets) {
      this.totpSecret = secret;
      const { body } = await this.must(this.signIn(), 'CODE_MISMATCH');
      if (body.access_token) {
        return body;
      }
    }
    await this.startMfaOver(password);
    return undefined;
  }

  private async startMfaOver(password: string): Promise<void> {
    await this.must(this.resetMfa(await this.mfaResetCode(), password));
    await this.must(this.confirmMfa());
  }

  /** No password is right: asks for mails, and registers where none comes. */
  private async writeIn(): Promise<void> {
    await this.waitForNextMail();
    const before = await this.mailCount();
    await this.must(this.signsUp ? this.signUp() : this.world.call('POST /v1/resend-confirmation-code', { email: this.email }));
    await this.must(this.world.call('POST /v1/forgot-password', { email: this.email }));
    const mails = (await this.world.mails(this.email)).slice(before);
    if (mails.length === 0) {
      await this.must(this.register());
    }
    const newcomers = mails.find(({ subject }) => subject.endsWith('confirmation code'));
    if (newcomers) {
      await this.must(this.confirmSignUp({ verification_code: secretOf(newcomers) }), 'TOO_MANY_REQUESTS');
    }
    const code = mails.find(({ subject }) => subject.endsWith('forgot password'));
    if (code) {
      await this.must(this.world.call(`POST /v1/users/${this.userId}/confirm-password`, {
        email: this.email, new_password: this.newPassword(), verification_code: secretOf(code),
      }));
      this.recovered = true;
    }
  }

  private async temporaryPasswords(): Promise<string[]> {
    return (await this.world.mails(this.email)).filter(({ subject }) => subject.startsWith('Welcome')).map(secretOf).reverse();
  }
}
