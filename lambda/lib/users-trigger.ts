import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { timeLimits } from './time-limits';

/** Cognito gives up after 5 seconds, and a second try would not fit. */
const lambda = new LambdaClient({ maxAttempts: 1, requestHandler: timeLimits });

interface TriggerEvent {
  readonly triggerSource: string;
  readonly response: unknown;
}

/** Calls the trigger as Cognito would, and fails as it does: what the function throws ends what the person is about. */
export const answerOf = async <Event extends TriggerEvent>(FunctionName: string, event: Event): Promise<Event['response']> => {
  const { FunctionError, Payload } = await lambda.send(new InvokeCommand({ FunctionName, Payload: JSON.stringify(event) }));
  const answer = JSON.parse(Payload?.transformToString() || 'null');
  if (FunctionError) {
    throw Object.assign(new Error(answer?.errorMessage ?? FunctionError), { name: answer?.errorType ?? FunctionError });
  }
  if (typeof answer?.response !== 'object') {
    throw new Error(`Your trigger for ${event.triggerSource} did not return its event`);
  }
  return answer.response ?? {};
};
