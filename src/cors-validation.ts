import { Duration, Token } from 'aws-cdk-lib';
import { broken, durationBreaks, durationRule, Rule } from './rule';
import { Settings } from './settings';
import { TokenDelivery } from './token-delivery';

const CORS = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html';
const CREDENTIALS = 'https://fetch.spec.whatwg.org/#cors-protocol-and-credentials';

export const corsRules = {
  someOrigin: { path: 'cors.allowOrigins', allowed: 'at least one origin', advice: 'Leave it out to allow any.', link: CORS },
  wildcardAlone: {
    path: 'cors.allowOrigins',
    allowed: '["*"] alone or a list of exact origins',
    advice: 'Remove "*" to allow only the origins beside it, or remove those.',
    link: CORS,
  },
  exactWithCredentials: {
    path: 'cors.allowOrigins',
    allowed: 'a list of exact origins where {where}',
    advice: 'List the origins of your pages: no browser sends credentials to an API that allows any origin.',
    link: CREDENTIALS,
  },
  origin: {
    path: 'cors.allowOrigins[{index}]',
    allowed: '"*" or an exact origin: scheme://host or scheme://host:port, in lower case',
    advice: 'Write it as browsers send it, such as "https://app.example.com": no path, no trailing slash, no wildcard.',
    link: 'https://www.rfc-editor.org/rfc/rfc6454#section-6.2',
  },
  header: {
    path: 'cors.allowHeaders[{index}]',
    allowed: 'the name of a header',
    advice: 'Use names such as "content-type".',
    link: 'https://www.rfc-editor.org/rfc/rfc9110#section-5.1',
  },
  namedWithCredentials: {
    path: 'cors.allowHeaders[{index}]',
    allowed: 'the name of a header where cors.allowCredentials is true',
    advice: 'List the headers: with credentials browsers take "*" for a header of that name.',
    link: CREDENTIALS,
  },
  maxAge: durationRule('cors.maxAge', Duration.seconds(1), Duration.seconds(0), Duration.days(1),
    'These are API Gateway\'s limits; 0 makes browsers ask before every call.',
    'https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid.html#apis-apiid-model-cors'),
} satisfies Record<string, Rule>;

/** What a browser sends as Origin: no path, no trailing slash, lower case. */
const ORIGIN = /^[a-z][a-z0-9+.-]*:\/\/(?:[a-z0-9_-]+(?:\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?$/;
/** A header's name as RFC 9110 has it. */
const HEADER = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/;

export function corsProblems(settings: Settings): string[] {
  return [...originProblems(settings), ...headerProblems(settings), ...durationBreaks(corsRules.maxAge, settings.cors.maxAge)];
}

function originProblems({ cors: { allowOrigins: origins, allowCredentials }, tokenDelivery, httpApi }: Settings): string[] {
  if (Token.isUnresolved(origins)) return [];
  const wildcard = origins.includes('*');
  const where = tokenDelivery === TokenDelivery.COOKIE ? 'tokenDelivery is "COOKIE"' : 'cors.allowCredentials is true';
  return [
    ...origins.length === 0 ? [broken(corsRules.someOrigin, origins)] : [],
    ...wildcard && origins.length > 1 ? [broken(corsRules.wildcardAlone, origins)] : [],
    // An API of the user's own refuses cors and the cookie altogether.
    ...wildcard && allowCredentials && !httpApi ? [broken(corsRules.exactWithCredentials, origins, { where })] : [],
    ...origins.flatMap((origin, index) => origin === '*' || Token.isUnresolved(origin) || ORIGIN.test(origin) ? []
      : [broken(corsRules.origin, origin, { index })]),
  ];
}

function headerProblems({ cors: { allowHeaders: headers, allowCredentials } }: Settings): string[] {
  if (Token.isUnresolved(headers)) return [];
  return headers.flatMap((header, index) => {
    if (Token.isUnresolved(header)) return [];
    if (!HEADER.test(header)) return [broken(corsRules.header, header, { index })];
    return header === '*' && allowCredentials ? [broken(corsRules.namedWithCredentials, header, { index })] : [];
  });
}
