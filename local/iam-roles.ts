import { randomBytes } from 'node:crypto';
import { evaluate, parsePolicyDocument, Statement } from './iam';
import { physicalName, stableId } from './ids';
import { LocalError } from './local-error';
import { Caller, Made, Provider, Resource } from './service';
import { knownProperties, refuse } from './template/properties';

interface Role {
  readonly name: string;
  readonly arn: string;
  readonly trusted: string[];
  readonly statements: Statement[];
  /** What the role can have at most. */
  readonly boundary?: Statement[];
}

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Policies of AWS's own that allow nothing but logs, traces and metrics, which no stand-in asks about. */
const HARMLESS = ['service-role/AWSLambdaBasicExecutionRole', 'AWSXRayDaemonWriteAccess', 'AWSXrayWriteOnlyAccess', 'CloudWatchLambdaInsightsExecutionRolePolicy'];

/** The well-known key of the person at the keyboard, who may do everything. */
const DEVELOPER: Credentials = { accessKeyId: 'local', secretAccessKey: 'local' };

/** Roles and policies of the template, and one access key for each function that has a role. */
export class Roles implements Provider {
  readonly types = ['AWS::IAM::Role', 'AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'];
  private readonly roles: Role[] = [];
  private readonly managedPolicies = new Map<string, Statement[]>();
  private readonly keys = new Map<string, { credentials: Credentials; caller: Caller }>();

  constructor(private readonly stackName: string, private readonly accountId: string, private readonly partition: string) {
    const caller = { accessKeyId: DEVELOPER.accessKeyId, arn: this.arnOf('iam', 'user/local'), allows: () => true };
    this.keys.set(DEVELOPER.accessKeyId, { credentials: DEVELOPER, caller });
  }

  make(resource: Resource): Made {
    switch (resource.type) {
      case 'AWS::IAM::Role': return this.makeRole(resource);
      case 'AWS::IAM::ManagedPolicy': return this.makeManagedPolicy(resource);
      default: return this.makePolicy(resource);
    }
  }

  /** The key that a function signs with. */
  issueKey(roleArn: string, functionName: string): Credentials {
    const role = this.roles.find((one) => one.arn === roleArn);
    if (!role) {
      throw new LocalError(`The function ${functionName} has the role ${roleArn}, which is not one of the stack's`);
    }
    if (!role.trusted.includes('lambda.amazonaws.com')) {
      throw new LocalError(`The function ${functionName} cannot assume the role ${role.name}: it does not trust lambda.amazonaws.com`);
    }
    const credentials = {
      accessKeyId: `ASIA${stableId(16, this.stackName, functionName).toUpperCase()}`,
      secretAccessKey: randomBytes(30).toString('base64'),
      sessionToken: randomBytes(48).toString('base64'),
    };
    const caller: Caller = {
      accessKeyId: credentials.accessKeyId,
      arn: this.arnOf('sts', `assumed-role/${role.name}/${functionName}`),
      allows: (action, target, context) => evaluate(role.statements, action, target, context) &&
        (role.boundary === undefined || evaluate(role.boundary, action, target, context)),
    };
    this.keys.set(credentials.accessKeyId, { credentials, caller });
    return credentials;
  }

  credentialsOf(accessKeyId: string): Credentials | undefined {
    return this.keys.get(accessKeyId)?.credentials;
  }

  callerOf(accessKeyId: string): Caller {
    return this.keys.get(accessKeyId)!.caller;
  }

  private makeRole(resource: Resource): Made {
    knownProperties(resource, [
      'AssumeRolePolicyDocument', 'Description', 'ManagedPolicyArns', 'MaxSessionDuration', 'Path', 'PermissionsBoundary', 'Policies', 'RoleName', 'Tags',
    ]);
    const { RoleName, Path = '/', Policies = [], ManagedPolicyArns = [], AssumeRolePolicyDocument, PermissionsBoundary } = resource.properties;
    const boundary = this.managedPolicies.get(PermissionsBoundary);
    if (PermissionsBoundary !== undefined && !boundary) {
      refuse(resource, 'PermissionsBoundary', `names ${PermissionsBoundary}, which is no policy of the stack`);
    }
    const name = RoleName ?? physicalName(this.stackName, resource.logicalId);
    const statements = Policies.flatMap((policy: any) => parsePolicyDocument(policy.PolicyDocument));
    for (const arn of ManagedPolicyArns as string[]) {
      const managed = this.managedPolicies.get(arn);
      if (!managed && !HARMLESS.some((known) => arn === `arn:${this.partition}:iam::aws:policy/${known}`)) {
        refuse(resource, 'ManagedPolicyArns', `names ${arn}, which the offline run does not know`);
      }
      statements.push(...managed ?? []);
    }
    const role: Role = { name, arn: this.arnOf('iam', `role${Path}${name}`), trusted: trustedServices(AssumeRolePolicyDocument), statements, boundary };
    this.roles.push(role);
    return { ref: name, attributes: { Arn: role.arn, RoleId: `AROA${stableId(17, this.stackName, resource.logicalId).toUpperCase()}` } };
  }

  private makePolicy(resource: Resource): Made {
    knownProperties(resource, ['Groups', 'PolicyDocument', 'PolicyName', 'Roles', 'Users']);
    this.attach(resource, parsePolicyDocument(resource.properties.PolicyDocument));
    return { ref: resource.properties.PolicyName, attributes: { Id: resource.properties.PolicyName } };
  }

  private makeManagedPolicy(resource: Resource): Made {
    knownProperties(resource, ['Description', 'Groups', 'ManagedPolicyName', 'Path', 'PolicyDocument', 'Roles', 'Users']);
    const { ManagedPolicyName, Path = '/', PolicyDocument } = resource.properties;
    const arn = this.arnOf('iam', `policy${Path}${ManagedPolicyName ?? physicalName(this.stackName, resource.logicalId)}`);
    const statements = parsePolicyDocument(PolicyDocument);
    this.managedPolicies.set(arn, statements);
    this.attach(resource, statements);
    return { ref: arn, attributes: { PolicyArn: arn } };
  }

  private attach(resource: Resource, statements: Statement[]): void {
    for (const name of resource.properties.Roles ?? []) {
      const role = this.roles.find((one) => one.name === name);
      if (!role) {
        refuse(resource, 'Roles', `names ${name}, which is not one of the stack's`);
      }
      role.statements.push(...statements);
    }
  }

  private arnOf(service: string, resource: string): string {
    return `arn:${this.partition}:${service}::${this.accountId}:${resource}`;
  }
}

function trustedServices(document: any): string[] {
  return [document.Statement].flat()
    .filter((statement: any) => statement.Effect === 'Allow')
    .flatMap((statement: any) => [statement.Principal?.Service ?? []].flat());
}
