import {
  AdminCreateUserCommand, AdminSetUserPasswordCommand, CreateUserPoolClientCommand, CreateUserPoolCommand, InitiateAuthCommand,
  RespondToAuthChallengeCommand, type AuthenticationResultType,
} from '@aws-sdk/client-cognito-identity-provider';
import type { Aws } from './aws';
import type { Person } from './person';

export interface Tokens {
  readonly id_token: string;
  readonly access_token: string;
  readonly refresh_token: string;
}

const tokensOf = ({ IdToken, AccessToken, RefreshToken }: AuthenticationResultType): Tokens =>
  ({ id_token: IdToken!, access_token: AccessToken!, refresh_token: RefreshToken! });

const makeClient = async ({ cognito }: Aws, UserPoolId: string): Promise<string> => {
  const { UserPoolClient } = await cognito.send(new CreateUserPoolClientCommand({
    UserPoolId, ClientName: 'another', ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
  }));
  return UserPoolClient!.ClientId!;
};

/** Genuine tokens of a pool that anyone with an AWS account could make, for a user who claims, there, to have a person's address. */
export const tokensOfAnotherPool = async (aws: Aws, { email, password }: Person): Promise<Tokens> => {
  const { UserPool } = await aws.cognito.send(new CreateUserPoolCommand({ PoolName: 'throw-away' }));
  const user = { UserPoolId: UserPool!.Id!, Username: 'me' };
  const ClientId = await makeClient(aws, user.UserPoolId);
  const UserAttributes = [{ Name: 'email', Value: email }, { Name: 'email_verified', Value: 'true' }];
  await aws.cognito.send(new AdminCreateUserCommand({ ...user, UserAttributes, MessageAction: 'SUPPRESS' }));
  await aws.cognito.send(new AdminSetUserPasswordCommand({ ...user, Password: password, Permanent: true }));
  const AuthParameters = { USERNAME: user.Username, PASSWORD: password };
  const { AuthenticationResult } = await aws.cognito.send(new InitiateAuthCommand({ ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters }));
  return tokensOf(AuthenticationResult!);
};

/** A person's own tokens, given to another app that shares the pool. */
export const tokensOfAnotherClient = async (aws: Aws, person: Person): Promise<Tokens> => {
  const ClientId = await makeClient(aws, aws.UserPoolId);
  const USERNAME = person.sub;
  const { Session } = await aws.cognito.send(new InitiateAuthCommand({
    ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME, PASSWORD: person.password },
  }));
  const { AuthenticationResult } = await aws.cognito.send(new RespondToAuthChallengeCommand({
    ClientId, Session, ChallengeName: 'SOFTWARE_TOKEN_MFA', ChallengeResponses: { USERNAME, SOFTWARE_TOKEN_MFA_CODE: await person.otp() },
  }));
  return tokensOf(AuthenticationResult!);
};

/** The token with claims that its signature is not of. */
export const tampered = (token: string, claims: object): string => {
  const [header, payload, signature] = token.split('.');
  const changed = { ...JSON.parse(Buffer.from(payload, 'base64url').toString()), ...claims };
  return [header, Buffer.from(JSON.stringify(changed)).toString('base64url'), signature].join('.');
};

/** The token's claims under the algorithm `none`, with a signature that nobody is meant to check. */
export const unsigned = (token: string): string => [
  Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url'), token.split('.')[1], 'AAAA',
].join('.');
