import { Token } from 'aws-cdk-lib';
import { ClientAttributes, FeaturePlan } from 'aws-cdk-lib/aws-cognito';
import * as defaults from './defaults';
import { broken, Rule } from './rule';
import { Settings } from './settings';

export const STANDARD_ATTRIBUTES = [
  'address', 'birthdate', 'email', 'email_verified', 'family_name', 'gender', 'given_name', 'locale', 'middle_name', 'name', 'nickname', 'phone_number',
  'phone_number_verified', 'picture', 'preferred_username', 'profile', 'sub', 'updated_at', 'website', 'zoneinfo',
];

/** What Cognito keeps for itself, and `scp`, which API Gateway takes for a list of scopes. */
const RESERVED_CLAIMS = [
  'acr', 'amr', 'at_hash', 'aud', 'auth_time', 'azp', 'client_id', 'device_key', 'event_id', 'exp', 'iat', 'identities', 'iss', 'jti', 'nbf', 'nonce',
  'origin_jti', 'scope', 'scp', 'sub', 'token_use', 'username', 'version',
];
const CLAIM = /^(?!(?:cognito|dev):)[\x21\x23-\x5B\x5D-\x7E]{1,128}$/;

const MOST_CUSTOM_ATTRIBUTES = 50;
/** Without a colon: `custom:` is Cognito's to add. */
const CUSTOM_ATTRIBUTE = /^[^\s:\p{C}]{1,20}$/u;

const TRIGGER = 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html';

export const customAttributeRules = {
  name: {
    path: 'customAttributes',
    allowed: 'a map whose keys are 1 to 20 characters without spaces and colons',
    advice: 'Write the name without "custom:", which Cognito adds.',
    link: 'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SchemaAttributeType.html',
  },
  count: {
    path: 'customAttributes',
    allowed: `at most ${MOST_CUSTOM_ATTRIBUTES} attributes`,
    advice: 'This is Cognito\'s limit: keep what is not needed at sign-in in a table of your own, by the user\'s sub.',
    link: 'https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html',
  },
} satisfies Record<string, Rule>;

export const claimRules = {
  plan: {
    path: 'tokens.claims',
    allowed: 'left out where featurePlan is "LITE"',
    advice: 'Only from FeaturePlan.ESSENTIALS on can a trigger change access tokens.',
    link: 'https://docs.aws.amazon.com/cognito/latest/developerguide/feature-plans-features-essentials.html',
  },
  name: {
    path: 'tokens.claims',
    allowed: 'a map whose keys are 1 to 128 printable ASCII characters without space, quote and backslash, and no claims of Cognito\'s or API Gateway\'s',
    advice: 'Choose a name of your own, such as "tenant_id".',
    link: TRIGGER,
  },
  attribute: {
    path: 'tokens.claims.{claim}',
    allowed: 'a standard attribute or one of customAttributes, which starts with "custom:"',
    advice: 'Declare it in customAttributes, or correct its name.',
    link: 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html',
  },
  writable: {
    path: 'tokens.claims.{claim}',
    allowed: 'an attribute that no client may write, none of {written}',
    advice: 'People change it themselves, and the claim would say what they like: use one of customAttributes, which only administrators write.',
    link: 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html',
  },
} satisfies Record<string, Rule>;

export function customAttributeProblems({ customAttributes }: Settings): string[] {
  const names = Object.keys(customAttributes);
  return [
    ...names.filter((name) => !CUSTOM_ATTRIBUTE.test(name)).map((name) => broken(customAttributeRules.name, name)),
    ...names.length > MOST_CUSTOM_ATTRIBUTES ? [broken(customAttributeRules.count, names.length)] : [],
  ];
}

export function claimProblems(settings: Settings): string[] {
  const entries = Object.entries(settings.claims);
  if (entries.length > 0 && settings.featurePlan === FeaturePlan.LITE) {
    return [broken(claimRules.plan, Object.keys(settings.claims))];
  }
  return entries.flatMap(([claim, attribute]) => [
    ...nameProblems(claim),
    ...Token.isUnresolved(attribute) ? [] : attributeProblems(claim, attribute, settings),
  ]);
}

function nameProblems(claim: string): string[] {
  return CLAIM.test(claim) && !RESERVED_CLAIMS.includes(claim) ? [] : [broken(claimRules.name, claim)];
}

function attributeProblems(claim: string, attribute: string, { customAttributes }: Settings): string[] {
  const known = [...STANDARD_ATTRIBUTES, ...Object.keys(customAttributes).map((name) => `custom:${name}`)];
  if (!known.includes(attribute)) return [broken(claimRules.attribute, attribute, { claim })];
  const written = new ClientAttributes().withStandardAttributes(defaults.WRITE_ATTRIBUTES).attributes();
  return written.includes(attribute) ? [broken(claimRules.writable, attribute, { claim, written: written.join(', ') })] : [];
}
