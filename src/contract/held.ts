import * as field from './fields';
import { PICTURE_URL_SECONDS } from './limits';

const { flag, list, object, text, texts } = field;

/* What is held on a person, by category. Times are in ISO 8601. What a category would hold but the pool does not keep is left out. */

const session = {
  session_id: text('its id'),
  type: text('TOKEN: an app; SSO: a browser at Cognito\'s own pages'),
  client_id: text('the app\'s client'),
  created_at: text('when it began'),
  last_used_at: text('when it was last used'),
  device: text('the device that it was used on'),
  ip_address: text('the address that it was used from'),
  city: text('the city of that address'),
  country: text('the country of that address'),
} as const;
const notOfEverySession = ['client_id', 'device', 'ip_address', 'city', 'country'] as const;
const sessions = 'the sessions, where the pool tracks them';

/** For the person. */
export const held = {
  account: object('the account', {
    username: text('what the pool calls it'),
    status: text('how far it is: CONFIRMED, FORCE_CHANGE_PASSWORD, ...'),
    enabled: flag('whether it can sign in'),
    created_at: text('when it was made'),
    modified_at: text('when it was last changed'),
    attributes: { type: 'object', description: 'what it says of the person, by the name of the attribute' },
  }),
  groups: texts('the groups'),
  factors: object('the second factors', {
    enabled: texts('those that are on: SOFTWARE_TOKEN_MFA, SMS_MFA, EMAIL_OTP. Seeds of authenticator apps are never shown again'),
    preferred: { type: ['string', 'null'], description: 'the one that a sign-in asks for' },
  }),
  passkeys: list('the passkeys', {
    credential_id: text('its id'),
    name: text('its name'),
    relying_party_id: text('the domain that it is for'),
    transports: texts('how it is reached'),
    attachment: text('platform or cross-platform'),
    created_at: text('when it was registered'),
  }, ['attachment']),
  identities: list('the accounts elsewhere that are linked', {
    provider: text('the identity provider'),
    provider_type: text('its kind'),
    user_id: text('what it calls the person'),
    linked_at: text('when they were linked'),
  }, ['linked_at']),
  devices: list('the devices that the pool remembers', {
    device_key: text('its id'),
    attributes: { type: 'object', description: 'what is known of it, its last address (last_ip_used) among it' },
    created_at: text('when it was first seen'),
    modified_at: text('when it was last changed'),
    last_authenticated_at: text('when it last signed in'),
  }, ['created_at', 'modified_at', 'last_authenticated_at']),
  sessions: list(sessions, { ...session, current: flag('whether it is this one') }, notOfEverySession),
  sign_in_events: list('the sign-ins and the like that threat protection has looked at, newest first', {
    event_id: text('its id'),
    type: text('SignIn, SignUp, ForgotPassword, PasswordChange or ResendCode'),
    at: text('when it was'),
    result: text('Pass, Fail or InProgress'),
    risk_decision: text('what was thought of it: NoRisk, AccountTakeover or Block'),
    risk_level: text('how sure that was'),
    compromised_credentials: flag('whether the password was known to be out'),
    ip_address: text('where it came from'),
    device: text('what device it came from'),
    city: text('the city of that address'),
    country: text('the country of that address'),
    timezone: text('the time zone of that address'),
    challenges: texts('what was asked, and with what result'),
    feedback: text('whether someone found that it was the person'),
  }, ['risk_decision', 'risk_level', 'compromised_credentials', 'ip_address', 'device', 'city', 'country', 'timezone', 'feedback']),
  records: list('what the API itself keeps, secrets left out', {
    what: text('what it is for'),
    content: { type: 'object', description: 'what it says' },
  }),
  picture: object('the picture', {
    url: text('where to fetch it'),
    content_type: field.contentType,
    expires_in: { type: 'integer', description: `the seconds that the address is good for: ${PICTURE_URL_SECONDS}` },
  }),
} as const;

const { passkeys: _, ...listed } = held;

/** For an administrator, to whom Cognito lists no passkeys, and of whose own sessions none is among them. */
export const heldOnOthers = { ...listed, sessions: list(sessions, session, notOfEverySession) } as const;
