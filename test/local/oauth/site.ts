import {
  AdminCreateUserCommand, AdminSetUserPasswordCommand, CognitoIdentityProviderClient, DescribeUserPoolClientCommand, MessageActionType,
} from '@aws-sdk/client-cognito-identity-provider';
import { Duration, Stack } from 'aws-cdk-lib';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { LocalClock } from '../../../local/clock';
import { LocalRun } from '../../../local/server';
import { createServices } from '../../../local/stand-ins';
import { PageBrowser } from '../../support/page-browser';
import { api, lambda, start, synthesize } from '../fixture';

export const DOMAIN = 'example-auth';
export const CALLBACK = 'http://localhost:9/callback';
export const LOGOUT = 'http://localhost:9/bye';
export const PASSWORD = 'Tr0ubled&Waters-9';
export const ALL_SCOPES = ['openid', 'email', 'phone', 'profile', 'aws.cognito.signin.user.admin', 'orders/read'];

/** Writes the event to its log, and answers it changed. */
const trigger = (stack: Stack, id: string, body = '') => lambda(stack, id, `console.log(JSON.stringify({ seen: event }));\n${body}\nreturn event;`);

export interface Site {
  readonly run: LocalRun;
  readonly aws: CognitoIdentityProviderClient;
  readonly pool: string;
  /** By construct id: Web, Server, Machine, Other. */
  readonly clients: Record<string, string>;
  /** `http://localhost:PORT/_local/auth/example-auth` */
  readonly base: string;
  readonly issuer: string;
  secret(client: string): string;
}

/** Plain CDK, so that what is shown holds for any template. */
export function siteStack(stack: Stack, pool: cognito.UserPoolProps = {}): void {
  const groups = trigger(stack, 'PreToken', `
    const { groupConfiguration, userAttributes } = event.request;
    if (userAttributes.email?.startsWith('broken')) throw new Error('No tokens');
    event.response.claimsAndScopeOverrideDetails = { accessTokenGeneration: {
      claimsToAddOrOverride: { source: event.triggerSource },
      scopesToAdd: (groupConfiguration?.groupsToOverride ?? []).map((name) => 'groups/' + name),
    } };`);
  const userPool = new cognito.UserPool(stack, 'Pool', {
    signInAliases: { email: true },
    signInCaseSensitive: false,
    mfa: cognito.Mfa.OPTIONAL,
    mfaSecondFactor: { otp: true, sms: false },
    customAttributes: { plan: new cognito.StringAttribute({ mutable: true }) },
    lambdaTriggers: {
      preSignUp: trigger(stack, 'PreSignUp', 'if (event.request.userAttributes.email?.startsWith("refused")) throw new Error("No such people");'),
      postConfirmation: trigger(stack, 'PostConfirmation'),
      preAuthentication: trigger(stack, 'PreAuthentication'),
      postAuthentication: trigger(stack, 'PostAuthentication'),
    },
    ...pool,
  });
  userPool.addTrigger(cognito.UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, groups, cognito.LambdaVersion.V3_0);
  userPool.addDomain('Domain', { cognitoDomain: { domainPrefix: DOMAIN } });
  const read = new cognito.ResourceServerScope({ scopeName: 'read', scopeDescription: 'Read orders' });
  const write = new cognito.ResourceServerScope({ scopeName: 'write', scopeDescription: 'Write orders' });
  const server = userPool.addResourceServer('Orders', { identifier: 'orders', scopes: [read, write] });
  const admins = new cognito.ResourceServerScope({ scopeName: 'admins', scopeDescription: 'Admins' });
  userPool.addResourceServer('Groups', { identifier: 'groups', scopes: [admins] });
  new cognito.CfnUserPoolGroup(stack, 'Admins', { userPoolId: userPool.userPoolId, groupName: 'admins' });
  const mapping = { 'email': 'email', 'email_verified': 'email_verified', 'name': 'name', 'custom:plan': 'tier' };
  const oidc = new cognito.CfnUserPoolIdentityProvider(stack, 'Oidc', {
    userPoolId: userPool.userPoolId, providerName: 'Corp', providerType: 'OIDC', attributeMapping: mapping, idpIdentifiers: ['corp.example'],
    providerDetails: {
      client_id: 'corp-client', client_secret: '{{resolve:secretsmanager:corp:SecretString:secret}}', authorize_scopes: 'openid email',
      oidc_issuer: 'https://corp.example', attributes_request_method: 'GET',
    },
  });
  const saml = new cognito.CfnUserPoolIdentityProvider(stack, 'Saml', {
    userPoolId: userPool.userPoolId, providerName: 'Old', providerType: 'SAML', providerDetails: { MetadataURL: 'https://old.example/metadata' },
  });
  const { OAuthScope, UserPoolClientIdentityProvider: Provider } = cognito;
  const native = [Provider.COGNITO];
  const providers = [...native, Provider.custom('Corp'), Provider.custom('Old')];
  const own = [OAuthScope.OPENID, OAuthScope.EMAIL, OAuthScope.PHONE, OAuthScope.PROFILE, OAuthScope.COGNITO_ADMIN];
  const scopes = [...own, OAuthScope.resourceServer(server, read)];
  const oAuth = { flows: { authorizationCodeGrant: true }, scopes, callbackUrls: [CALLBACK], logoutUrls: [LOGOUT] };
  const clients = {
    Web: userPool.addClient('Web', {
      oAuth, supportedIdentityProviders: providers, authFlows: { userSrp: true }, refreshTokenRotationGracePeriod: Duration.seconds(0),
      preventUserExistenceErrors: true,
    }),
    Server: userPool.addClient('Server', { oAuth, generateSecret: true, supportedIdentityProviders: native }),
    Other: userPool.addClient('Other', { oAuth: { ...oAuth, scopes: [OAuthScope.OPENID] }, supportedIdentityProviders: native }),
    Machine: userPool.addClient('Machine', {
      generateSecret: true, oAuth: { flows: { clientCredentials: true }, scopes: [OAuthScope.resourceServer(server, read)] },
    }),
    Plain: userPool.addClient('Plain', { disableOAuth: true, authFlows: { userPassword: true } }),
  };
  for (const client of Object.values(clients)) client.node.addDependency(oidc, saml);
  const jwtAudience = Object.values(clients).map((client) => client.userPoolClientId);
  const authorizer = new HttpJwtAuthorizer('Jwt', userPool.userPoolProviderUrl, { jwtAudience });
  api(stack, {
    functions: { Ok: 'return { claims: event.requestContext.authorizer.jwt.claims };' },
    routes: { 'GET /orders': 'Ok', 'PUT /orders': 'Ok', 'GET /admins': 'Ok' },
    authorizers: {
      'GET /orders': { authorizer, scopes: ['orders/read'] },
      'PUT /orders': { authorizer, scopes: ['orders/write'] },
      'GET /admins': { authorizer, scopes: ['groups/admins'] },
    },
  });
}

export async function startSite(
  pool: cognito.UserPoolProps = {}, directory = synthesize((stack) => siteStack(stack, pool)), dataFile?: string,
): Promise<Site> {
  const clock = new LocalClock();
  clock.freeze();
  const run = await start(directory, { services: createServices, clock, dataFile });
  const aws = new CognitoIdentityProviderClient({
    endpoint: `http://127.0.0.1:${run.port}/_local/cognito-idp`,
    region: run.region,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    // The second one with the runner's time.
    maxAttempts: 2,
  });
  const [{ path, user_pool_id: id, clients }] = await (await fetch(`${run.url}/_local/auth`)).json() as any;
  const secrets = new Map<string, string>();

  for (const { client_id: ClientId } of clients) {
    const { UserPoolClient } = await aws.send(new DescribeUserPoolClientCommand({ UserPoolId: id, ClientId }));
    if (UserPoolClient!.ClientSecret) secrets.set(ClientId, UserPoolClient!.ClientSecret);
  }
  return {
    run, aws, pool: id,
    clients: Object.fromEntries(clients.map(({ client_id, name }: any) => [/^Pool(\w+?)[0-9A-F]{8}$/.exec(name)?.[1] ?? name, client_id])),
    base: `${run.url}${path}`,
    issuer: `https://cognito-idp.${run.region}.amazonaws.com/${id}`,
    secret: (client) => secrets.get(client)!,
  };
}

export async function addPerson({ aws, pool }: Site, email: string, attributes: Record<string, string> = {}): Promise<void> {
  await aws.send(new AdminCreateUserCommand({
    UserPoolId: pool, Username: email, MessageAction: MessageActionType.SUPPRESS,
    UserAttributes: Object.entries({ email_verified: 'true', ...attributes }).map(([Name, Value]) => ({ Name, Value })),
  }));
  await aws.send(new AdminSetUserPasswordCommand({ UserPoolId: pool, Username: email, Password: PASSWORD, Permanent: true }));
}

export const browser = ({ run }: Site): PageBrowser => new PageBrowser(run.url);

/** The address that a client sends a browser to. */
export const authorizeUrl = ({ base, clients }: Site, parameters: Record<string, string | undefined> = {}, endpoint = 'oauth2/authorize'): URL => {
  const all = { response_type: 'code', client_id: clients.Web, redirect_uri: CALLBACK, scope: 'openid email', state: 'st', ...parameters };
  const url = new URL(`${base}/${endpoint}`);
  for (const [name, value] of Object.entries(all)) if (value !== undefined) url.searchParams.set(name, value);
  return url;
};

export interface TokenAnswer {
  readonly status: number;
  readonly body: any;
  readonly headers: Headers;
}

export async function post(url: string, form: Record<string, string>, headers: Record<string, string> = {}): Promise<TokenAnswer> {
  const response = await fetch(url, { method: 'POST', body: new URLSearchParams(form), headers });
  const text = await response.text();
  return { status: response.status, body: text && JSON.parse(text), headers: response.headers };
}

export const claimsOf = (token: string): any => JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString());

/** What the triggers saw, in order. */
export const triggerEvents = ({ run }: Site): any[] => run.logs().flatMap(({ message }) => {
  const [, json] = /(\{"seen".*\})/.exec(message) ?? /"message":(\{"seen".*\})\}$/.exec(message) ?? [];
  return json ? [JSON.parse(json).seen] : [];
});
