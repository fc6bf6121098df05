import { Duration } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { CognitoAuthApiProps } from 'cognito-auth-api';

/** What the security office asks of passwords. A default, and the least that teams may ask for. */
export const MIN_PASSWORD_LENGTH = 16;

/** What a team gives goes before Acme's defaults, and these before those of CognitoAuthApi. */
export function withDefaults(props: CognitoAuthApiProps = {}): CognitoAuthApiProps {
  return {
    logRetention: RetentionDays.TWO_YEARS,
    ...props,
    // Member by member: who changes one keeps the others.
    passwordPolicy: { minLength: MIN_PASSWORD_LENGTH, ...props.passwordPolicy },
    tokens: { access: Duration.minutes(30), id: Duration.minutes(30), ...props.tokens },
  };
}
