import { Token } from 'aws-cdk-lib';
import { ClientAttributes, FeaturePlan } from 'aws-cdk-lib/aws-cognito';
import * as defaults from './defaults';
import { problem } from './problem';
import { Settings } from './settings';

export const STANDARD_ATTRIBUTES = [
  'address', 'birthdate', 'email', 'email_verified', 'family_name', 'gender', 'given_name', 'locale', 'middle_name', 'name', 'nickname', 'phone_number',
  'phone_number_verified', 'picture', 'preferred_username', 'profile', 'sub', 'updated_at', 'website', 'zoneinfo',
];

/**
 * What Cognito keeps for itself, and `scp`, which API Gateway takes for a list of scopes.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
 */
const RESERVED_CLAIMS = [
  'acr', 'amr', 'at_hash', 'aud', 'auth_time', 'azp', 'client_id', 'device_key', 'event_id', 'exp', 'iat', 'identities', 'iss', 'jti', 'nbf', 'nonce',
  'origin_jti', 'scope', 'scp', 'sub', 'token_use', 'username', 'version',
];
const CLAIM = /^(?!(?:cognito|dev):)[\x21\x23-\x5B\x5D-\x7E]{1,128}$/;

const MOST_CUSTOM_ATTRIBUTES = 50;
/** Without a colon: `custom:` is Cognito's to add. */
const CUSTOM_ATTRIBUTE = /^[^\s:\p{C}]{1,20}$/u;

export function customAttributeProblems({ customAttributes }: Settings): string[] {
  const names = Object.keys(customAttributes);
  const problems = names.filter((name) => !CUSTOM_ATTRIBUTE.test(name)).map((name) => problem(
    'customAttributes', 'a map whose keys are 1 to 20 characters without spaces and colons', name,
    'Write the name without "custom:", which Cognito adds.'));
  if (names.length > MOST_CUSTOM_ATTRIBUTES) {
    problems.push(problem('customAttributes', `at most ${MOST_CUSTOM_ATTRIBUTES} attributes`, names.length,
      'This is Cognito\'s limit: keep what is not needed at sign-in in a table of your own, by the user\'s sub.'));
  }
  return problems;
}

export function claimProblems(settings: Settings): string[] {
  const entries = Object.entries(settings.claims);
  if (entries.length > 0 && settings.featurePlan === FeaturePlan.LITE) {
    return [problem('tokens.claims', 'left out where featurePlan is "LITE"', Object.keys(settings.claims),
      'Only from FeaturePlan.ESSENTIALS on can a trigger change access tokens.')];
  }
  return entries.flatMap(([claim, attribute]) => [
    ...nameProblems(claim),
    ...Token.isUnresolved(attribute) ? [] : attributeProblems(`tokens.claims.${claim}`, attribute, settings),
  ]);
}

function nameProblems(claim: string): string[] {
  if (CLAIM.test(claim) && !RESERVED_CLAIMS.includes(claim)) return [];
  return [problem('tokens.claims', 'a map whose keys are 1 to 128 printable ASCII characters without space, quote and backslash, and no claims of Cognito\'s or API Gateway\'s',
    claim, 'Choose a name of your own, such as "tenant_id".')];
}

function attributeProblems(path: string, attribute: string, { customAttributes }: Settings): string[] {
  const known = [...STANDARD_ATTRIBUTES, ...Object.keys(customAttributes).map((name) => `custom:${name}`)];
  if (!known.includes(attribute)) {
    return [problem(path, 'a standard attribute or one of customAttributes, which starts with "custom:"', attribute,
      'Declare it in customAttributes, or correct its name.')];
  }
  const written = new ClientAttributes().withStandardAttributes(defaults.WRITE_ATTRIBUTES).attributes();
  if (!written.includes(attribute)) return [];
  return [problem(path, `an attribute that no client may write, none of ${written.join(', ')}`, attribute,
    'People change it themselves, and the claim would say what they like: use one of customAttributes, which only administrators write.')];
}
