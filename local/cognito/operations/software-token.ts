import { Cognito } from '../cognito';
import { Fault, faults, invalidParameter } from '../errors';
import { disableFactor, enableFactor } from '../factors';
import { operations } from '../operation';
import { openSession, readSession, spend } from '../sessions';
import { SoftwareToken, User } from '../state';
import { bearer } from '../tokens';
import { checkTotp, newSecret } from '../totp';
import { existingUser } from '../users';

interface VerifyInput {
  readonly AccessToken?: string;
  readonly Session?: string;
  readonly UserCode: string;
  readonly FriendlyDeviceName?: string;
}

function checkedToken(cognito: Cognito, secret: string, input: VerifyInput): SoftwareToken {
  const token: SoftwareToken = {
    secret, usedSteps: [], ...(input.FriendlyDeviceName ? { friendlyName: input.FriendlyDeviceName } : {}),
  };
  // [V/O] The code taken here is spent for the next sign-in too.
  if (checkTotp(token, input.UserCode, cognito.now()) !== 'right') throw faults.enableSoftwareToken();
  return token;
}

function verifyBySession(cognito: Cognito, input: VerifyInput) {
  const { session, pool, client, user } = readSession(cognito, input.Session!, 'MFA_SETUP');
  if (!session.secret) throw faults.softwareTokenNotFound();
  // [V] Enrols at once: the next sign-in asks for a code even if MFA_SETUP is never answered.
  enrol(cognito, user, checkedToken(cognito, session.secret, input));
  // [M] That this path makes it the preference, unlike the path by access token, is unverified.
  enableFactor(user, 'SOFTWARE_TOKEN_MFA');
  user.preferredMfa ??= 'SOFTWARE_TOKEN_MFA';
  spend(session);
  const more = { verified: true, newPassword: session.newPassword, custom: session.custom };
  return { Status: 'SUCCESS', Session: openSession(cognito, pool, client, user, 'MFA_SETUP', more) };
}

async function verifyByAccessToken(cognito: Cognito, input: VerifyInput) {
  const { user } = await bearer(cognito, input.AccessToken!);
  if (!user.pendingSoftwareToken) throw faults.softwareTokenNotFound();
  // [D] A former token works until this moment.
  enrol(cognito, user, checkedToken(cognito, user.pendingSoftwareToken, input));
  return { Status: 'SUCCESS' };
}

function enrol(cognito: Cognito, user: User, token: SoftwareToken): void {
  user.softwareToken = token;
  delete user.pendingSoftwareToken;
  cognito.touch(user);
}

const oneOf = ({ AccessToken, Session }: { AccessToken?: string; Session?: string }) => {
  // [M] unverified text
  if (AccessToken === undefined && Session === undefined) throw invalidParameter('Either AccessToken or Session must be provided');
};

export const softwareTokenOperations = operations({
  AssociateSoftwareToken: {
    required: [],
    optional: ['AccessToken', 'Session'],
    async run(cognito, input: { AccessToken?: string; Session?: string }) {
      oneOf(input);
      const secret = newSecret();
      if (input.AccessToken !== undefined) {
        const { pool, user } = await bearer(cognito, input.AccessToken);
        if (!pool.mfa.SoftwareTokenMfaConfiguration?.Enabled) throw notEnabled();
        user.pendingSoftwareToken = secret;
        return { SecretCode: secret };
      }
      const { session, pool, client, user } = readSession(cognito, input.Session!, 'MFA_SETUP');
      if (!pool.mfa.SoftwareTokenMfaConfiguration?.Enabled) throw notEnabled();
      spend(session);
      const more = { secret, newPassword: session.newPassword, custom: session.custom };
      return { SecretCode: secret, Session: openSession(cognito, pool, client, user, 'MFA_SETUP', more) };
    },
  },
  VerifySoftwareToken: {
    required: ['UserCode'],
    optional: ['AccessToken', 'Session', 'FriendlyDeviceName'],
    async run(cognito, input: VerifyInput) {
      oneOf(input);
      return input.AccessToken === undefined ? verifyBySession(cognito, input) : verifyByAccessToken(cognito, input);
    },
  },
  AdminDeleteSoftwareToken: {
    signed: true,
    required: ['UserPoolId', 'Username'],
    run(cognito, input: { UserPoolId: string; Username: string }) {
      const user = existingUser(cognito.pool(input.UserPoolId), input.Username);
      // [M] Answers 200 where there was none: unverified.
      delete user.softwareToken;
      delete user.pendingSoftwareToken;
      // [D] A pool with MFA=ON then answers MFA_SETUP.
      disableFactor(user, 'SOFTWARE_TOKEN_MFA');
      cognito.touch(user);
      return {};
    },
  },
});

// [D] the name; [M] the text is unverified
const notEnabled = () => new Fault('SoftwareTokenMFANotFoundException', 'Software Token MFA is not enabled for the userPool.');
