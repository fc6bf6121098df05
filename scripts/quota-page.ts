import { awsCallsOf } from './aws-calls';
import { categories, LOOKED_UP, quotaGroups, UNCATEGORIZED, type Quota } from './quotas';
import { RETRY_AFTER } from '../lambda/lib/aws-errors';
import { errors, operations, type Operation } from '../src/contract';
import * as defaults from '../src/defaults';

const names = Object.values<Operation>(operations).map(({ operation }) => operation);
const COGNITO = 'cognito-identity-provider';

/** Our operations by the call of Cognito's that they may make. */
export const operationsByCall = (): Map<string, string[]> => {
  const found = new Map<string, string[]>();
  for (const operation of names) {
    for (const { client, name } of awsCallsOf(operation)) {
      if (client === COGNITO) found.set(name, [...found.get(name) ?? [], operation]);
    }
  }
  return found;
};

const code = (text: string) => `\`${text}\``;
const linesOf = (calls: readonly string[], by: Map<string, string[]>) => calls.filter((call) => by.has(call))
  .map((call) => `- ${code(call)}: ${by.get(call)!.map(code).join(', ')}`);

const answer = (name: 'TOO_MANY_REQUESTS' | 'SERVICE_UNAVAILABLE') => `${errors[name].status} ${code(name)}, \`Retry-After: ${RETRY_AFTER}\``;
const source = ({ source: from }: Quota) => !from ? 'not looked up' : from.startsWith('http') ? `[${new URL(from).pathname.split('/').at(-1)!.replace('.html', '')}](${from})`
  : `[${from}](../${from})`;

/** docs/quotas.md: how much there is of everything, and what happens at the end of it. */
export function quotaPage(): string {
  const by = operationsByCall();
  const used = categories.filter(({ calls }) => calls.some((call) => by.has(call)));
  const groups = quotaGroups({
    throttled: answer('TOO_MANY_REQUESTS'),
    unavailable: answer('SERVICE_UNAVAILABLE'),
    credential: `${defaults.CREDENTIAL_RATE_LIMIT} a second, ${defaults.CREDENTIAL_BURST_LIMIT} at once, for all people together`,
    other: `${defaults.RATE_LIMIT} a second, ${defaults.BURST_LIMIT} at once, for all people together`,
  });
  return [
    '# Quotas',
    '',
    'How much AWS gives, whether it gives more, and what a person sees at the end of it. Written by `npm run docs` from `scripts/quotas.ts`, the contract, and the calls that the',
    `bundles hold. Numbers are AWS's defaults as looked up on ${LOOKED_UP} in stored copies of the pages named; none was reached on a real account. Your own account's are in the`,
    '[Service Quotas console](https://console.aws.amazon.com/servicequotas/home).',
    '',
    '## Cognito\'s request rates',
    '',
    'Each category has one rate for all user pools of an account in a region: several APIs in one account share it. Our own limits hold for one route each',
    `(${defaults.CREDENTIAL_RATE_LIMIT} or ${defaults.RATE_LIMIT} requests a second), so that a category of 25 or 30 is used up before some routes together are.`,
    '',
    '| Category | Requests a second | Raised on request | Operations |',
    '|---|---|---|---|',
    ...used.map(({ name, rate, adjustable, calls }) => {
      const callers = new Set(calls.flatMap((call) => by.get(call) ?? []));
      return `| [${name}](#${name.toLowerCase()}) | ${rate} | ${adjustable ? 'yes, for money' : 'no'} | ${callers.size} of ${names.length} |`;
    }),
    '',
    `**What a person sees** when a category is used up: ${answer('TOO_MANY_REQUESTS')}, "${errors.TOO_MANY_REQUESTS.message}" Our functions do not repeat a call that`,
    'was throttled, so that the answer comes at once; the typed client does, after the time that the header says. Limits of one person are another matter:',
    'operations that anyone may call answer them as they answer an unknown address, for [nobody is to learn who has an account](threat-model.md#threats). A trigger that Cognito cannot invoke in its five seconds ends the',
    `sign-in: ${answer('SERVICE_UNAVAILABLE')}.`,
    '',
    'A sign-in with a second factor is one `AdminInitiateAuth` and one `AdminRespondToAuthChallenge`. The latter has three times the rate of the category to itself, and counts to',
    'UserAccountRecovery where it answers `NEW_PASSWORD_REQUIRED` (`confirm-user`, `challenge`). More is bought by request and second; AWS gave $20 a month for one as its price in January 2024',
    '([announcement](https://aws.amazon.com/about-aws/whats-new/2024/01/provisioned-capacity-api-limits-amazon-cognito/)).',
    '',
    ...used.flatMap(({ name, rate, calls }) => [`### ${name}`, '', `${rate} a second.`, '', ...linesOf(calls, by), '']),
    '### In no category of AWS\'s page',
    '',
    'Their rates are not known.',
    '',
    ...linesOf(UNCATEGORIZED, by),
    '',
    ...groups.flatMap(({ title, quotas }) => [
      `## ${title}`, '', '| What | How much | Raised | What is seen at the end of it | Source |', '|---|---|---|---|---|',
      ...quotas.map((quota) => `| ${quota.what} | ${quota.limit} | ${quota.raised} | ${quota.seen} | ${source(quota)} |`), '',
    ]),
    'What an answer means, and whether a retry helps: [errors.md](errors.md).',
    '',
  ].join('\n');
}
