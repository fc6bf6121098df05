import {
  AdminCreateUserCommand, AdminSetUserPasswordCommand, AuthenticationResultType, InitiateAuthCommand, InitiateAuthCommandOutput,
} from '@aws-sdk/client-cognito-identity-provider';
import { StandIn } from './stand-in';
import { Made } from '../../../local/service';
import { CLIENT, EMAIL, PASSWORD, POOL, VERIFIED } from '../../conformance/vectors/setup';

/** As a template would make them. */
export function makePool({ service }: StandIn, pool: object = {}, client: object = {}, prefix = 'Auth'): { pool: Made; client: Made } {
  const made = service.make({ type: 'AWS::Cognito::UserPool', logicalId: `${prefix}Pool`, properties: { ...POOL.email, ...pool } });
  return {
    pool: made,
    client: service.make({
      type: 'AWS::Cognito::UserPoolClient', logicalId: `${prefix}Client`, properties: { UserPoolId: made.ref, ...CLIENT.open, ...client },
    }),
  };
}

export async function createPerson({ client: aws }: StandIn, pool: Made, email = EMAIL): Promise<void> {
  const user = { UserPoolId: pool.ref, Username: email };
  await aws.send(new AdminCreateUserCommand({ ...user, MessageAction: 'SUPPRESS', UserAttributes: VERIFIED }));
  await aws.send(new AdminSetUserPasswordCommand({ ...user, Password: PASSWORD, Permanent: true }));
}

export const signIn = ({ client: aws }: StandIn, client: Made, email = EMAIL, password = PASSWORD): Promise<InitiateAuthCommandOutput> =>
  aws.send(new InitiateAuthCommand({
    ClientId: client.ref, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME: email, PASSWORD: password },
  }));

/** Somebody new, signed in. */
let people = 0;
export async function makePerson(standIn: StandIn, pool: Made, client: Made): Promise<AuthenticationResultType> {
  const email = `person-${++people}@example.com`;
  await createPerson(standIn, pool, email);
  return (await signIn(standIn, client, email)).AuthenticationResult!;
}
