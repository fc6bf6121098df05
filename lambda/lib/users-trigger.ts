import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { ClaimsAndScopeOverrideDetails, PreTokenGenerationV2TriggerEvent } from 'aws-lambda';
import { timeLimits } from './time-limits';

/** Cognito gives up after 5 seconds, and a second try would not fit. */
const lambda = new LambdaClient({ maxAttempts: 1, requestHandler: timeLimits });

/** Calls the trigger as Cognito would, and fails as it does: what the function throws ends the sign-in. */
export const answerOf = async (FunctionName: string, event: PreTokenGenerationV2TriggerEvent): Promise<Partial<ClaimsAndScopeOverrideDetails>> => {
  const { FunctionError, Payload } = await lambda.send(new InvokeCommand({ FunctionName, Payload: JSON.stringify(event) }));
  const answer = JSON.parse(Payload?.transformToString() || 'null');
  if (FunctionError) {
    throw Object.assign(new Error(answer?.errorMessage ?? FunctionError), { name: answer?.errorType ?? FunctionError });
  }
  if (typeof answer?.response !== 'object') {
    throw new Error('The pre-token-generation trigger did not return its event');
  }
  return answer.response?.claimsAndScopeOverrideDetails ?? {};
};
