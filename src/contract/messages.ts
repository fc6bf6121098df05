/** Each mail or text that Cognito sends, by the name of its templates. */
export const messageNames = ['invitation', 'verification', 'passwordReset', 'mfaReset', 'mfaCode'] as const;

export type MessageName = typeof messageNames[number];

/** What stands in a template for what only the event knows. Cognito knows the username of invitations alone. */
export const placeholdersOf = (name: MessageName): readonly string[] => name === 'invitation' ? ['code', 'username', 'name'] : ['code', 'name'];

/** A mail has subject and body together; a text has neither. */
export interface MessageTexts {
  readonly subject?: string;
  readonly body?: string;
  readonly sms?: string;
}

export type LocaleTexts = { readonly [Name in MessageName]?: MessageTexts };

/** The templates of each locale, by its tag; `default` for everyone else. */
export interface Templates {
  readonly [locale: string]: LocaleTexts;
}

export const DEFAULT_LOCALE = 'default';

/** What Cognito sends at most, in characters. https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html */
export const MAX_SUBJECT = 140;
export const MAX_MAIL = 20_000;
export const MAX_SMS = 140;

/** Characters of a name that every template of a mail has room for: those that a registration may have. */
export const NAME_IN_MAIL = 128;
/** Characters of a name in a text, which has few to spare. */
export const NAME_IN_SMS = 20;
/** The longest that escaping makes of one character: `&quot;`. */
export const LONGEST_ENTITY = 6;
