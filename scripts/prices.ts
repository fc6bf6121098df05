/**
 * List prices in US dollars, of the region us-east-1, without tax, discounts and the credits of new accounts: each with its source, the day that the
 * source is of, and how it was read. Nobody could open the live pages when this was written (2026-11-28); to bring a price up to date, change it here.
 */

export interface Price {
  readonly amount: number;
  readonly per: string;
  readonly source: string;
  readonly date: string;
  /** `transcribed`: copied by others from AWS's or the vendor's own page or price list, at the date. `page`: the vendor's page itself, in a stored copy. */
  readonly read: 'transcribed' | 'page';
}

const priceList = (path: string) => `https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/${path}/index.json`;
const COGNITO = { source: 'https://aws.amazon.com/cognito/pricing/', date: '2026-09-20', read: 'transcribed' } as const;
const LAMBDA = { source: priceList('AWSLambda/20260831092318/us-west-2'), date: '2026-08-31', read: 'transcribed' } as const;
const CLOUDWATCH = { source: priceList('AmazonCloudWatch/20260831092148/us-east-1'), date: '2026-08-31', read: 'transcribed' } as const;
const S3 = { source: priceList('AmazonS3/20260928230416/us-east-1'), date: '2026-09-28', read: 'transcribed' } as const;
const SECRETS = { source: 'https://aws.amazon.com/secrets-manager/pricing/', date: '2026-09-20', read: 'transcribed' } as const;
const HTTP_API = {
  source: 'https://docs.aws.amazon.com/whitepapers/latest/best-practices-api-gateway-private-apis-integration/cost-optimization.html',
  date: 'not dated', read: 'page',
} as const;

export const prices = {
  cognitoLite: { amount: 0.0055, per: 'active person above 10,000, up to 100,000', ...COGNITO },
  cognitoLiteAbove: { amount: 0.0046, per: 'active person above 100,000, up to 1,000,000', ...COGNITO },
  cognitoEssentials: { amount: 0.015, per: 'active person above 10,000', ...COGNITO },
  cognitoPlus: { amount: 0.02, per: 'active person', ...COGNITO },
  httpApi: { amount: 1, per: 'million requests, up to 300 million', ...HTTP_API },
  lambdaRequests: { amount: 0.2, per: 'million requests above a million, in us-west-2', ...LAMBDA },
  lambdaCompute: {
    amount: 0.0000133334, per: 'GB-second on ARM above 400,000', source: 'https://app.unpkg.com/artillery@2.0.28/files/lib/platform/aws-lambda/prices.js',
    date: 'artillery 2.0.28', read: 'transcribed',
  },
  logsIngested: { amount: 0.5, per: 'GB above 5', ...CLOUDWATCH },
  logsStored: { amount: 0.03, per: 'GB and month', ...CLOUDWATCH },
  s3Writes: { amount: 0.005, per: '1,000 writes', ...S3 },
  s3Reads: { amount: 0.0004, per: '1,000 reads', ...S3 },
  mails: {
    amount: 0.00016, per: 'mail, on SES\'s plan Essentials, which new accounts have', source: priceList('AmazonSES/20260722172054/us-east-1'),
    date: '2026-07-22', read: 'transcribed',
  },
  secret: { amount: 0.4, per: 'secret and month', ...SECRETS },
  secretReads: { amount: 0.05, per: '10,000 reads', ...SECRETS },
  key: { amount: 1, per: 'key and month', source: priceList('awskms/20260831092318'), date: '2026-08-31', read: 'transcribed' },
} as const satisfies Record<string, Price>;

/** What AWS gives each month without an end, to an account that uses it for nothing else: https://aws.amazon.com/lambda/pricing/ and the pages above. */
export const free = { people: 10_000, lambdaRequests: 1_000_000, lambdaCompute: 400_000, logsIngested: 5 };
/** Where Lite becomes cheaper. */
export const LITE_STEP = 100_000;

export interface ListPrice {
  readonly vendor: string;
  readonly plan: string;
  /** Dollars a month; absent where the price is on request. */
  readonly amount?: number;
  /** The most active people a month that this price is for; absent where it is a base, to which more comes on request. */
  readonly people?: number;
  /** What else there is to say, of our defaults above all: what the plan has not, or has for money. */
  readonly note: string;
  readonly source: string;
  readonly date: string;
}

const AUTH0 = { vendor: 'Auth0', source: 'https://auth0.com/pricing', date: '2026-09-20' } as const;

/** Other vendors': what their pages say. What a slider, a form or a salesperson says is not a list price. */
export const listPrices: readonly ListPrice[] = [
  { ...AUTH0, plan: 'Free', amount: 0, people: 25_000, note: 'without Pro MFA and roles' },
  { ...AUTH0, plan: 'Essentials', amount: 35, people: 500, note: 'with Pro MFA and roles; for more people a slider says, which could not be looked up' },
  { ...AUTH0, plan: 'Professional', amount: 240, people: 500, note: 'with a database of people of one\'s own besides; for more the slider' },
  { ...AUTH0, plan: 'Enterprise', note: 'on request' },
  {
    vendor: 'Okta', plan: 'Customer Identity', amount: 3_000, note: 'the base; suites by number of people on request. From an older list of others, not confirmed',
    source: 'https://www.okta.com/pricing/', date: '2026-05-22',
  },
];
