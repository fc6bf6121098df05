import * as field from './fields';
import { MAX_PICTURE_BYTES, PICTURE_UPLOAD_SECONDS, PICTURE_URL_SECONDS } from './limits';
import { PICTURES_PREFIX, UPLOADS_PREFIX } from './objects';
import type { Operation } from './operation';
import { answer, request, sub, userPath } from './row';

const { flag, list, object, text, texts, word } = field;

const pictureAddress = answer({
  url: text('the address of the picture, for an img src'),
  content_type: field.contentType,
  expires_in: { type: 'integer', description: `the seconds that the address is good for: ${PICTURE_URL_SECONDS}` },
});

/** Times are in ISO 8601. What a category would hold but the pool does not keep is left out. */
const held = {
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
  sessions: list('the sessions, where the pool tracks them', {
    session_id: text('its id'),
    type: text('TOKEN: an app; SSO: a browser at Cognito\'s own pages'),
    client_id: text('the app\'s client'),
    current: flag('whether it is this one'),
    created_at: text('when it began'),
    last_used_at: text('when it was last used'),
    device: text('the device that it was used on'),
    ip_address: text('the address that it was used from'),
    city: text('the city of that address'),
    country: text('the country of that address'),
  }, ['client_id', 'device', 'ip_address', 'city', 'country']),
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

/** What is held on a person, and the picture. */
export const personOperations = {
  'GET /v1/users/{user_id}/export': {
    operation: 'export-user',
    summary: 'Answers all that is held on the bearer of the token, by category, and says what is held besides. Takes a sign-in of the last 10 minutes.',
    access: 'ACCESS_TOKEN',
    throttle: 'CREDENTIAL',
    feature: 'EXPORT',
    path: userPath,
    success: {
      status: 200,
      body: answer({
        user_id: sub,
        exported_at: text('when this was put together'),
        ...held,
        incomplete: texts('the categories that hold more than is shown: of each the newest are'),
        not_included: texts('what is held besides and cannot be shown, why, and for how long'),
      }, ['devices', 'sessions', 'sign_in_events', 'picture']),
    },
    errors: ['INVALID_TOKEN', 'REAUTHENTICATION_REQUIRED', 'FORBIDDEN'],
    actions: [
      'cognito-idp:AdminGetUser', 'cognito-idp:AdminListDevices', 'cognito-idp:AdminListGroupsForUser', 'cognito-idp:AdminListUserAuthEvents', 's3:GetObject',
      'secretsmanager:GetSecretValue',
    ],
  },
  'POST /v1/users/{user_id}/picture': {
    operation: 'upload-picture',
    summary: 'Answers a form by which the bearer of the token uploads a picture to S3. It becomes theirs by set-picture.',
    access: 'ACCESS_TOKEN',
    throttle: 'DEFAULT',
    feature: 'PICTURE',
    path: userPath,
    body: request({ content_type: field.contentType }),
    success: {
      status: 200,
      body: answer({
        url: text('where to POST the form to, as multipart/form-data'),
        fields: { type: 'object', description: 'the fields of the form, all of them to be sent as they are, with a last one named file: the picture' },
        expires_in: { type: 'integer', description: `the seconds in which S3 takes the form: ${PICTURE_UPLOAD_SECONDS}` },
        max_bytes: { type: 'integer', description: `the most bytes that S3 takes: ${MAX_PICTURE_BYTES}` },
      }),
    },
    errors: ['INVALID_TOKEN', 'FORBIDDEN'],
    actions: ['s3:PutObject', 'secretsmanager:GetSecretValue'],
    keyPrefixes: [UPLOADS_PREFIX],
    needs: ['set-picture'],
  },
  'PUT /v1/users/{user_id}/picture': {
    operation: 'set-picture',
    summary: 'Makes what the bearer of the token has uploaded their picture, where it is one, in place of any other.',
    access: 'ACCESS_TOKEN',
    throttle: 'DEFAULT',
    feature: 'PICTURE',
    path: userPath,
    success: { status: 200, body: pictureAddress },
    errors: ['INVALID_TOKEN', 'FORBIDDEN', 'PICTURE_REFUSED', 'PICTURE_NOT_UPLOADED'],
    actions: ['s3:DeleteObject', 's3:GetObject', 's3:PutObject', 'secretsmanager:GetSecretValue'],
    keyPrefixes: [UPLOADS_PREFIX, PICTURES_PREFIX],
    needs: ['upload-picture'],
  },
  'GET /v1/users/{user_id}/picture': {
    operation: 'picture',
    summary: 'Answers an address of the picture of the bearer of the token.',
    access: 'ACCESS_TOKEN',
    throttle: 'DEFAULT',
    feature: 'PICTURE',
    path: userPath,
    success: { status: 200, body: pictureAddress },
    errors: ['INVALID_TOKEN', 'FORBIDDEN', 'PICTURE_NOT_FOUND'],
    actions: ['s3:GetObject', 'secretsmanager:GetSecretValue'],
    keyPrefixes: [PICTURES_PREFIX],
  },
  'DELETE /v1/users/{user_id}/picture': {
    operation: 'delete-picture',
    summary: 'Erases the picture of the bearer of the token, and what they have uploaded.',
    access: 'ACCESS_TOKEN',
    throttle: 'DEFAULT',
    feature: 'PICTURE',
    path: userPath,
    success: { status: 200, body: answer({ status: word('PICTURE_DELETED') }) },
    errors: ['INVALID_TOKEN', 'FORBIDDEN'],
    actions: ['s3:DeleteObject', 'secretsmanager:GetSecretValue'],
    keyPrefixes: [UPLOADS_PREFIX, PICTURES_PREFIX],
  },
} as const satisfies Record<string, Operation>;
