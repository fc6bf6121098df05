import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { CustomMessageTriggerEvent } from 'aws-lambda';

const BUNDLE = resolve(__dirname, '..', 'assets', 'custom-message');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'custom-message-'));
  cpSync(BUNDLE, folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The bundle beside its templates, loaded as Lambda would load it. */
const load = async (): Promise<(event: CustomMessageTriggerEvent) => Promise<CustomMessageTriggerEvent>> => {
  const { env } = process;
  process.env = { ...env, APP_NAME: 'Harbour', MESSAGE_TEMPLATES: 'message-templates.json' };
  try {
    let bundle: any;
    await jest.isolateModulesAsync(async () => {
      bundle = await import(join(folder, 'index.js'));
    });
    return bundle.handler;
  } finally {
    process.env = env;
  }
};

/** https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-message.html */
const event = (source: string, userAttributes: Record<string, string>, clientMetadata?: Record<string, string>) => ({
  version: '1',
  triggerSource: `CustomMessage_${source}`,
  userName: 'ada',
  request: {
    userAttributes, codeParameter: '{####}', usernameParameter: source === 'AdminCreateUser' ? '{username}' : null, linkParameter: '{##Click Here##}', clientMetadata,
  },
  response: { smsMessage: null, emailMessage: null, emailSubject: null },
}) as unknown as CustomMessageTriggerEvent;

const responseTo = async (templates: object, ...parameters: Parameters<typeof event>) => {
  writeFileSync(join(folder, 'message-templates.json'), JSON.stringify(templates));
  return (await (await load())(event(...parameters))).response;
};

const NOTHING = { smsMessage: null, emailMessage: null, emailSubject: null };

test.each<[string, Record<string, string> | undefined, string]>([
  ['AdminCreateUser', undefined, 'invitation'],
  ['SignUp', undefined, 'verification'],
  ['ResendCode', undefined, 'verification'],
  ['UpdateUserAttribute', undefined, 'verification'],
  ['VerifyUserAttribute', undefined, 'verification'],
  ['ForgotPassword', { purpose: 'PASSWORD_RESET' }, 'passwordReset'],
  ['ForgotPassword', undefined, 'passwordReset'],
  ['ForgotPassword', { purpose: 'MFA_RESET' }, 'mfaReset'],
  ['Authentication', undefined, 'mfaCode'],
])('%s with %j is written by the template %s, and by no other', async (source, metadata, name) => {
  const names = ['invitation', 'verification', 'passwordReset', 'mfaReset', 'mfaCode'];
  const all = Object.fromEntries(names.map((other) => [other, { subject: other, body: `${other} {code}`, sms: `${other} {code}` }]));
  expect(await responseTo({ default: all }, source, {}, metadata)).toEqual({ emailSubject: name, emailMessage: `${name} {####}`, smsMessage: `${name} {####}` });
});

test('an event that nobody knows stays Cognito\'s', async () => {
  const all = { verification: { sms: '{code}' }, mfaCode: { sms: '{code}' } };
  expect(await responseTo({ default: all }, 'Tomorrow', {})).toEqual(NOTHING);
});

test('a template of one medium leaves the other to us, or to Cognito', async () => {
  const templates = { default: { passwordReset: { sms: '{code}' }, verification: { subject: 'S', body: '{code}' } } };
  expect(await responseTo(templates, 'ForgotPassword', {})).toMatchObject({ smsMessage: '{####}', emailSubject: 'Harbour forgot password' });
  expect(await responseTo(templates, 'SignUp', {})).toEqual({ smsMessage: null, emailSubject: 'S', emailMessage: '{####}' });
});

test('subject and body are of one locale, and the text may be of another', async () => {
  const templates = {
    'default': { mfaCode: { subject: 'Code', body: 'Code {code}', sms: 'Code {code}' } }, 'de': { mfaCode: { sms: 'Zahl {code}' } },
    'de-AT': { mfaCode: { subject: 'Ziffer', body: 'Ziffer {code}' } },
  };
  expect(await responseTo(templates, 'Authentication', { locale: 'de-AT' })).toEqual({ emailSubject: 'Ziffer', emailMessage: 'Ziffer {####}', smsMessage: 'Zahl {####}' });
  expect(await responseTo(templates, 'Authentication', { locale: 'de' })).toEqual({ emailSubject: 'Code', emailMessage: 'Code {####}', smsMessage: 'Zahl {####}' });
});

test('the placeholders that Cognito is given are its own of this event', async () => {
  const given = event('AdminCreateUser', { name: 'Ada' });
  given.request.codeParameter = '{#1#}';
  given.request.usernameParameter = '{who}';
  writeFileSync(join(folder, 'message-templates.json'), JSON.stringify({ default: { invitation: { sms: '{name} {username} {code} {code}' } } }));
  expect((await (await load())(given)).response.smsMessage).toBe('Ada {who} {#1#} {#1#}');
});

test.each(['"', 'a', '😀', '{'])('a body that is as long as can be has room for a name of 128 %s, and is never longer than 20,000', async (character) => {
  const body = '{code}{name}'.padEnd(20_000 - 762, '-');
  const messageFor = async (name: string) => (await responseTo({ default: { mfaCode: { subject: 'S', body } } }, 'Authentication', { name })).emailMessage!;
  const whole = await messageFor(character.repeat(128 / character.length));
  expect(whole.length).toBeLessThanOrEqual(20_000);
  const escaped = { '"': '&quot;', '{': '&#123;' }[character] ?? character;
  expect(whole).toContain(escaped.repeat(128 / character.length));
  const longest = await messageFor(character.repeat(2048 / character.length));
  expect(longest.length).toBeLessThanOrEqual(20_000);
  expect(longest).toMatch(/^\{####\}[^-]+-+$/);
});

test('without its file it does not start, rather than send other words', async () => {
  await expect(load()).rejects.toThrow('message-templates.json');
});
