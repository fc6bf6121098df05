import { rmSync } from 'node:fs';
import { App } from 'aws-cdk-lib';
import { AuthStack } from '../../examples/environments/auth-stack';
import { environments, settingsOf } from '../../examples/environments/settings';
import type { Settings } from '../../examples/environments/settings/settings';
import { namesOf } from '../support/account-names';
import { synthesizeExample } from '../support/example';
import { LocalApi } from '../support/local';
import { Person } from '../support/person';
import { differences } from '../support/template-differences';

const artifactOf = (settings: Settings) => {
  const app = new App();
  const stack = new AuthStack(app, settings);
  return app.synth().getStackByName(stack.stackName);
};

test('there are three, each with its own file and its own stack', () => {
  expect(environments.map(({ name }) => name)).toEqual(['dev', 'staging', 'prod']);
  expect(environments.map((settings) => artifactOf(settings).stackName)).toEqual(['HarbourAuth-dev', 'HarbourAuth-staging', 'HarbourAuth-prod']);
  expect(environments.map((settings) => artifactOf(settings).terminationProtection)).toEqual([false, true, true]);
});

describe('-c env', () => {
  test('names one', () => {
    expect(environments.map(({ name }) => settingsOf(name))).toEqual(environments);
  });

  test('is asked for where it is missing', () => {
    expect(() => settingsOf(undefined)).toThrow('Say which environment by -c env=NAME, such as "npx cdk deploy -c env=dev". There are dev, staging, prod.');
  });

  test.each(['prd', 'Dev', '', 'toString', '__proto__', 3])('is refused where nobody knows it: %p', (name) => {
    expect(() => settingsOf(name)).toThrow(`There is no environment ${JSON.stringify(name)}: -c env=NAME takes dev, staging, prod.`);
  });

  test('says so to who forgets it on the command line', () => {
    expect(() => synthesizeExample('environments')).toThrow('Say which environment by -c env=NAME');
  });
});

describe('all three in one account and region', () => {
  const templates = environments.map((settings) => artifactOf({ ...settings, account: '444444444444', region: 'eu-central-1' }).template);

  test('no two want the same name', () => {
    const names = templates.flatMap((template) => namesOf(template));
    // Each has a name of the API, its domain, Cognito's domain, the identity of its mails and a parameter; the records of the API; and no exports.
    expect(names.filter((name) => name.includes('harbour') || name.includes('Harbour')).length).toBeGreaterThanOrEqual(3 * 7);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  test('a name that two want is found', () => {
    const [dev] = templates;
    const names = [...namesOf(dev), ...namesOf(dev)];
    expect([...new Set(names.filter((name, index) => names.indexOf(name) !== index))]).toEqual(namesOf(dev));
  });

  test('nothing that CloudFormation can name has a name of ours: functions, roles, secrets, buckets, log groups, the pool', () => {
    const named = ['FunctionName', 'RoleName', 'BucketName', 'LogGroupName', 'UserPoolName', 'AliasName', 'AlarmName'];
    for (const { Resources } of templates) {
      const found = Object.values<any>(Resources).filter(({ Type }) => Type !== 'AWS::Lambda::Permission')
        .flatMap(({ Type, Properties }) => named.filter((name) => Properties?.[name] !== undefined).map((name) => `${Type} ${name}`));
      expect(found).toEqual([]);
      expect(Object.values<any>(Resources).filter(({ Type, Properties }) => Type === 'AWS::SecretsManager::Secret' && Properties.Name)).toEqual([]);
    }
  });
});

test('what differs, from dev over staging to prod, is what the settings say, beside account and region', () => {
  const templates = environments.map((settings) => {
    const text = JSON.stringify(artifactOf(settings).template);
    expect(text).toContain(settings.account);
    return JSON.parse(text.replaceAll(settings.account, 'ACCOUNT').replaceAll(settings.region, 'REGION'));
  });
  const differing = ['dev | staging | prod', ...differences(templates)].join('\n');
  console.info(differing);
  expect(`${differing}\n`).toBe(`dev | staging | prod
0 | 0 | 2 AWS::CloudWatch::Alarm
0 | 1 | 1 AWS::WAFv2::WebACL
0 | 1 | 1 AWS::WAFv2::WebACLAssociation
AWS::ApiGatewayV2::Api Name: HarbourAuth-dev/Auth | HarbourAuth-staging/Auth | HarbourAuth-prod/Auth
AWS::ApiGatewayV2::DomainName DomainName: auth.dev.harbour.example.com | auth.staging.harbour.example.com | auth.harbour.example.com
AWS::ApiGatewayV2::Stage DefaultRouteSettings.ThrottlingBurstLimit: 40 | 200 | 1000
AWS::ApiGatewayV2::Stage DefaultRouteSettings.ThrottlingRateLimit: 20 | 100 | 500
AWS::ApiGatewayV2::Stage RouteSettings.each credential route.ThrottlingBurstLimit: 10 | 40 | 100
AWS::ApiGatewayV2::Stage RouteSettings.each credential route.ThrottlingRateLimit: 5 | 20 | 50
AWS::CertificateManager::Certificate DomainName: auth.dev.harbour.example.com | auth.staging.harbour.example.com | auth.harbour.example.com
AWS::CertificateManager::Certificate DomainValidationOptions.DomainName: auth.dev.harbour.example.com | auth.staging.harbour.example.com | auth.harbour.example.com
AWS::CertificateManager::Certificate DomainValidationOptions.HostedZoneId: Z0123456789DEV | Z0123456789STAGING | Z0123456789PROD
AWS::CertificateManager::Certificate Tags.Value: HarbourAuth-dev/Certificate | HarbourAuth-staging/Certificate | HarbourAuth-prod/Certificate
AWS::Cognito::UserPool DeletionPolicy: Delete | Retain | Retain
AWS::Cognito::UserPool DeletionProtection: INACTIVE | ACTIVE | ACTIVE
AWS::Cognito::UserPool EmailConfiguration.From: no-reply@dev.harbour.example.com | no-reply@staging.harbour.example.com | no-reply@harbour.example.com
AWS::Cognito::UserPool EmailConfiguration.ReplyToEmailAddress: developers@harbour.example.com | developers@harbour.example.com | help@harbour.example.com
AWS::Cognito::UserPoolClient CallbackURLs: http://localhost:3000/callback | https://app.staging.harbour.example.com/callback | https://app.harbour.example.com/callback
AWS::Cognito::UserPoolClient LogoutURLs: http://localhost:3000/ | https://app.staging.harbour.example.com/ | https://app.harbour.example.com/
AWS::Cognito::UserPoolDomain Domain: harbour-dev | harbour-staging | harbour
AWS::KMS::Key DeletionPolicy: Delete | Retain | Retain
AWS::Lambda::Function Environment.Variables.APP_NAME: Harbour (dev) | Harbour (staging) | Harbour
AWS::Logs::LogGroup DeletionPolicy: Delete | Retain | Retain
AWS::Logs::LogGroup RetentionInDays: 7 | 30 | 731
AWS::Route53::RecordSet HostedZoneId: Z0123456789DEV | Z0123456789STAGING | Z0123456789PROD
AWS::Route53::RecordSet Name: auth.dev.harbour.example.com. | auth.staging.harbour.example.com. | auth.harbour.example.com.
AWS::S3::Bucket DeletionPolicy: Delete | Retain | Retain
AWS::SES::EmailIdentity EmailIdentity: dev.harbour.example.com | staging.harbour.example.com | harbour.example.com
AWS::SSM::Parameter Name: /harbour/dev/auth/api-url | /harbour/staging/auth/api-url | /harbour/prod/auth/api-url
AWS::SSM::Parameter Value: https://auth.dev.harbour.example.com | https://auth.staging.harbour.example.com | https://auth.harbour.example.com
AWS::SecretsManager::Secret DeletionPolicy: Delete | Retain | Retain
Output AuthApiUrl522CD824.Value: https://auth.dev.harbour.example.com | https://auth.staging.harbour.example.com | https://auth.harbour.example.com
`);
});

describe('dev, offline', () => {
  let outdir: string;
  let api: LocalApi;
  beforeAll(async () => {
    outdir = synthesizeExample('environments', { env: 'dev' });
    api = await LocalApi.start(outdir);
  });
  afterAll(async () => {
    await api?.stop();
    rmSync(outdir, { recursive: true, force: true });
  });

  test('a person enrols, by mails that say where they are from, and signs in', async () => {
    const ada = await new Person(api).enrol();
    expect((await api.mails(ada.email))[0].subject).toContain('Harbour (dev)');
    expect(await ada.signIn()).toMatchObject({ status: 200, body: { access_token: expect.any(String) } });
  });
});

test.each(['staging', 'prod'])('%s is synthesized strictly, too', (env) => {
  rmSync(synthesizeExample('environments', { env }), { recursive: true, force: true });
});
