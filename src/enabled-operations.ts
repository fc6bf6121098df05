import { FeaturePlan, Mfa } from 'aws-cdk-lib/aws-cognito';
import { Circumstance, Feature, Operation, operations } from './contract';
import { MfaSettings, requiresApp } from './mfa';
import { OperationFeature } from './operation-feature';
import { OperationOptions } from './operation-options';
import { SignInSettings, hasOneTimeCodes } from './sign-in';
import { TokenDelivery } from './token-delivery';

/** A row of the contract that this API has, with the route key that it has here. */
export interface EnabledOperation {
  readonly routeKey: string;
  readonly row: Operation;
}

export const rows: readonly Operation[] = Object.values<Operation>(operations);

/** What decides which rows there are. */
export interface Choice {
  readonly operations: OperationOptions;
  readonly mfa: MfaSettings;
  readonly signIn: SignInSettings;
  readonly selfSignUpEnabled: boolean;
  readonly featurePlan: FeaturePlan;
}

/** Whether a feature makes sense with the other props, whatever `operations` says. Those without an entry always do. */
const possible: Partial<Record<Feature, (choice: Choice) => boolean>> = {
  MFA_REQUIRED: ({ mfa }) => requiresApp(mfa),
  SECOND_FACTORS: ({ mfa }) => mfa.mode !== Mfa.OFF,
  SELF_SIGN_UP: ({ selfSignUpEnabled }) => selfSignUpEnabled,
  PASSKEY: ({ signIn }) => signIn.passkey !== undefined,
  // https://docs.aws.amazon.com/cognito/latest/developerguide/managing-user-sessions.html
  SESSIONS: ({ featurePlan }) => featurePlan !== FeaturePlan.LITE,
};

export function isFeaturePossible(feature: Feature, choice: Choice): boolean {
  return possible[feature]?.(choice) ?? true;
}

/** Whether the row makes sense in this pool, whatever `operations` says. */
export function isPossible({ feature }: Operation, choice: Choice): boolean {
  return isFeaturePossible(feature, choice);
}

/** Whether nobody need ask for a feature by name: it is on by default, or another prop is of no use to the operations without it. */
function isOn(feature: Feature, { mfa, signIn }: Choice): boolean {
  if (feature === 'CHALLENGE') return mfa.email || signIn.passkey !== undefined || hasOneTimeCodes(signIn);
  return !(feature in OperationFeature);
}

/** Whether it does, and `operations` leaves it in. */
export function isEnabled(row: Operation, choice: Choice): boolean {
  const { all, features, include, exclude } = choice.operations;
  const asked = include?.includes(row.operation) ?? (all || features?.includes(row.feature as OperationFeature) || isOn(row.feature, choice));
  return asked && isPossible(row, choice) && !exclude?.includes(row.operation);
}

/** Whether the pool has to track sessions. */
export function tracksSessions(choice: Choice): boolean {
  return rows.some((row) => row.feature === 'SESSIONS' && isEnabled(row, choice));
}

/** Whether people change their own email address and phone number: only a pool that sends codes to both can tell what is theirs. */
export function changesAddresses(choice: Choice): boolean {
  return rows.some((row) => row.operation === 'update-userinfo' && isEnabled(row, choice));
}

/** Whether an operation asks for the group of administrators. */
export function hasAdministrators(choice: Choice): boolean {
  return rows.some((row) => row.access === 'ADMINISTRATORS' && isEnabled(row, choice));
}

interface EnabledSettings extends Choice {
  readonly pathPrefix: string;
  readonly tokenDelivery?: TokenDelivery;
}

const circumstances: Record<Circumstance, (settings: EnabledSettings) => boolean> = {
  COOKIE: ({ tokenDelivery }) => tokenDelivery === TokenDelivery.COOKIE,
  FACTOR_CHOICE: ({ mfa: { totp, sms, email } }) => [totp, sms, email].filter(Boolean).length > 1,
  SIGN_IN_CODES: (settings) => firstFactorsOf(settings).some((factor) => factor === 'EMAIL_OTP' || factor === 'SMS_OTP'),
  SESSION_TRACKING: tracksSessions,
  ADDRESS_CHANGE: changesAddresses,
};

function actionsOf({ actions, actionsWhere = {} }: Operation, settings: EnabledSettings): string[] {
  const besides = Object.entries(actionsWhere).filter(([name]) => circumstances[name as Circumstance](settings));
  return [...new Set([...actions, ...besides.flatMap(([, more]) => more)])];
}

/** The rows that are left, in the contract's order, each with all actions that its handler takes here. */
export function enabledOperations(settings: EnabledSettings): EnabledOperation[] {
  return Object.entries<Operation>(operations).filter(([, row]) => isEnabled(row, settings)).map(([routeKey, row]) => ({
    routeKey: routeKey.replace(' ', ` ${settings.pathPrefix}`), row: { ...row, actions: actionsOf(row, settings) },
  }));
}

/** What `login` takes as `factor`: nothing where `challenge` is not there to answer what it would ask for. */
export function firstFactorsOf(choice: Choice): string[] {
  const { emailOtp, smsOtp, passkey } = choice.signIn;
  if (!isEnabled(operations['POST /v1/challenge'], choice)) return [];
  return ['PASSWORD', ...emailOtp ? ['EMAIL_OTP'] : [], ...smsOtp ? ['SMS_OTP'] : [], ...passkey ? ['WEB_AUTHN'] : []];
}

/** Whether any of them calls an AWS service: what nothing calls need not exist. */
export function callsService(enabled: readonly EnabledOperation[], service: 's3' | 'secretsmanager'): boolean {
  return enabled.some(({ row }) => row.actions.some((action) => action.startsWith(`${service}:`)));
}
