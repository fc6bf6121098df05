import { AppClientOptions } from './app-client-options';
import { clientAttributeProblems } from './client-attribute-rules';
import { clientFlowProblems } from './client-flow-rules';
import { clientPageProblems } from './client-page-rules';
import { clientTokenProblems } from './client-token-rules';
import { trustedProblems, trustProblems } from './identity-pool-validation';
import { broken, Rule } from './rule';
import { Settings } from './settings';

const CLIENT_SETTINGS = 'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html';

export const appClientRules = {
  name: {
    path: 'clients',
    allowed: 'a map whose keys start with a letter and have 1 to 64 letters, digits, hyphens and underscores',
    advice: 'The name becomes a part of the logical IDs: use names such as "web".',
    link: CLIENT_SETTINGS,
  },
  taken: {
    path: 'clients',
    allowed: 'a map whose keys no other client has',
    advice: 'Choose another name.',
    link: CLIENT_SETTINGS,
  },
  count: {
    path: 'clients and machineClients',
    allowed: 'at most 49 together',
    advice: 'An authorizer of API Gateway admits 50 audiences, and the API\'s own client is one of them: let apps share a client, or make a second API.',
    link: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html',
  },
} satisfies Record<string, Rule>;

/** What a client has to get along with. */
export interface OtherClients {
  readonly settings: Settings;
  /** The names that clients of its kind have. */
  readonly taken: string[];
  /** How many clients of both kinds there are besides it. */
  readonly size: number;
  /** How many clients the identity pool trusts besides it. */
  readonly trusted: number;
}

export function clientsProblems(settings: Settings): string[] {
  const { clients, machineClients } = settings;
  // One message for all of them, below.
  const size = Object.keys(clients).length + Object.keys(machineClients).length;
  const trusted = 1 + Object.values(clients).filter(({ identityPool }) => identityPool).length;
  return [
    ...Object.entries(clients).flatMap(([name, options]) => appClientProblems(name, options, { settings, taken: [], size: 0, trusted: 0 })),
    ...countProblems(size),
    ...settings.identityPool ? trustedProblems(trusted) : [],
  ];
}

/** API Gateway's quota, less the API's own client. */
const MOST_CLIENTS = 49;

export const countProblems = (size: number) => size > MOST_CLIENTS ? [broken(appClientRules.count, size)] : [];

export const CLIENT_NAME = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/;

export function appClientProblems(name: string, options: AppClientOptions, { settings, taken, size, trusted }: OtherClients): string[] {
  return [
    ...CLIENT_NAME.test(name) ? [] : [broken(appClientRules.name, name)],
    ...taken.includes(name) ? [broken(appClientRules.taken, name)] : [],
    ...countProblems(size + 1),
    ...clientPageProblems(name, options, settings),
    ...clientFlowProblems(name, options, settings),
    ...clientAttributeProblems(name, options, settings),
    ...clientTokenProblems(name, options, settings),
    ...trustProblems(name, options, settings, trusted),
  ];
}
