import { readFileSync } from 'fs';
import { dirname, join } from 'path';
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
  validate({ stackTemplates }: IPolicyValidationContext): PolicyValidationPluginReport {
    const resources = this.stage.node.findAll().filter((one) => one instanceof CognitoAuthApi && Stage.of(one) === this.stage)
      .flatMap((auth) => auth.node.findAll()).filter((one): one is CfnResource => CfnResource.isCfnResource(one));
    const violations = [...new Set(resources.map(({ stack }) => stack))].flatMap((stack) => {
      const deployed = stackTemplates.find(({ stackConstructPath }) => stackConstructPath === rootOf(stack).node.path);
      if (!deployed) return [];
      const templatePath = join(dirname(deployed.templatePath), stack.templateFile);
      const template = JSON.parse(readFileSync(templatePath, 'utf8'));
      return resources.filter((resource) => resource.stack === stack).flatMap((resource) => violationsOf(resource, template, templatePath));
    });
    return { success: violations.length === 0, violations };
  }
}

/** CDK hands plugins no templates of nested stacks: the one they hang on says where they go, and each has its own file beside it. */
const rootOf = (stack: Stack): Stack => stack.nestedStackParent ? rootOf(stack.nestedStackParent) : stack;

function violationsOf(resource: CfnResource, { Resources }: any, templatePath: string): PolicyViolation[] {
  const resourceLogicalId: string = resource.stack.resolve(resource.logicalId);
  return resourceLocks
    .filter(({ type }) => type === resource.cfnResourceType)
    .map((lock) => ({ lock, found: valueAt(Resources[resourceLogicalId], lock.property) }))
    .filter(({ lock, found }) => !lock.keeps(found))
    .map(({ lock, found }) => ({
      ruleName: `Acme-${lock.property.split('.').pop()}`,
      description: `${lock.property} must be ${lock.allowed}, but is ${found === undefined ? 'left out' : JSON.stringify(found)}`,
      fix: WHOM_TO_ASK,
      // Nobody can acknowledge what is fatal.
      severity: 'fatal',
      violatingResources: [{ resourceLogicalId, templatePath, locations: [lock.property] }],
    }));
}

const valueAt = (resource: any, property: string): unknown => property.split('.').reduce((value, name) => value?.[name], resource);
