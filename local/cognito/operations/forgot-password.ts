import { ClientUserInput, clientUser } from '../client-user';
import { checkCode, issueCode, spendCode } from '../codes';
import { Cognito } from '../cognito';
import { Fault, faults } from '../errors';
import { countCall } from '../limits';
import { forgetFailures } from '../lockout';
import { deliveryDetails, recoveryAttribute, sendMessage } from '../messages';
import { operations } from '../operation';
import { checkPassword } from '../password-policy';
import { setPassword } from '../passwords';
import { checkSecretHash } from '../secret-hash';
import { simulateDelivery, wasSimulated } from '../simulated-delivery';
import { Pool, User } from '../state';
import { invokeTrigger, userAttributes } from '../triggers';
import { migrateUser } from '../user-migration';
import { userByName } from '../users';

interface ConfirmInput extends ClientUserInput {
  readonly ConfirmationCode: string;
  readonly Password: string;
}

const WITHOUT_EFFECT = ['AnalyticsMetadata', 'UserContextData'];
const OPERATION = 'ForgotPassword';
// [O] Who has no password of their own yet, or none at all.
const WITHOUT_RESET = ['FORCE_CHANGE_PASSWORD', 'EXTERNAL_PROVIDER'];

/** Where the code may go to, or undefined where existence errors are prevented and this is not to be told. */
function channel(pool: Pool, user: User, prevented: boolean): 'email' | 'phone_number' | undefined {
  // [D] Prevention treats a disabled user, and one without a verified address, like nobody.
  if (!user.enabled) {
    if (prevented) return undefined;
    throw faults.userIsDisabled();
  }
  // [O] Told even where existence errors are prevented.
  if (WITHOUT_RESET.includes(user.status)) throw faults.passwordCannotBeReset();
  try {
    return recoveryAttribute(pool, user);
  } catch (error) {
    if (prevented && error instanceof Fault && error.type === 'InvalidParameterException') return undefined;
    throw error;
  }
}

async function migrate(cognito: Cognito, input: ClientUserInput): Promise<void> {
  const { pool, client } = cognito.client(input.ClientId);
  checkSecretHash(client, input.Username, input.SecretHash);
  if (!userByName(pool, input.Username)) await migrateUser(cognito, { pool, client, username: input.Username, metadata: input.ClientMetadata });
}

async function forgotPassword(cognito: Cognito, input: ClientUserInput) {
  await migrate(cognito, input);
  const { pool, client, user, prevented } = clientUser(cognito, input);
  if (user) countCall(user, OPERATION, cognito.now());
  const attribute = user && channel(pool, user, prevented);
  if (!user || !attribute) return simulateDelivery(pool, OPERATION, input.Username, faults.noRecoveryChannel());
  const details = deliveryDetails(attribute, user.attributes[attribute]);
  const code = issueCode(user, 'FORGOT_PASSWORD', attribute, cognito.now());
  await sendMessage(cognito, pool, user, {
    source: OPERATION, medium: details.DeliveryMedium, code, client, clientMetadata: input.ClientMetadata,
  });
  return { CodeDeliveryDetails: details };
}

async function confirmForgotPassword(cognito: Cognito, input: ConfirmInput): Promise<void> {
  const { pool, client, user, prevented } = clientUser(cognito, input);
  // [D] Nobody's code is wrong, once one was asked for; before that it is expired.
  if (!user) throw wasSimulated(pool, OPERATION, input.Username) ? faults.mailedCodeMismatch() : faults.mailedCodeExpired();
  if (!user.enabled) throw prevented ? faults.mailedCodeMismatch() : faults.userIsDisabled();
  countCall(user, 'ConfirmForgotPassword', cognito.now());
  // [O]
  if (WITHOUT_RESET.includes(user.status)) throw faults.passwordCannotBeReset();
  if (!user.codes.FORGOT_PASSWORD && wasSimulated(pool, OPERATION, input.Username)) throw faults.mailedCodeMismatch();
  // [M] The code before the password: unverified. A refused password does not spend the code.
  checkCode(user, 'FORGOT_PASSWORD', input.ConfirmationCode, cognito.now());
  checkPassword(pool, input.Password);
  setPassword(pool, user, input.Password);
  spendCode(user, 'FORGOT_PASSWORD');
  user.status = 'CONFIRMED';
  delete user.temporaryPasswordSetAt;
  // [M] A lock ends with the recovery: unverified.
  forgetFailures(user);
  cognito.touch(user);
  await invokeTrigger(cognito, pool, {
    trigger: 'PostConfirmation',
    source: 'PostConfirmation_ConfirmForgotPassword',
    user,
    client,
    request: { userAttributes: userAttributes(user), ...(input.ClientMetadata ? { clientMetadata: input.ClientMetadata } : {}) },
    response: {},
  });
}

export const forgotPasswordOperations = operations({
  ForgotPassword: {
    required: ['ClientId', 'Username'],
    optional: ['SecretHash', 'ClientMetadata'],
    withoutEffect: WITHOUT_EFFECT,
    run: forgotPassword,
  },
  ConfirmForgotPassword: {
    required: ['ClientId', 'Username', 'ConfirmationCode', 'Password'],
    optional: ['SecretHash', 'ClientMetadata'],
    withoutEffect: WITHOUT_EFFECT,
    async run(cognito, input) {
      await confirmForgotPassword(cognito, input);
      return {};
    },
  },
});
