import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack, Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { LockedDownStack } from '../../examples/locked-down/stack';
import { LocalApi } from '../support/local';
import { bearer, Person } from '../support/person';

const outdir = mkdtempSync(join(tmpdir(), 'locked-down-'));
const env = { region: 'eu-central-1' };

/** CDK's own validation and cdk-nag's AwsSolutions on; anything that is not acknowledged throws. */
function strictApp(): App {
  // Whatever the shell says: here it is on.
  delete process.env.CDK_VALIDATION;
  const app = new App({ outdir, context: { '@aws-cdk/core:validateAgainstDefaultRules': true, '@aws-cdk/core:strictCfnValidateErrors': true } });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return app;
}

afterAll(() => rmSync(outdir, { recursive: true, force: true }));

test('passes CDK\'s validation and cdk-nag', () => {
  const app = strictApp();
  new LockedDownStack(app, 'LockedDown', { env });
  expect(() => app.synth()).not.toThrow();
});

test('acknowledges nothing about the plan, the second factor, logs or encryption', () => {
  const source = readFileSync(join(__dirname, '..', '..', 'examples', 'locked-down', 'acknowledgements.ts'), 'utf8');
  expect([...source.matchAll(/AwsSolutions-([A-Z]+[0-9]+)/g)].map(([, id]) => id)).toEqual(['SMG4', 'IAM5', 'IAM5', 'APIG4']);
});

test('has what it says', () => {
  const stack = new LockedDownStack(new App(), 'LockedDown', { env });
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::Cognito::UserPool', {
    UserPoolTier: 'PLUS', UserPoolAddOns: { AdvancedSecurityMode: 'ENFORCED' }, MfaConfiguration: 'ON', DeletionProtection: 'ACTIVE',
  });
  template.hasResourceProperties('AWS::ApiGatewayV2::Api', {
    DisableExecuteApiEndpoint: true, CorsConfiguration: { AllowOrigins: ['https://app.example.com'], AllowCredentials: true },
  });
  template.hasResourceProperties('AWS::ApiGatewayV2::DomainName', { DomainName: 'auth.example.com' });
  template.hasResourceProperties('AWS::WAFv2::WebACLAssociation', { ResourceArn: Stack.of(stack).resolve(stack.auth.userPool.userPoolArn) });
  template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 731 });
  template.allResourcesProperties('AWS::Lambda::Function', { TracingConfig: { Mode: 'Active' } });
  expect(stack.auth.apiUrl).toBe('https://auth.example.com');
});

describe('offline', () => {
  let api: LocalApi;
  beforeAll(async () => {
    api = await LocalApi.start(outdir);
  });
  afterAll(() => api?.stop());

  test('a person enrols and signs in, and the refresh token is in a cookie alone', async () => {
    // As a page of the app calls; the runner's own addresses refuse pages.
    const inPage = {
      call: (route: string, body?: unknown, headers = {}) =>
        api.call(route, body, route.includes('/v1/') ? { origin: 'https://app.example.com', ...headers } : headers),
    };
    const ada = new Person(Object.assign(Object.create(api), inPage) as LocalApi);
    ada.password = 'Tr0ubled&Waters-9-deep';
    await ada.enrol();
    const { status, headers, body } = await ada.signIn();
    expect(status).toBe(200);
    expect(body).toMatchObject({ access_token: expect.any(String), expires_in: 900 });
    expect(body).not.toHaveProperty('refresh_token');
    expect(headers.getSetCookie()).toEqual([expect.stringMatching(/^__Host-/)]);
    expect(await api.call('GET /v1/userinfo', undefined, bearer(body.access_token))).toMatchObject({ status: 200, body: { email: ada.email } });
  });
});
