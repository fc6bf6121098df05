import { free, listPrices, LITE_STEP, prices, type ListPrice, type Price } from './prices';
import * as defaults from '../src/defaults';

export const PLANS = ['LITE', 'ESSENTIALS', 'PLUS'] as const;
export type Plan = typeof PLANS[number];
export const PEOPLE = [1_000, 10_000, 50_000, 100_000, 1_000_000] as const;

/** What one active person does in a month, and what each request takes. Guesses of an app that is used on some days a week: put your own in their place. */
export const assumptions = {
  signIns: 4,
  /** Two requests each: the password, and the code of the second factor. */
  requestsPerSignIn: 2,
  refreshes: 20,
  otherRequests: 6,
  mails: 0.5,
  /** Seconds of a function, most of them waiting for Cognito. */
  secondsPerRequest: 0.2,
  /** The function's line with Lambda's own, and the access log's. */
  logKilobytesPerRequest: 1.5,
  /** As `/_local/calls` shows a sign-in: `mfa-verify` writes one object, reads one, and deletes one, which is free. */
  writesPerSignIn: 1,
  readsPerSignIn: 1,
  /** Requests that start a function anew, which reads the secret then. */
  coldStarts: 0.01,
} as const;

const MEMORY_GB = defaults.MEMORY_SIZE / 1024;
const MONTHS_OF_LOGS = 12;

export interface Cost {
  readonly cognito: number;
  readonly api: number;
  readonly functions: number;
  readonly logs: number;
  readonly storage: number;
  readonly mails: number;
  /** Secret and key, whether anybody comes or not. */
  readonly fixed: number;
  readonly total: number;
}

const above = (amount: number, included: number) => Math.max(0, amount - included);

function cognito(plan: Plan, people: number): number {
  const paid = above(people, free.people);
  const cheaper = above(people, LITE_STEP);
  return plan === 'PLUS' ? people * prices.cognitoPlus.amount
    : plan === 'ESSENTIALS' ? paid * prices.cognitoEssentials.amount
      : (paid - cheaper) * prices.cognitoLite.amount + cheaper * prices.cognitoLiteAbove.amount;
}

/** Dollars a month for so many active people. */
export function costOf(plan: Plan, people: number): Cost {
  const { signIns, requestsPerSignIn, refreshes, otherRequests, mails, secondsPerRequest, logKilobytesPerRequest } = assumptions;
  const { writesPerSignIn, readsPerSignIn, coldStarts } = assumptions;
  const requests = people * (signIns * requestsPerSignIn + refreshes + otherRequests);
  const logGigabytes = requests * logKilobytesPerRequest / 1e6;
  const parts = {
    cognito: cognito(plan, people),
    api: requests / 1e6 * prices.httpApi.amount,
    functions: above(requests, free.lambdaRequests) / 1e6 * prices.lambdaRequests.amount
      + above(requests * secondsPerRequest * MEMORY_GB, free.lambdaCompute) * prices.lambdaCompute.amount,
    logs: above(logGigabytes, free.logsIngested) * prices.logsIngested.amount + logGigabytes * MONTHS_OF_LOGS * prices.logsStored.amount,
    storage: people * signIns * (writesPerSignIn * prices.s3Writes.amount + readsPerSignIn * prices.s3Reads.amount) / 1_000
      + requests * coldStarts / 10_000 * prices.secretReads.amount,
    mails: people * mails * prices.mails.amount,
    fixed: prices.secret.amount + prices.key.amount,
  };
  return { ...parts, total: Object.values(parts).reduce((sum, part) => sum + part, 0) };
}

const dollars = (amount: number) => amount >= 100 ? `$${Math.round(amount).toLocaleString('en-US')}` : `$${amount.toFixed(2)}`;
const count = (people: number) => people.toLocaleString('en-US');
const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
const table = (titles: readonly string[], rows: readonly (readonly string[])[]) => [row(titles), `|${'---|'.repeat(titles.length)}`, ...rows.map(row)];

/** What a vendor's list says for so many people: the cheapest plan that is for them, or the base. */
export function listPriceOf(vendor: string, people: number): string {
  const plans = listPrices.filter((one) => one.vendor === vendor && one.amount !== undefined);
  const [fitting] = plans.filter((one) => one.people !== undefined && one.people >= people).sort((one, other) => one.amount! - other.amount!);
  const base = plans.find((one) => one.people === undefined);
  return fitting ? `${dollars(fitting.amount!)} (${fitting.plan}, ${fitting.note})` : base ? `${dollars(base.amount!)} and more on request` : 'no list price';
}

const VENDORS = [...new Set(listPrices.map(({ vendor }) => vendor))];

/** README's small table, between its markers. */
export const costTable = (): string => table(['Active people a month', ...PLANS.map((plan) => `\`${plan}\``), 'of these not Cognito', ...VENDORS],
  PEOPLE.map((people) => [
    count(people), ...PLANS.map((plan) => dollars(costOf(plan, people).total)), dollars(costOf('PLUS', people).total - costOf('PLUS', people).cognito),
    ...VENDORS.map((vendor) => listPriceOf(vendor, people)),
  ]),
).join('\n');

const PARTS: [keyof Cost, string][] = [
  ['cognito', 'Cognito'], ['api', 'HTTP API'], ['functions', 'Lambda'], ['logs', 'Logs'], ['storage', 'S3, reads of the secret'], ['mails', 'Mails by SES'], ['fixed', 'Secret and key'],
  ['total', '**Together**'],
];

const sourceOf = ({ source, date, read }: Price) => `[${new URL(source).hostname}](${source}), ${date}${read === 'transcribed' ? ', as others copied it' : ''}`;
const vendorLine = ({ vendor, plan, amount, people, note, source, date }: ListPrice) => [
  vendor, plan, amount === undefined ? 'on request' : `${dollars(amount)} a month`, people ? count(people) : '', note,
  `[${new URL(source).hostname}](${source}), ${date}, as others copied it`,
];

/** docs/costs.md. */
export function costPage(): string {
  const { signIns, refreshes, otherRequests, mails, secondsPerRequest, logKilobytesPerRequest, coldStarts } = assumptions;
  return [
    '# What it costs',
    '',
    'Dollars a month, by how many people are active in it: who signs in, refreshes, or is looked at by an administrator. Written by `npm run docs` from `scripts/prices.ts` and',
    '`scripts/costs.ts`; `test/docs/costs.test.ts` does the sums again by hand. **These are estimates from list prices**, of us-east-1, without tax; no bill has confirmed them.',
    '',
    ...costTable().split('\n'),
    '',
    'Most of it is Cognito, and Cognito\'s price is its plan\'s: `featurePlan`. `ESSENTIALS` is the default. On `LITE` refresh tokens do not rotate, access tokens carry no groups, and there are',
    'no passkeys or one-time codes; `PLUS` is what `threatProtection` needs.',
    '',
    '## What one person is taken to do in a month',
    '',
    `- ${signIns} sign-ins with a second factor, two requests each; ${refreshes} refreshes of an access token that lives an hour; ${otherRequests} other requests: ${signIns * 2 + refreshes + otherRequests} in all.`,
    `- ${mails} mails: one in two months. No text messages: their price is the country's, and far above all else here.`,
    `- ${secondsPerRequest} seconds of a function with ${defaults.MEMORY_SIZE} MB for each request, most of it waiting for Cognito: a guess, since offline runs do not tell. What starting a function takes, \`npm run bench\` prints;`,
    `  it is taken to happen to ${coldStarts * 100} % of the requests.`,
    `- ${logKilobytesPerRequest} kB of log for each request, kept for a year (\`logRetention\`): the price is that of the thirteenth month, when as much goes as comes.`,
    '- A sign-in writes and reads one small object of S3.',
    '- What AWS gives for nothing and for ever (people on Lite and Essentials, functions, logs) is used for this alone. What it gives for a year or by credits is not counted.',
    '- Not counted: data sent to the Internet, `cloudFront` with its web ACL, `customDomain`, `observability`, people who come by SAML or OIDC providers, machines, and higher request rates.',
    '',
    ...PLANS.flatMap((plan) => [
      `## ${plan}`, '', ...table(['', ...PEOPLE.map(count)], PARTS.map(([part, title]) => [title, ...PEOPLE.map((people) => dollars(costOf(plan, people)[part]))])), '',
    ]),
    '## Beside Auth0 and Okta',
    '',
    'What their price pages say. They are run for you and do more than this does in places; this runs in your account. Auth0\'s Free plan is for up to 25,000 people, without what it calls Pro MFA; of its',
    'paid plans the page lists the first 500 people, and has a slider for more. What that says, and what Okta asks on request, **could not be looked up here**.',
    '',
    ...table(['', 'Plan', 'Price', 'Active people a month, at most', '', 'Source'], listPrices.map(vendorLine)),
    '',
    '## The prices',
    '',
    ...table(['', 'Dollars', 'for a', 'Source'], Object.entries<Price>(prices).map(([name, price]) => [
      `\`${name}\``, price.amount.toFixed(10).replace(/0+$/, '').replace(/\.$/, ''), price.per, sourceOf(price),
    ])),
    '',
    '"As others copied it" means that the page or price list was not open to whoever wrote this: the number is from a public copy that names it and its day.',
    '',
  ].join('\n');
}
