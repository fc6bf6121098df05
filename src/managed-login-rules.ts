import { existsSync } from 'fs';
import { Token } from 'aws-cdk-lib';
import { FeaturePlan, ManagedLoginVersion } from 'aws-cdk-lib/aws-cognito';
import { mayHaveDomain } from './domain';
import { BrandingOptions, extensionOf, TermsOptions } from './managed-login';
import { broken, Rule } from './rule';
import { Settings } from './settings';

const BRANDING = 'https://docs.aws.amazon.com/cognito/latest/developerguide/managed-login-branding.html';
const TERMS = 'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateTerms.html';

export const managedLoginRules = {
  domain: {
    path: 'managedLogin',
    allowed: 'left out where no domain is given',
    advice: 'The pages are at the domain: give one, such as domain: { prefix: "harbour-login" }.',
    link: 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-assign-domain.html',
  },
  plan: {
    path: 'managedLogin.version',
    allowed: 'left out or CLASSIC_HOSTED_UI (1) where featurePlan is "LITE"',
    advice: 'Managed login comes with FeaturePlan.ESSENTIALS.',
    link: 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-sign-in-feature-plans.html',
  },
  classic: {
    path: '{path}',
    allowed: 'left out where the pages are the classic hosted UI',
    advice: 'Only managed login has it: leave managedLogin.version out, and featurePlan above "LITE".',
    link: BRANDING,
  },
  asset: {
    path: '{path}.assets[{index}].file',
    allowed: 'the path of a file that exists and ends with .ico, .jpg, .jpeg, .png, .svg or .webp',
    advice: 'Give an absolute path, such as path.join(__dirname, "logo.svg").',
    link: 'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AssetType.html',
  },
  termsDefault: {
    path: 'managedLogin.terms.{document}',
    allowed: 'a map with an address for "default"',
    advice: 'It is shown in all languages that have no address of their own.',
    link: TERMS,
  },
  termsLanguage: {
    path: 'managedLogin.terms.{document}',
    allowed: 'a map whose keys are default, english, french, spanish, german, bahasa-indonesia, italian, japanese, korean, portuguese-brazil, '
      + 'chinese-simplified and chinese-traditional',
    advice: 'These are the languages of managed login.',
    link: TERMS,
  },
  termsUrl: {
    path: 'managedLogin.terms.{document}.{language}',
    allowed: 'an https address of at most 1024 characters',
    advice: 'Write all of it, such as "https://example.com/terms".',
    link: TERMS,
  },
} satisfies Record<string, Rule>;

const LANGUAGES = [
  'default', 'english', 'french', 'spanish', 'german', 'bahasa-indonesia', 'italian', 'japanese', 'korean', 'portuguese-brazil', 'chinese-simplified',
  'chinese-traditional',
];

export function managedLoginProblems(settings: Settings): string[] {
  const { managedLogin, managedLoginVersion, featurePlan } = settings;
  if (!managedLogin) return [];
  if (!mayHaveDomain(settings)) return [broken(managedLoginRules.domain, Object.keys(managedLogin))];
  const { version, branding, terms } = managedLogin;
  const newer = managedLoginVersion === ManagedLoginVersion.NEWER_MANAGED_LOGIN;
  return [
    ...newer && featurePlan === FeaturePlan.LITE ? [broken(managedLoginRules.plan, version)] : [],
    ...branding ? brandingProblems('managedLogin.branding', branding, settings) : [],
    ...terms && !newer ? [broken(managedLoginRules.classic, Object.keys(terms), { path: 'managedLogin.terms' })] : [],
    ...terms ? termsProblems(terms) : [],
  ];
}

/** Of all clients, or of one. */
export function brandingProblems(path: string, branding: BrandingOptions, { managedLoginVersion }: Settings): string[] {
  if (managedLoginVersion !== ManagedLoginVersion.NEWER_MANAGED_LOGIN) return [broken(managedLoginRules.classic, Object.keys(branding), { path })];
  return (branding.assets ?? []).flatMap(({ file }, index) => extensionOf(file) !== undefined && existsSync(file) ? []
    : [broken(managedLoginRules.asset, file, { path, index })]);
}

function termsProblems({ termsOfUse, privacyPolicy }: TermsOptions): string[] {
  return Object.entries({ termsOfUse, privacyPolicy }).flatMap(([document, links]) => [
    ...links.default === undefined ? [broken(managedLoginRules.termsDefault, Object.keys(links), { document })] : [],
    ...Object.keys(links).filter((language) => !LANGUAGES.includes(language))
      .map((language) => broken(managedLoginRules.termsLanguage, language, { document })),
    ...Object.entries(links).filter(([, url]) => !Token.isUnresolved(url) && !(/^https:\/\/[^\s]+$/.test(url) && url.length <= 1024))
      .map(([language, url]) => broken(managedLoginRules.termsUrl, url, { document, language })),
  ]);
}
