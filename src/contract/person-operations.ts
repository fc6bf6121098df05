import * as field from './fields';
import { held } from './held';
import { MAX_PICTURE_BYTES, PICTURE_UPLOAD_SECONDS, PICTURE_URL_SECONDS } from './limits';
import { PICTURES_PREFIX, UPLOADS_PREFIX } from './objects';
import type { Operation } from './operation';
import { answer, request, sub, userPath } from './row';

const { text, texts, word } = field;

const pictureAddress = answer({
  url: text('the address of the picture, for an img src'),
  content_type: field.contentType,
  expires_in: { type: 'integer', description: `the seconds that the address is good for: ${PICTURE_URL_SECONDS}` },
});

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
