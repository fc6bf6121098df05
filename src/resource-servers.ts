import { Token } from 'aws-cdk-lib';
import { IUserPool, ResourceServerScope, UserPoolResourceServer } from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { Settings } from './settings';

/** An API in the eyes of OAuth: what a token can be limited to. */
export interface ResourceServerOptions {
  /**
   * Names it in the console: 1 to 256 letters, digits, spaces and `_+=,.@-`.
   *
   * @default - the identifier, with `-` for what a name cannot hold
   */
  readonly name?: string;

  /**
   * What may be asked for, by name, each with a description of 1 to 256 characters: with `{ read: 'Read orders' }` on the server `orders`, clients
   * list the scope `orders/read`. 1 to 100; names of 1 to 256 printable ASCII characters without space, quote, backslash and slash.
   */
  readonly scopes: { [scope: string]: string };
}

/** In our scope, not under the pool, as the groups are. */
export function makeResourceServers(
  scope: Construct, userPool: IUserPool, settings: Settings,
): { [identifier: string]: UserPoolResourceServer } {
  const entries = Object.entries(settings.resourceServers);
  if (entries.length === 0) return {};
  const folder = new Construct(scope, 'ResourceServers');
  return Object.fromEntries(entries.map(([identifier, { name, scopes }]) => [identifier, new UserPoolResourceServer(folder, identifier, {
    userPool,
    identifier,
    // The L2's default is the identifier as it stands, and the name of an address such as https://api.example.com would be refused when deploying.
    userPoolResourceServerName: name ?? identifier.replace(/[^\w\s+=,.@-]+/g, '-'),
    scopes: Object.entries(scopes).map(([scopeName, scopeDescription]) => new ResourceServerScope({ scopeName, scopeDescription })),
  })]));
}

/** What is not declared here may still be of a resource server that a pool made elsewhere has. */
export const isKnownScope = (name: string, declared: string[], { userPool }: Settings): boolean =>
  Token.isUnresolved(name) || declared.includes(name) || (userPool !== undefined && name.includes('/'));

/** All scopes of declared resource servers, in full. */
export function declaredScopes({ resourceServers }: Settings): string[] {
  return Object.entries(resourceServers).flatMap(([identifier, { scopes }]) => Object.keys(scopes).map((name) => `${identifier}/${name}`));
}
