import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FeaturePlan, ManagedLoginVersion } from 'aws-cdk-lib/aws-cognito';
import { AppClientAuthFlow, BrandingAssetCategory, BrandingColorMode, CognitoAuthApiProps, ManagedLoginOptions } from '../src';
import { fullProblemsOf as problemsOf } from './support/problems';
import { defaultStack, only, synth } from './support/template';

const BRANDING = 'AWS::Cognito::ManagedLoginBranding';
const TERMS = 'AWS::Cognito::Terms';
const domain = { prefix: 'harbour' };
const web = { callbackUrls: ['https://app.example.com/'] };
const folder = mkdtempSync(join(tmpdir(), 'branding-'));
const logo = join(folder, 'logo.SVG');
writeFileSync(logo, '<svg/>');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the pages of a client', () => {
  test('have Cognito\'s own style: without any they would have none', () => {
    const { template, auth, stack } = synth({ domain, clients: { web } });
    expect(only(template, BRANDING)).toEqual({
      UserPoolId: stack.resolve(auth.userPoolId), ClientId: stack.resolve(auth.clients.web.clientId), UseCognitoProvidedValues: true,
    });
    expect(auth.clients.web.branding!.node.path).toBe('Stack/Auth/Clients/web/Branding');
  });

  test('have that of managedLogin.branding, or the client\'s own', () => {
    const settings = { categories: { global: { colorSchemeMode: 'DARK' } } };
    const { template, auth, stack } = synth({
      domain,
      managedLogin: { branding: { settings } },
      clients: { web, shop: { ...web, branding: { assets: [{ category: BrandingAssetCategory.FORM_LOGO, file: logo }] } } },
    });
    template.resourceCountIs(BRANDING, 2);
    template.hasResourceProperties(BRANDING, { ClientId: stack.resolve(auth.clients.web.clientId), Settings: settings });
    template.hasResourceProperties(BRANDING, {
      ClientId: stack.resolve(auth.clients.shop.clientId),
      Assets: [{ Category: 'FORM_LOGO', ColorMode: 'DYNAMIC', Extension: 'SVG', Bytes: Buffer.from('<svg/>').toString('base64') }],
    });
    for (const { Properties } of Object.values(template.findResources(BRANDING))) expect(Properties).not.toHaveProperty('UseCognitoProvidedValues');
  });

  test('show an image to dark browsers only, where that is said', () => {
    const assets = [{ category: BrandingAssetCategory.PAGE_BACKGROUND, colorMode: BrandingColorMode.DARK, file: logo }];
    const { template } = synth({ domain, managedLogin: { branding: { assets } }, clients: { web } });
    expect(only(template, BRANDING).Assets[0]).toMatchObject({ Category: 'PAGE_BACKGROUND', ColorMode: 'DARK' });
  });

  test('link to terms and privacy, each in its languages', () => {
    const terms = { termsOfUse: { default: 'https://example.com/terms', german: 'https://example.com/de/agb' }, privacyPolicy: { default: 'https://example.com/privacy' } };
    const { template, auth, stack } = synth({ domain, managedLogin: { terms }, clients: { web } });
    const common = { UserPoolId: stack.resolve(auth.userPoolId), ClientId: stack.resolve(auth.clients.web.clientId), TermsSource: 'LINK', Enforcement: 'NONE' };
    expect(Object.values(template.findResources(TERMS)).map(({ Properties }) => Properties)).toEqual([
      { ...common, TermsName: 'terms-of-use', Links: { 'cognito:default': 'https://example.com/terms', 'cognito:german': 'https://example.com/de/agb' } },
      { ...common, TermsName: 'privacy-policy', Links: { 'cognito:default': 'https://example.com/privacy' } },
    ]);
    expect(auth.clients.web.terms).toHaveLength(2);
  });

  test.each<[string, CognitoAuthApiProps]>([
    ['that has no pages', { domain, clients: { api: { authFlows: [AppClientAuthFlow.USER_SRP] } } }],
    ['with the classic pages', { domain, managedLogin: { version: ManagedLoginVersion.CLASSIC_HOSTED_UI }, clients: { web } }],
    ['on the Lite plan', { domain, featurePlan: FeaturePlan.LITE, clients: { web } }],
  ])('are not styled for a client %s', (_, props) => {
    const { template } = synth(props);
    template.resourceCountIs(BRANDING, 0);
    template.resourceCountIs(TERMS, 0);
  });
});

test('the API\'s own client has no pages', () => {
  defaultStack().template.resourceCountIs(BRANDING, 0);
  synth({ domain }).template.resourceCountIs(BRANDING, 0);
});

const BRANDING_PAGE = 'See https://docs.aws.amazon.com/cognito/latest/developerguide/managed-login-branding.html';
const TERMS_PAGE = 'See https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateTerms.html';
const ASSET_PAGE = 'See https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AssetType.html';
const aFile = 'the path of a file that exists and ends with .ico, .jpg, .jpeg, .png, .svg or .webp';
const terms = (termsOfUse: Record<string, string>): ManagedLoginOptions => ({ terms: { termsOfUse, privacyPolicy: { default: 'https://example.com/privacy' } } });

describe('refuses', () => {
  test.each<[string, CognitoAuthApiProps, string[]]>([
    ['managedLogin without a domain', { managedLogin: { branding: {} } }, [
      'managedLogin must be left out where neither domain nor userPool is given, but is ["branding"]. The pages are at the domain: give one, such as domain: { prefix: "harbour-login" }. '
      + 'See https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-assign-domain.html',
    ]],
    ['managed login on the Lite plan', { domain, featurePlan: FeaturePlan.LITE, managedLogin: { version: ManagedLoginVersion.NEWER_MANAGED_LOGIN } }, [
      'managedLogin.version must be left out or CLASSIC_HOSTED_UI (1) where featurePlan is "LITE", but is 2. Managed login comes with FeaturePlan.ESSENTIALS. '
      + 'See https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-sign-in-feature-plans.html',
    ]],
    ['style and terms of the classic pages', {
      domain, managedLogin: { version: ManagedLoginVersion.CLASSIC_HOSTED_UI, branding: { settings: {} }, ...terms({ default: 'https://example.com/terms' }) },
    }, [
      `managedLogin.branding must be left out where the pages are the classic hosted UI, but is ["settings"]. Only managed login has it: leave managedLogin.version out, and featurePlan above "LITE". ${BRANDING_PAGE}`,
      `managedLogin.terms must be left out where the pages are the classic hosted UI, but is ["termsOfUse","privacyPolicy"]. Only managed login has it: leave managedLogin.version out, and featurePlan above "LITE". ${BRANDING_PAGE}`,
    ]],
    ['a style of a client with the classic pages', {
      domain, managedLogin: { version: ManagedLoginVersion.CLASSIC_HOSTED_UI }, clients: { web: { ...web, branding: { settings: {} } } },
    }, [
      `clients.web.branding must be left out where the pages are the classic hosted UI, but is ["settings"]. Only managed login has it: leave managedLogin.version out, and featurePlan above "LITE". ${BRANDING_PAGE}`,
    ]],
    ['an image that is not there', { domain, managedLogin: { branding: { assets: [{ category: BrandingAssetCategory.FORM_LOGO, file: 'nowhere.png' }] } } }, [
      `managedLogin.branding.assets[0].file must be ${aFile}, but is "nowhere.png". Give an absolute path, such as path.join(__dirname, "logo.svg"). ${ASSET_PAGE}`,
    ]],
    ['a file that is no image, for one client', {
      domain, clients: { web: { ...web, branding: { assets: [{ category: BrandingAssetCategory.FORM_LOGO, file: __filename }] } } },
    }, [`clients.web.branding.assets[0].file must be ${aFile}, but is "${__filename}". Give an absolute path, such as path.join(__dirname, "logo.svg"). ${ASSET_PAGE}`]],
    ['terms without a default', { domain, managedLogin: terms({ german: 'https://example.com/agb' }) }, [
      `managedLogin.terms.termsOfUse must be a map with an address for "default", but is ["german"]. It is shown in all languages that have no address of their own. ${TERMS_PAGE}`,
    ]],
    ['terms in a language that the pages have not', { domain, managedLogin: terms({ default: 'https://example.com/terms', klingon: 'https://example.com/tlh' }) }, [
      'managedLogin.terms.termsOfUse must be a map whose keys are default, english, french, spanish, german, bahasa-indonesia, italian, japanese, korean, portuguese-brazil, '
      + `chinese-simplified and chinese-traditional, but is "klingon". These are the languages of managed login. ${TERMS_PAGE}`,
    ]],
    ['terms without TLS', { domain, managedLogin: terms({ default: 'http://example.com/terms' }) }, [
      'managedLogin.terms.termsOfUse.default must be an https address of at most 1024 characters, but is "http://example.com/terms". '
      + `Write all of it, such as "https://example.com/terms". ${TERMS_PAGE}`,
    ]],
  ])('%s', (_, props, problems) => {
    expect(problemsOf(props)).toEqual(problems);
  });
});
