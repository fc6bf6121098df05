import { LocalClock } from './clock';
import { Roles } from './iam-roles';
import { Functions } from './lambda/functions';
import { Mailbox } from './mailbox';
import { Caller, Host, ServiceRequest, SignatureError } from './service';
import { verifyPolicySignature, verifySignature } from './sigv4';

interface Lent {
  readonly clock: LocalClock;
  readonly region: string;
  readonly accountId: string;
  readonly partition: string;
  readonly roles: Roles;
  readonly functions: Functions;
  readonly mailbox: Mailbox;
}

// https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-identity-pools-working-with-aws-lambda-triggers.html
const TRIGGER_TIMEOUT = 5_000;

/** What the stand-ins may use of the runner. */
export function createHost({ clock, region, accountId, partition, roles, functions, mailbox }: Lent): Host {
  return {
    clock, region, accountId, partition,
    authenticate: (request, service) => authenticate(request, service, region, roles, clock.now()),
    authenticatePolicy: (signed, service) => {
      const accessKeyId = verifyPolicySignature(signed, service, region, (id) => roles.credentialsOf(id)?.secretAccessKey);
      return callerOf(accessKeyId, signed.securityToken, roles);
    },
    invoke: async (arn, event) => {
      // Only Cognito invokes through here, and its triggers name the pool in their event.
      const { userPoolId } = event as { userPoolId?: string };
      const sourceArn = `arn:${partition}:cognito-idp:${region}:${accountId}:userpool/${userPoolId}`;
      return within(TRIGGER_TIMEOUT, functions.invoke(arn, event, { principal: 'cognito-idp.amazonaws.com', sourceArn }));
    },
    hasFunction: (arn) => functions.has(arn),
    invokeFor: (arn, event) => functions.invoke(arn, event),
    deliver: (message) => mailbox.deliver(message),
  };
}

function authenticate(request: ServiceRequest, service: string, region: string, roles: Roles, now: number): Caller | undefined {
  const accessKeyId = verifySignature(request, service, region, (id) => roles.credentialsOf(id)?.secretAccessKey, now);
  if (accessKeyId === undefined) {
    return undefined;
  }
  const query = new URLSearchParams(request.url.split('?')[1]);
  const token = request.headers['x-amz-security-token'] ?? query.get('X-Amz-Security-Token') ?? undefined;
  return callerOf(accessKeyId, token, roles);
}

function callerOf(accessKeyId: string, token: string | undefined, roles: Roles): Caller {
  if (token !== roles.credentialsOf(accessKeyId)!.sessionToken) {
    throw new SignatureError('InvalidAccessKeyId', 'The security token included in the request is invalid.');
  }
  return roles.callerOf(accessKeyId);
}

/** Cognito stops waiting; the function goes on. */
async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Task timed out after ${(milliseconds / 1000).toFixed(2)} seconds`)), milliseconds);
  });
  return Promise.race([work, tooLong]).finally(() => clearTimeout(timer));
}
