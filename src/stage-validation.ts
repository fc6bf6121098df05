import { Token } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { problem } from './problem';
import { CognitoAuthApiProps } from './props';

/** What belongs to an API and its stage, which are not ours where `httpApi` is given. */
const OF_THE_API = ['cors', 'throttle', 'customDomain', 'cloudFront'] as const;

/** Where the API is attached, under which path, and how long its log is kept. */
export function stageProblems(props: CognitoAuthApiProps): string[] {
  return [
    ...foreignStageProblems(props),
    ...pathPrefixProblems(props),
    ...logRetentionProblems('logRetention', props.logRetention),
  ];
}

function foreignStageProblems(props: CognitoAuthApiProps): string[] {
  if (!props.httpApi) return [];
  return OF_THE_API.filter((name) => props[name] !== undefined)
    .map((name) => `${name} must be left out where httpApi is given: that API and its stage are not made here. Set it on your API.`);
}

/** Segments of characters that no client encodes, none of them `.` or `..`, which clients resolve. */
const PATH_PREFIX = /^(?:\/(?!\.{1,2}(?:\/|$))[A-Za-z0-9._~-]+)+$/;
/** A function's description holds its route key, and has 256 characters. */
const MOST_PREFIX = 64;

function pathPrefixProblems({ pathPrefix }: CognitoAuthApiProps): string[] {
  if (pathPrefix === undefined || (!Token.isUnresolved(pathPrefix) && PATH_PREFIX.test(pathPrefix) && pathPrefix.length <= MOST_PREFIX)) return [];
  const allowed = `a path such as "/auth": a slash before each segment and none at the end, letters, digits, "-", "_", ".", "~", at most ${MOST_PREFIX} characters`;
  if (Token.isUnresolved(pathPrefix)) {
    return [problem('pathPrefix', allowed, 'a value that is only known when deploying', 'Route keys are names in the template: write it out.')];
  }
  return [problem('pathPrefix', allowed, pathPrefix, 'It is put before every path as it stands: no parameters, no encoding.')];
}

export function logRetentionProblems(path: string, given: RetentionDays | undefined): string[] {
  if (given === undefined || Token.isUnresolved(given) || Object.values(RetentionDays).includes(given)) return [];
  return [problem(path, 'one of the times that CloudWatch Logs knows', given, 'Use a member of logs.RetentionDays.')];
}
