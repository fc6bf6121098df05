import { SecretValue, Stack, Token } from 'aws-cdk-lib';
import { UserPoolIdentityProviderSamlMetadataType } from 'aws-cdk-lib/aws-cognito';
import { IConstruct } from 'constructs';
import { STANDARD_ATTRIBUTES } from './attribute-validation';
import { mayHaveDomain } from './domain';
import { SamlProviderOptions } from './identity-provider-options';
import { Provider, providersOf } from './identity-providers';
import { broken, Rule } from './rule';
import { Settings } from './settings';

const CREATE_PROVIDER = 'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateIdentityProvider.html';
const MAPPING = 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-specifying-attribute-mapping.html';
const DYNAMIC_REFERENCES = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html';

export const identityProviderRules = {
  domain: {
    path: 'identityProviders',
    allowed: 'left out where neither domain nor userPool is given',
    advice: 'Providers send people back to the domain: give one, such as domain: { prefix: "harbour-login" }.',
    link: 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-identity-federation.html',
  },
  name: {
    path: 'identityProviders.{kind}',
    allowed: 'a map whose keys are 3 to 32 characters without spaces, underscores and slashes',
    advice: 'The name leads the usernames of the provider\'s people, before an underscore: use names such as "Okta".',
    link: CREATE_PROVIDER,
  },
  reservedName: {
    path: 'identityProviders.{kind}',
    allowed: 'a map without COGNITO, Google, Facebook, SignInWithApple and LoginWithAmazon',
    advice: 'These are the pool itself and the providers that Cognito knows by name: use identityProviders.google and the like, or another name.',
    link: CREATE_PROVIDER,
  },
  takenName: {
    path: 'identityProviders.saml',
    allowed: 'a map without the names of identityProviders.oidc',
    advice: 'A pool has one provider of a name: rename one of the two.',
    link: CREATE_PROVIDER,
  },
  plainSecret: {
    path: '{path}',
    allowed: 'a reference to a secret, such as SecretValue.secretsManager("google")',
    advice: 'Whoever reads the template or the repository would read it: put it into Secrets Manager.',
    link: DYNAMIC_REFERENCES,
  },
  secureParameter: {
    path: '{path}',
    allowed: 'a reference that CloudFormation resolves for identity providers',
    advice: 'It does not do so for SecretValue.ssmSecure: put the value into Secrets Manager, and use SecretValue.secretsManager.',
    link: DYNAMIC_REFERENCES,
  },
  scopes: {
    path: '{path}.scopes',
    allowed: 'at least one scope, and none with a space or a comma',
    advice: 'Leave it out for the default.',
    link: CREATE_PROVIDER,
  },
  openidScope: {
    path: '{path}.scopes',
    allowed: 'a list with "openid"',
    advice: 'Without it the provider answers no ID token.',
    link: CREATE_PROVIDER,
  },
  issuerUrl: {
    path: '{path}.issuerUrl',
    allowed: 'an https address without query, fragment and a slash at its end',
    advice: 'Write it as the provider\'s configuration has it under "issuer", such as "https://example.okta.com".',
    link: 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-oidc-idp.html',
  },
  endpoints: {
    path: '{path}.endpoints.{endpoint}',
    allowed: 'an https address',
    advice: 'Write all of it, such as "https://id.example.com/oauth2/token".',
    link: 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-oidc-idp.html',
  },
  metadataUrl: {
    path: '{path}.metadata',
    allowed: 'an https address, where it is made by .url()',
    advice: 'Give the address of the document, or its text by UserPoolIdentityProviderSamlMetadata.file().',
    link: 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-saml-idp.html',
  },
  metadataFile: {
    path: '{path}.metadata',
    allowed: 'the text of an XML document with an EntityDescriptor, where it is made by .file()',
    advice: 'Read the file: UserPoolIdentityProviderSamlMetadata.file(readFileSync("metadata.xml", "utf8")).',
    link: 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-saml-idp.html',
  },
  identifiers: {
    path: '{path}.identifiers',
    allowed: 'at most 50 of 1 to 40 letters, digits, spaces and _+=.@-, each given to one provider once',
    advice: 'Use the domains of your customers\' addresses, such as "example.com".',
    link: CREATE_PROVIDER,
  },
  mappedAttribute: {
    path: '{path}.attributeMapping',
    allowed: 'a map whose keys are standard attributes other than sub, or of customAttributes, which start with "custom:"',
    advice: 'Declare it in customAttributes, or correct its name.',
    link: MAPPING,
  },
  mutableAttribute: {
    path: '{path}.attributeMapping',
    allowed: 'a map whose keys are mutable attributes',
    advice: 'Cognito writes them at each sign-in, and the second one would fail: declare it with mutable: true, under a new name where the pool is deployed.',
    link: MAPPING,
  },
  mappingSource: {
    path: '{path}.attributeMapping.{attribute}',
    allowed: 'the name of one of the provider\'s attributes',
    advice: 'Leave the line out for an attribute that is not to be copied.',
    link: MAPPING,
  },
} satisfies Record<string, Rule>;

export function identityProviderProblems(scope: IConstruct, settings: Settings): string[] {
  const { identityProviders: { oidc = {}, saml = {} } } = settings;
  const providers = providersOf(settings.identityProviders);
  if (providers.length === 0) return [];
  const identifiers = providers.flatMap((provider) => provider.identifiers ?? []);
  return [
    ...mayHaveDomain(settings) ? [] : [broken(identityProviderRules.domain, providers.map(({ name }) => name))],
    ...Object.entries({ oidc, saml }).flatMap(([kind, given]) => Object.keys(given).flatMap((name) => nameProblems(kind, name))),
    ...Object.keys(saml).filter((name) => name in oidc).map((name) => broken(identityProviderRules.takenName, name)),
    ...providers.flatMap((provider) => [
      ...secretProblems(scope, provider),
      ...scopeProblems(provider),
      ...addressProblems(provider),
      ...identifierProblems(provider, identifiers),
      ...mappingProblems(provider, settings),
    ]),
    ...Object.entries(saml).flatMap(([name, options]) => metadataProblems(`identityProviders.saml.${name}`, options)),
  ];
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateIdentityProvider.html, without the slash of construct paths. */
const NAME = /^(?=.{3,32}$)[^_/\p{Z}\p{C}]+$/u;
const RESERVED_NAMES = ['cognito', 'google', 'facebook', 'signinwithapple', 'loginwithamazon'];

function nameProblems(kind: string, name: string): string[] {
  if (!NAME.test(name)) return [broken(identityProviderRules.name, name, { kind })];
  return RESERVED_NAMES.includes(name.toLowerCase()) ? [broken(identityProviderRules.reservedName, name, { kind })] : [];
}

/** A literal is there to read; whatever the deployment has yet to resolve is not. The value itself never reaches the message. */
function secretProblems(scope: IConstruct, { path, secret }: Provider): string[] {
  if (!secret) return [];
  const details = { path: `${path}.${secret.property}` };
  const value: unknown = SecretValue.isSecretValue(secret.value) ? secret.value.unsafeUnwrap() : secret.value;
  const resolved: unknown = Token.isUnresolved(value) ? Stack.of(scope).resolve(value) : value;
  if (typeof resolved !== 'string') return Token.isUnresolved(value) ? [] : [broken(identityProviderRules.plainSecret, 'something else', details)];
  if (resolved.startsWith('{{resolve:ssm-secure:')) return [broken(identityProviderRules.secureParameter, resolved, details)];
  return resolved.startsWith('{{resolve:') ? [] : [broken(identityProviderRules.plainSecret, 'plain text', details)];
}

function scopeProblems({ path, type, scopes }: Provider): string[] {
  if (!scopes || Token.isUnresolved(scopes)) return [];
  if (scopes.length === 0 || scopes.some((scope) => /[\s,]/.test(scope) || scope === '')) return [broken(identityProviderRules.scopes, scopes, { path })];
  return type === 'OIDC' && !scopes.includes('openid') ? [broken(identityProviderRules.openidScope, scopes, { path })] : [];
}

const ADDRESS = /^https:\/\/[^\s]+$/;
const ISSUER = /^https:\/\/[^\s?#]*[^\s?#/]$/;

function addressProblems({ path, type, details }: Provider): string[] {
  if (type !== 'OIDC') return [];
  const { oidc_issuer: issuer, authorize_url: authorization, token_url: token, attributes_url: userInfo, jwks_uri: jwksUri } = details;
  return [
    ...Token.isUnresolved(issuer) || ISSUER.test(issuer!) ? [] : [broken(identityProviderRules.issuerUrl, issuer, { path })],
    ...Object.entries({ authorization, token, userInfo, jwksUri })
      .filter(([, url]) => url !== undefined && !Token.isUnresolved(url) && !ADDRESS.test(url))
      .map(([endpoint, url]) => broken(identityProviderRules.endpoints, url, { path, endpoint })),
  ];
}

function metadataProblems(path: string, { metadata: { metadataType, metadataContent } }: SamlProviderOptions): string[] {
  if (Token.isUnresolved(metadataContent)) return [];
  if (metadataType === UserPoolIdentityProviderSamlMetadataType.URL) {
    return ADDRESS.test(metadataContent) ? [] : [broken(identityProviderRules.metadataUrl, metadataContent, { path })];
  }
  return /<(?:\w+:)?EntityDescriptor[\s>]/.test(metadataContent) ? [] : [broken(identityProviderRules.metadataFile, metadataContent.slice(0, 40), { path })];
}

const IDENTIFIER = /^[\w\s+=.@-]{1,40}$/;

function identifierProblems({ path, identifiers }: Provider, all: string[]): string[] {
  if (!identifiers || Token.isUnresolved(identifiers)) return [];
  const wrong = identifiers.filter((one) => !Token.isUnresolved(one) && (!IDENTIFIER.test(one) || all.filter((other) => other === one).length > 1));
  if (wrong.length > 0) return [broken(identityProviderRules.identifiers, wrong, { path })];
  return identifiers.length > 50 ? [broken(identityProviderRules.identifiers, identifiers.length, { path })] : [];
}

function mappingProblems({ path, mapping }: Provider, { customAttributes, userPool }: Settings): string[] {
  return Object.entries(mapping).flatMap(([attribute, source]) => {
    const custom = attribute.startsWith('custom:') ? customAttributes[attribute.slice('custom:'.length)] : undefined;
    // Those of a pool that is made elsewhere are not known.
    const foreign = userPool && attribute.startsWith('custom:');
    if (!custom && !foreign && (attribute === 'sub' || !STANDARD_ATTRIBUTES.includes(attribute))) return [broken(identityProviderRules.mappedAttribute, attribute, { path })];
    if (custom && !custom.bind().mutable) return [broken(identityProviderRules.mutableAttribute, attribute, { path })];
    return source === '' ? [broken(identityProviderRules.mappingSource, source, { path, attribute })] : [];
  });
}
