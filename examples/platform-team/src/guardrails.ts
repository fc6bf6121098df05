import { readFileSync } from 'fs';
import { join } from 'path';
import {
  CfnResource, IPolicyValidationContext, IPolicyValidationPlugin, PolicyValidationPluginReport, PolicyViolation, Stack, Stage, Validations,
} from 'aws-cdk-lib';
import { CognitoAuthApi } from 'cognito-auth-api';
import { IConstruct } from 'constructs';
import { resourceLocks, WHOM_TO_ASK } from './locks';

/** The stages that are guarded already: each needs it once, however many auth APIs it has. */
const guarded = new WeakSet<Stage>();

/** Has the stage or app around it fail its synth where the template of an auth API breaks a lock. */
export function guard(scope: IConstruct): void {
  const stage = Stage.of(scope);
  if (!stage || guarded.has(stage)) return;
  guarded.add(stage);
  Validations.of(stage).addPlugins(new Guardrails(stage));
}

/**
 * Looks at what is deployed. CDK runs it after all aspects, on the finished templates, so that `addPropertyOverride` is seen as well as a changed
 * property: an aspect would not see the former.
 */
class Guardrails implements IPolicyValidationPlugin {
  readonly name = 'AcmeAuthGuardrails';

  constructor(private readonly stage: Stage) {}

  /** Called for each account and region of the stage, with the stacks that go there. */
  validate({ templatePaths }: IPolicyValidationContext): PolicyValidationPluginReport {
    const auths = this.stage.node.findAll().filter((one) => one instanceof CognitoAuthApi && Stage.of(one) === this.stage);
    const stacks = [...new Set(auths.map((auth) => Stack.of(auth)))].filter((stack) => templatePaths.includes(templateOf(rootOf(stack))));
    const violations = stacks.flatMap((stack) => {
      const { Resources } = JSON.parse(readFileSync(templateOf(stack), 'utf8'));
      return auths.filter((auth) => Stack.of(auth) === stack).flatMap((auth) => auth.node.findAll())
        .filter((one): one is CfnResource => CfnResource.isCfnResource(one) && one.stack === stack)
        .flatMap((resource) => violationsOf(resource, Resources));
    });
    return { success: violations.length === 0, violations };
  }
}

/** CDK hands plugins no templates of nested stacks: the one they hang on says where they go, and each has its own file beside it. */
const rootOf = (stack: Stack): Stack => stack.nestedStackParent ? rootOf(stack.nestedStackParent) : stack;
const templateOf = (stack: Stack) => join(Stage.of(stack)!.outdir, stack.templateFile);

function violationsOf(resource: CfnResource, resources: { [logicalId: string]: object }): PolicyViolation[] {
  const resourceLogicalId: string = resource.stack.resolve(resource.logicalId);
  return resourceLocks
    .filter(({ type }) => type === resource.cfnResourceType)
    .map((lock) => ({ lock, found: valueAt(resources[resourceLogicalId], lock.property) }))
    .filter(({ lock, found }) => !lock.keeps(found))
    .map(({ lock, found }) => ({
      ruleName: `Acme-${lock.property.split('.').pop()}`,
      description: `${lock.property} must be ${lock.allowed}, but is ${found === undefined ? 'left out' : JSON.stringify(found)}`,
      fix: WHOM_TO_ASK,
      // Nobody can acknowledge what is fatal.
      severity: 'fatal',
      violatingResources: [{ resourceLogicalId, templatePath: templateOf(resource.stack), locations: [lock.property] }],
    }));
}

const valueAt = (resource: any, property: string): unknown => property.split('.').reduce((value, name) => value?.[name], resource);
