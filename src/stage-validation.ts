import { Token } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { CognitoAuthApiProps } from './props';
import { broken, misplaced, ourPage, Rule } from './rule';

/** What belongs to an API and its stage, which are not ours where `httpApi` is given. */
const OF_THE_API = ['cors', 'throttle', 'customDomain', 'cloudFront'] as const;

/** Segments of characters that no client encodes, none of them `.` or `..`, which clients resolve. */
const PATH_PREFIX = /^(?:\/(?!\.{1,2}(?:\/|$))[A-Za-z0-9._~-]+)+$/;
/** A function's description holds its route key, and has 256 characters. */
const MOST_PREFIX = 64;
const A_PREFIX = `a path such as "/auth": a slash before each segment and none at the end, letters, digits, "-", "_", ".", "~", at most ${MOST_PREFIX} characters`;
const RETENTION = 'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html';

/** The rule on how long a log is kept, wherever that is said. */
export const logRetentionRule = (path: string): Rule => ({
  path, allowed: 'one of the times that CloudWatch Logs knows', advice: 'Use a member of logs.RetentionDays.', link: RETENTION,
});

export const stageRules = {
  foreign: {
    path: '{prop}',
    allowed: 'left out where httpApi is given: that API and its stage are not made here',
    advice: 'Set it on your API.',
    link: ourPage('docs/guide/routes.md#into-what-you-have'),
  },
  pathPrefix: {
    path: 'pathPrefix',
    allowed: A_PREFIX,
    advice: 'It is put before every path as it stands: no parameters, no encoding.',
    link: 'https://www.rfc-editor.org/rfc/rfc3986#section-2.3',
  },
  pathPrefixKnown: {
    path: 'pathPrefix',
    allowed: A_PREFIX,
    advice: 'Route keys are names in the template: write it out.',
    link: 'https://docs.aws.amazon.com/cdk/v2/guide/tokens.html',
  },
  logRetention: logRetentionRule('logRetention'),
} satisfies Record<string, Rule>;

/** Where the API is attached, under which path, and how long its log is kept. */
export function stageProblems(props: CognitoAuthApiProps): string[] {
  return [
    ...foreignStageProblems(props),
    ...pathPrefixProblems(props),
    ...logRetentionBreaks(stageRules.logRetention, props.logRetention),
  ];
}

function foreignStageProblems(props: CognitoAuthApiProps): string[] {
  if (!props.httpApi) return [];
  return OF_THE_API.filter((name) => props[name] !== undefined).map((prop) => misplaced(stageRules.foreign, { prop }));
}

function pathPrefixProblems({ pathPrefix }: CognitoAuthApiProps): string[] {
  if (pathPrefix === undefined) return [];
  if (Token.isUnresolved(pathPrefix)) return [broken(stageRules.pathPrefixKnown, pathPrefix)];
  return PATH_PREFIX.test(pathPrefix) && pathPrefix.length <= MOST_PREFIX ? [] : [broken(stageRules.pathPrefix, pathPrefix)];
}

export function logRetentionBreaks(rule: Rule, given: RetentionDays | undefined, details?: { [name: string]: string }): string[] {
  return given === undefined || Token.isUnresolved(given) || Object.values(RetentionDays).includes(given) ? [] : [broken(rule, given, details)];
}
