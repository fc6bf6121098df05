import { Token } from 'aws-cdk-lib';
import { FeaturePlan, Mfa } from 'aws-cdk-lib/aws-cognito';
import { Operation } from './contract';
import { Choice, isEnabled, rows } from './enabled-operations';
import { Rule, broken } from './rule';
import { Settings } from './settings';

const names = 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html';
const factors = 'https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html';
const plans = 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-sign-in-feature-plans.html';
const mfa = 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa.html';

/** These operations take no email address, nor do those that they send people to: they work by a token. */
const byToken = standingAlone(rows.filter(({ access, body }) => access !== 'ANYONE' && !('email' in (body?.properties ?? {}))));

function standingAlone(candidates: readonly Operation[]): readonly Operation[] {
  const known = candidates.map(({ operation }) => operation);
  const left = candidates.filter(({ needs = [] }) => needs.every((name) => known.includes(name)));
  return left.length < candidates.length ? standingAlone(left) : left;
}
const keepOnly = `Keep only what works by a token, operations.include: [${byToken.map(({ operation }) => `"${operation}"`).join(', ')}], or`;

export const signInRules = {
  someName: {
    path: 'signIn',
    allowed: 'such that one of email, phone and username is true',
    advice: 'Without any of them nobody could say who they are.',
    link: names,
  },
  email: {
    path: 'signIn.email',
    allowed: 'true where the API has {operations}',
    advice: `These operations find people by their email address. ${keepOnly} let people sign in with it.`,
    link: names,
  },
  username: {
    path: 'signIn.username',
    allowed: 'false where the API has {operations}',
    advice: 'These operations find people by their email address, which a pool with user names refuses as a name for new accounts and knows only once it '
      + `is verified. ${keepOnly} leave signIn.username out.`,
    link: names,
  },
  emailOtp: {
    path: 'signIn.emailOtp',
    allowed: 'false where signIn.email is false',
    advice: 'The code is mailed to an address that people sign in with: let them, or leave the codes out.',
    link: factors,
  },
  smsOtp: {
    path: 'signIn.smsOtp',
    allowed: 'false where signIn.phone is false',
    advice: 'The code goes to a verified phone number, and only signIn.phone makes the pool verify them: add it, or leave the codes out.',
    link: factors,
  },
  singleFactor: {
    path: 'signIn.{member}',
    allowed: 'false where mfa.mode is Mfa.REQUIRED',
    advice: 'A one-time code is a single factor, and Cognito takes none where everyone needs two: make mfa.mode Mfa.OPTIONAL, or leave it out.',
    link: mfa,
  },
  plan: {
    path: 'signIn.{member}',
    allowed: 'left out where featurePlan is "LITE"',
    advice: 'Cognito has first factors besides the password from FeaturePlan.ESSENTIALS on.',
    link: plans,
  },
  passkeyAsMfa: {
    path: 'signIn.passkey',
    allowed: 'left out where mfa.mode is Mfa.REQUIRED and mfa.passkey is false',
    advice: 'A passkey that is a single factor opens nothing where everyone needs two: let it count as both by mfa.passkey, or make mfa.mode Mfa.OPTIONAL.',
    link: factors,
  },
  relyingPartyId: {
    path: 'signIn.passkey.relyingPartyId',
    allowed: 'a domain name of at most 127 characters, in lower case',
    advice: 'Write the domain alone, such as "example.com": no scheme, no port, no path, no address, no wildcard. Offline the runner answers "localhost" by itself.',
    link: 'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_WebAuthnConfigurationType.html',
  },
} satisfies Record<string, Rule>;

/** Labels of letters, digits and hyphens, two or more, of which the last is no number. */
const DOMAIN = /^(?=.{1,127}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?![0-9]+$)[a-z0-9][a-z0-9-]{0,61}[a-z0-9]$/;

export function signInProblems(settings: Settings): string[] {
  return [...nameProblems(settings), ...factorProblems(settings)];
}

function nameProblems(settings: Settings): string[] {
  const { email, phone, username } = settings.signIn;
  const operations = thatNeedAddresses(settings);
  return [
    ...email || phone || username ? [] : [broken(signInRules.someName, { email, phone, username })],
    ...email || operations === '' ? [] : [broken(signInRules.email, email, { operations })],
    ...username && operations !== '' ? [broken(signInRules.username, username, { operations })] : [],
  ];
}

function thatNeedAddresses(choice: Choice): string {
  return rows.filter((row) => isEnabled(row, choice) && !byToken.includes(row)).map(({ operation }) => `"${operation}"`).join(', ');
}

function factorProblems({ signIn, mfa: { mode, passkey: passkeyAsMfa }, featurePlan }: Settings): string[] {
  const { email, phone, emailOtp, smsOtp, passkey } = signIn;
  const codes = (['emailOtp', 'smsOtp'] as const).filter((member) => signIn[member]);
  return [
    ...emailOtp && !email ? [broken(signInRules.emailOtp, emailOtp)] : [],
    ...smsOtp && !phone ? [broken(signInRules.smsOtp, smsOtp)] : [],
    ...mode === Mfa.REQUIRED ? codes.map((member) => broken(signInRules.singleFactor, true, { member })) : [],
    ...featurePlan === FeaturePlan.LITE
      ? [...codes, ...passkey ? ['passkey' as const] : []].map((member) => broken(signInRules.plan, signIn[member], { member })) : [],
    ...passkey && mode === Mfa.REQUIRED && !passkeyAsMfa ? [broken(signInRules.passkeyAsMfa, passkey)] : [],
    ...passkey && !Token.isUnresolved(passkey.relyingPartyId) && !DOMAIN.test(passkey.relyingPartyId)
      ? [broken(signInRules.relyingPartyId, passkey.relyingPartyId)] : [],
  ];
}
