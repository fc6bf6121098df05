import { Annotations, RemovalPolicy, Stack, Token } from 'aws-cdk-lib';
import { CfnUserPool, UserPool, UserPoolEmail } from 'aws-cdk-lib/aws-cognito';
import { EmailIdentity, Identity } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import { Settings } from './settings';

/** Whether mails go through SES rather than Cognito's own sender: email as a factor needs that. */
export function hasSes({ messages }: Pick<Settings, 'messages'>): boolean {
  return messages.from !== undefined;
}

/**
 * The identity of the zone's domain, with the records that prove it. It is named after the domain and leaves with the stack: one that stayed would
 * be in the way of the next.
 */
export function makeEmailIdentity(scope: Construct, { messages: { hostedZone } }: Settings): EmailIdentity | undefined {
  return hostedZone && new EmailIdentity(scope, 'EmailIdentity', { identity: Identity.publicHostedZone(hostedZone) });
}

/** The pool's sender; undefined leaves Cognito's as it is. */
export function poolEmail(scope: Construct, { messages }: Settings): UserPoolEmail | undefined {
  const { from, fromName, replyTo, configurationSet, sesRegion } = messages;
  if (from === undefined) return replyTo === undefined ? undefined : UserPoolEmail.withCognito(replyTo);
  return UserPoolEmail.withSES({
    fromEmail: from,
    fromName: quoted(fromName),
    replyTo,
    configurationSetName: configurationSet?.configurationSetName,
    sesRegion: sesRegion ?? Stack.of(scope).region,
  });
}

/** The L2 takes a name with a comma for one that needs no quotes, and mail servers for two senders. It encodes what is not ASCII. */
function quoted(name: string | undefined): string | undefined {
  return name === undefined || Token.isUnresolved(name) || !/^[ -~]+$/.test(name) ? name : `"${name.replace(/[\\"]/g, '\\$&')}"`;
}

/** The L2 knows no identity but that of the address or of just its domain: not that of a domain above, nor one by its ARN. */
export function sendThroughIdentity(pool: UserPool, made: EmailIdentity | undefined, settings: Settings): void {
  const identity = made ?? settings.messages.emailIdentity;
  if (!identity || !hasSes(settings)) return;
  const resource = pool.node.defaultChild as CfnUserPool;
  resource.emailConfiguration = { ...resource.emailConfiguration as CfnUserPool.EmailConfigurationProperty, sourceArn: identity.emailIdentityArn };
  // Cognito asks SES whether the identity is verified, which takes its records.
  if (made) pool.node.addDependency(made);
}

/** Whether the stack is meant to last. */
function isForProduction({ removalPolicy }: Settings): boolean {
  return removalPolicy !== RemovalPolicy.DESTROY;
}

const COGNITO_SENDER = 'cognito-auth-api:cognitoSender';

/** https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html */
export function warnOfCognitosSender(pool: UserPool, settings: Settings): void {
  if (hasSes(settings) || settings.messages.customEmailSender || !isForProduction(settings)) return;
  Annotations.of(pool).addWarningV2(COGNITO_SENDER, 'Cognito\'s own sender delivers at most 50 mails a day, invitations and reset codes together: '
    + 'give messages.from to send through SES. If 50 are enough, acknowledge this on userPool: '
    + `Annotations.of(auth.userPool).acknowledgeWarning('${COGNITO_SENDER}').`);
}
