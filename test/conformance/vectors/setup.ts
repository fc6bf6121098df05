import { Expected, Step } from '../vector';

export const PASSWORD = 'Correct-horse-9';
export const OTHER_PASSWORD = 'Battery-staple-8';
export const TEMPORARY = 'Temporary-pass-1';
export const EMAIL = 'ann@example.com';

const EMAIL_POOL = {
  UsernameAttributes: ['email'],
  UsernameConfiguration: { CaseSensitive: false },
  AutoVerifiedAttributes: ['email'],
  AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1 }] },
};

export const POOL = {
  email: EMAIL_POOL,
  username: { UsernameConfiguration: { CaseSensitive: true } },
  alias: { AliasAttributes: ['email'], UsernameConfiguration: { CaseSensitive: false }, AutoVerifiedAttributes: ['email'] },
};

export const TOTP_ON = { MfaConfiguration: 'ON', SoftwareTokenMfaConfiguration: { Enabled: true } };
export const TOTP_OPTIONAL = { MfaConfiguration: 'OPTIONAL', SoftwareTokenMfaConfiguration: { Enabled: true } };

const FLOWS = ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_ADMIN_USER_PASSWORD_AUTH'];

export const CLIENT = {
  srp: { ExplicitAuthFlows: [...FLOWS, 'ALLOW_USER_SRP_AUTH', 'ALLOW_CUSTOM_AUTH'], PreventUserExistenceErrors: 'ENABLED' },
  open: { ExplicitAuthFlows: [...FLOWS, 'ALLOW_REFRESH_TOKEN_AUTH'], PreventUserExistenceErrors: 'ENABLED' },
  legacy: { ExplicitAuthFlows: [...FLOWS, 'ALLOW_REFRESH_TOKEN_AUTH'], PreventUserExistenceErrors: 'LEGACY' },
  confidential: { ExplicitAuthFlows: [...FLOWS, 'ALLOW_REFRESH_TOKEN_AUTH'], PreventUserExistenceErrors: 'ENABLED', GenerateSecret: true },
  rotating: {
    ExplicitAuthFlows: FLOWS, PreventUserExistenceErrors: 'ENABLED', RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 10 },
  },
};

/** An invited person, whose temporary password is known and mailed to nobody. */
export const invited = (attributes: { Name: string; Value: string }[] = []): Step => ({
  operation: 'AdminCreateUser',
  input: {
    UserPoolId: '{{pool}}', Username: EMAIL, TemporaryPassword: TEMPORARY, MessageAction: 'SUPPRESS', UserAttributes: attributes,
  },
  save: { sub: 'User.Username' },
});

export const VERIFIED = [{ Name: 'email_verified', Value: 'true' }];

export const confirmed = (attributes = VERIFIED): Step[] => [
  invited(attributes),
  admin('AdminSetUserPassword', { Password: PASSWORD, Permanent: true }),
];

/** An operation on that person. */
export const admin = (operation: string, input: object = {}, rest: Partial<Step> = {}): Step =>
  ({ operation, input: { UserPoolId: '{{pool}}', Username: EMAIL, ...input }, ...rest });

export const signIn = (rest: Partial<Step> = {}, password = PASSWORD, username = EMAIL): Step => ({
  operation: 'InitiateAuth',
  input: { ClientId: '{{client}}', AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME: username, PASSWORD: password } },
  ...rest,
});

export const respond = (challenge: string, responses: object, rest: Partial<Step> = {}): Step => ({
  operation: 'RespondToAuthChallenge',
  input: { ClientId: '{{client}}', ChallengeName: challenge, Session: '{{session}}', ChallengeResponses: { USERNAME: EMAIL, ...responses } },
  ...rest,
});

const SRP = { salt: 'ChallengeParameters.SALT', srpB: 'ChallengeParameters.SRP_B', block: 'ChallengeParameters.SECRET_BLOCK', srpId: 'ChallengeParameters.USER_ID_FOR_SRP' };

export const srp = (rest: Partial<Step> = {}, username = EMAIL): Step => ({
  operation: 'InitiateAuth',
  input: { ClientId: '{{client}}', AuthFlow: 'USER_SRP_AUTH', AuthParameters: { USERNAME: username, SRP_A: '{{srp}}' } },
  ...(rest.error ? {} : { save: SRP }),
  ...rest,
});

/** The proof of a password, for the challenge that came last. */
export const prove = (rest: Partial<Step> = {}, password = PASSWORD, responses: object = {}, session: object = {}): Step => ({
  operation: 'RespondToAuthChallenge',
  input: {
    ClientId: '{{client}}',
    ChallengeName: 'PASSWORD_VERIFIER',
    ...session,
    ChallengeResponses: {
      USERNAME: '{{srpId}}', PASSWORD_CLAIM_SECRET_BLOCK: '{{block}}', PASSWORD_CLAIM_SIGNATURE: `{{srp ${password}}}`, TIMESTAMP: '{{time}}', ...responses,
    },
  },
  ...rest,
});

export const SESSION = { session: 'Session' };
export const TOKENS = {
  access: 'AuthenticationResult.AccessToken', id: 'AuthenticationResult.IdToken', refresh: 'AuthenticationResult.RefreshToken',
};

export const bearer = (operation: string, input: object = {}, rest: Partial<Step> = {}): Step =>
  ({ operation, input: { AccessToken: '{{access}}', ...input }, ...rest });

export const associate = (rest: Partial<Step> = {}): Step => ({
  operation: 'AssociateSoftwareToken',
  input: { Session: '{{session}}' },
  save: { session: 'Session', totp: 'SecretCode' },
  ...rest,
});

export const verify = (rest: Partial<Step> = {}, code = '{{totp totp}}'): Step => ({
  operation: 'VerifySoftwareToken',
  input: { Session: '{{session}}', UserCode: code },
  save: SESSION,
  ...rest,
});

/** A person with a device, in a pool that requires one; 30 s later, so that the next code is fresh. */
export const enrolled = (): Step[] => [
  ...confirmed(),
  signIn({ save: SESSION, expect: { ChallengeName: 'MFA_SETUP' } }),
  associate(),
  verify(),
];

export const code = (rest: Partial<Step> = {}, value = '{{totp totp}}'): Step =>
  respond('SOFTWARE_TOKEN_MFA', { SOFTWARE_TOKEN_MFA_CODE: value }, rest);

export const refused = (name: string, message?: string | { $match: string }): Pick<Step, 'error'> =>
  ({ error: message === undefined ? { name } : { name, message } });

export const absent = { $absent: true } as const;
export const like = (pattern: string): Expected => ({ $match: pattern });
export const UUID = like('^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$');
