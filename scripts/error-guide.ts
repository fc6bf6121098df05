import type { ErrorCode } from '../src/contract';

export interface Guide {
  /** What has happened. */
  readonly means: string;
  /** What the person in front of the app can do. */
  readonly person: string;
  /** What the app does: whether a retry helps, and after what. */
  readonly client: string;
}

const NO_RETRY = 'Do not retry.';
const SIGN_IN_AGAIN = `${NO_RETRY} Lead to the sign-in, and come back with its tokens.`;
const CORRECT = `${NO_RETRY} Show the message, and the texts of \`fields\` beside their inputs.`;

/** docs/errors.md and the page of the API are made of this: for each code of the contract, what its message has no room for. */
export const errorGuide = {
  MALFORMED_BODY: {
    means: 'The body is no JSON object, or not UTF-8.',
    person: 'Nothing: the app sends something wrong.',
    client: `${NO_RETRY} Send one JSON object, \`{}\` where there is nothing to say.`,
  },
  INVALID_REQUEST: {
    means: 'A field is missing, unknown or not in its form. `fields` has a text for each.',
    person: 'Correct what is marked and send it again.',
    client: CORRECT,
  },
  PASSWORD_REFUSED: {
    means: 'The new password breaks a rule: it is too short, lacks a kind of character, is common, was used before, or holds the name, the address or the app\'s name.',
    person: 'Choose another one. Three or four unrelated words with a digit and a symbol are long enough and easy to remember.',
    client: CORRECT,
  },
  PASSKEY_REFUSED: {
    means: 'What the device signed is not taken: it is of another domain, of an authenticator that is not supported, or registered already.',
    person: 'Try once more, or use another device.',
    client: `${NO_RETRY} Begin again with start-passkey: its options are good for one attempt.`,
  },
  FACTOR_NOT_OFFERED: {
    means: 'This API has no such second factor.',
    person: 'Choose another one.',
    client: `${NO_RETRY} Offer what \`GET /v1/mfa\` lists.`,
  },
  CODE_MISMATCH: {
    means: 'The code is not the one that the authenticator app shows now.',
    person: 'Type the code that is shown now. If it stays wrong, the clock of the phone is: let it be set by the network.',
    client: `${NO_RETRY} Empty the field and ask again. After five wrong codes further ones have to wait.`,
  },
  CODE_ALREADY_USED: {
    means: 'The code was right, and has been used in this half minute: each one counts once.',
    person: 'Wait until the app shows another one, at most 30 seconds.',
    client: 'Ask again with the next code. The session is still good.',
  },
  INVALID_CODE: {
    means: 'The code is wrong, has expired, was spent, or was never sent. Which of these is not said, so that nobody learns who has an account.',
    person: 'Look at the newest mail or text message, or ask for a new code.',
    client: `${NO_RETRY} Ask again, and offer to send another code: an address gets one in five minutes.`,
  },
  INVALID_CREDENTIALS: {
    means: 'Email and password do not belong together, there is no such account, or it cannot sign in. Which of these is not said.',
    person: 'Check both, or use "forgot password". Someone who was asked to reset the password has to.',
    client: `${NO_RETRY} Empty the password, keep the address. Several wrong passwords lock the account for a while, with the same answer.`,
  },
  INVALID_SESSION: {
    means: 'The sign-in that was begun is over: it took more than 15 minutes, is somebody else\'s, was finished already, or the password has changed since.',
    person: 'Sign in again.',
    client: `${NO_RETRY} Forget \`verification_session\` and start at login.`,
  },
  INVALID_TOKEN: {
    means: 'The token has expired, was revoked, or is none of this API.',
    person: 'Sign in again.',
    client: 'With an access or ID token: refresh once and retry once. With a refresh token, or after that: lead to the sign-in.',
  },
  REAUTHENTICATION_REQUIRED: {
    means: 'What was asked protects the account, and the last sign-in was more than ten minutes ago. A refresh does not count as one.',
    person: 'Sign in once more, then go on.',
    client: `${SIGN_IN_AGAIN} Keep what was typed, and send it again.`,
  },
  PICTURE_REFUSED: {
    means: 'What was uploaded is no picture, or not of the type that was announced.',
    person: 'Upload a PNG, JPEG or WebP image.',
    client: `${NO_RETRY} Begin again with upload-picture, with the file's true type.`,
  },
  FORBIDDEN: {
    means: 'Whoever asks is known, and may not do this: it is about somebody else, needs an administrator, or did not come the way it has to (through CloudFront; from a page of the app in cookie mode).',
    person: 'Nothing, but ask an administrator where that makes sense.',
    client: `${NO_RETRY} In cookie mode check that the page's origin is among \`cors.allowOrigins\`.`,
  },
  MFA_RESET_PENDING: {
    means: 'A reset of the second factor was begun and has to be finished first.',
    person: 'Ask for a new code with "resend MFA", and finish the reset.',
    client: `${NO_RETRY} Lead to resend-mfa, then reset-mfa.`,
  },
  USER_NOT_FOUND: {
    means: 'There is no such person. Only administrators are told.',
    person: 'Check the name or the address.',
    client: `${NO_RETRY} Load the list again: the person may have been erased.`,
  },
  GROUP_NOT_FOUND: {
    means: 'There is no such group in the pool. Only administrators are told.',
    person: 'Choose one that is there.',
    client: `${NO_RETRY} Load the groups again.`,
  },
  PICTURE_NOT_FOUND: {
    means: 'There is no picture.',
    person: 'Upload one, if you like.',
    client: `${NO_RETRY} No error to the person: show a placeholder.`,
  },
  PICTURE_NOT_UPLOADED: {
    means: 'Nothing was uploaded to S3 in the last day that could become the picture.',
    person: 'Choose the picture again.',
    client: `${NO_RETRY} Begin with upload-picture, send its form to S3, and call set-picture once S3 has answered 204.`,
  },
  SESSION_NOT_FOUND: {
    means: 'The session has ended already, or is somebody else\'s.',
    person: 'Nothing: nobody is signed in there.',
    client: `${NO_RETRY} Load the list of sessions again.`,
  },
  PASSKEY_NOT_FOUND: {
    means: 'The passkey is gone already, or is somebody else\'s.',
    person: 'Nothing: it cannot be used any more.',
    client: `${NO_RETRY} Load the list of passkeys again.`,
  },
  PASSKEY_NOT_STARTED: {
    means: 'No registration of a passkey is waiting: it took too long, or another one was begun.',
    person: 'Start again.',
    client: 'Call start-passkey and ask the browser anew; then create-passkey once.',
  },
  PASSKEY_LIMIT_REACHED: {
    means: 'The account has 20 passkeys, which is all that there can be.',
    person: 'Delete one that is not used any more.',
    client: `${NO_RETRY} Show the list of passkeys.`,
  },
  FACTOR_NOT_SET_UP: {
    means: 'The factor that was asked for has nothing to work with: no app, no proven number, no proven address. `fields` names it.',
    person: 'Set it up first.',
    client: `${NO_RETRY} Lead to start-totp, or to the proof of the number or address.`,
  },
  FACTOR_REQUIRED: {
    means: 'Everyone has a second factor here, so that it cannot be switched off.',
    person: 'Set up another authenticator app in its place, if the phone is lost or new.',
    client: `${NO_RETRY} Do not offer to switch it off where \`required\` is true.`,
  },
  TOTP_NOT_STARTED: {
    means: 'No new authenticator app is waiting for its first code: it took too long, there were five wrong codes, or it is done.',
    person: 'Ask for a new QR code.',
    client: `${NO_RETRY} Begin again with start-totp.`,
  },
  ENROLMENT_EXPIRED: {
    means: 'No authenticator app is waiting for its first code: it took too long, there were five wrong codes, or it is done.',
    person: 'Sign in: that shows a new QR code, unless the app works already.',
    client: `${NO_RETRY} Lead to login.`,
  },
  MFA_RESET_TOO_SOON: {
    means: 'The password was recovered by mail a short while ago (a day, by default). A reset of the second factor by mail would now open the account to whoever reads the mails.',
    person: 'Wait until that time is over, or use the second factor that there is.',
    client: `${NO_RETRY} Say when it was asked for, not that something is broken.`,
  },
  USER_EXISTS: {
    means: 'An account has this email address. Only administrators are told.',
    person: 'Look the person up instead.',
    client: `${NO_RETRY} Lead to the account that is there.`,
  },
  OWN_ACCOUNT: {
    means: 'An administrator asked for something that could lock the own account.',
    person: 'Ask another administrator.',
    client: `${NO_RETRY} Do not offer it on the own account.`,
  },
  CURRENT_SESSION: {
    means: 'The session that was to end is the one that asks.',
    person: 'Sign out to end it.',
    client: `${NO_RETRY} Do not offer it where \`current\` is true: call logout.`,
  },
  EMAIL_CHANGE_TOO_SOON: {
    means: 'The password was recovered by mail a short while ago (a day, by default). Whoever reads the mails must not be able to take the account along.',
    person: 'Wait until that time is over.',
    client: `${NO_RETRY} Everything else of the profile can be changed.`,
  },
  INVALID_STATE: {
    means: 'The account is in a state that this does not go with: it is not confirmed, has nothing to prove, or must set up a factor that this API has not.',
    person: 'Do what the page asks for first, or ask the operator.',
    client: `${NO_RETRY} Load the account's state again.`,
  },
  BODY_TOO_LARGE: {
    means: 'The body is longer than 16 KiB. No valid one is.',
    person: 'Nothing: the app sends something wrong.',
    client: `${NO_RETRY} Files go to S3, by the form of upload-picture.`,
  },
  UNSUPPORTED_MEDIA_TYPE: {
    means: 'The header `Content-Type` does not say `application/json`.',
    person: 'Nothing: the app sends something wrong.',
    client: `${NO_RETRY} Send the header with every body.`,
  },
  TOO_MANY_REQUESTS: {
    means: 'There were too many attempts at this account, or too many requests to Cognito.',
    person: 'Wait a moment. After five wrong codes, a quarter of an hour.',
    client: 'Retry after the seconds of `Retry-After`, once, or let the person do so. Where there is no such header, after some seconds, doubled each time.',
  },
  INTERNAL_ERROR: {
    means: 'Something is wrong in the API. Its log has the cause under the `request_id`.',
    person: 'Try again later; if it stays, tell the operator the request id.',
    client: 'Retry once, if the request was one that only reads. Show the `request_id`.',
  },
  SERVICE_UNAVAILABLE: {
    means: 'Cognito or another service of AWS cannot be reached, or takes too long.',
    person: 'Try again in a moment. Nothing is wrong with what was typed.',
    client: 'Retry after the seconds of `Retry-After`. A request that changes something may have done so: read its state first.',
  },
} as const satisfies Record<ErrorCode, Guide>;

/** What API Gateway answers before a function is asked, by status: nothing of it can be changed, and `{message}` is all that it says. */
export const gatewayGuide = {
  401: {
    means: 'The token, or the API key, is missing or not valid.',
    person: 'Sign in again.',
    client: 'Refresh once and retry once; after that lead to the sign-in. Where anyone may call, send the header `x-api-key`.',
  },
  403: {
    means: 'The token is valid, but lacks a scope: it is an ID token or a machine\'s, or not an administrator\'s; or the API key is wrong.',
    person: 'Nothing, but ask an administrator where that makes sense.',
    client: `${NO_RETRY} Send the access token. Who has joined a group refreshes first.`,
  },
  404: {
    means: 'This API has no such route: the operation is not switched on.',
    person: 'Nothing: the app asks for something that is not there.',
    client: `${NO_RETRY} Check path, method and \`pathPrefix\`.`,
  },
  413: {
    means: 'The body is longer than 10 MB.',
    person: 'Nothing: the app sends something wrong.',
    client: NO_RETRY,
  },
  429: {
    means: 'The route gets more requests than its limit, which all callers share.',
    person: 'Wait a moment.',
    client: 'Retry after some seconds, doubled each time, with some chance in it: there is no `Retry-After`.',
  },
  500: {
    means: 'The function ended without an answer.',
    person: 'Try again later.',
    client: 'Retry once, if the request was one that only reads.',
  },
  503: {
    means: 'The function cannot be reached, or took longer than 30 seconds.',
    person: 'Try again in a moment.',
    client: 'Retry after some seconds. A request that changes something may have done so: read its state first.',
  },
} as const satisfies Record<number, Guide>;

export type GatewayStatus = keyof typeof gatewayGuide;

/** API Gateway's words, for examples. */
export const gatewayMessages = {
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  413: 'Request Entity Too Large',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
} as const satisfies Record<GatewayStatus, string>;
