import type { CustomMessageTriggerEvent } from 'aws-lambda';
import { escapeHtml } from './escape-html';
import { DEFAULT_LOCALE, LONGEST_ENTITY, MAX_MAIL, NAME_IN_SMS } from '../../src/contract/messages';
import type { LocaleTexts, MessageName, MessageTexts, Templates } from '../../src/contract/messages';

type Source = CustomMessageTriggerEvent['triggerSource'];

const VERIFICATIONS: Source[] = [
  'CustomMessage_SignUp', 'CustomMessage_ResendCode', 'CustomMessage_UpdateUserAttribute', 'CustomMessage_VerifyUserAttribute',
];

/** Cognito's events have no other field that says what a reset code is for: the handlers send it along. */
const messageName = ({ triggerSource, request }: CustomMessageTriggerEvent): MessageName | undefined => {
  switch (triggerSource) {
    case 'CustomMessage_AdminCreateUser': return 'invitation';
    case 'CustomMessage_ForgotPassword': return request.clientMetadata?.purpose === 'MFA_RESET' ? 'mfaReset' : 'passwordReset';
    case 'CustomMessage_Authentication': return 'mfaCode';
    default: return VERIFICATIONS.includes(triggerSource) ? 'verification' : undefined;
  }
};

/** `de-AT` is served by its own templates, else by those of `de`. Some apps write `de_AT`. */
const tagsOf = (locale: string): string[] => {
  const parts = locale.toLowerCase().split(/[-_]/).slice(0, 4);
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('-'));
};

/** As many of the first characters as fit, none of them torn. */
const cut = (text: string, most: number): string => {
  let kept = '';
  for (const character of text) {
    if (kept.length + character.length > most) break;
    kept += character;
  }
  return kept;
};

const NAME = '{name}';

/** A long name must not make a mail too long to be sent; synth leaves room for any that can register. */
const nameInMail = (name: string, body: string): string => {
  const names = body.split(NAME).length - 1;
  const room = MAX_MAIL - (body.length - names * NAME.length);
  return escapeHtml(cut(name, Math.floor(room / (names * LONGEST_ENTITY))));
};

/** Without what makes a link, a line or a placeholder: a text shows no more of a stranger's than a name. */
const nameInSms = (name: string) => cut(name.replace(/\s+/gu, ' ').replace(/[^\p{L}\p{M}\p{N}' -]/gu, ''), NAME_IN_SMS).trim();

const fill = (text: string, values: Record<string, string | null>): string =>
  text.replace(/\{(code|username|name)\}/g, (placeholder, key) => values[key] ?? placeholder);

/** Answers what Cognito is to send for an event; nothing where its own words stay. */
export const messagesOf = (templates: Templates, defaults: LocaleTexts) => {
  const texts = new Map(Object.entries(templates).map(([tag, ofLocale]) => [tag.toLowerCase(), ofLocale]));

  return (event: CustomMessageTriggerEvent): Partial<CustomMessageTriggerEvent['response']> => {
    const { userAttributes, codeParameter: code, usernameParameter: username } = event.request;
    const message = messageName(event);
    if (!message) return {};
    const candidates = [...tagsOf(userAttributes.locale ?? ''), DEFAULT_LOCALE].map((tag) => texts.get(tag)?.[message]);
    const withPart = (part: keyof MessageTexts) => [...candidates, defaults[message]].find((candidate) => candidate?.[part] !== undefined);
    const mail = withPart('body');
    const sms = withPart('sms')?.sms;
    const name = userAttributes.name ?? '';
    return {
      ...mail && { emailSubject: mail.subject, emailMessage: fill(mail.body!, { code, username, name: nameInMail(name, mail.body!) }) },
      ...sms !== undefined && { smsMessage: fill(sms, { code, username, name: nameInSms(name) }) },
    };
  };
};
