import { Duration } from 'aws-cdk-lib';
import { FeaturePlan } from 'aws-cdk-lib/aws-cognito';
import { lifetimesOf } from './app-client';
import { AppClientOptions } from './app-client-options';
import { broken, durationBreaks, durationRule, Rule } from './rule';
import { Settings } from './settings';

const TOKENS = 'https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-with-identity-providers.html';
const REFRESH_TOKENS = 'https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-refresh-token.html';
const minute = Duration.minutes(1);
const LIMITS = 'These are Cognito\'s limits.';

export const clientTokenRules = {
  access: durationRule('clients.{name}.tokens.access', minute, Duration.minutes(5), Duration.days(1), LIMITS, TOKENS),
  id: durationRule('clients.{name}.tokens.id', minute, Duration.minutes(5), Duration.days(1), LIMITS, TOKENS),
  refresh: durationRule('clients.{name}.tokens.refresh', minute, Duration.hours(1), Duration.days(3650), LIMITS, REFRESH_TOKENS),
  rotationGracePeriod: durationRule('clients.{name}.tokens.rotationGracePeriod', Duration.seconds(1), Duration.seconds(0), Duration.seconds(60),
    'These are Cognito\'s limits; shorter is safer, 10 seconds cover a lost answer.', REFRESH_TOKENS),
  order: {
    path: 'clients.{name}.tokens.refresh',
    allowed: 'longer than the {token} token ({longest})',
    advice: 'A refresh token that ends first refreshes nothing. What is unset is as in tokens.',
    link: REFRESH_TOKENS,
  },
  plan: {
    path: 'clients.{name}.tokens.rotationGracePeriod',
    allowed: 'left out where featurePlan is "LITE"',
    advice: 'Refresh tokens rotate from FeaturePlan.ESSENTIALS on.',
    link: 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-sign-in-feature-plans.html',
  },
} satisfies Record<string, Rule>;

export function clientTokenProblems(name: string, options: AppClientOptions, settings: Settings): string[] {
  const { tokens } = options;
  if (!tokens) return [];
  const problems = (['access', 'id', 'refresh', 'rotationGracePeriod'] as const).flatMap((member) =>
    durationBreaks(clientTokenRules[member], tokens[member], { name }));
  if (tokens.rotationGracePeriod && settings.featurePlan === FeaturePlan.LITE) {
    problems.push(broken(clientTokenRules.plan, tokens.rotationGracePeriod, { name }));
  }
  const { access, id, refresh } = lifetimesOf(options, settings);
  if (problems.length > 0 || [access, id, refresh].some((duration) => duration.isUnresolved())) return problems;
  const [token, longest] = access.toMilliseconds() >= id.toMilliseconds() ? ['access', access] as const : ['ID', id] as const;
  if (refresh.toMilliseconds() > longest.toMilliseconds()) return [];
  return [broken(clientTokenRules.order, refresh, { name, token, longest: longest.toHumanString() })];
}
