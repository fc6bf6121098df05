import { Fn, Token } from 'aws-cdk-lib';
import { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import { Environment } from './contract';
import { CognitoAuthApiProps } from './props';
import { broken, ourPage, Rule } from './rule';
import { Settings } from './settings';

/** How the refresh token travels between the API and its clients. */
export enum TokenDelivery {
  /** In the bodies of requests and answers: for clients that keep it themselves. */
  BODY = 'BODY',
  /** Only in a cookie that no script can read: for web apps on the API's own site. */
  COOKIE = 'COOKIE',
}

/** What the handlers read in cookie mode; nothing is added otherwise. */
export function cookieEnvironment(
  { tokenDelivery, tokens, cors, cloudFront }: Settings, distribution: Distribution | undefined,
): Pick<Environment, 'COOKIE_MAX_AGE' | 'COOKIE_ORIGINS'> {
  if (tokenDelivery !== TokenDelivery.COOKIE) return {};
  return {
    COOKIE_MAX_AGE: String(tokens.refresh.toSeconds()),
    // Behind a distribution the handlers see API Gateway's name and not the one that the browser knows, so its own origin is told to them.
    COOKIE_ORIGINS: Fn.join(' ', [
      Fn.join(' ', cors.allowOrigins), ...distribution ? [`https://${cloudFront?.domainName ?? distribution.distributionDomainName}`] : [],
    ]),
  };
}

const COOKIE = ourPage('docs/guide/edge.md#refresh-token-in-a-cookie');

export const tokenDeliveryRules = {
  ownApi: {
    path: 'tokenDelivery',
    allowed: '"BODY" where httpApi is given',
    advice: 'The cookie needs exact CORS origins with credentials and a domain name of yours, and both are that API\'s: leave httpApi out.',
    link: COOKIE,
  },
  credentials: {
    path: 'cors.allowCredentials',
    allowed: 'true or left out where tokenDelivery is "COOKIE"',
    advice: 'Browsers send and take cookies of another origin only then. Leave it out: it is true there.',
    link: 'https://fetch.spec.whatwg.org/#cors-protocol-and-credentials',
  },
  ownName: {
    path: 'tokenDelivery',
    allowed: '"BODY" without customDomain or cloudFront',
    advice: 'Browsers send the cookie only within one site, and no page shares one with API Gateway\'s own address: give the API a name beside your app\'s, '
      + 'such as "auth.example.com" for an app at "https://app.example.com".',
    link: COOKIE,
  },
  sameSite: {
    path: 'cors.allowOrigins[{index}]',
    allowed: 'an https origin whose host ends in "{site}", as the API\'s does, where tokenDelivery is "COOKIE"',
    advice: 'Browsers send the cookie only within one site, so this page could never refresh: bring app and API under one domain, or use TokenDelivery.BODY.',
    link: COOKIE,
  },
} satisfies Record<string, Rule>;

export function tokenDeliveryProblems(props: CognitoAuthApiProps): string[] {
  if (props.tokenDelivery !== TokenDelivery.COOKIE) return [];
  if (props.httpApi) return [broken(tokenDeliveryRules.ownApi, props.tokenDelivery)];
  const site = siteOf(props);
  const problems = [
    ...props.cors?.allowCredentials === false ? [broken(tokenDeliveryRules.credentials, false)] : [],
    ...site === undefined ? [broken(tokenDeliveryRules.ownName, props.tokenDelivery)] : [],
  ];
  return site === undefined || Token.isUnresolved(site) ? problems : problems.concat(foreignSiteProblems(props.cors?.allowOrigins ?? [], site));
}

/** Where people reach the API; a distribution without a name of its own is somewhere below cloudfront.net. Undefined where only at API Gateway's address. */
function siteOf({ customDomain, cloudFront }: CognitoAuthApiProps): string | undefined {
  const domainName = cloudFront ? cloudFront.domainName ?? 'cloudfront.net' : customDomain?.domainName;
  return domainName === undefined || Token.isUnresolved(domainName) ? domainName : lastLabels(domainName);
}

/** Hosts of one site have at least these in common; more than two where the suffix is longer, such as co.uk, which takes a list to know. */
const lastLabels = (host: string) => host.split('.').slice(-2).join('.');

/** The offline run and the pages that are developed beside it. No cookie of the deployed API gets there. */
const LOOPBACK = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

function foreignSiteProblems(origins: string[], site: string): string[] {
  if (Token.isUnresolved(origins)) return [];
  return origins.flatMap((origin, index) => {
    if (origin === '*' || Token.isUnresolved(origin) || LOOPBACK.test(origin)) return [];
    const [, scheme, host] = /^([^:]+):\/\/([^:/]+)/.exec(origin) ?? [];
    if (host === undefined || (scheme === 'https' && lastLabels(host) === site)) return [];
    return [broken(tokenDeliveryRules.sameSite, origin, { index, site })];
  });
}
