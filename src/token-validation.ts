import { Duration } from 'aws-cdk-lib';
import { broken, durationBreaks, durationRule, Rule } from './rule';
import { Settings } from './settings';

const CLIENT = 'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html';
const lifetime = (path: string) => durationRule(path, Duration.minutes(1), Duration.minutes(5), Duration.days(1),
  'These are Cognito\'s limits; use tokens.refresh for how long people stay signed in.', CLIENT);

export const tokenRules = {
  access: lifetime('tokens.access'),
  id: lifetime('tokens.id'),
  refresh: durationRule('tokens.refresh', Duration.minutes(1), Duration.hours(1), Duration.days(3650), 'These are Cognito\'s limits.', CLIENT),
  refreshOutlives: {
    path: 'tokens.refresh',
    allowed: 'longer than tokens.{name} ({longest})',
    advice: 'Lengthen tokens.refresh or shorten tokens.{name}: a refresh token that ends first refreshes nothing.',
    link: 'https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-refresh-token.html',
  },
  rotationGracePeriod: durationRule('tokens.rotationGracePeriod', Duration.seconds(1), Duration.seconds(0), Duration.seconds(60),
    'These are Cognito\'s limits; shorter is safer, 10 seconds cover a lost answer.',
    'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RefreshTokenRotationType.html'),
} satisfies Record<string, Rule>;

export function tokenProblems({ tokens }: Settings): string[] {
  const { access, id, refresh, rotationGracePeriod } = tokens;
  const problems = [
    ...durationBreaks(tokenRules.access, access),
    ...durationBreaks(tokenRules.id, id),
    ...durationBreaks(tokenRules.refresh, refresh),
    ...durationBreaks(tokenRules.rotationGracePeriod, rotationGracePeriod),
  ];
  if (problems.length > 0 || [access, id, refresh].some((duration) => duration.isUnresolved())) return problems;
  const [name, longest] = access.toMilliseconds() >= id.toMilliseconds() ? ['access', access] as const : ['id', id] as const;
  if (refresh.toMilliseconds() > longest.toMilliseconds()) return [];
  return [broken(tokenRules.refreshOutlives, refresh, { name, longest: longest.toHumanString() })];
}
