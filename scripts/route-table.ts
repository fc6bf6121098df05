import { operations, type Operation } from '../src/contract';

const callers = { ANYONE: 'anyone', TOKEN: 'ID or access token', ACCESS_TOKEN: 'access token' } as const;

const line = ([routeKey, { operation, access, summary }]: [string, Operation]) => `| \`${routeKey}\` | \`${operation}\` | ${callers[access]} | ${summary} |`;

/** README's table of the API: a line for each row of the contract. */
export const routeTable = (): string => [
  '| Route | Operation | Who may call | What it does |',
  '|---|---|---|---|',
  ...Object.entries<Operation>(operations).map(line),
].join('\n');
