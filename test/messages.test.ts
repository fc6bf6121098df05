import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Annotations as Notes, App, FileSystem, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { ConfigurationSet, EmailIdentity } from 'aws-cdk-lib/aws-ses';
import { CognitoAuthApi, MessageOptions } from '../src';
import { hasSes } from '../src/messages';
import { settingsOf } from '../src/settings';
import { defaultStack, only } from './support/template';

const POOL = 'AWS::Cognito::UserPool';
const IRELAND = { region: 'eu-west-1', account: '123456789012' };

const made = (makeMessages: (stack: Stack) => MessageOptions, env?: { region: string; account: string }) => {
  const stack = new Stack(new App(), 'Stack', { env });
  const auth = new CognitoAuthApi(stack, 'Auth', { messages: makeMessages(stack) });
  const template = Template.fromStack(stack);
  return { stack, auth, template, email: only(template, POOL).EmailConfiguration };
};

/** The ARN as one text, with `<...>` for what only CloudFormation knows. */
const flat = (value: any): string => typeof value === 'string' ? value
  : value.Ref ? `<${value.Ref}>` : value['Fn::Join'][1].map(flat).join(value['Fn::Join'][0]);

describe('the sender', () => {
  test('is Cognito\'s where nothing is said', () => {
    expect(only(defaultStack().template, POOL).EmailConfiguration).toBeUndefined();
    expect(hasSes(settingsOf({}))).toBe(false);
  });

  test('messages.replyTo alone leaves it Cognito\'s', () => {
    expect(made(() => ({ replyTo: 'help@example.com' })).email).toEqual({ EmailSendingAccount: 'COGNITO_DEFAULT', ReplyToEmailAddress: 'help@example.com' });
  });

  test('messages.from sends through the identity of that address in SES', () => {
    const { email } = made(() => ({ from: 'no-reply@example.com' }), IRELAND);
    expect(email).toEqual({ EmailSendingAccount: 'DEVELOPER', From: 'no-reply@example.com', SourceArn: expect.anything() });
    expect(flat(email.SourceArn)).toBe('arn:<AWS::Partition>:ses:eu-west-1:123456789012:identity/no-reply@example.com');
    expect(hasSes(settingsOf({ messages: { from: 'no-reply@example.com' } }))).toBe(true);
  });

  test('messages.sesRegion looks for that identity elsewhere, also from a stack without a region', () => {
    const { email } = made(() => ({ from: 'no-reply@example.com', sesRegion: 'us-west-2' }));
    expect(flat(email.SourceArn)).toBe('arn:<AWS::Partition>:ses:us-west-2:<AWS::AccountId>:identity/no-reply@example.com');
  });

  test.each([
    ['Harbour', '"Harbour" <no-reply@example.com>'],
    ['Fish, Chips & Co.', '"Fish, Chips & Co." <no-reply@example.com>'],
    ['Ada <evil@example.com>', '"Ada <evil@example.com>" <no-reply@example.com>'],
    ['say "hi" \\', '"say \\"hi\\" \\\\" <no-reply@example.com>'],
    ['Hafen Köln', `=?UTF-8?B?${Buffer.from('Hafen Köln').toString('base64')}?= <no-reply@example.com>`],
  ])('messages.fromName %s stands beside the address', (fromName, From) => {
    expect(made(() => ({ from: 'no-reply@example.com', fromName }), IRELAND).email.From).toBe(From);
  });

  test('messages.replyTo and messages.configurationSet reach the pool', () => {
    const { email } = made((stack) => ({
      from: 'no-reply@example.com', replyTo: 'help@example.com', configurationSet: ConfigurationSet.fromConfigurationSetName(stack, 'Set', 'mails'),
    }), IRELAND);
    expect(email).toMatchObject({ ReplyToEmailAddress: 'help@example.com', ConfigurationSet: 'mails' });
  });

  test.each([
    ['a domain above that of the address', (stack: Stack) => EmailIdentity.fromEmailIdentityName(stack, 'Identity', 'example.com'),
      'arn:<AWS::Partition>:ses:eu-west-1:123456789012:identity/example.com'],
    ['an identity in another region', (stack: Stack) => EmailIdentity.fromEmailIdentityArn(stack, 'Identity', 'arn:aws:ses:us-east-1:123456789012:identity/Example.com'),
      'arn:aws:ses:us-east-1:123456789012:identity/Example.com'],
    ['the address itself', (stack: Stack) => EmailIdentity.fromEmailIdentityName(stack, 'Identity', 'no-reply@mail.example.com'),
      'arn:<AWS::Partition>:ses:eu-west-1:123456789012:identity/no-reply@mail.example.com'],
  ])('messages.emailIdentity sends through %s', (_, identity, arn) => {
    const { email } = made((stack) => ({ from: 'no-reply@mail.example.com', emailIdentity: identity(stack) }), IRELAND);
    expect(email).toMatchObject({ EmailSendingAccount: 'DEVELOPER', From: 'no-reply@mail.example.com' });
    expect(flat(email.SourceArn)).toBe(arn);
  });
});

describe('messages.hostedZone', () => {
  const zoned = (from?: string, env?: typeof IRELAND) => made((stack) => ({
    from, hostedZone: HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z1', zoneName: 'example.com' }),
  }), env);

  test('makes the identity of its domain and the three records that prove it', () => {
    const { template, auth, stack } = zoned('no-reply@mail.example.com');
    template.hasResourceProperties('AWS::SES::EmailIdentity', { EmailIdentity: 'example.com' });
    const records = Object.values(template.findResources('AWS::Route53::RecordSet'));
    const id = stack.resolve(auth.emailIdentity!.emailIdentityName).Ref;
    expect(records.map(({ Properties }) => Properties)).toEqual([1, 2, 3].map((number) => ({
      HostedZoneId: 'Z1', Type: 'CNAME', TTL: '1800',
      Name: { 'Fn::GetAtt': [id, `DkimDNSTokenName${number}`] }, ResourceRecords: [{ 'Fn::GetAtt': [id, `DkimDNSTokenValue${number}`] }],
    })));
  });

  test.each([undefined, IRELAND])('sends through it, once identity and records are there (env %j)', (env) => {
    const { template, email, auth, stack } = zoned('no-reply@mail.example.com', env);
    const id = stack.resolve(auth.emailIdentity!.emailIdentityName).Ref;
    expect(flat(email.SourceArn)).toBe(`arn:<AWS::Partition>:ses:${env?.region ?? '<AWS::Region>'}:${env?.account ?? '<AWS::AccountId>'}:identity/<${id}>`);
    const [pool] = Object.values(template.findResources(POOL));
    expect(pool.DependsOn).toEqual(expect.arrayContaining([id, ...Object.keys(template.findResources('AWS::Route53::RecordSet'))]));
  });

  test('alone makes the identity only, for SES to verify before mails go through it', () => {
    const { template, email } = zoned();
    template.resourceCountIs('AWS::SES::EmailIdentity', 1);
    expect(email).toBeUndefined();
  });

  test('is none where there is none', () => {
    const { auth, template } = made(() => ({ from: 'no-reply@example.com' }), IRELAND);
    expect(auth.emailIdentity).toBeUndefined();
    template.resourceCountIs('AWS::SES::EmailIdentity', 0);
  });
});

describe('the warning of Cognito\'s sender', () => {
  const ID = 'cognito-auth-api:cognitoSender';
  const warningsOf = (props: ConstructorParameters<typeof CognitoAuthApi>[2], before = (_: Stack) => {}, after = (_: CognitoAuthApi) => {}) => {
    const stack = new Stack(new App(), 'Stack', { env: IRELAND });
    before(stack);
    after(new CognitoAuthApi(stack, 'Auth', props));
    return Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('at most 50 mails a day'));
  };

  test('is given at synth, on the pool, and says how to be rid of it', () => {
    const [warning, ...others] = warningsOf({});
    expect(others).toEqual([]);
    expect(warning.id).toBe('/Stack/Auth/UserPool');
    expect(warning.entry.data).toMatch(/messages\.from .* Annotations\.of\(auth\.userPool\)\.acknowledgeWarning\('cognito-auth-api:cognitoSender'\)/);
  });

  test('is not where it was acknowledged, as it says or for the whole stack beforehand', () => {
    expect(warningsOf({}, undefined, (auth) => Notes.of(auth.userPool).acknowledgeWarning(ID))).toEqual([]);
    expect(warningsOf({}, (stack) => Notes.of(stack).acknowledgeWarning(ID))).toEqual([]);
  });

  test.each([
    ['SES sends', { messages: { from: 'no-reply@example.com' } }],
    ['the stack is not to last', { removalPolicy: RemovalPolicy.DESTROY }],
  ])('is not where %s', (_, props) => {
    expect(warningsOf(props)).toEqual([]);
  });

  test('is where Cognito sends with another address for answers', () => {
    expect(warningsOf({ messages: { replyTo: 'help@example.com' } })).toHaveLength(1);
  });
});

describe('messages.templates', () => {
  const templates = { de: { invitation: { subject: 'Hallo', body: '{username} {code}'.padEnd(15_000, '-') } } };
  const assemblyOf = (messages: MessageOptions | undefined, context?: Record<string, unknown>) => {
    const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'messages-')), context });
    new CognitoAuthApi(new Stack(app, 'Stack'), 'Auth', { messages });
    const { directory } = app.synth();
    const template = JSON.parse(readFileSync(join(directory, 'Stack.template.json'), 'utf8'));
    const [id, fn] = Object.entries<any>(template.Resources).find(([name]) => /^AuthcustommessageFunction/.test(name))!;
    const hash = fn.Properties.Code.S3Key.replace('.zip', '');
    const { files } = JSON.parse(readFileSync(join(directory, 'Stack.assets.json'), 'utf8'));
    return { id, hash, code: resolve(directory, files[hash].source.path), variables: fn.Properties.Environment.Variables };
  };

  test('lie beside the bundle, however long, and leave no copy elsewhere', () => {
    const folders = jest.spyOn(FileSystem, 'mkdtemp');
    const { code, variables } = assemblyOf({ templates });
    expect(variables).toEqual({ APP_NAME: 'our app', MESSAGE_TEMPLATES: 'message-templates.json' });
    expect(JSON.parse(readFileSync(join(code, 'message-templates.json'), 'utf8'))).toEqual(templates);
    expect(readFileSync(join(code, 'index.js'))).toEqual(readFileSync(join(__dirname, '..', 'assets', 'custom-message', 'index.js')));
    expect(folders.mock.results.map(({ value }) => existsSync(value))).toEqual([false]);
    folders.mockRestore();
  });

  test('give the same asset each time, and another for other words', () => {
    const { hash, id } = assemblyOf({ templates });
    expect(assemblyOf({ templates }).hash).toBe(hash);
    expect(assemblyOf({ templates: { en: templates.de } }).hash).not.toBe(hash);
    expect(assemblyOf(undefined)).toMatchObject({ id, hash: expect.not.stringMatching(hash) });
  });

  test('are there where assets are not staged, too', () => {
    const { code } = assemblyOf({ templates }, { 'aws:cdk:disable-asset-staging': true });
    expect(existsSync(join(code, 'message-templates.json'))).toBe(true);
  });
});
