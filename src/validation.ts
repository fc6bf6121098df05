import { Duration, RemovalPolicy, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { clientsProblems } from './app-client-rules';
import { claimProblems, customAttributeProblems } from './attribute-validation';
import { domainProblems } from './domain-rules';
import { edgeProblems } from './edge-validation';
import { functionPropsProblems } from './function-props-validation';
import { groupProblems } from './group-validation';
import { identityProviderProblems } from './identity-provider-rules';
import { machineClientsProblems } from './machine-client-rules';
import { managedLoginProblems } from './managed-login-rules';
import { operationsProblems } from './operations-validation';
import { durationProblems, limitProblems, numberProblems, problem } from './problem';
import { CognitoAuthApiProps } from './props';
import { resourceServerProblems } from './resource-server-rules';
import { Settings } from './settings';
import { stageProblems } from './stage-validation';
import { TokenDelivery, tokenDeliveryProblems } from './token-delivery';
import { featurePlanProblems, triggerProblems } from './trigger-validation';

/** The message lists every problem, not only the first. */
export class InvalidPropsError extends Error {
  constructor(scope: IConstruct, problems: string[]) {
    const count = problems.length === 1 ? 'a prop that cannot' : `${problems.length} props that cannot`;
    super(`CognitoAuthApi "${scope.node.path}" has ${count} be deployed:\n${problems.map((line) => `  - ${line}`).join('\n')}`);
    this.name = 'InvalidPropsError';
  }
}

/** Throws once, with all that is wrong. Values that CDK only knows when deploying are left to AWS. */
export function validate(scope: IConstruct, settings: Settings, props: CognitoAuthApiProps): void {
  const problems = [
    ...tokenProblems(settings),
    ...passwordPolicyProblems(settings),
    ...corsProblems(settings),
    ...throttleProblems(settings),
    ...appNameProblems(settings),
    ...removalPolicyProblems(settings),
    ...featurePlanProblems(settings),
    ...groupProblems(settings),
    ...customAttributeProblems(settings),
    ...claimProblems(settings),
    ...triggerProblems(settings),
    ...operationsProblems(props),
    ...stageProblems(props),
    ...functionPropsProblems(props),
    ...edgeProblems(scope, settings),
    ...tokenDeliveryProblems(props),
    ...domainProblems(settings),
    ...managedLoginProblems(settings),
    ...identityProviderProblems(scope, settings),
    ...resourceServerProblems(settings),
    ...clientsProblems(settings),
    ...machineClientsProblems(settings),
  ];
  if (problems.length > 0) throw new InvalidPropsError(scope, problems);
}

function tokenProblems({ tokens }: Settings): string[] {
  const minute = Duration.minutes(1);
  const problems = [
    ...durationProblems('tokens.access', tokens.access, minute, Duration.minutes(5), Duration.days(1),
      'These are Cognito\'s limits; use tokens.refresh for how long people stay signed in.'),
    ...durationProblems('tokens.id', tokens.id, minute, Duration.minutes(5), Duration.days(1),
      'These are Cognito\'s limits; use tokens.refresh for how long people stay signed in.'),
    ...durationProblems('tokens.refresh', tokens.refresh, minute, Duration.hours(1), Duration.days(3650),
      'These are Cognito\'s limits.'),
    ...durationProblems('tokens.rotationGracePeriod', tokens.rotationGracePeriod, Duration.seconds(1), Duration.seconds(0), Duration.seconds(60),
      'These are Cognito\'s limits; shorter is safer, 10 seconds cover a lost answer.'),
  ];
  const { access, id, refresh } = tokens;
  if (problems.length > 0 || [access, id, refresh].some((duration) => duration.isUnresolved())) return problems;
  const [name, longest] = access.toMilliseconds() >= id.toMilliseconds() ? ['access', access] as const : ['id', id] as const;
  if (refresh.toMilliseconds() > longest.toMilliseconds()) return [];
  return [problem('tokens.refresh', `longer than tokens.${name} (${longest.toHumanString()})`, refresh,
    `Lengthen tokens.refresh or shorten tokens.${name}: a refresh token that ends first refreshes nothing.`)];
}

function passwordPolicyProblems({ passwordPolicy }: Settings): string[] {
  return [
    ...numberProblems('passwordPolicy.minLength', passwordPolicy.minLength, 8, 99,
      'Cognito takes 6 to 99, but NIST SP 800-63B allows no password below 8 characters.'),
    ...durationProblems('passwordPolicy.tempPasswordValidity', passwordPolicy.tempPasswordValidity, Duration.days(1), Duration.days(1), Duration.days(365),
      'Cognito counts whole days; a short time is safer, since the password travels by mail.'),
    ...numberProblems('passwordPolicy.passwordHistorySize', passwordPolicy.passwordHistorySize, 0, 24,
      'These are Cognito\'s limits; 0 keeps no history.'),
  ];
}

/** What a browser sends as Origin: no path, no trailing slash, lower case. */
const ORIGIN = /^[a-z][a-z0-9+.-]*:\/\/(?:[a-z0-9_-]+(?:\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?$/;
/** A header's name as RFC 9110 has it. */
const HEADER = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/;

function corsProblems({ cors, tokenDelivery }: Settings): string[] {
  const problems: string[] = [];
  if (!Token.isUnresolved(cors.allowOrigins)) {
    const wildcard = cors.allowOrigins.includes('*');
    if (cors.allowOrigins.length === 0) {
      problems.push(problem('cors.allowOrigins', 'at least one origin', cors.allowOrigins, 'Leave it out to allow any.'));
    }
    if (wildcard && cors.allowOrigins.length > 1) {
      problems.push(problem('cors.allowOrigins', '["*"] alone or a list of exact origins', cors.allowOrigins,
        'Remove "*" to allow only the origins beside it, or remove those.'));
    }
    if (wildcard && cors.allowCredentials) {
      const where = tokenDelivery === TokenDelivery.COOKIE ? 'tokenDelivery is "COOKIE"' : 'cors.allowCredentials is true';
      problems.push(problem('cors.allowOrigins', `a list of exact origins where ${where}`, cors.allowOrigins,
        'List the origins of your pages: no browser sends credentials to an API that allows any origin.'));
    }
    cors.allowOrigins.forEach((origin, index) => {
      if (origin === '*' || Token.isUnresolved(origin) || ORIGIN.test(origin)) return;
      problems.push(problem(`cors.allowOrigins[${index}]`, '"*" or an exact origin: scheme://host or scheme://host:port, in lower case', origin,
        'Write it as browsers send it, such as "https://app.example.com": no path, no trailing slash, no wildcard.'));
    });
  }
  if (!Token.isUnresolved(cors.allowHeaders)) {
    cors.allowHeaders.forEach((header, index) => {
      const path = `cors.allowHeaders[${index}]`;
      if (Token.isUnresolved(header)) return;
      if (!HEADER.test(header)) {
        problems.push(problem(path, 'the name of a header', header, 'Use names such as "content-type".'));
      } else if (header === '*' && cors.allowCredentials) {
        problems.push(problem(path, 'the name of a header where cors.allowCredentials is true', header,
          'List the headers: with credentials browsers take "*" for a header of that name.'));
      }
    });
  }
  return problems.concat(durationProblems('cors.maxAge', cors.maxAge, Duration.seconds(1), Duration.seconds(0), Duration.days(1),
    'These are API Gateway\'s limits; 0 makes browsers ask before every call.'));
}

function throttleProblems({ throttle }: Settings): string[] {
  return (['credentialRoutes', 'otherRoutes'] as const).flatMap((routes) => limitProblems(`throttle.${routes}`, throttle[routes]));
}

/** As the contract bounds names: no control characters, lone surrogates, line separators, nor what reverses the writing direction. */
const APP_NAME = /^(?=.*\S)[^:\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]{1,64}$/u;

function appNameProblems({ appName }: Settings): string[] {
  if (Token.isUnresolved(appName) || (APP_NAME.test(appName) && appName === appName.trim())) return [];
  return [problem('messages.appName', '1 to 64 printable characters without a colon, with no space at either end', appName,
    'Authenticator apps show it before a colon, and mails have it in their subject.')];
}

function removalPolicyProblems({ removalPolicy }: Settings): string[] {
  if (removalPolicy !== RemovalPolicy.SNAPSHOT) return [];
  return [problem('removalPolicy', '"retain", "destroy" or "retain-on-update-or-delete"', removalPolicy,
    'User pools, buckets, keys and logs have no snapshots: use RemovalPolicy.RETAIN.')];
}
