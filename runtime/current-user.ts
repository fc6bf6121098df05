import { listClaim } from './list-claim';

/** What a handler of an HTTP API gets, in payload format 2.0: `APIGatewayProxyEventV2WithJWTAuthorizer` of `@types/aws-lambda`, for one. */
export interface AuthorizedEvent {
  readonly requestContext: object;
}

/** What every verified token says. */
export interface VerifiedToken {
  /** Which token it is. Routes of `addRoute` take access tokens only. */
  readonly tokenUse: 'id' | 'access';
  /** The app client that the token was made for. */
  readonly clientId: string;
  /** What the token may be used for. An ID token has none. */
  readonly scopes: readonly string[];
  /** All claims, as API Gateway hands them over: numbers and booleans as text, lists as `[a b]`. */
  readonly claims: Readonly<Record<string, string>>;
}

/** The person whose token it is. */
export interface CurrentUser extends VerifiedToken {
  readonly machine: false;
  /** The person's id in the pool (`sub`): it stays when the email address changes. */
  readonly userId: string;
  /** The name that the pool knows the person by. */
  readonly username?: string;
  /** The email address, lower-cased. In ID tokens only, unless `tokens.claims` copies it. */
  readonly email?: string;
  /** The groups that the person was in when the token was made. */
  readonly groups: readonly string[];
}

/** A program that signed in with its own credentials (client_credentials): nobody's account. */
export interface CurrentMachine extends VerifiedToken {
  readonly machine: true;
}

const claimsOf = ({ requestContext }: AuthorizedEvent): Record<string, string> => {
  const { authorizer } = requestContext as { readonly authorizer?: { readonly jwt?: { readonly claims?: object | null } | null } | null };
  const given = authorizer?.jwt?.claims;
  if (!given) {
    throw new Error('The request has no verified token: the route must have a JWT authorizer.');
  }
  // Without a prototype, so that no claim seems to be there that is not.
  const claims: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(given)) {
    claims[name] = Array.isArray(value) ? `[${value.join(' ')}]` : String(value);
  }
  return claims;
};

/** Who calls, where machines may call, too. Throws where no Cognito token has been verified. */
export const currentCaller = (event: AuthorizedEvent): CurrentUser | CurrentMachine => {
  const claims = claimsOf(event);
  const { sub, token_use: tokenUse, email } = claims;
  const clientId = tokenUse === 'id' ? claims.aud : claims.client_id;
  if (!sub || !clientId || (tokenUse !== 'id' && tokenUse !== 'access')) {
    throw new Error('The token of the request is neither an ID token nor an access token of Cognito.');
  }
  const token = { tokenUse, clientId, scopes: tokenUse === 'id' ? [] : listClaim(claims.scope), claims } as const;
  const username = tokenUse === 'id' ? claims['cognito:username'] : claims.username;
  // A machine's token names no user.
  if (tokenUse === 'access' && !username) {
    return { machine: true, ...token };
  }
  return { machine: false, ...token, userId: sub, username, email: email?.toLowerCase(), groups: listClaim(claims['cognito:groups']) };
};

/** The person who calls. Throws where no Cognito token has been verified, and where it is a machine's. */
export const currentUser = (event: AuthorizedEvent): CurrentUser => {
  const caller = currentCaller(event);
  if (caller.machine) {
    throw new Error('The token of the request is a machine\'s: use currentCaller where machines may call.');
  }
  return caller;
};
