import { CompleteWebAuthnRegistrationCommand, StartWebAuthnRegistrationCommand } from '@aws-sdk/client-cognito-identity-provider';
import type { Authenticator } from './authenticator';
import type { Aws } from './aws';
import type { Answer, LocalApi } from './local';

/** Begins a sign-in as clients do that take any challenge. */
export const begin = (api: LocalApi, email: string, factor: string, more: object = {}): Promise<Answer> =>
  api.call('POST /v1/login', { email, factor, ...more });

/** Answers what the answer before has asked for. */
export const answerTo = (api: LocalApi, { body: { verification_session, verification_type } }: Answer, fields: object): Promise<Answer> =>
  api.call('POST /v1/challenge', { verification_session, verification_type, ...fields });

/** The newest code that was sent to an address or a number. */
export const sentCode = async (api: LocalApi, to: string): Promise<string> => /\d{6,8}/.exec((await api.mail(to)).body)![0];

/** Registers a passkey at Cognito itself, with a token that the person has. */
export const registerPasskey = async (aws: Aws, AccessToken: string, authenticator: Authenticator): Promise<void> => {
  const { CredentialCreationOptions: options } = await aws.cognito.send(new StartWebAuthnRegistrationCommand({ AccessToken }));
  await aws.cognito.send(new CompleteWebAuthnRegistrationCommand({ AccessToken, Credential: authenticator.create(options as never) }));
};
