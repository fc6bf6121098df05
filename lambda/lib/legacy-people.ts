import type { PreSignUpTriggerEvent } from 'aws-lambda';
import { answerOf } from './users-trigger';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** By what somebody elsewhere may be known. In pools that sign people in by an address the user name is a new UUID. */
const namesOf = ({ triggerSource, userName, request: { userAttributes: { email, phone_number } } }: PreSignUpTriggerEvent): string[] => {
  const isMadeUp = triggerSource === 'PreSignUp_ExternalProvider' || UUID.test(userName);
  return [...new Set([isMadeUp ? '' : userName, email, phone_number].flatMap((name) => name ? [name.toLowerCase()] : []))];
};

/** Whether the user's function knows the person: what Cognito asks when somebody forgot the password, with a purpose that tells the two apart. */
const isKnown = async (FunctionName: string, event: PreSignUpTriggerEvent, userName: string): Promise<boolean> => {
  const { version, region, userPoolId, callerContext } = event;
  const response: any = await answerOf(FunctionName, {
    version,
    region,
    userPoolId,
    userName,
    callerContext,
    triggerSource: 'UserMigration_ForgotPassword',
    request: { clientMetadata: { purpose: 'SIGN_UP' } },
    response: {
      userAttributes: null, forceAliasCreation: null, enableSMSMFA: null, finalUserStatus: null, messageAction: null, desiredDeliveryMediums: null,
    },
  });
  return Object.keys(response.userAttributes ?? {}).length > 0;
};

/**
 * Refuses to make an account for somebody who has one elsewhere and is yet to be migrated: whoever made it would be them from then on, for the user's
 * function is asked of unknown people only. Where it cannot be asked, nobody gets an account.
 */
export const assertNobodyElses = async (FunctionName: string, event: PreSignUpTriggerEvent): Promise<void> => {
  const names = namesOf(event);
  const known = await Promise.all(names.map((name) => isKnown(FunctionName, event, name)));
  if (known.includes(true)) {
    throw new Error('There is an account already. Sign in with it, or ask for a new password');
  }
};
