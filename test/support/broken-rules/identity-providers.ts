import { SecretValue } from 'aws-cdk-lib';
import { ManagedLoginVersion, StringAttribute, UserPoolIdentityProviderSamlMetadata } from 'aws-cdk-lib/aws-cognito';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { Breaking, certificate, elsewhere, Examples, imports, lite } from './parts';
import { BrandingAssetCategory, GoogleProviderOptions, ManagedLoginOptions, OidcProviderOptions, SamlProviderOptions, TermsOptions } from '../../../src';
import { google, oidc } from '../providers';

const domain = { prefix: 'harbour' };
const domainName = 'login.example.com';
const hostedZone = HostedZone.fromHostedZoneAttributes(imports, 'DomainZone', { hostedZoneId: 'Z1', zoneName: 'example.org' });
const saml: SamlProviderOptions = { metadata: UserPoolIdentityProviderSamlMetadata.url('https://id.example.com/metadata') };

const withGoogle = (options: Partial<GoogleProviderOptions>): Breaking => ({ domain, identityProviders: { google: { ...google, ...options } } });
const withOidc = (options: Partial<OidcProviderOptions>, name = 'Okta'): Breaking => ({ domain, identityProviders: { oidc: { [name]: { ...oidc, ...options } } } });
const withSaml = (metadata: UserPoolIdentityProviderSamlMetadata): Breaking => ({ domain, identityProviders: { saml: { Entra: { metadata } } } });

const pages = (managedLogin: ManagedLoginOptions): Breaking => ({ domain, managedLogin });
const links = { default: 'https://example.com/terms' };
const terms = (termsOfUse: TermsOptions['termsOfUse']) => pages({ terms: { termsOfUse, privacyPolicy: links } });

export const examples: Examples = {
  domainRules: {
    one: { domain: {} },
    prefix: { domain: { prefix: 'Harbour' } },
    reservedWord: { domain: { prefix: 'harbour-cognito' } },
    domainName: { domain: { domainName: 'example.com', certificate } },
    certificate: { domain: { domainName } },
    certificateRegion: { domain: { domainName, certificate: elsewhere } },
    onlyWithName: { domain: { ...domain, certificate } },
    hostedZone: { domain: { domainName, certificate, hostedZone } },
    apiName: { domain: { domainName, certificate }, customDomain: { domainName, certificate } },
  },
  identityProviderRules: {
    domain: { identityProviders: { google } },
    name: withOidc({}, 'My_Company'),
    reservedName: withOidc({}, 'google'),
    takenName: { domain, identityProviders: { oidc: { Okta: oidc }, saml: { Okta: saml } } },
    plainSecret: withGoogle({ clientSecret: SecretValue.unsafePlainText('secret') }),
    secureParameter: withGoogle({ clientSecret: SecretValue.ssmSecure('google') }),
    scopes: withGoogle({ scopes: [] }),
    openidScope: withOidc({ scopes: ['email'] }),
    issuerUrl: withOidc({ issuerUrl: 'https://id.example.com/' }),
    endpoints: withOidc({
      endpoints: {
        authorization: 'http://id.example.com/authorize', token: 'https://id.example.com/token', userInfo: 'https://id.example.com/info',
        jwksUri: 'https://id.example.com/keys',
      },
    }),
    metadataUrl: withSaml(UserPoolIdentityProviderSamlMetadata.url('metadata.xml')),
    metadataFile: withSaml(UserPoolIdentityProviderSamlMetadata.file('metadata.xml')),
    identifiers: withOidc({ identifiers: ['example.com', 'example.com'] }),
    mappedAttribute: withGoogle({ attributeMapping: { 'custom:tenant': 'hd' } }),
    mutableAttribute: {
      domain,
      customAttributes: { tenant: new StringAttribute() },
      identityProviders: { google: { ...google, attributeMapping: { 'custom:tenant': 'hd' } } },
    },
    mappingSource: withGoogle({ attributeMapping: { email: '' } }),
  },
  managedLoginRules: {
    domain: { managedLogin: { branding: {} } },
    plan: { ...lite, domain, managedLogin: { version: ManagedLoginVersion.NEWER_MANAGED_LOGIN } },
    classic: pages({ version: ManagedLoginVersion.CLASSIC_HOSTED_UI, branding: {} }),
    asset: pages({ branding: { assets: [{ category: BrandingAssetCategory.FORM_LOGO, file: '/nowhere/logo.svg' }] } }),
    termsDefault: terms({ german: links.default }),
    termsLanguage: terms({ ...links, latin: links.default }),
    termsUrl: terms({ default: 'http://example.com/terms' }),
  },
};
