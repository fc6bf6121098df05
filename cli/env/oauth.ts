import type { UserPoolClientType } from '@aws-sdk/client-cognito-identity-provider';
import { line } from './environment-file';
import type { AuthApi } from '../auth-api';
import { CommandError } from '../command-error';
import { aws } from '../target';
import { userPoolOf } from '../user-pool';

export interface OAuthOptions {
  readonly client?: string;
  readonly provider?: string;
}

/** For "Sign in with ...": the pool's domain, a client without a secret that takes the authorization code, and where its people come from. */
export async function oauthLines(api: AuthApi, { client, provider }: OAuthOptions): Promise<string[]> {
  const domain = await domainOf(api);
  const fitting = domain === undefined ? [] : (await clientsOf(api)).filter((one) =>
    !one.ClientSecret && one.AllowedOAuthFlowsUserPoolClient && one.AllowedOAuthFlows?.includes('code') && providersOf(one).length > 0);
  const chosen = client === undefined ? fitting : fitting.filter(({ ClientId, ClientName }) => [ClientId, ClientName].includes(client));
  const list = (clients: readonly UserPoolClientType[]) => clients.map(({ ClientId, ClientName }) => `${ClientName} (${ClientId})`).join(', ');
  if (client !== undefined && chosen.length !== 1) {
    throw new CommandError(`No one app client ${JSON.stringify(client)} fits: it needs the authorization code, no secret, an identity provider, and the pool a domain. `
      + `${fitting.length === 0 ? 'None of this pool does.' : `These fit: ${list(fitting)}.`}`);
  }
  if (chosen.length > 1) return [`# Several app clients fit "Sign in with ...": give one to --client. They are ${list(chosen)}.`];
  if (chosen.length === 0) {
    if (provider !== undefined) throw new CommandError('No app client of this pool has an identity provider, the authorization code and no secret.');
    return [];
  }
  const providers = providersOf(chosen[0]);
  if (provider !== undefined && !providers.includes(provider)) {
    throw new CommandError(`The app client has no identity provider ${JSON.stringify(provider)}: give one of ${providers.join(', ')} to --provider.`);
  }
  return [
    ...providers.length > 1 && provider === undefined ? [`# Others: ${providers.slice(1).join(', ')}. --provider chooses.`] : [],
    line('VITE_OAUTH_DOMAIN', domain!),
    line('VITE_OAUTH_CLIENT_ID', chosen[0].ClientId!),
    line('VITE_OAUTH_PROVIDER', provider ?? providers[0]),
  ];
}

/** People of the pool itself sign in at the API. */
const providersOf = ({ SupportedIdentityProviders = [] }: UserPoolClientType): string[] => SupportedIdentityProviders.filter((name) => name !== 'COGNITO');

async function domainOf(api: AuthApi): Promise<string | undefined> {
  const { UserPoolId, local } = api;
  const { Domain, CustomDomain } = await userPoolOf(api);
  const name = CustomDomain ?? Domain;
  if (name === undefined) return undefined;
  if (local !== undefined) return `${local}/_local/auth/${name}`;
  return CustomDomain === undefined ? `https://${Domain}.auth.${UserPoolId.split('_')[0]}.amazoncognito.com` : `https://${CustomDomain}`;
}

async function clientsOf({ cognito, UserPoolId }: AuthApi): Promise<UserPoolClientType[]> {
  const { DescribeUserPoolClientCommand, ListUserPoolClientsCommand } = await aws();
  const clients: UserPoolClientType[] = [];
  let NextToken: string | undefined;
  do {
    const page = await cognito.send(new ListUserPoolClientsCommand({ UserPoolId, MaxResults: 60, NextToken }));
    for (const { ClientId } of page.UserPoolClients ?? []) {
      const { UserPoolClient } = await cognito.send(new DescribeUserPoolClientCommand({ UserPoolId, ClientId }));
      clients.push(UserPoolClient!);
    }
    NextToken = page.NextToken;
  } while (NextToken);
  return clients;
}
