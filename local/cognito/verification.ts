import { checkAliasFree } from './attributes';
import { issueCode } from './codes';
import { Cognito } from './cognito';
import { CodeDeliveryDetails, deliveryDetails, MessageSource, sendMessage } from './messages';
import { Client, Pool, User, VerifiedAttribute } from './state';
import { ClientMetadata } from './triggers';
import { changeAttributes, userByName } from './users';

interface Verification {
  readonly attribute: VerifiedAttribute;
  readonly source: MessageSource;
  readonly client?: Client;
  readonly clientMetadata?: ClientMetadata;
  readonly pendingValue?: string;
}

/** Sends a code to an address of which it is not known yet whether it is the person's. */
export async function sendVerification(cognito: Cognito, pool: Pool, user: User, verification: Verification): Promise<CodeDeliveryDetails> {
  const { attribute, source, client, clientMetadata, pendingValue } = verification;
  const to = pendingValue ?? user.attributes[attribute];
  const details = deliveryDetails(attribute, to);
  const purpose = source === 'SignUp' || source === 'ResendCode' ? 'SIGN_UP' : `ATTRIBUTE:${attribute}` as const;
  const code = issueCode(user, purpose, attribute, cognito.now(), pendingValue);
  await sendMessage(cognito, pool, user, { source, medium: details.DeliveryMedium, code, client, clientMetadata, to });
  return details;
}

export const autoVerified = (pool: Pool): VerifiedAttribute[] => pool.config.AutoVerifiedAttributes ?? [];

/** [D] The old value of these stays in force until the new one is verified. */
export const heldBack = (pool: Pool): VerifiedAttribute[] => pool.config.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate ?? [];

/** What a sign-up verifies: [D] the phone before the email where the pool verifies both. */
export const signUpAttribute = (pool: Pool, user: User) =>
  (['phone_number', 'email'] as const).find((name) => autoVerified(pool).includes(name) && user.attributes[name]);

/** [O] An alias moves to nobody while another person has it. */
export function verify(cognito: Cognito, pool: Pool, user: User, attribute: VerifiedAttribute, pendingValue?: string): void {
  const value = pendingValue ?? user.attributes[attribute];
  checkAliasFree(pool, user, { [attribute]: value });
  changeAttributes(pool, user, (attributes) => Object.assign(attributes, { [attribute]: value, [`${attribute}_verified`]: 'true' }));
  cognito.touch(user);
}

/** [D] An address that PreSignUp verifies becomes the newcomer's alias: who had it keeps it unverified. */
export function takeAliases(pool: Pool, attributes: Record<string, string>): void {
  for (const name of (pool.config.AliasAttributes ?? []) as string[]) {
    const owner = attributes[`${name}_verified`] === 'true' ? userByName(pool, attributes[name]) : undefined;
    if (owner) changeAttributes(pool, owner, (present) => { present[`${name}_verified`] = 'false'; });
  }
}
