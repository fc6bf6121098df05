import { CfnParameter, SecretValue, Stack } from 'aws-cdk-lib';
import { SigningAlgorithm, StringAttribute, UserPoolClientIdentityProvider, UserPoolIdentityProviderSamlMetadata } from 'aws-cdk-lib/aws-cognito';
import { CognitoAuthApiProps, IdentityProvidersOptions } from '../src';
import { fullProblemsOf as problemsOf } from './support/problems';
import { defaultStack, synth } from './support/template';

const PROVIDER = 'AWS::Cognito::UserPoolIdentityProvider';
const domain = { prefix: 'harbour-login' };
const secret = (name: string) => SecretValue.secretsManager(name);
const metadata = UserPoolIdentityProviderSamlMetadata.url('https://idp.example.com/metadata');
const okta = { issuerUrl: 'https://example.okta.com', clientId: 'okta-id', clientSecret: secret('okta') };

const all: IdentityProvidersOptions = {
  google: { clientId: 'google-id', clientSecret: secret('google') },
  facebook: { clientId: 'facebook-id', clientSecret: secret('facebook'), apiVersion: 'v19.0' },
  apple: { clientId: 'com.example.login', teamId: 'TEAM123456', keyId: 'KEY1234567', privateKey: secret('apple') },
  amazon: { clientId: 'amazon-id', clientSecret: secret('amazon') },
  oidc: { Okta: okta },
  saml: { Entra: { metadata } },
};

describe('identityProviders', () => {
  const { template, auth, stack } = synth({ domain, identityProviders: all, clients: { web: { callbackUrls: ['https://app.example.com/'] } } });
  const provider = (name: string) => {
    const [found] = Object.values(template.findResources(PROVIDER, { Properties: { ProviderName: name } }));
    return found.Properties;
  };

  test('makes each, by its name in Cognito', () => {
    template.resourceCountIs(PROVIDER, 6);
    expect(Object.keys(auth.identityProviders)).toEqual(['Google', 'Facebook', 'SignInWithApple', 'LoginWithAmazon', 'Okta', 'Entra']);
  });

  test('makes them in our scope: the identity pool depends on all that is under the pool', () => {
    for (const one of Object.values(auth.identityProviders)) expect(one.node.path).toMatch(/^Stack\/Auth\/IdentityProviders\//);
  });

  test.each([
    ['Google', 'client_secret', 'google'],
    ['Facebook', 'client_secret', 'facebook'],
    ['SignInWithApple', 'private_key', 'apple'],
    ['LoginWithAmazon', 'client_secret', 'amazon'],
    ['Okta', 'client_secret', 'okta'],
  ])('%s: the template has no secret, but where it is', (name, property, id) => {
    expect(provider(name).ProviderDetails[property]).toBe(`{{resolve:secretsmanager:${id}:SecretString:::}}`);
  });

  test('Google', () => {
    expect(provider('Google')).toEqual({
      UserPoolId: stack.resolve(auth.userPoolId),
      ProviderName: 'Google',
      ProviderType: 'Google',
      ProviderDetails: { client_id: 'google-id', client_secret: expect.stringContaining('{{resolve:'), authorize_scopes: 'openid email profile' },
      AttributeMapping: { email: 'email', email_verified: 'email_verified', name: 'name' },
    });
  });

  test('Facebook, whose scopes are separated by commas, and who does not say whether an address is verified', () => {
    expect(provider('Facebook')).toMatchObject({
      ProviderDetails: { client_id: 'facebook-id', api_version: 'v19.0', authorize_scopes: 'public_profile,email' },
      AttributeMapping: { email: 'email', name: 'name' },
    });
    expect(provider('Facebook').AttributeMapping).not.toHaveProperty('email_verified');
  });

  test('Apple, with team, key and private key', () => {
    expect(provider('SignInWithApple')).toMatchObject({
      ProviderType: 'SignInWithApple',
      ProviderDetails: { client_id: 'com.example.login', team_id: 'TEAM123456', key_id: 'KEY1234567', authorize_scopes: 'email name' },
      AttributeMapping: { email: 'email', email_verified: 'email_verified', name: 'name' },
    });
    expect(provider('SignInWithApple').ProviderDetails).not.toHaveProperty('client_secret');
  });

  test('Amazon', () => {
    expect(provider('LoginWithAmazon')).toMatchObject({
      ProviderType: 'LoginWithAmazon', ProviderDetails: { client_id: 'amazon-id', authorize_scopes: 'profile' }, AttributeMapping: { email: 'email', name: 'name' },
    });
  });

  test('OpenID Connect', () => {
    expect(provider('Okta')).toMatchObject({
      ProviderType: 'OIDC',
      ProviderDetails: {
        client_id: 'okta-id', oidc_issuer: 'https://example.okta.com', attributes_request_method: 'GET', authorize_scopes: 'openid email profile',
      },
      AttributeMapping: { email: 'email', email_verified: 'email_verified', name: 'name' },
    });
  });

  test('SAML, by the address of its metadata, signing people out here alone', () => {
    expect(provider('Entra')).toEqual({
      UserPoolId: stack.resolve(auth.userPoolId),
      ProviderName: 'Entra',
      ProviderType: 'SAML',
      ProviderDetails: { MetadataURL: 'https://idp.example.com/metadata', IDPSignout: 'false' },
      AttributeMapping: {
        email: 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress', name: 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name',
      },
    });
  });

  test('clients are made after the providers that they take', () => {
    const [client] = Object.values(template.findResources('AWS::Cognito::UserPoolClient', { Properties: { CallbackURLs: ['https://app.example.com/'] } }));
    const ids = Object.values(auth.identityProviders).map((one) => stack.getLogicalId(one));
    expect(client.DependsOn).toEqual(expect.arrayContaining(ids));
    expect(client.Properties.SupportedIdentityProviders).toEqual(['COGNITO', 'Google', 'Facebook', 'SignInWithApple', 'LoginWithAmazon', 'Okta', 'Entra']);
  });

  test('the API\'s own client takes none', () => {
    const [client] = Object.values(template.findResources('AWS::Cognito::UserPoolClient', { Properties: { AllowedOAuthFlowsUserPoolClient: false } }));
    expect(client.Properties.SupportedIdentityProviders).toEqual(['COGNITO']);
    expect(client).not.toHaveProperty('DependsOn');
  });
});

test('what is set replaces the defaults', () => {
  const text = '<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="x"/>';
  const { template } = synth({
    domain,
    customAttributes: { tenant: new StringAttribute({ mutable: true }) },
    identityProviders: {
      google: { clientId: 'id', clientSecret: secret('google'), scopes: ['email'], attributeMapping: { 'custom:tenant': 'hd' } },
      oidc: {
        Okta: {
          ...okta,
          identifiers: ['example.com'],
          endpoints: {
            authorization: 'https://id.example.com/authorize', token: 'https://id.example.com/token', userInfo: 'https://id.example.com/userinfo', jwksUri: 'https://id.example.com/jwks',
          },
        },
      },
      saml: {
        Entra: {
          metadata: UserPoolIdentityProviderSamlMetadata.file(text), idpSignout: true, idpInitiated: true, encryptedResponses: true,
          requestSigningAlgorithm: SigningAlgorithm.RSA_SHA256, identifiers: ['example.org'],
        },
      },
    },
  });
  template.hasResourceProperties(PROVIDER, { ProviderName: 'Google', ProviderDetails: { authorize_scopes: 'email' }, AttributeMapping: { 'custom:tenant': 'hd' } });
  template.hasResourceProperties(PROVIDER, {
    ProviderName: 'Okta',
    IdpIdentifiers: ['example.com'],
    ProviderDetails: {
      authorize_url: 'https://id.example.com/authorize', token_url: 'https://id.example.com/token', attributes_url: 'https://id.example.com/userinfo', jwks_uri: 'https://id.example.com/jwks',
    },
  });
  template.hasResourceProperties(PROVIDER, {
    ProviderName: 'Entra',
    IdpIdentifiers: ['example.org'],
    ProviderDetails: { MetadataFile: text, IDPSignout: 'true', IDPInit: 'true', EncryptedResponses: 'true', RequestSigningAlgorithm: 'rsa-sha256' },
  });
});

test('a secret may be a parameter that CloudFormation does not echo', () => {
  expect(problemsOf((stack: Stack) => ({
    domain,
    identityProviders: { google: { clientId: 'id', clientSecret: SecretValue.cfnParameter(new CfnParameter(stack, 'Google', { noEcho: true })) } },
  }))).toEqual([]);
});

test('without the prop there is none', () => {
  defaultStack().template.resourceCountIs(PROVIDER, 0);
  expect(defaultStack().auth.identityProviders).toEqual({});
});

const CREATE = 'See https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateIdentityProvider.html';
const MAPPING = 'See https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-specifying-attribute-mapping.html';
const OIDC = 'See https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-oidc-idp.html';
const SAML = 'See https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-saml-idp.html';
const REFERENCES = 'See https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html';
const google = { clientId: 'id', clientSecret: secret('google') };
const plain = SecretValue.unsafePlainText('hunter2');
const reference = 'a reference to a secret, such as SecretValue.secretsManager("google")';
const readable = `Whoever reads the template or the repository would read it: put it into Secrets Manager. ${REFERENCES}`;
const idp = (identityProviders: IdentityProvidersOptions, more: CognitoAuthApiProps = {}): CognitoAuthApiProps =>
  ({ domain, identityProviders, ...more });

describe('refuses', () => {
  test.each<[string, CognitoAuthApiProps, string]>([
    ['providers without a domain', { identityProviders: { google } },
      'identityProviders must be left out where neither domain nor userPool is given, but is ["Google"]. Providers send people back to the domain: give one, such as '
      + 'domain: { prefix: "harbour-login" }. See https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-identity-federation.html'],
    ['a secret in plain text', idp({ google: { ...google, clientSecret: plain } }), `identityProviders.google.clientSecret must be ${reference}, but is "plain text". ${readable}`],
    ['a private key in plain text', idp({ apple: { ...all.apple!, privateKey: plain } }), `identityProviders.apple.privateKey must be ${reference}, but is "plain text". ${readable}`],
    ['a plain secret of a named provider', idp({ oidc: { Okta: { ...okta, clientSecret: plain } } }), `identityProviders.oidc.Okta.clientSecret must be ${reference}, but is "plain text". ${readable}`],
    ['a secure parameter, which CloudFormation does not resolve here', idp({ amazon: { clientId: 'id', clientSecret: SecretValue.ssmSecure('/amazon') } }),
      'identityProviders.amazon.clientSecret must be a reference that CloudFormation resolves for identity providers, but is "{{resolve:ssm-secure:/amazon}}". '
      + `It does not do so for SecretValue.ssmSecure: put the value into Secrets Manager, and use SecretValue.secretsManager. ${REFERENCES}`],
    ['a name with an underscore', idp({ oidc: { Ok_ta: okta } }),
      'identityProviders.oidc must be a map whose keys are 3 to 32 characters without spaces, underscores and slashes, but is "Ok_ta". '
      + `The name leads the usernames of the provider's people, before an underscore: use names such as "Okta". ${CREATE}`],
    ['a name that is too short', idp({ saml: { ab: { metadata } } }),
      'identityProviders.saml must be a map whose keys are 3 to 32 characters without spaces, underscores and slashes, but is "ab". '
      + `The name leads the usernames of the provider's people, before an underscore: use names such as "Okta". ${CREATE}`],
    ['a name that Cognito keeps', idp({ oidc: { Cognito: okta } }),
      'identityProviders.oidc must be a map without COGNITO, Google, Facebook, SignInWithApple and LoginWithAmazon, but is "Cognito". '
      + `These are the pool itself and the providers that Cognito knows by name: use identityProviders.google and the like, or another name. ${CREATE}`],
    ['a name twice', idp({ oidc: { Okta: okta }, saml: { Okta: { metadata } } }),
      `identityProviders.saml must be a map without the names of identityProviders.oidc, but is "Okta". A pool has one provider of a name: rename one of the two. ${CREATE}`],
    ['no scopes', idp({ google: { ...google, scopes: [] } }),
      `identityProviders.google.scopes must be at least one scope, and none with a space or a comma, but is []. Leave it out for the default. ${CREATE}`],
    ['scopes in one text', idp({ google: { ...google, scopes: ['openid email'] } }),
      `identityProviders.google.scopes must be at least one scope, and none with a space or a comma, but is ["openid email"]. Leave it out for the default. ${CREATE}`],
    ['OpenID Connect without openid', idp({ oidc: { Okta: { ...okta, scopes: ['email'] } } }),
      `identityProviders.oidc.Okta.scopes must be a list with "openid", but is ["email"]. Without it the provider answers no ID token. ${CREATE}`],
    ['an issuer with a slash at its end', idp({ oidc: { Okta: { ...okta, issuerUrl: 'https://example.okta.com/' } } }),
      'identityProviders.oidc.Okta.issuerUrl must be an https address without query, fragment and a slash at its end, but is "https://example.okta.com/". '
      + `Write it as the provider's configuration has it under "issuer", such as "https://example.okta.com". ${OIDC}`],
    ['an issuer without TLS', idp({ oidc: { Okta: { ...okta, issuerUrl: 'http://example.okta.com' } } }),
      'identityProviders.oidc.Okta.issuerUrl must be an https address without query, fragment and a slash at its end, but is "http://example.okta.com". '
      + `Write it as the provider's configuration has it under "issuer", such as "https://example.okta.com". ${OIDC}`],
    ['an endpoint without TLS', idp({
      oidc: { Okta: { ...okta, endpoints: { authorization: 'https://a.example/a', token: 'http://a.example/t', userInfo: 'https://a.example/u', jwksUri: 'https://a.example/j' } } },
    }), `identityProviders.oidc.Okta.endpoints.token must be an https address, but is "http://a.example/t". Write all of it, such as "https://id.example.com/oauth2/token". ${OIDC}`],
    ['metadata that is no address', idp({ saml: { Entra: { metadata: UserPoolIdentityProviderSamlMetadata.url('metadata.xml') } } }),
      'identityProviders.saml.Entra.metadata must be an https address, where it is made by .url(), but is "metadata.xml". '
      + `Give the address of the document, or its text by UserPoolIdentityProviderSamlMetadata.file(). ${SAML}`],
    ['the path of metadata instead of its text', idp({ saml: { Entra: { metadata: UserPoolIdentityProviderSamlMetadata.file('metadata.xml') } } }),
      'identityProviders.saml.Entra.metadata must be the text of an XML document with an EntityDescriptor, where it is made by .file(), but is "metadata.xml". '
      + `Read the file: UserPoolIdentityProviderSamlMetadata.file(readFileSync("metadata.xml", "utf8")). ${SAML}`],
    ['an identifier twice', idp({ saml: { Entra: { metadata, identifiers: ['a.com', 'a.com'] } } }),
      'identityProviders.saml.Entra.identifiers must be at most 50 of 1 to 40 letters, digits, spaces and _+=.@-, each given to one provider once, but is '
      + `["a.com","a.com"]. Use the domains of your customers' addresses, such as "example.com". ${CREATE}`],
    ['too many identifiers', idp({ saml: { Entra: { metadata, identifiers: Array.from({ length: 51 }, (_, index) => `${index}.com`) } } }),
      'identityProviders.saml.Entra.identifiers must be at most 50 of 1 to 40 letters, digits, spaces and _+=.@-, each given to one provider once, but is 51. '
      + `Use the domains of your customers' addresses, such as "example.com". ${CREATE}`],
    ['a mapping to an attribute that the pool has not', idp({ google: { ...google, attributeMapping: { 'custom:tenant': 'hd' } } }),
      'identityProviders.google.attributeMapping must be a map whose keys are standard attributes other than sub, or of customAttributes, which start with "custom:", '
      + `but is "custom:tenant". Declare it in customAttributes, or correct its name. ${MAPPING}`],
    ['a mapping to the id of the account', idp({ google: { ...google, attributeMapping: { sub: 'sub' } } }),
      'identityProviders.google.attributeMapping must be a map whose keys are standard attributes other than sub, or of customAttributes, which start with "custom:", '
      + `but is "sub". Declare it in customAttributes, or correct its name. ${MAPPING}`],
    ['a mapping to an attribute that stays as it is', idp({ google: { ...google, attributeMapping: { 'custom:tenant': 'hd' } } }, { customAttributes: { tenant: new StringAttribute() } }),
      'identityProviders.google.attributeMapping must be a map whose keys are mutable attributes, but is "custom:tenant". Cognito writes them at each sign-in, '
      + `and the second one would fail: declare it with mutable: true, under a new name where the pool is deployed. ${MAPPING}`],
    ['a mapping from nothing', idp({ google: { ...google, attributeMapping: { email: '' } } }),
      `identityProviders.google.attributeMapping.email must be the name of one of the provider's attributes, but is "". Leave the line out for an attribute that is not to be copied. ${MAPPING}`],
  ])('%s', (_, props, problem) => {
    expect(problemsOf(props)).toEqual([problem]);
  });

  test('and says no secret of them all', () => {
    const problems = problemsOf(idp({ google: { ...google, clientSecret: plain }, facebook: { clientId: 'id', clientSecret: plain }, oidc: { Okta: { ...okta, clientSecret: plain } } }));
    expect(problems).toHaveLength(3);
    expect(problems.join()).not.toContain('hunter2');
  });

  test('the client of a provider that nobody declared', () => {
    const clients = { web: { callbackUrls: ['https://app.example.com/'], identityProviders: [UserPoolClientIdentityProvider.COGNITO, UserPoolClientIdentityProvider.FACEBOOK] } };
    expect(problemsOf({ domain, identityProviders: { google }, clients })).toEqual([
      'clients.web.identityProviders[1] must be one of COGNITO, Google, but is "Facebook". Declare it in identityProviders, or correct its name. '
      + 'See https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html',
    ]);
  });
});
