import { Token } from 'aws-cdk-lib';
import { CfnUserPool, IUserPool } from 'aws-cdk-lib/aws-cognito';
import { Choice, changesAddresses } from './enabled-operations';
import { CognitoAuthApiProps } from './props';
import { Registration } from './registration';
import { broken, Rule } from './rule';

const POOL = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpool.html';
const GROUP_SCOPES = 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html';

const refused = (path: string, advice: string, link = POOL): Rule => ({ path, allowed: 'left out where userPool is given', advice, link });
const elsewhere = 'That pool is not made here: set it where it is.';

/** The props that would have to change a pool which is not made here, by name; those with a dot are looked for in their own way. */
export const existingUserPoolRules = {
  'accountLinking': refused('accountLinking', 'It takes a trigger, and that pool gets none: attach one of your own there.'),
  'accountRecovery': refused('accountRecovery', elsewhere),
  'customAttributes': refused('customAttributes', elsewhere),
  'deletionProtection': refused('deletionProtection', elsewhere),
  'deviceTracking': refused('deviceTracking', elsewhere),
  'maxSessionsPerUser': refused('maxSessionsPerUser', elsewhere),
  'migration': refused('migration', 'It takes triggers, and that pool gets none: attach one of your own there, and keep its addresses in its pre-sign-up trigger.'),
  'selfSignUpEnabled': refused('selfSignUpEnabled', elsewhere),
  'signIn': refused('signIn', elsewhere),
  'threatProtection': refused('threatProtection', elsewhere),
  'mfa.{name}': refused('mfa.{name}', 'Set it on that pool: here only mfa.mode, mfa.totp and mfa.resetDelay count, which say what the operations have to go along with.'),
  'triggers': refused('triggers', 'Attach them to that pool where it is made; grantToTrigger allows them things there.'),
  'messages.{name}': refused('messages.{name}', 'That pool sends its own mails: only messages.appName has another use, in authenticator apps and password rules.'),
  'passwordPolicy.passwordHistorySize': refused('passwordPolicy.passwordHistorySize', elsewhere),
  'passwordPolicy.tempPasswordValidity': refused('passwordPolicy.tempPasswordValidity', elsewhere),
  'tokens.claims': refused('tokens.claims', 'They take a trigger, and that pool gets none: attach one of your own there.', GROUP_SCOPES),
  'groups.{name}.scopes': refused('groups.{name}.scopes', 'They take a trigger, and that pool gets none: check the claim cognito:groups in your handlers.', GROUP_SCOPES),
  'userPool.signIn': {
    path: 'userPool',
    allowed: 'a pool with the email address as username attribute',
    advice: 'Make it with signInAliases: { email: true } and no other alias but phone.',
    link: 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html',
  },
  'userPool.totp': {
    path: 'userPool',
    allowed: 'a pool that takes TOTP where it requires MFA',
    advice: 'Make it with mfaSecondFactor: { otp: true, sms: false }.',
    link: 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa.html',
  },
  'userPool.addresses': {
    path: 'userPool',
    allowed: 'a pool that keeps email addresses and phone numbers until new ones are verified, where the API has the operation "update-userinfo"',
    advice: 'Make it with autoVerify and keepOriginal, both { email: true, phone: true }, or leave the operation out: a mistyped address would be the person\'s name '
      + 'at once.',
    link: 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-email-phone-verification.html',
  },
  'userPool.registration': {
    path: 'userPool',
    allowed: 'a pool in which people make no accounts by themselves, where registration is "ADMINISTRATORS"',
    advice: 'Make it with selfSignUpEnabled: false.',
    link: POOL,
  },
  'addRoute.groups': {
    path: 'groups',
    allowed: 'left out where userPool of CognitoAuthApi is given',
    advice: 'They take a trigger, and that pool gets none: check the claim cognito:groups in your handler.',
    link: GROUP_SCOPES,
  },
} satisfies Record<string, Rule>;

/** Of the rules above those that are about a whole prop. */
type Refused = 'accountLinking' | 'accountRecovery' | 'customAttributes' | 'deletionProtection' | 'deviceTracking' | 'maxSessionsPerUser' | 'migration' | 'selfSignUpEnabled'
| 'signIn' | 'threatProtection' | 'triggers';

/**
 * Whoever adds a prop decides: it goes along with such a pool, or the rules above have it. What is made in the pool goes along, and so does what says how
 * the pool is; rules about what else there is in the pool let unknown names through where `userPool` is given.
 */
const goesAlong: Record<Exclude<keyof CognitoAuthApiProps, Refused>, true> = {
  apiKey: true,
  blockCommonPasswords: true,
  clients: true,
  cloudFront: true,
  cors: true,
  customDomain: true,
  domain: true,
  encryptionKey: true,
  featurePlan: true,
  functionProps: true,
  groups: true,
  httpApi: true,
  identityPool: true,
  identityProviders: true,
  logRetention: true,
  machineClients: true,
  managedLogin: true,
  messages: true,
  mfa: true,
  operations: true,
  outputs: true,
  passwordPolicy: true,
  pathPrefix: true,
  preset: true,
  qrCode: true,
  registration: true,
  removalPolicy: true,
  resourceServers: true,
  throttle: true,
  tokenDelivery: true,
  tokens: true,
  userPool: true,
  webAclArn: true,
};

/** Of `mfa` what says which operations there are, rather than what the pool does. */
const OF_OPERATIONS = ['mode', 'totp', 'resetDelay'];

const given = (values: object | undefined) => Object.entries(values ?? {}).filter(([, value]) => value !== undefined);

export function existingUserPoolProblems(props: CognitoAuthApiProps, choice?: Choice): string[] {
  if (!props.userPool) return [];
  const rules: Record<string, Rule> = existingUserPoolRules;
  const { passwordHistorySize, tempPasswordValidity } = props.passwordPolicy ?? {};
  const nested = { 'passwordPolicy.passwordHistorySize': passwordHistorySize, 'passwordPolicy.tempPasswordValidity': tempPasswordValidity, 'tokens.claims': props.tokens?.claims };
  return [
    ...given(props).filter(([name]) => !(name in goesAlong) && name in rules).map(([name, value]) => broken(rules[name], summary(value))),
    ...given(nested).map(([path, value]) => broken(rules[path], summary(value))),
    ...given(props.messages).filter(([name]) => name !== 'appName').map(([name, value]) => broken(rules['messages.{name}'], summary(value), { name })),
    ...given(props.mfa).filter(([name]) => !OF_OPERATIONS.includes(name)).map(([name, value]) => broken(rules['mfa.{name}'], value, { name })),
    ...given(props.groups).filter(([, { scopes }]) => scopes?.length).map(([name, { scopes }]) => broken(rules['groups.{name}.scopes'], scopes, { name })),
    ...poolProblems(props.userPool),
    ...choice && changesAddresses(choice) ? addressProblems(props.userPool) : [],
    ...choice?.registration === Registration.ADMINISTRATORS ? signUpProblems(props.userPool) : [],
  ];
}

/** What can be seen of a pool that the app makes itself; of an imported one nothing can. */
function poolProblems({ node: { defaultChild: pool } }: IUserPool): string[] {
  if (!(pool instanceof CfnUserPool)) return [];
  const { usernameAttributes = [], mfaConfiguration, enabledMfas = [] } = pool;
  return [
    ...Token.isUnresolved(usernameAttributes) || usernameAttributes.includes('email') ? [] : [broken(existingUserPoolRules['userPool.signIn'], usernameAttributes)],
    ...mfaConfiguration === 'ON' && !enabledMfas.includes('SOFTWARE_TOKEN_MFA') ? [broken(existingUserPoolRules['userPool.totp'], enabledMfas)] : [],
  ];
}

/** Of an imported pool, again, nothing can be seen. */
function addressProblems({ node: { defaultChild: pool } }: IUserPool): string[] {
  if (!(pool instanceof CfnUserPool)) return [];
  const update = pool.userAttributeUpdateSettings as CfnUserPool.UserAttributeUpdateSettingsProperty | undefined;
  if (Token.isUnresolved(update)) return [];
  const kept = update?.attributesRequireVerificationBeforeUpdate ?? [];
  return ['email', 'phone_number'].every((name) => kept.includes(name)) ? [] : [broken(existingUserPoolRules['userPool.addresses'], kept)];
}

/** Without the setting Cognito lets anyone sign up. Of an imported pool, once more, nothing can be seen. */
function signUpProblems({ node: { defaultChild: pool } }: IUserPool): string[] {
  if (!(pool instanceof CfnUserPool)) return [];
  const config = pool.adminCreateUserConfig as CfnUserPool.AdminCreateUserConfigProperty | undefined;
  if (Token.isUnresolved(config) || Token.isUnresolved(config?.allowAdminCreateUserOnly)) return [];
  return config?.allowAdminCreateUserOnly ? [] : [broken(existingUserPoolRules['userPool.registration'], config)];
}

/** Constructs and the like are not for printing: of a struct the names of its members say enough. */
const summary = (value: unknown) => Object.getPrototypeOf(value) === Object.prototype ? given(value as object).map(([name]) => name) : value;
