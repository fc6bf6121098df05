import { SecretValue } from 'aws-cdk-lib';
import { OidcAttributeRequestMethod, OidcEndpoints, SigningAlgorithm, UserPoolIdentityProviderSamlMetadata } from 'aws-cdk-lib/aws-cognito';

/** Sign-in with Google. */
export interface GoogleProviderOptions {
  /** The client id that Google gave the app. */
  readonly clientId: string;

  /** The client secret that Google gave the app: of Secrets Manager, never as plain text. */
  readonly clientSecret: SecretValue;

  /**
   * What is asked of Google.
   *
   * @default ['openid', 'email', 'profile']
   */
  readonly scopes?: string[];

  /**
   * Copies what Google says to the account at each sign-in, by the pool's attribute: `{ email: 'email' }`. Replaces the default. The attributes of
   * a pool's account come from `customAttributes` (`custom:...`, mutable) or are standard ones.
   *
   * @default - email, email_verified, name
   */
  readonly attributeMapping?: { [attribute: string]: string };
}

/** Sign-in with Facebook. */
export interface FacebookProviderOptions {
  /** The app id that Facebook gave the app. */
  readonly clientId: string;

  /** The app secret: of Secrets Manager, never as plain text. */
  readonly clientSecret: SecretValue;

  /**
   * Pins the version of Facebook's API, such as `v19.0`.
   *
   * @default - Cognito's choice
   */
  readonly apiVersion?: string;

  /**
   * What is asked of Facebook.
   *
   * @default ['public_profile', 'email']
   */
  readonly scopes?: string[];

  /**
   * Copies what Facebook says to the account at each sign-in, by the pool's attribute. Replaces the default. Facebook does not say whether an
   * address is verified.
   *
   * @default - email, name
   */
  readonly attributeMapping?: { [attribute: string]: string };
}

/** Sign-in with Apple. */
export interface AppleProviderOptions {
  /** The Services ID of the app. */
  readonly clientId: string;

  /** The 10 characters of the team's id. */
  readonly teamId: string;

  /** The 10 characters of the key's id. */
  readonly keyId: string;

  /** The private key, as the text of Apple's `.p8` file: of Secrets Manager, never as plain text. */
  readonly privateKey: SecretValue;

  /**
   * What is asked of Apple.
   *
   * @default ['email', 'name']
   */
  readonly scopes?: string[];

  /**
   * Copies what Apple says to the account at each sign-in, by the pool's attribute. Replaces the default.
   *
   * @default - email, email_verified, name
   */
  readonly attributeMapping?: { [attribute: string]: string };
}

/** Login with Amazon. */
export interface AmazonProviderOptions {
  /** The client id that Amazon gave the app. */
  readonly clientId: string;

  /** The client secret: of Secrets Manager, never as plain text. */
  readonly clientSecret: SecretValue;

  /**
   * What is asked of Amazon.
   *
   * @default ['profile']
   */
  readonly scopes?: string[];

  /**
   * Copies what Amazon says to the account at each sign-in, by the pool's attribute. Replaces the default. Amazon does not say whether an
   * address is verified.
   *
   * @default - email, name
   */
  readonly attributeMapping?: { [attribute: string]: string };
}

/** Sign-in with any provider that speaks OpenID Connect. */
export interface OidcProviderOptions {
  /** Where the provider publishes its configuration: an `https` address without a slash at its end, to which Cognito appends `/.well-known/openid-configuration`. */
  readonly issuerUrl: string;

  /** The client id that the provider gave the app. */
  readonly clientId: string;

  /** The client secret: of Secrets Manager, never as plain text. */
  readonly clientSecret: SecretValue;

  /**
   * What is asked of the provider; `openid` must be among it.
   *
   * @default ['openid', 'email', 'profile']
   */
  readonly scopes?: string[];

  /**
   * How Cognito fetches the attributes.
   *
   * @default OidcAttributeRequestMethod.GET
   */
  readonly attributeRequestMethod?: OidcAttributeRequestMethod;

  /**
   * The provider's endpoints, where it publishes no configuration.
   *
   * @default - what the configuration at `issuerUrl` says
   */
  readonly endpoints?: OidcEndpoints;

  /**
   * Lets apps choose the provider by one of these in `idp_identifier`, and people by the domain of their address: 1 to 40 characters each, at most 50.
   *
   * @default - none
   */
  readonly identifiers?: string[];

  /**
   * Copies the provider's claims to the account at each sign-in, by the pool's attribute. Replaces the default. Leave `email_verified` out for a
   * provider that says it without proof.
   *
   * @default - email, email_verified, name
   */
  readonly attributeMapping?: { [attribute: string]: string };
}

/** Sign-in with any provider that speaks SAML 2.0. */
export interface SamlProviderOptions {
  /** The provider's metadata: `UserPoolIdentityProviderSamlMetadata.url('https://...')`, or `.file(content)` with the text of the document. */
  readonly metadata: UserPoolIdentityProviderSamlMetadata;

  /**
   * Signs people out at the provider, too, when they sign out here.
   *
   * @default false
   */
  readonly idpSignout?: boolean;

  /**
   * Takes sign-ins that the provider starts, without the app having asked. Nothing ties such a sign-in to a browser that wanted it.
   *
   * @default false
   */
  readonly idpInitiated?: boolean;

  /**
   * Asks the provider to encrypt its assertions with the pool's certificate, which is then to be given to the provider.
   *
   * @default false
   */
  readonly encryptedResponses?: boolean;

  /**
   * Signs Cognito's requests to the provider.
   *
   * @default - they are not signed
   */
  readonly requestSigningAlgorithm?: SigningAlgorithm;

  /**
   * Lets apps choose the provider by one of these in `idp_identifier`, and people by the domain of their address: 1 to 40 characters each, at most 50.
   *
   * @default - none
   */
  readonly identifiers?: string[];

  /**
   * Copies what the assertion says to the account at each sign-in, by the pool's attribute. Replaces the default. An assertion does not say
   * whether an address is verified.
   *
   * @default - email and name, from the claims `.../identity/claims/emailaddress` and `.../identity/claims/name`
   */
  readonly attributeMapping?: { [attribute: string]: string };
}

/**
 * Who else may say who someone is. Cognito asks no second factor of people who sign in so: that is for the provider to do. They get accounts of
 * their own, apart from those of the API's operations, unless accounts are linked.
 */
export interface IdentityProvidersOptions {
  /**
   * Google, under the provider name `Google`.
   *
   * @default - none
   */
  readonly google?: GoogleProviderOptions;

  /**
   * Facebook, under the provider name `Facebook`.
   *
   * @default - none
   */
  readonly facebook?: FacebookProviderOptions;

  /**
   * Apple, under the provider name `SignInWithApple`.
   *
   * @default - none
   */
  readonly apple?: AppleProviderOptions;

  /**
   * Amazon, under the provider name `LoginWithAmazon`.
   *
   * @default - none
   */
  readonly amazon?: AmazonProviderOptions;

  /**
   * OpenID Connect providers, by a name of 3 to 32 characters without spaces and underscores. The name leads the usernames of the provider's people.
   *
   * @default - none
   */
  readonly oidc?: { [name: string]: OidcProviderOptions };

  /**
   * SAML providers, by such a name, too.
   *
   * @default - none
   */
  readonly saml?: { [name: string]: SamlProviderOptions };
}
