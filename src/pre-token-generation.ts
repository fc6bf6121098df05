import { CfnUserPool, LambdaVersion, UserPool, UserPoolOperation } from 'aws-cdk-lib/aws-cognito';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { Construct } from 'constructs';
import { makeBundledFunction } from './bundled-function';
import { PreTokenGenerationEnvironment, TriggerName, triggers } from './contract';
import { TRIGGER_TIMEOUT } from './defaults';
import { triggerFunctionSettings } from './function-settings';
import { customizesTokens } from './groups';
import { Settings } from './settings';
import { invokeStatements } from './users-trigger';

/** What the trigger reads. Lambda allows 4 KB, so validation measures it. */
export function preTokenGenerationEnvironment({ groups, claims, triggers: { preTokenGeneration } }: Settings): PreTokenGenerationEnvironment {
  return {
    GROUP_SCOPES: JSON.stringify(Object.fromEntries(Object.entries(groups).map(([name, { scopes = [] }]) => [name, scopes]))),
    TOKEN_CLAIMS: JSON.stringify(claims),
    ...preTokenGeneration && { PRE_TOKEN_GENERATION_FUNCTION_ARN: preTokenGeneration.functionArn },
  };
}

/** As the L2 names the permission to call it. */
const PERMISSION = 'PreTokenGenerationConfigCognito';

/**
 * What decides about the tokens: our trigger, where groups or claims ask for it, which calls the user's own; else the user's own.
 * Events of version 2, since those of version 1 do not reach the access token.
 */
export class PreTokenGeneration {
  /** Ours, where there is something for it to do. */
  fn?: NodejsFunction;

  constructor(private readonly scope: Construct, private readonly pool: UserPool, private readonly settings: Settings) {
    this.fn = customizesTokens(settings) ? makePreTokenGenerationFunction(scope, settings) : undefined;
    const attached = this.fn ?? settings.triggers.preTokenGeneration;
    if (attached) pool.addTrigger(UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, attached, LambdaVersion.V2_0);
  }

  /** Tells the trigger of a group that came later, which may be the first for it to do anything about. */
  update(): void {
    if (!customizesTokens(this.settings)) return;
    if (this.fn) {
      this.fn.addEnvironment('GROUP_SCOPES', preTokenGenerationEnvironment(this.settings).GROUP_SCOPES);
      return;
    }
    this.fn = makePreTokenGenerationFunction(this.scope, this.settings);
    if (this.settings.triggers.preTokenGeneration) this.takePlaceOfTheirs(this.fn);
    else this.pool.addTrigger(UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, this.fn, LambdaVersion.V2_0);
  }

  /** The L2 attaches no second function to an event. */
  private takePlaceOfTheirs(fn: NodejsFunction): void {
    const { pool } = this;
    pool.node.tryRemoveChild(PERMISSION);
    fn.addPermission(PERMISSION, { principal: new ServicePrincipal('cognito-idp.amazonaws.com'), sourceArn: pool.userPoolArn, scope: pool });
    (pool.node.defaultChild as CfnUserPool).addPropertyOverride('LambdaConfig.PreTokenGenerationConfig.LambdaArn', fn.functionArn);
  }
}

/** Like every trigger it gets neither the pool's id nor a right on the pool, which would make the two need each other. */
function makePreTokenGenerationFunction(scope: Construct, settings: Settings): NodejsFunction {
  const name: TriggerName = 'pre-token-generation';
  return makeBundledFunction(scope, name, {
    description: triggers[name].summary,
    statements: invokeStatements(settings.triggers.preTokenGeneration),
    environment: { ...preTokenGenerationEnvironment(settings) },
    timeout: TRIGGER_TIMEOUT,
    removalPolicy: settings.removalPolicy,
    ...triggerFunctionSettings(settings),
  });
}
