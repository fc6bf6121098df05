import { Token } from 'aws-cdk-lib';
import { scopesOf } from './app-client';
import { AppClientKind, AppClientOptions } from './app-client-options';
import { APP_CLIENT_KIND } from './defaults';
import { mayHaveDomain } from './domain';
import { providersOf } from './identity-providers';
import { brandingProblems } from './managed-login-rules';
import { declaredScopes, isKnownScope } from './resource-servers';
import { broken, Rule } from './rule';
import { Settings } from './settings';
import { urlProblems } from './url-rules';

const CLIENT_SETTINGS = 'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html';
const AUTH_FLOWS = 'https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html';
const SCOPES = 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-define-resource-servers.html';

/** About Cognito's sign-in pages and what apps ask for there. */
export const clientPageRules = {
  signsIn: {
    path: 'clients.{name}',
    allowed: 'given callbackUrls or authFlows',
    advice: 'Without either nobody can sign in through it: give callbackUrls for Cognito\'s sign-in pages, authFlows for its API.',
    link: AUTH_FLOWS,
  },
  domain: {
    path: 'clients.{name}.callbackUrls',
    allowed: 'left out where neither domain nor userPool is given',
    advice: 'The sign-in pages are at the domain: give one, such as domain: { prefix: "harbour-login" }.',
    link: 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-assign-domain.html',
  },
  onlyWithCallback: {
    path: 'clients.{name}.{member}',
    allowed: 'left out where there are no callbackUrls',
    advice: 'It is for Cognito\'s sign-in pages: give callbackUrls, or remove it.',
    link: CLIENT_SETTINGS,
  },
  scopes: {
    path: 'clients.{name}.scopes',
    allowed: '1 to 50 scopes',
    advice: 'Leave it out for openid, email and profile.',
    link: SCOPES,
  },
  scope: {
    path: 'clients.{name}.scopes[{index}]',
    allowed: 'one of {declared}',
    advice: 'Declare it in resourceServers, or correct its name.',
    link: SCOPES,
  },
  groupScope: {
    path: '{path}[{index}]',
    allowed: 'a scope that no group gives',
    advice: 'Members get it without asking, and whoever else asked through this client would get it, too: leave it out.',
    link: SCOPES,
  },
  identityProviders: {
    path: 'clients.{name}.identityProviders',
    allowed: 'at least one of them, each once',
    advice: 'Leave it out for the pool and all of identityProviders.',
    link: CLIENT_SETTINGS,
  },
  identityProvider: {
    path: 'clients.{name}.identityProviders[{index}]',
    allowed: 'one of {declared}',
    advice: 'Declare it in identityProviders, or correct its name.',
    link: CLIENT_SETTINGS,
  },
} satisfies Record<string, Rule>;

export function clientPageProblems(name: string, options: AppClientOptions, settings: Settings): string[] {
  const { callbackUrls, logoutUrls, scopes, identityProviders, authFlows = [], branding, kind = APP_CLIENT_KIND } = options;
  if (!callbackUrls) {
    const names = identityProviders?.map((provider) => provider.name);
    const given = { logoutUrls, scopes, identityProviders: names, branding: branding && Object.keys(branding) };
    const problems = Object.entries(given).filter(([, value]) => value !== undefined)
      .map(([member, value]) => broken(clientPageRules.onlyWithCallback, value, { name, member }));
    return authFlows.length > 0 ? problems : [broken(clientPageRules.signsIn, Object.keys(options), { name }), ...problems];
  }
  const native = kind === AppClientKind.NATIVE;
  return [
    ...mayHaveDomain(settings) ? [] : [broken(clientPageRules.domain, callbackUrls, { name })],
    ...urlProblems(`clients.${name}.callbackUrls`, callbackUrls, native),
    ...logoutUrls ? urlProblems(`clients.${name}.logoutUrls`, logoutUrls, native) : [],
    ...scopeProblems(name, scopesOf(options), settings),
    ...identityProviders ? providerProblems(name, identityProviders.map((provider) => provider.name), settings) : [],
    ...branding ? brandingProblems(`clients.${name}.branding`, branding, settings) : [],
  ];
}

/** Of OpenID Connect, and Cognito's own. */
const STANDARD_SCOPES = ['openid', 'email', 'phone', 'profile', 'aws.cognito.signin.user.admin'];

function scopeProblems(name: string, scopes: string[], settings: Settings): string[] {
  if (Token.isUnresolved(scopes)) return [];
  if (scopes.length === 0 || scopes.length > 50) return [broken(clientPageRules.scopes, scopes.length, { name })];
  const declared = [...STANDARD_SCOPES, ...declaredScopes(settings)];
  return [
    ...scopes.flatMap((scope, index) => isKnownScope(scope, declared, settings) ? []
      : [broken(clientPageRules.scope, scope, { name, index, declared: declared.join(', ') })]),
    ...groupScopeProblems(`clients.${name}.scopes`, scopes, settings),
  ];
}

/** Those that a resource server declares, too; `groups/...` is declared by none. */
export function groupScopeProblems(path: string, scopes: string[], { groups }: Settings): string[] {
  const given = Object.values(groups).flatMap((group) => group.scopes ?? []);
  return scopes.flatMap((scope, index) => given.includes(scope) ? [broken(clientPageRules.groupScope, scope, { path, index })] : []);
}

function providerProblems(name: string, given: string[], settings: Settings): string[] {
  if (given.length === 0 || new Set(given).size < given.length) return [broken(clientPageRules.identityProviders, given, { name })];
  const declared = ['COGNITO', ...providersOf(settings.identityProviders).map((provider) => provider.name)];
  // A pool that is made elsewhere may have others.
  if (settings.userPool) return [];
  return given.flatMap((provider, index) => Token.isUnresolved(provider) || declared.includes(provider) ? []
    : [broken(clientPageRules.identityProvider, provider, { name, index, declared: declared.join(', ') })]);
}
