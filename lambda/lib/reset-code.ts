import { ConfirmForgotPasswordCommand, ForgotPasswordCommand } from '@aws-sdk/client-cognito-identity-provider';
import { ClientId, cognitoOnce, secretHash, userContextData } from './cognito';
import type { Request } from './request';

/** Lets Cognito mail a reset code. The purpose reaches the custom-message trigger, so that the mail says what the code is for. */
export const sendResetCode = async (request: Pick<Request<any>, 'source'>, email: string, purpose: 'PASSWORD_RESET' | 'MFA_RESET') =>
  cognitoOnce.send(new ForgotPasswordCommand({
    ClientId,
    Username: email,
    SecretHash: await secretHash(email),
    UserContextData: userContextData(request),
    ClientMetadata: { purpose },
  }));

/** Spends a mailed reset code; Cognito sets the password in the same step. */
export const spendResetCode = async (request: Pick<Request<any>, 'source'>, email: string, code: string, password: string) =>
  cognitoOnce.send(new ConfirmForgotPasswordCommand({
    ClientId,
    Username: email,
    SecretHash: await secretHash(email),
    ConfirmationCode: code,
    Password: password,
    UserContextData: userContextData(request),
  }));
