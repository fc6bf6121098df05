import { operations } from './contract';
import { Choice, isEnabled } from './enabled-operations';
import { CognitoAuthApiProps } from './props';
import { Registration } from './registration';
import { broken, ourPage, Rule } from './rule';

const LINK = ourPage('docs/guide/registration.md#registration-by-administrators-only');

export const registrationRules = {
  selfSignUp: {
    path: 'selfSignUpEnabled',
    allowed: 'false or left out where registration is "ADMINISTRATORS"',
    advice: 'Only administrators make accounts then: leave out one of the two.',
    link: LINK,
  },
  signUp: {
    path: 'operations.include',
    allowed: 'without the operations of self sign-up where registration is "ADMINISTRATORS"',
    advice: 'Only administrators make accounts then: leave out one of the two.',
    link: LINK,
  },
  createUser: {
    path: 'registration',
    allowed: '"ANYONE" or left out where operations have no "create-user"',
    advice: 'It says who may call "create-user": let operations have that, or leave registration out.',
    link: LINK,
  },
} satisfies Record<string, Rule>;

export function registrationProblems({ selfSignUpEnabled }: CognitoAuthApiProps, choice: Choice): string[] {
  if (choice.registration !== Registration.ADMINISTRATORS) return [];
  return [
    ...selfSignUpEnabled ? [broken(registrationRules.selfSignUp, selfSignUpEnabled)] : [],
    ...isEnabled(operations['POST /v1/users'], choice) ? [] : [broken(registrationRules.createUser, choice.registration)],
  ];
}
