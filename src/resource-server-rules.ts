import { Token } from 'aws-cdk-lib';
import { GROUPS_RESOURCE_SERVER } from './contract';
import { broken, numberBreaks, numberRule, Rule } from './rule';
import { Settings } from './settings';

const RESOURCE_SERVERS = 'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateResourceServer.html';

export const resourceServerRules = {
  identifier: {
    path: 'resourceServers',
    allowed: 'a map whose keys are 1 to 256 printable ASCII characters without space, quote and backslash',
    advice: 'Use identifiers such as "orders" or "https://api.example.com".',
    link: RESOURCE_SERVERS,
  },
  reserved: {
    path: 'resourceServers',
    allowed: `a map without "${GROUPS_RESOURCE_SERVER}" and "aws.cognito...."`,
    advice: 'Its scopes would be those that stand for groups, or Cognito\'s own: choose another identifier.',
    link: RESOURCE_SERVERS,
  },
  name: {
    path: 'resourceServers.{identifier}.name',
    allowed: '1 to 256 letters, digits, spaces and _+=,.@-',
    advice: 'Leave it out for one that is made of the identifier.',
    link: RESOURCE_SERVERS,
  },
  scopes: numberRule('the number of scopes in resourceServers.{identifier}.scopes', 1, 100, 'Make a second resource server for more.', RESOURCE_SERVERS),
  scopeName: {
    path: 'resourceServers.{identifier}.scopes',
    allowed: 'a map whose keys are 1 to 256 printable ASCII characters without space, quote, backslash and slash',
    advice: 'Write the part after the slash alone: "read" of "orders/read".',
    link: RESOURCE_SERVERS,
  },
  description: {
    path: 'resourceServers.{identifier}.scopes.{scope}',
    allowed: 'a description of 1 to 256 characters',
    advice: 'Say in a few words what the scope allows.',
    link: RESOURCE_SERVERS,
  },
} satisfies Record<string, Rule>;

const IDENTIFIER = /^[\x21\x23-\x5B\x5D-\x7E]{1,256}$/;
/** What leads the scopes of groups, and Cognito's own. */
const RESERVED = [`${GROUPS_RESOURCE_SERVER}/`, 'aws.cognito.'];
const NAME = /^[\w\s+=,.@-]{1,256}$/;
const SCOPE_NAME = /^[\x21\x23-\x2E\x30-\x5B\x5D-\x7E]{1,256}$/;

export function resourceServerProblems({ resourceServers }: Settings): string[] {
  return Object.entries(resourceServers).flatMap(([identifier, { name, scopes }]) => {
    const problems = numberBreaks(resourceServerRules.scopes, Object.keys(scopes).length, { identifier });
    if (!IDENTIFIER.test(identifier)) problems.push(broken(resourceServerRules.identifier, identifier));
    if (RESERVED.some((start) => `${identifier}/`.startsWith(start))) problems.push(broken(resourceServerRules.reserved, identifier));
    if (name !== undefined && !Token.isUnresolved(name) && !NAME.test(name)) problems.push(broken(resourceServerRules.name, name, { identifier }));
    for (const [scope, description] of Object.entries(scopes)) {
      if (!SCOPE_NAME.test(scope)) problems.push(broken(resourceServerRules.scopeName, scope, { identifier }));
      if (!Token.isUnresolved(description) && !(description.length >= 1 && description.length <= 256)) {
        problems.push(broken(resourceServerRules.description, description.length, { identifier, scope }));
      }
    }
    return problems;
  });
}
