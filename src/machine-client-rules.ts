import { Duration, Token } from 'aws-cdk-lib';
import { CLIENT_NAME, countProblems, OtherClients } from './app-client-rules';
import { groupScopeProblems } from './client-page-rules';
import { mayHaveDomain } from './domain';
import { MachineClientOptions } from './machine-client-options';
import { declaredScopes, isKnownScope } from './resource-servers';
import { broken, durationBreaks, durationRule, Rule } from './rule';
import { Settings } from './settings';

const MACHINES = 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-define-resource-servers.html';

/** All feature plans have the client credentials grant; only what a trigger changes about its tokens needs Essentials. */
export const machineClientRules = {
  name: {
    path: 'machineClients',
    allowed: 'a map whose keys start with a letter and have 1 to 64 letters, digits, hyphens and underscores',
    advice: 'The name becomes a part of the logical IDs: use names such as "billing".',
    link: MACHINES,
  },
  taken: {
    path: 'machineClients',
    allowed: 'a map whose keys no other machine client has',
    advice: 'Choose another name.',
    link: MACHINES,
  },
  domain: {
    path: 'machineClients',
    allowed: 'left out where neither domain nor userPool is given',
    advice: 'Machines get their tokens at the domain, from /oauth2/token: give one, such as domain: { prefix: "harbour-login" }.',
    link: 'https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html',
  },
  scopes: {
    path: 'machineClients.{name}.scopes',
    allowed: '1 to 50 scopes',
    advice: 'A machine without any may do nothing: list what it needs, such as "orders/read".',
    link: MACHINES,
  },
  scope: {
    path: 'machineClients.{name}.scopes[{index}]',
    allowed: 'a scope of resourceServers ({declared})',
    advice: 'Declare it in resourceServers, or correct its name. The scopes of OpenID Connect and of Cognito itself are for people.',
    link: MACHINES,
  },
  accessTokenValidity: durationRule('machineClients.{name}.accessTokenValidity', Duration.minutes(1), Duration.minutes(5), Duration.days(1),
    'These are Cognito\'s limits.', 'https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html'),
} satisfies Record<string, Rule>;

export function machineClientsProblems(settings: Settings): string[] {
  return Object.entries(settings.machineClients).flatMap(([name, options]) => machineClientProblems(name, options, { settings, taken: [], size: 0 }));
}

export function machineClientProblems(name: string, options: MachineClientOptions, { settings, taken, size }: Omit<OtherClients, 'trusted'>): string[] {
  return [
    ...CLIENT_NAME.test(name) ? [] : [broken(machineClientRules.name, name)],
    ...taken.includes(name) ? [broken(machineClientRules.taken, name)] : [],
    ...countProblems(size + 1),
    ...mayHaveDomain(settings) ? [] : [broken(machineClientRules.domain, name)],
    ...scopeProblems(name, options.scopes, settings),
    ...durationBreaks(machineClientRules.accessTokenValidity, options.accessTokenValidity, { name }),
  ];
}

function scopeProblems(name: string, scopes: string[], settings: Settings): string[] {
  if (Token.isUnresolved(scopes)) return [];
  if (scopes.length === 0 || scopes.length > 50) return [broken(machineClientRules.scopes, scopes.length, { name })];
  const declared = declaredScopes(settings);
  return [
    ...scopes.flatMap((scope, index) => isKnownScope(scope, declared, settings) ? []
      : [broken(machineClientRules.scope, scope, { name, index, declared: declared.length > 0 ? declared.join(', ') : 'none is declared' })]),
    ...groupScopeProblems(`machineClients.${name}.scopes`, scopes, settings),
  ];
}
