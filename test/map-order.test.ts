import { Duration, SecretValue } from 'aws-cdk-lib';
import { StringAttribute, UserPoolIdentityProviderSamlMetadata } from 'aws-cdk-lib/aws-cognito';
import { CognitoAuthApiProps } from '../src';
import { inNameOrder } from '../src/map-order';
import { synth } from './support/template';

/** Each map of the props that makes something of its entries, with two of them. */
const props = (): CognitoAuthApiProps => ({
  groups: { clerks: {}, managers: { scopes: ['reports/read'] } },
  customAttributes: { shop: new StringAttribute({ mutable: true }), tenant: new StringAttribute({ mutable: true }) },
  tokens: { access: Duration.minutes(30), claims: { shop: 'custom:shop', tenant: 'custom:tenant' } },
  domain: { prefix: 'harbour' },
  resourceServers: { orders: { scopes: { read: 'Read', write: 'Write' } }, reports: { scopes: { list: 'List' } } },
  machineClients: { billing: { scopes: ['orders/read'] }, printer: { scopes: ['orders/write'] } },
  clients: {
    app: { callbackUrls: ['https://app.example.com/'] },
    web: { callbackUrls: ['https://example.com/'] },
  },
  identityProviders: {
    google: { clientId: 'harbour', clientSecret: SecretValue.secretsManager('google'), attributeMapping: { email: 'email', name: 'name' } },
    oidc: Object.fromEntries(['Okta', 'Staff'].map((name) => [name, {
      clientId: 'harbour', clientSecret: SecretValue.secretsManager(name), issuerUrl: `https://${name.toLowerCase()}.example.com`,
    }])),
    saml: Object.fromEntries(['Partner', 'School'].map((name) => [name, {
      metadata: UserPoolIdentityProviderSamlMetadata.url(`https://${name.toLowerCase()}.example.com/saml`),
    }])),
  },
  managedLogin: {
    terms: {
      termsOfUse: { default: 'https://example.com/terms', french: 'https://example.com/fr/terms' },
      privacyPolicy: { default: 'https://example.com/privacy', french: 'https://example.com/fr/privacy' },
    },
  },
  messages: { templates: { de: { mfaCode: { sms: 'Code: {code}' } }, default: { mfaCode: { sms: 'Code {code}' } } } },
  functionProps: {
    environment: { FIRST: '1', SECOND: '2' },
    perOperation: { login: { memorySize: 512 }, userinfo: { memorySize: 512 } },
  },
});

const isRecord = (value: unknown): value is object => Object.getPrototypeOf(value ?? 0) === Object.prototype;
const reversed = (value: any): any => Array.isArray(value) ? value.map(reversed)
  : isRecord(value) ? Object.fromEntries(Object.entries(value).reverse().map(([name, item]) => [name, reversed(item)])) : value;

test('the template is the same, letter by letter, in whatever order maps and members come: in Go and Java they have none', () => {
  const [one, other] = [props(), reversed(props())].map((given) => JSON.stringify(synth(given).template.toJSON(), undefined, 1));
  expect(Object.keys(reversed(props()).groups)).toEqual(['managers', 'clerks']);
  expect(other).toBe(one);
});

test('lists stay as they are, and so do the objects that hold no map', () => {
  const callbackUrls = ['https://z.example.com/', 'https://a.example.com/'];
  const given = { clients: { web: { callbackUrls } }, tokens: { access: Duration.hours(1) }, extra: 'of a subclass' };
  const ordered = inNameOrder(given, 'CognitoAuthApiProps');
  expect(ordered).toEqual(given);
  expect(ordered.tokens).toBe(given.tokens);
  expect(Object.keys(ordered)).toEqual(['clients', 'tokens', 'extra']);
});
