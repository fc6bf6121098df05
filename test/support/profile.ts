import type { Answer, LocalApi } from './local';
import { bearer, type Person } from './person';

/** The newest code that was mailed or texted there. */
export const codeSentTo = async (api: LocalApi, to: string): Promise<string> => /\d{6}/.exec((await api.mail(to)).body)![0];

/** What a signed-in person does about the own attributes. */
export class Profile {
  /** Of a sign-in that has just been, past the five minutes in which there is one code of a kind. */
  public static async of(api: LocalApi, person: Person): Promise<Profile> {
    await api.advance(300);
    const { body: { access_token, id_token, refresh_token } } = await person.signIn();
    return new Profile(api, access_token, id_token, refresh_token);
  }

  private constructor(
    private readonly api: LocalApi, public readonly token: string, public readonly idToken: string, public readonly refreshToken: string,
  ) {}

  public update(fields: object): Promise<Answer> {
    return this.api.call('PATCH /v1/userinfo', fields, bearer(this.token));
  }

  public send(attribute: 'EMAIL' | 'PHONE'): Promise<Answer> {
    return this.api.call('POST /v1/userinfo/verify', { attribute }, bearer(this.token));
  }

  public verify(attribute: 'EMAIL' | 'PHONE', verification_code: string): Promise<Answer> {
    return this.api.call('POST /v1/userinfo/verify/confirm', { attribute, verification_code }, bearer(this.token));
  }

  public async shown(): Promise<any> {
    return (await this.api.call('GET /v1/userinfo', undefined, bearer(this.token))).body;
  }
}
