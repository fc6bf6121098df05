import type { Feature } from '../../src/contract';
import { switches } from '../route-table';

/** The tag of each feature, by which documents are grouped. */
export const tagOf: Record<Feature, string> = {
  ALWAYS: 'Accounts and sign-in',
  MFA_REQUIRED: 'Authenticator app',
  SELF_SIGN_UP: 'Self sign-up',
  PASSKEY: 'Passkeys',
  CHALLENGE: 'Any challenge',
  SECOND_FACTORS: 'Second factors',
  PROFILE: 'Profile',
  SESSIONS: 'Sessions',
  EXPORT: 'Data export',
  PICTURE: 'Picture',
  ADMIN: 'Administration',
};

const abouts: Record<Feature, string> = {
  ALWAYS: 'Registration, sign-in, passwords and erasure.',
  MFA_REQUIRED: 'The enrolment of an authenticator app, and its reset. There where everyone needs a second factor, which is the default.',
  SELF_SIGN_UP: 'People make their own accounts.',
  PASSKEY: 'The passkeys of the bearer of the token.',
  CHALLENGE: 'Whatever a sign-in asks for, in one operation.',
  SECOND_FACTORS: 'The second factors of the bearer of the token.',
  PROFILE: 'What people change of their own account.',
  SESSIONS: 'Where the bearer of the token is signed in.',
  EXPORT: 'What is held on the bearer of the token.',
  PICTURE: 'The picture of the bearer of the token.',
  ADMIN: 'What members of the group `admins` see and do.',
};

export const tags = () => (Object.keys(tagOf) as Feature[]).map((feature) => ({
  name: tagOf[feature],
  description: [abouts[feature], ...switches[feature] ? [`On with ${switches[feature]}, or \`operations.all\`.`] : []].join(' '),
}));
