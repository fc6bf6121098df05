import { SecretValue } from 'aws-cdk-lib';
import { CfnUserPoolIdentityProvider, IUserPool, OidcAttributeRequestMethod, UserPoolIdentityProviderSamlMetadataType } from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import * as defaults from './defaults';
import { IdentityProvidersOptions, OidcProviderOptions, SamlProviderOptions } from './identity-provider-options';
import { Settings } from './settings';

/** A provider as Cognito wants it said, whatever its kind. */
export interface Provider {
  /** The property that it was given as: `identityProviders.oidc.Okta`. */
  readonly path: string;
  readonly name: string;
  readonly type: 'Google' | 'Facebook' | 'SignInWithApple' | 'LoginWithAmazon' | 'OIDC' | 'SAML';
  /** What must not be read in the template, by the property's name. */
  readonly secret?: { readonly property: string; readonly value: SecretValue };
  readonly scopes?: string[];
  /** The secret and the scopes aside. */
  readonly details: { readonly [name: string]: string | undefined };
  readonly identifiers?: string[];
  readonly mapping: { readonly [attribute: string]: string };
}

/** All that are given, in one form. */
export function providersOf({ google, facebook, apple, amazon, oidc = {}, saml = {} }: IdentityProvidersOptions): Provider[] {
  const { PROVIDER_SCOPES: scopes, ATTRIBUTE_MAPPINGS: mappings } = defaults;
  const social = (kind: 'google' | 'facebook' | 'apple' | 'amazon', type: Provider['type'], given: SocialOptions | undefined,
    secret: Provider['secret'] | undefined, details: Provider['details'] = {}): Provider[] => given && secret ? [{
    path: `identityProviders.${kind}`,
    name: type,
    type,
    secret,
    scopes: given.scopes ?? scopes[kind],
    details: { client_id: given.clientId, ...details },
    mapping: given.attributeMapping ?? mappings[kind],
  }] : [];
  return [
    ...social('google', 'Google', google, google && { property: 'clientSecret', value: google.clientSecret }),
    ...social('facebook', 'Facebook', facebook, facebook && { property: 'clientSecret', value: facebook.clientSecret }, { api_version: facebook?.apiVersion }),
    ...social('apple', 'SignInWithApple', apple, apple && { property: 'privateKey', value: apple.privateKey }, { team_id: apple?.teamId, key_id: apple?.keyId }),
    ...social('amazon', 'LoginWithAmazon', amazon, amazon && { property: 'clientSecret', value: amazon.clientSecret }),
    ...Object.entries(oidc).map(([name, options]) => oidcProvider(name, options)),
    ...Object.entries(saml).map(([name, options]) => samlProvider(name, options)),
  ];
}

/** What the four have in common. */
interface SocialOptions {
  readonly clientId: string;
  readonly scopes?: string[];
  readonly attributeMapping?: { [attribute: string]: string };
}

function oidcProvider(name: string, options: OidcProviderOptions): Provider {
  const { clientId, clientSecret, issuerUrl, endpoints, attributeRequestMethod = OidcAttributeRequestMethod.GET } = options;
  return {
    path: `identityProviders.oidc.${name}`,
    name,
    type: 'OIDC',
    secret: { property: 'clientSecret', value: clientSecret },
    scopes: options.scopes ?? defaults.PROVIDER_SCOPES.oidc,
    details: {
      client_id: clientId,
      oidc_issuer: issuerUrl,
      attributes_request_method: attributeRequestMethod,
      authorize_url: endpoints?.authorization,
      token_url: endpoints?.token,
      attributes_url: endpoints?.userInfo,
      jwks_uri: endpoints?.jwksUri,
    },
    identifiers: options.identifiers,
    mapping: options.attributeMapping ?? defaults.ATTRIBUTE_MAPPINGS.oidc,
  };
}

function samlProvider(name: string, options: SamlProviderOptions): Provider {
  const { metadata: { metadataType, metadataContent }, idpSignout, idpInitiated, encryptedResponses, requestSigningAlgorithm } = options;
  const text = (flag: boolean | undefined) => flag ? 'true' : undefined;
  return {
    path: `identityProviders.saml.${name}`,
    name,
    type: 'SAML',
    details: {
      [metadataType === UserPoolIdentityProviderSamlMetadataType.URL ? 'MetadataURL' : 'MetadataFile']: metadataContent,
      IDPSignout: String(idpSignout ?? false),
      IDPInit: text(idpInitiated),
      EncryptedResponses: text(encryptedResponses),
      RequestSigningAlgorithm: requestSigningAlgorithm,
    },
    identifiers: options.identifiers,
    mapping: options.attributeMapping ?? defaults.ATTRIBUTE_MAPPINGS.saml,
  };
}

/** In our scope, not under the pool. By the provider's name, under which clients list it. */
export function makeIdentityProviders(
  scope: Construct, userPool: IUserPool, settings: Settings,
): { [name: string]: CfnUserPoolIdentityProvider } {
  const providers = providersOf(settings.identityProviders);
  if (providers.length === 0) return {};
  const folder = new Construct(scope, 'IdentityProviders');
  return Object.fromEntries(providers.map((provider) => [provider.name, makeProvider(folder, userPool, provider)]));
}

function makeProvider(folder: Construct, userPool: IUserPool, provider: Provider): CfnUserPoolIdentityProvider {
  const { name, type, secret, scopes, details, identifiers, mapping } = provider;
  return new CfnUserPoolIdentityProvider(folder, name, {
    userPoolId: userPool.userPoolId,
    providerName: name,
    providerType: type,
    providerDetails: {
      ...details,
      // A dynamic reference: CloudFormation reads the value when deploying, and the template never holds it. Validation has refused anything else.
      ...secret && { [secret.property === 'privateKey' ? 'private_key' : 'client_secret']: secret.value.unsafeUnwrap() },
      ...scopes && { authorize_scopes: scopes.join(type === 'Facebook' ? ',' : ' ') },
    },
    idpIdentifiers: identifiers,
    attributeMapping: { ...mapping },
  });
}
