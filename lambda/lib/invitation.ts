import { AdminCreateUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { UserPoolId, cognitoOnce } from './cognito';
import { mailOnce, swallowAccountState } from './mail-limit';
import { temporaryPassword } from './temporary-password';
import { personObjects } from '../../src/contract/objects';

/** Mails a new temporary password to an account that has none of its own yet. */
export const sendInvitation = (email: string) => cognitoOnce.send(new AdminCreateUserCommand({
  UserPoolId, Username: email, MessageAction: 'RESEND', DesiredDeliveryMediums: ['EMAIL'], ...temporaryPassword(),
}));

/** The same in its turn. To any other address Cognito sends nothing, and nobody learns it. */
export const invite = (email: string, handle: string): Promise<void> => mailOnce(
  personObjects.invitationSent(handle), () => sendInvitation(email).catch(swallowAccountState),
);
