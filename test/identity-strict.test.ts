import { App, SecretValue, Stack, Validations } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { UserPoolIdentityProviderSamlMetadata } from 'aws-cdk-lib/aws-cognito';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { AwsSolutionsChecks } from 'cdk-nag';
import { AppClientAuthFlow, AppClientKind, CognitoAuthApi } from '../src';
import { acknowledgeWhatIsInherent } from './support/inherent';

const MOST_RESOURCES = 500;
const secret = SecretValue.secretsManager('secret');

test('all clients, providers, domain and pages bring no finding, and leave room for more', () => {
  delete process.env.CDK_VALIDATION;
  const app = new App({ context: { '@aws-cdk/core:validateAgainstDefaultRules': true, '@aws-cdk/core:strictCfnValidateErrors': true } });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const stack = new Stack(app, 'Stack');
  const callbackUrls = ['https://app.example.com/callback'];
  const auth = new CognitoAuthApi(stack, 'Auth', {
    domain: {
      domainName: 'login.example.com',
      certificate: Certificate.fromCertificateArn(stack, 'Certificate', 'arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012'),
      hostedZone: HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z0123456789EXAMPLE', zoneName: 'example.com' }),
    },
    managedLogin: { terms: { termsOfUse: { default: 'https://example.com/terms' }, privacyPolicy: { default: 'https://example.com/privacy' } } },
    identityProviders: {
      google: { clientId: 'id', clientSecret: secret },
      facebook: { clientId: 'id', clientSecret: secret },
      apple: { clientId: 'id', teamId: 'TEAM123456', keyId: 'KEY1234567', privateKey: secret },
      amazon: { clientId: 'id', clientSecret: secret },
      oidc: { Okta: { issuerUrl: 'https://example.okta.com', clientId: 'id', clientSecret: secret } },
      saml: { Entra: { metadata: UserPoolIdentityProviderSamlMetadata.url('https://idp.example.com/metadata') } },
    },
    resourceServers: { orders: { scopes: { read: 'Read orders' } } },
    clients: {
      web: { callbackUrls, logoutUrls: callbackUrls },
      server: { callbackUrls, generateSecret: true, branding: { settings: { categories: { global: { colorSchemeMode: 'DARK' } } } } },
      phone: { kind: AppClientKind.NATIVE, callbackUrls: ['com.example.app://callback'], authFlows: [AppClientAuthFlow.USER_SRP, AppClientAuthFlow.USER_AUTH] },
    },
    machineClients: { billing: { scopes: ['orders/read'] } },
  });
  acknowledgeWhatIsInherent(stack, auth);
  for (const made of [auth.clients.server.secret!, auth.machineClients.billing.secret]) {
    Validations.of(made).acknowledge({ id: 'AwsSolutions::AwsSolutions-SMG4', reason: 'Cognito makes the value, so nothing can rotate it in place' });
  }
  const count = Object.keys(app.synth().getStackByName('Stack').template.Resources).length;
  console.info(`All clients, providers, domain and pages: ${count} of ${MOST_RESOURCES} resources`);
  expect(count).toBeLessThan(MOST_RESOURCES);
});
