import { LambdaVersion, UserPool, UserPoolOperation } from 'aws-cdk-lib/aws-cognito';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { Construct } from 'constructs';
import { makeBundledFunction } from './bundled-function';
import { PreTokenGenerationEnvironment, TriggerName, triggers } from './contract';
import { TRIGGER_TIMEOUT } from './defaults';
import { triggerFunctionSettings } from './function-settings';
import { customizesTokens } from './groups';
import { Settings } from './settings';

/** What the trigger reads. Lambda allows 4 KB, so validation measures it. */
export function preTokenGenerationEnvironment({ groups, claims, triggers: { preTokenGeneration } }: Settings): PreTokenGenerationEnvironment {
  return {
    GROUP_SCOPES: JSON.stringify(Object.fromEntries(Object.entries(groups).map(([name, { scopes = [] }]) => [name, scopes]))),
    TOKEN_CLAIMS: JSON.stringify(claims),
    ...preTokenGeneration && { PRE_TOKEN_GENERATION_FUNCTION_ARN: preTokenGeneration.functionArn },
  };
}

/**
 * Attaches what decides about the tokens: our trigger, where groups or claims ask for it, which calls the user's own; else the user's own.
 * Events of version 2, since those of version 1 do not reach the access token.
 */
export function makePreTokenGeneration(scope: Construct, pool: UserPool, settings: Settings): NodejsFunction | undefined {
  const ours = customizesTokens(settings) ? makePreTokenGenerationFunction(scope, settings) : undefined;
  const attached = ours ?? settings.triggers.preTokenGeneration;
  if (attached) pool.addTrigger(UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, attached, LambdaVersion.V2_0);
  return ours;
}

/** Like every trigger it gets neither the pool's id nor a right on the pool, which would make the two need each other. */
function makePreTokenGenerationFunction(scope: Construct, settings: Settings): NodejsFunction {
  const name: TriggerName = 'pre-token-generation';
  const theirs = settings.triggers.preTokenGeneration;
  return makeBundledFunction(scope, name, {
    description: triggers[name].summary,
    statements: theirs ? [new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [theirs.functionArn] })] : [],
    environment: { ...preTokenGenerationEnvironment(settings) },
    timeout: TRIGGER_TIMEOUT,
    removalPolicy: settings.removalPolicy,
    ...triggerFunctionSettings(settings),
  });
}
