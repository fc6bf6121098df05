import { inputMembers, undeclaredOutput } from './declared';
import { allOperations } from '../../../local/cognito/operations';
import { vectors } from '../../conformance/vectors';

const names = Object.keys(allOperations);
const parameters = (name: string) => {
  const { required, optional = [], withoutEffect = [] } = allOperations[name];
  return [...required, ...optional, ...withoutEffect];
};
const sorted = (list: string[]) => [...new Set(list)].sort();

// What the SDK has and the stand-in refuses by name, so that nobody relies on it unawares.
const REFUSED: Record<string, string[]> = {
  ListUserPoolClients: ['ClientType'],
  CreateIdentityProvider: ['AcrMapping'],
  CreateUserPool: ['DcrConfiguration', 'AcrConfiguration'],
};

test.each(names)('%s takes the parameters of the SDK, or refuses them by name', (name) => {
  expect(sorted([...parameters(name), ...REFUSED[name] ?? []])).toEqual(sorted(inputMembers(name)));
  expect(parameters(name).filter((parameter) => REFUSED[name]?.includes(parameter))).toEqual([]);
});

test('the signed operations are those that administer', () => {
  const signed = names.filter((name) => allOperations[name].signed);
  expect(names.filter((name) => !signed.includes(name))).toEqual([
    'ForgotPassword', 'ConfirmForgotPassword', 'InitiateAuth', 'SetUserMFAPreference', 'StartWebAuthnRegistration',
    'CompleteWebAuthnRegistration', 'ListWebAuthnCredentials', 'DeleteWebAuthnCredential', 'GetTokensFromRefreshToken', 'RevokeToken',
    'RespondToAuthChallenge', 'GetUser', 'ChangePassword', 'GlobalSignOut', 'DeleteUser', 'UpdateUserAttributes', 'DeleteUserAttributes',
    'GetUserAttributeVerificationCode', 'VerifyUserAttribute', 'SignUp', 'ConfirmSignUp', 'ResendConfirmationCode', 'AssociateSoftwareToken',
    'VerifySoftwareToken', 'GetUserAuthFactors', 'ListUserSessions', 'RevokeUserSession',
  ]);
  expect(signed.every((name) => /^(Admin|List|Describe|Create|Delete|Set|Get|Update)/.test(name))).toBe(true);
});

test('every operation is played by a vector', () => {
  const played = new Set(Object.values(vectors).flat().flatMap(({ steps }) => steps.map(({ operation }) => operation)));
  const byTheRunner = ['CreateUserPool', 'CreateUserPoolClient', 'SetUserPoolMfaConfig', 'DeleteUserPool'];
  expect(names.filter((name) => !played.has(name) && !byTheRunner.includes(name))).toEqual([]);
});

test('the check of declared members notices both kinds of difference', () => {
  expect(undeclaredOutput('AdminGetUser', { Username: 'a', Extra: 1 })).toEqual(['AdminGetUser has no Extra']);
  expect(undeclaredOutput('AdminGetUser', { Enabled: true })).toEqual(['AdminGetUser lacks Username']);
  expect(undeclaredOutput('AdminCreateUser', { User: { Attributes: [{ Name: 'a', Type: 'b' }] } })).toEqual(['AdminCreateUser.User.Attributes[0] has no Type']);
  expect(undeclaredOutput('AdminDeleteUser', { Extra: 1 })).toEqual(['AdminDeleteUser should answer nothing']);
});
