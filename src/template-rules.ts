import { Token } from 'aws-cdk-lib';
import {
  DEFAULT_LOCALE, LONGEST_ENTITY, MAX_MAIL, MAX_SMS, MAX_SUBJECT, MessageName, messageNames, NAME_IN_MAIL, NAME_IN_SMS, placeholdersOf,
} from './contract';
import { MessageTemplate } from './message-options';
import { broken, Rule } from './rule';
import { Settings } from './settings';

const TRIGGER = 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-message.html';
const QUOTAS = 'https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html';
const LANGUAGE_TAGS = 'https://www.rfc-editor.org/info/bcp47';

const TEMPLATE = 'messages.templates.{locale}.{template}';

export const templateRules = {
  locale: {
    path: 'messages.templates', allowed: 'a map whose keys are "default" or language tags', link: LANGUAGE_TAGS,
    advice: 'Write the language, and what narrows it after hyphens: "de", "pt-BR", "zh-Hant".',
  },
  oneOfLocale: {
    path: 'messages.templates', allowed: 'a map whose keys differ in more than case', link: LANGUAGE_TAGS,
    advice: 'Language tags mean the same in any case: put the templates under one of them.',
  },
  known: {
    path: `${TEMPLATE}.{part}`, allowed: 'text that is known at synth', link: 'https://docs.aws.amazon.com/cdk/v2/guide/tokens.html',
    advice: 'Templates travel as a file beside the code, where CloudFormation fills nothing in: give the text itself.',
  },
  mailWhole: {
    path: `${TEMPLATE}.{part}`, allowed: 'given together with {other}', link: TRIGGER,
    advice: 'A mail takes both from one locale, so that no subject of one language stands over a body of another.',
  },
  subject: {
    path: `${TEMPLATE}.subject`, allowed: `1 to ${MAX_SUBJECT} printable characters on one line`, link: QUOTAS,
    advice: 'A line break would end the header that it stands in.',
  },
  subjectPlain: {
    path: `${TEMPLATE}.subject`, allowed: 'without placeholders', link: TRIGGER,
    advice: 'Codes are not for notifications on a locked screen, and names are others\' words: put them into the body.',
  },
  placeholder: {
    path: `${TEMPLATE}.{part}`, allowed: 'text with no placeholders but {placeholders}', link: TRIGGER,
    advice: 'Cognito knows the username of invitations alone, and {{code}} stands for its {####}. Anything else in braces would be sent as it is.',
  },
  required: {
    path: `${TEMPLATE}.{part}`, allowed: 'text that contains {placeholder}', link: TRIGGER,
    advice: 'AWS discards a message without the code, or an invitation without code and username, and sends its own instead.',
  },
  bodyLength: {
    path: `${TEMPLATE}.body`, allowed: `1 to ${MAX_MAIL} characters, of which each {{name}} takes ${NAME_IN_MAIL * LONGEST_ENTITY}`, link: QUOTAS,
    advice: 'These are Cognito\'s limits, and a name of 128 characters may need so much as HTML: shorten the text, or say the name less often.',
  },
  smsLength: {
    path: `${TEMPLATE}.sms`, allowed: `1 to ${MAX_SMS} characters, of which each {{name}} takes ${NAME_IN_SMS}`, link: QUOTAS,
    advice: 'These are Cognito\'s limits: shorten the text.',
  },
  smsCharacters: {
    path: `${TEMPLATE}.sms`, allowed: 'text of printable characters and line feeds', link: TRIGGER,
    advice: 'Phones show nothing, or something else, in place of the others.',
  },
} satisfies Record<string, Rule>;

/** A language, and up to three of script, region and variants; or an extension by private agreement after them. */
const LOCALE = /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$/;
/** A word in braces, or what Cognito means by a code or a link. CSS has more than a word in them. */
const PLACEHOLDER = /\{(?:\w+|#[^{}]*)\}/g;
const UNPRINTABLE = /[\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u;

export function templateProblems({ messages: { templates = {} } }: Settings): string[] {
  const locales = Object.keys(templates);
  const twice = locales.filter((locale, index) => locales.findIndex((other) => other.toLowerCase() === locale.toLowerCase()) < index);
  return [
    ...locales.filter((locale) => locale !== DEFAULT_LOCALE && !LOCALE.test(locale)).map((locale) => broken(templateRules.locale, locale)),
    ...twice.map((locale) => broken(templateRules.oneOfLocale, locale)),
    ...Object.entries(templates).flatMap(([locale, ofLocale]) => messageNames.flatMap((name) => messageProblems(locale, name, ofLocale[name] ?? {}))),
  ];
}

function messageProblems(locale: string, template: MessageName, { subject, body, sms }: MessageTemplate): string[] {
  const at = { locale, template };
  return [
    ...(subject === undefined) === (body === undefined) ? [] : [subject === undefined
      ? broken(templateRules.mailWhole, subject, { ...at, part: 'subject', other: 'body' })
      : broken(templateRules.mailWhole, body, { ...at, part: 'body', other: 'subject' })],
    ...Object.entries({ subject, body, sms }).filter(([, text]) => Token.isUnresolved(text))
      .map(([part, text]) => broken(templateRules.known, text, { ...at, part })),
    ...known(subject).flatMap((text) => [
      ...text.trim() === '' || text.length > MAX_SUBJECT || UNPRINTABLE.test(text) ? [broken(templateRules.subject, text, at)] : [],
      ...text.match(PLACEHOLDER) ? [broken(templateRules.subjectPlain, text, at)] : [],
    ]),
    ...known(body).flatMap((text) => [
      ...placeholderProblems(text, { ...at, part: 'body' }),
      ...fits(text, MAX_MAIL, NAME_IN_MAIL * LONGEST_ENTITY) ? [] : [broken(templateRules.bodyLength, text.length, at)],
    ]),
    ...known(sms).flatMap((text) => [
      ...placeholderProblems(text, { ...at, part: 'sms' }),
      ...fits(text, MAX_SMS, NAME_IN_SMS) ? [] : [broken(templateRules.smsLength, text.length, at)],
      ...UNPRINTABLE.test(text.replace(/\n/g, '')) ? [broken(templateRules.smsCharacters, text, at)] : [],
    ]),
  ];
}

const known = (text: string | undefined) => text === undefined || Token.isUnresolved(text) ? [] : [text];

const namesIn = (text: string) => text.split('{name}').length - 1;

function fits(text: string, most: number, name: number): boolean {
  return text.length > 0 && text.length + namesIn(text) * (name - '{name}'.length) <= most;
}

function placeholderProblems(text: string, at: { locale: string; template: MessageName; part: string }): string[] {
  const allowed = placeholdersOf(at.template).map((name) => `{${name}}`);
  const found: string[] = text.match(PLACEHOLDER) ?? [];
  return [
    ...[...new Set(found)].filter((placeholder) => !allowed.includes(placeholder))
      .map((placeholder) => broken(templateRules.placeholder, placeholder, { ...at, placeholders: allowed.join(', ') })),
    ...allowed.filter((placeholder) => placeholder !== '{name}' && !text.includes(placeholder))
      .map((placeholder) => broken(templateRules.required, text, { ...at, placeholder })),
  ];
}
