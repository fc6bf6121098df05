import { Cognito } from './cognito';
import { Fault, faults } from './errors';
import { userFactors } from './factors';
import { Client, Factor, Pool, User } from './state';
import { ClientMetadata, invokeTrigger, userAttributes } from './triggers';

export type MessageSource =
  'AdminCreateUser' | 'SignUp' | 'ResendCode' | 'ForgotPassword' | 'UpdateUserAttribute' | 'VerifyUserAttribute' | 'Authentication';

export type Medium = 'EMAIL' | 'SMS';

export interface Message {
  readonly source: MessageSource;
  readonly medium: Medium;
  readonly code: string;
  readonly client?: Client;
  readonly clientMetadata?: ClientMetadata;
  /** Where to, when it is not the user's present address. */
  readonly to?: string;
}

interface Texts {
  smsMessage: string;
  emailMessage: string;
  emailSubject: string;
}

const CODE = '{####}';
const USERNAME = '{username}';

export async function sendMessage(cognito: Cognito, pool: Pool, user: User, message: Message): Promise<void> {
  const { medium, source } = message;
  const texts = { ...templates(pool, source), ...await customTexts(cognito, pool, user, message) };
  const to = message.to ?? (medium === 'EMAIL' ? user.attributes.email : user.attributes.phone_number);
  // [O] An invitation names the person as they sign in, not by the UUID.
  const name = source === 'AdminCreateUser' ? signInName(pool, user) : user.username;
  const fill = (text: string) => text.replaceAll(USERNAME, () => name).replaceAll(CODE, () => message.code);
  cognito.host.deliver(medium === 'EMAIL'
    ? { channel: 'EMAIL', to, subject: fill(texts.emailSubject), body: fill(texts.emailMessage) }
    : { channel: 'SMS', to, body: fill(texts.smsMessage) });
}

export function signInName(pool: Pool, user: User): string {
  const [attribute] = (pool.config.UsernameAttributes as string[] | undefined ?? []).filter((name) => user.attributes[name] !== undefined);
  return attribute ? user.attributes[attribute] : user.username;
}

function templates(pool: Pool, source: MessageSource): Texts {
  const { config, mfa } = pool;
  if (source === 'AdminCreateUser') {
    const template = config.AdminCreateUserConfig?.InviteMessageTemplate ?? {};
    return {
      smsMessage: template.SMSMessage ?? 'Your username is {username} and temporary password is {####}.',
      emailMessage: template.EmailMessage ?? 'Your username is {username} and temporary password is {####}.',
      emailSubject: template.EmailSubject ?? 'Your temporary password',
    };
  }
  if (source === 'Authentication') {
    return {
      smsMessage: mfa.SmsMfaConfiguration?.SmsAuthenticationMessage ?? config.SmsAuthenticationMessage ?? 'Your authentication code is {####}.',
      emailMessage: mfa.EmailMfaConfiguration?.Message ?? config.EmailAuthenticationMessage ?? 'Your authentication code is {####}.',
      emailSubject: mfa.EmailMfaConfiguration?.Subject ?? config.EmailAuthenticationSubject ?? 'Your authentication code',
    };
  }
  const template = config.VerificationMessageTemplate ?? {};
  // [M] The exact default texts are unverified.
  return {
    smsMessage: template.SmsMessage ?? config.SmsVerificationMessage ?? 'Your verification code is {####}.',
    emailMessage: template.EmailMessage ?? config.EmailVerificationMessage ?? 'Your verification code is {####}.',
    emailSubject: template.EmailSubject ?? config.EmailVerificationSubject ?? 'Your verification code',
  };
}

// [D] Longest texts that a CustomMessage trigger may give.
const LONGEST: Record<keyof Texts, number> = { smsMessage: 140, emailMessage: 20_000, emailSubject: 140 };

async function customTexts(cognito: Cognito, pool: Pool, user: User, message: Message): Promise<Partial<Texts>> {
  const { source, client, clientMetadata } = message;
  const response = await invokeTrigger(cognito, pool, {
    trigger: 'CustomMessage',
    source: `CustomMessage_${source}`,
    user,
    client,
    request: {
      userAttributes: userAttributes(user),
      codeParameter: CODE,
      linkParameter: '{##Click Here##}',
      usernameParameter: source === 'AdminCreateUser' ? USERNAME : null,
      ...(clientMetadata ? { clientMetadata } : {}),
    },
    response: { smsMessage: null, emailMessage: null, emailSubject: null },
  });
  if (!response) return {};
  const given = Object.entries(LONGEST).flatMap(([key, longest]) => {
    const text = response[key];
    if (typeof text !== 'string' || text === '') return [];
    // [M] unverified which error
    if (text.length > longest) throw new Fault('InvalidLambdaResponseException', `CustomMessage: ${key} is longer than ${longest} characters`);
    if (key !== 'emailSubject' && !hasPlaceholders(source, text)) return [];
    return [[key, text]];
  });
  return Object.fromEntries(given);
}

/** A body without the code, or for an invitation without either placeholder, is discarded for the pool's own [V for invitations, M otherwise]. */
const hasPlaceholders = (source: MessageSource, text: string) =>
  text.includes(CODE) && (source !== 'AdminCreateUser' || text.includes(USERNAME));

export interface CodeDeliveryDetails {
  Destination: string;
  DeliveryMedium: Medium;
  AttributeName: string;
}

/** [V] Masked like `t***@t***`. */
export function deliveryDetails(attribute: string, value: string): CodeDeliveryDetails {
  return attribute === 'phone_number'
    ? { Destination: `+*******${value.slice(-4)}`, DeliveryMedium: 'SMS', AttributeName: attribute }
    : { Destination: value.split('@').map((part) => `${part[0]}***`).join('@'), DeliveryMedium: 'EMAIL', AttributeName: attribute };
}

const FACTOR_ADDRESS: Partial<Record<Factor, string>> = { EMAIL_OTP: 'email', SMS_MFA: 'phone_number' };

/** [D] The first verified channel in the order of AccountRecoverySetting. */
export function recoveryAttribute(pool: Pool, user: User): 'email' | 'phone_number' {
  const mechanisms = (pool.config.AccountRecoverySetting?.RecoveryMechanisms as { Name: string; Priority: number }[] | undefined)
    // [D] A pool that states nothing prefers the phone.
    ?? [{ Name: 'verified_phone_number', Priority: 1 }, { Name: 'verified_email', Priority: 2 }];
  // [O]
  if (mechanisms.some(({ Name }) => Name === 'admin_only')) {
    throw new Fault('NotAuthorizedException', 'Contact administrator to reset password.');
  }
  // [D] Not where the second factor goes too; [M] that only the factor that would be asked for counts.
  const second = userFactors(pool, user).map((factor) => FACTOR_ADDRESS[factor]);
  for (const { Name } of [...mechanisms].sort((a, b) => Number(a.Priority) - Number(b.Priority))) {
    const attribute = Name === 'verified_email' ? 'email' : 'phone_number';
    if (user.attributes[attribute] && user.attributes[`${attribute}_verified`] === 'true' && !second.includes(attribute)) return attribute;
  }
  throw faults.noRecoveryChannel();
}

export const mediumOf = (attribute: string): Medium => attribute === 'phone_number' ? 'SMS' : 'EMAIL';
