import { operations, type Feature, type Operation } from '../src/contract';

export const callers = { ANYONE: 'anyone', TOKEN: 'ID or access token', ACCESS_TOKEN: 'access token', ADMINISTRATORS: 'administrators' } as const;

/** What switches a feature on, beside `operations.all`; nothing where it is on by default. */
export const switches: Record<Feature, string> = {
  ALWAYS: '',
  MFA_REQUIRED: '',
  SELF_SIGN_UP: '`selfSignUpEnabled`',
  CHALLENGE: '`CHALLENGE`; passkeys, one-time codes or `mfa.email`',
  PASSKEY: '`signIn.passkey`',
  SECOND_FACTORS: '`SECOND_FACTORS`',
  PROFILE: '`PROFILE`',
  SESSIONS: '`SESSIONS`',
  EXPORT: '`EXPORT`',
  PICTURE: '`PICTURE`',
  ADMIN: '`ADMIN`',
};

type Column = readonly [title: string, cell: (routeKey: string, row: Operation) => string];

const route: Column = ['Route', (routeKey) => `\`${routeKey}\``];
const operation: Column = ['Operation', (_, row) => `\`${row.operation}\``];
const caller: Column = ['Who may call', (_, { access }) => callers[access]];
const on: Column = ['On with', (_, { feature }) => switches[feature]];
const summary: Column = ['What it does', (_, row) => row.summary];

const rowOf = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
const tableOf = (columns: readonly Column[], rows: readonly [string, Operation][]) => [
  rowOf(columns.map(([title]) => title)),
  `|${'---|'.repeat(columns.length)}`,
  ...rows.map(([routeKey, row]) => rowOf(columns.map(([, cell]) => cell(routeKey, row)))),
].join('\n');

const rows = Object.entries<Operation>(operations);
const isDefault = ([, { feature }]: [string, Operation]) => switches[feature] === '';

/** README's tables of the API, by their markers: a line for each row of the contract. */
export const routeTables = (): Record<string, string> => ({
  'routes': tableOf([route, operation, caller, summary], rows.filter(isDefault)),
  'further routes': tableOf([route, operation, caller, on, summary], rows.filter((row) => !isDefault(row))),
});
