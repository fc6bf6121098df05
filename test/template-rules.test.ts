import { Aws } from 'aws-cdk-lib';
import { MessageTemplate, MessageTemplates } from '../src';
import { fullProblemsOf as problemsOf } from './support/problems';

const TRIGGER = 'See https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-message.html';
const QUOTAS = 'See https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html';
const TAGS = 'See https://www.rfc-editor.org/info/bcp47';

const saidOf = (templates: { [locale: string]: MessageTemplates }) => problemsOf({ messages: { templates } });
/** Of one template, in German. */
const said = (name: keyof MessageTemplates, template: MessageTemplate) => saidOf({ de: { [name]: template } });

const reset = { subject: 'Passwort', body: '{code}' };

test('takes templates for every message and locale', () => {
  const all: MessageTemplates = {
    invitation: { subject: 'Willkommen', body: '<style>p {color: red} b{margin:0}</style><p>{name}: {username} {code}</p>\n', sms: 'Hallo {name}\n{username} {code}' },
    verification: { ...reset, sms: '{code}' },
    passwordReset: reset,
    mfaReset: { sms: '{name} {code}' },
    mfaCode: {},
  };
  expect(saidOf({ 'default': all, 'de': all, 'pt-BR': all, 'zh-Hant-TW': all, 'es-419': all, 'de-CH-1996': {}, 'fil': {} })).toEqual([]);
  expect(saidOf({})).toEqual([]);
});

test.each(['', 'german', 'd', 'de_DE', 'de-', '-de', 'de DE', 'en-US-x-a-b', 'de-D', '*', 'Default', '__proto__x'])('refuses %j as a locale', (locale) => {
  expect(saidOf({ [locale]: {} })).toEqual([`messages.templates must be a map whose keys are "default" or language tags, but is ${JSON.stringify(locale)}. `
    + `Write the language, and what narrows it after hyphens: "de", "pt-BR", "zh-Hant". ${TAGS}`]);
});

test('refuses a locale twice', () => {
  expect(saidOf({ 'pt-BR': {}, 'pt-br': {} })).toEqual(['messages.templates must be a map whose keys differ in more than case, but is "pt-br". '
    + `Language tags mean the same in any case: put the templates under one of them. ${TAGS}`]);
});

test('refuses half a mail', () => {
  const advice = 'but is left out. A mail takes both from one locale, so that no subject of one language stands over a body of another.';
  expect(said('passwordReset', { subject: 'Passwort' })).toEqual([`messages.templates.de.passwordReset.body must be given together with subject, ${advice} ${TRIGGER}`]);
  expect(said('passwordReset', { body: '{code}' })).toEqual([`messages.templates.de.passwordReset.subject must be given together with body, ${advice} ${TRIGGER}`]);
});

test.each(['', '  ', 'a'.repeat(141), 'Hallo\r\nBcc: x@example.com', 'Hallo\nWelt', 'a\0', 'a\tb', 'a\u2028b', 'a\u202Eb', 'a\uD800'])('refuses %j as a subject', (subject) => {
  expect(said('passwordReset', { ...reset, subject })).toEqual(['messages.templates.de.passwordReset.subject must be 1 to 140 printable characters on one line, but is '
    + `${JSON.stringify(subject)}. A line break would end the header that it stands in. ${QUOTAS}`]);
});

test.each(['Code: {code}', 'Hallo {name}', '{####}', '{app}'])('refuses a placeholder in the subject %j', (subject) => {
  expect(said('passwordReset', { ...reset, subject })).toEqual([`messages.templates.de.passwordReset.subject must be without placeholders, but is "${subject}". `
    + `Codes are not for notifications on a locked screen, and names are others' words: put them into the body. ${TRIGGER}`]);
});

const known = 'Cognito knows the username of invitations alone, and {code} stands for its {####}. Anything else in braces would be sent as it is.';

test.each(['{link}', '{####}', '{##Click here##}', '{Code}', '{username}', '{user_name}'])('refuses the placeholder %s', (placeholder) => {
  for (const part of ['body', 'sms']) {
    const template = { ...reset, [part]: `{code} ${placeholder} ${placeholder}` };
    expect(said('passwordReset', template)).toEqual([`messages.templates.de.passwordReset.${part} must be text with no placeholders but {code}, {name}, but is `
      + `"${placeholder}". ${known} ${TRIGGER}`]);
  }
});

test('allows the username in an invitation', () => {
  expect(said('invitation', { ...reset, body: '{code} {username} {link}' })).toEqual(['messages.templates.de.invitation.body must be text with no placeholders but '
    + `{code}, {username}, {name}, but is "{link}". ${known} ${TRIGGER}`]);
});

test.each<[keyof MessageTemplates, string, string[]]>([
  ['invitation', 'Hallo {username}', ['{code}']],
  ['invitation', 'Hallo {code}', ['{username}']],
  ['invitation', 'Hallo {name}', ['{code}', '{username}']],
  ['verification', '{name}', ['{code}']],
  ['passwordReset', 'code', ['{code}']],
  ['mfaReset', '{ code }', ['{code}']],
  ['mfaCode', '{name}', ['{code}']],
])('refuses a template of %s that says only "%s"', (name, text, missing) => {
  for (const part of ['body', 'sms']) {
    expect(said(name, { ...name === 'invitation' && part === 'sms' ? {} : { ...reset, body: '{code}{username}'.slice(0, name === 'invitation' ? 16 : 6) }, [part]: text }))
      .toEqual(missing.map((placeholder) => `messages.templates.de.${name}.${part} must be text that contains ${placeholder}, but is "${text}". `
        + `AWS discards a message without the code, or an invitation without code and username, and sends its own instead. ${TRIGGER}`));
  }
});

test.each<[string, number]>([
  ['{code}'.padEnd(20_001, '-'), 20_001],
  ['{code}{name}'.padEnd(20_000 - 762 + 1, '-'), 19_239],
  ['{code}' + '{name}'.repeat(27), 168],
])('refuses a body that a name makes too long (%#)', (body, length) => {
  expect(said('passwordReset', { ...reset, body })).toEqual(['messages.templates.de.passwordReset.body must be 1 to 20000 characters, of which each {name} takes 768, but is '
    + `${length}. These are Cognito's limits, and a name of 128 characters may need so much as HTML: shorten the text, or say the name less often. ${QUOTAS}`]);
});

test.each<[string, number]>([
  ['{code}'.padEnd(141, '-'), 141],
  ['{code}{name}'.padEnd(127, '-'), 127],
])('refuses a text that a name makes too long (%#)', (sms, length) => {
  expect(said('passwordReset', { sms })).toEqual([`messages.templates.de.passwordReset.sms must be 1 to 140 characters, of which each {name} takes 20, but is ${length}. `
    + `These are Cognito's limits: shorten the text. ${QUOTAS}`]);
});

test('takes what just fits', () => {
  expect(said('passwordReset', { subject: 'a'.repeat(140), body: '{code}{name}'.padEnd(20_000 - 762, '-'), sms: '{code}{name}'.padEnd(126, '-') })).toEqual([]);
  expect(said('passwordReset', { ...reset, body: '{code}'.padEnd(20_000, '-'), sms: '{code}'.padEnd(140, '-') })).toEqual([]);
});

test.each(['\r', '\0', '\u001b[2J', '\u202E'])('refuses %j in a text', (character) => {
  expect(said('mfaCode', { sms: `{code}${character}` })).toEqual(['messages.templates.de.mfaCode.sms must be text of printable characters and line feeds, but is '
    + `${JSON.stringify(`{code}${character}`)}. Phones show nothing, or something else, in place of the others. ${TRIGGER}`]);
});

test('refuses what only the deployment knows, which no file can hold', () => {
  const problems = said('passwordReset', { subject: Aws.STACK_NAME, body: `${Aws.REGION} {code}`, sms: `${Aws.REGION} {code}` });
  expect(problems).toHaveLength(3);
  for (const [index, part] of ['subject', 'body', 'sms'].entries()) {
    expect(problems[index]).toContain(`messages.templates.de.passwordReset.${part} must be text that is known at synth, but is a value that is only known when deploying.`);
    expect(problems[index]).toContain('Templates travel as a file beside the code, where CloudFormation fills nothing in: give the text itself. '
      + 'See https://docs.aws.amazon.com/cdk/v2/guide/tokens.html');
  }
});

test('says all of it at once', () => {
  expect(saidOf({
    'xx-': { invitation: { body: '{code}' } }, 'de': { mfaCode: { sms: '' } },
  }).map((line) => line.split(' must')[0])).toEqual([
    'messages.templates', 'messages.templates.de.mfaCode.sms', 'messages.templates.de.mfaCode.sms',
    'messages.templates.xx-.invitation.subject', 'messages.templates.xx-.invitation.body',
  ]);
});
