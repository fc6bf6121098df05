import { Cognito } from './cognito';
import { Fault } from './errors';
import { Client, Pool, User } from './state';

export type Trigger =
  'PreSignUp' | 'PostConfirmation' | 'PreAuthentication' | 'PostAuthentication' | 'CustomMessage' | 'PreTokenGeneration' | 'UserMigration' |
  'DefineAuthChallenge' | 'CreateAuthChallenge' | 'VerifyAuthChallengeResponse';

export type ClientMetadata = Record<string, string> | undefined;

interface TriggerCall {
  readonly trigger: Trigger;
  /** What led to it: `CustomMessage_ForgotPassword`. */
  readonly source: string;
  readonly user?: User;
  /** For a user who does not exist, or not yet. */
  readonly username?: string;
  readonly client?: Client;
  readonly request: Record<string, unknown>;
  readonly response: Record<string, unknown>;
}

/** As triggers see a user [D]. */
export const userAttributes = (user: User) => ({
  'sub': user.sub, 'cognito:user_status': user.status, ...user.attributes,
});

function target(pool: Pool, trigger: Trigger): { arn?: string; version: string } {
  const config = pool.config.LambdaConfig ?? {};
  if (trigger !== 'PreTokenGeneration') return { arn: config[trigger], version: '1' };
  const versioned = config.PreTokenGenerationConfig;
  if (!versioned) return { arn: config.PreTokenGeneration, version: '1' };
  return { arn: versioned.LambdaArn, version: versioned.LambdaVersion.replace(/^V(\d)_0$/, '$1') };
}

export const preTokenGenerationVersion = (pool: Pool) => target(pool, 'PreTokenGeneration').version;

/** Answers the function's `response`, or undefined when the pool has no such trigger. */
export async function invokeTrigger(cognito: Cognito, pool: Pool, call: TriggerCall): Promise<Record<string, any> | undefined> {
  const { arn, version } = target(pool, call.trigger);
  if (!arn) return undefined;
  const event = {
    version,
    triggerSource: call.source,
    region: cognito.host.region,
    userPoolId: pool.id,
    userName: call.user?.username ?? call.username,
    callerContext: {
      awsSdkVersion: 'aws-sdk-unknown-unknown',
      // [O] of administrators' calls
      clientId: call.client?.id ?? 'CLIENT_ID_NOT_APPLICABLE',
    },
    request: call.request,
    response: call.response,
  };
  const result = await invoke(cognito, arn, call.trigger, event);
  if (typeof result !== 'object' || result === null || typeof (result as any).response !== 'object') {
    // [O]
    throw new Fault('InvalidLambdaResponseException', 'Unrecognizable lambda output');
  }
  return (result as any).response ?? {};
}

async function invoke(cognito: Cognito, arn: string, trigger: Trigger, event: unknown): Promise<unknown> {
  try {
    return await cognito.host.invoke(arn, event);
  } catch (error: any) {
    const message = error?.message ?? error?.errorMessage;
    if (message === undefined || /Task timed out|AccessDenied|ServiceException/.test(message)) {
      throw new Fault('UnexpectedLambdaException', `${trigger} invocation failed due to error ${message ?? error}.`);
    }
    // [O]
    throw new Fault('UserLambdaValidationException', `${trigger} failed with error ${message.replace(/\.$/, '')}.`);
  }
}
