import { wildcardMatch } from '../iam-conditions';
import { Made, Resource } from '../service';
import { knownProperties } from '../template/properties';

interface Permission {
  readonly functionName: string;
  readonly action: string;
  readonly principal: string;
  readonly sourceArn?: string;
}

/** The functions' resource policies: which AWS service may invoke which function, and on whose behalf. */
export class Permissions {
  private readonly permissions: Permission[] = [];

  make(resource: Resource): Made {
    knownProperties(resource, ['Action', 'FunctionName', 'Principal', 'SourceAccount', 'SourceArn']);
    const { Action, FunctionName, Principal, SourceArn } = resource.properties;
    this.permissions.push({ functionName: FunctionName, action: Action, principal: Principal, sourceArn: SourceArn });
    return { ref: resource.logicalId, attributes: { Id: resource.logicalId } };
  }

  allow(fn: { name: string; arn: string }, principal: string, sourceArn: string): boolean {
    return this.permissions.some((permission) =>
      (permission.functionName === fn.arn || permission.functionName === fn.name) &&
      ['lambda:InvokeFunction', 'lambda:*'].includes(permission.action) &&
      permission.principal === principal &&
      (permission.sourceArn === undefined || wildcardMatch(permission.sourceArn, sourceArn)));
  }
}
