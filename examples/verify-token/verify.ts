/**
 * Verifies an access token of the API where no API Gateway does it: in a container, a WebSocket server, a queue's consumer. Reads the token from
 * standard input and prints whose it is:
 *
 *     USER_POOL_ID=... CLIENT_ID=... npx tsx examples/verify-token/verify.ts < token
 *
 * Both are outputs of the stack. Beside the offline run, JWKS_URI says where its keys are, since AWS does not have them:
 *
 *     JWKS_URI=http://localhost:4000/_local/cognito-idp/$USER_POOL_ID/.well-known/jwks.json
 */
import { text } from 'node:stream/consumers';
import { CognitoJwtVerifier } from 'aws-jwt-verify';

export interface Settings {
  readonly userPoolId: string;
  readonly clientId: string;
  /** Where the pool's keys are, if not at AWS. */
  readonly jwksUri?: string;
  /** Scopes of which the token must have one: `groups/admins` admits the members of that group, `aws.cognito.signin.user.admin` people only. */
  readonly scope?: string[];
}

/**
 * Makes a function that answers whose token it is, and throws where the token is not genuine, of this pool and client, and in time. It fetches the
 * pool's keys once. Like API Gateway it asks nobody whether a token was revoked: short-lived tokens are the remedy.
 */
export const tokenVerifier = async ({ userPoolId, clientId, jwksUri, scope = ['aws.cognito.signin.user.admin'] }: Settings) => {
  const verifier = CognitoJwtVerifier.create({ userPoolId, clientId, tokenUse: 'access', scope });
  if (jwksUri) {
    verifier.cacheJwks(await (await fetch(jwksUri)).json() as Parameters<typeof verifier.cacheJwks>[0]);
  } else {
    await verifier.hydrate();
  }
  return async (token: string) => {
    const claims = await verifier.verify(token);
    return { userId: claims.sub, groups: claims['cognito:groups'] ?? [], scopes: claims.scope.split(' ') };
  };
};

const main = async () => {
  const { USER_POOL_ID, CLIENT_ID, JWKS_URI } = process.env;
  if (!USER_POOL_ID || !CLIENT_ID) {
    throw new Error('Set USER_POOL_ID and CLIENT_ID to the outputs of the stack.');
  }
  const verify = await tokenVerifier({ userPoolId: USER_POOL_ID, clientId: CLIENT_ID, jwksUri: JWKS_URI });
  console.log(await verify((await text(process.stdin)).trim()));
};

if (require.main === module) {
  main().catch(({ message }: Error) => {
    console.error(message);
    process.exitCode = 1;
  });
}
