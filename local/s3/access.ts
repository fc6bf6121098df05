/** Who may do what: the caller's own policies and the bucket's. */
import { denies, evaluate, type Statement } from '../iam';
import { type Caller, type Host, type ServiceRequest, SignatureError } from '../service';
import { S3Error } from './error';

/** What one request may do. */
export class Access {
  private constructor(
    private readonly caller: Caller,
    private readonly host: Host,
    private readonly policyOf: (bucket: string) => readonly Statement[],
    private readonly context: Record<string, string>,
  ) {}

  /** Checks the signature. Nothing is open to unsigned requests. */
  static of(request: ServiceRequest, headers: Record<string, string>, host: Host, policyOf: (bucket: string) => readonly Statement[]): Access {
    let caller: Caller | undefined;
    try {
      caller = host.authenticate(request, 's3');
    } catch (error) {
      if (error instanceof SignatureError) throw new S3Error(403, error.code, error.message);
      throw error;
    }
    if (!caller) throw new S3Error(403, 'AccessDenied', 'Access Denied');
    return Access.by(caller, request.headers.authorization === undefined ? 'REST-QUERY-STRING' : 'REST-HEADER', headers, host, policyOf);
  }

  /** Of who signed a form's policy; its fields are what headers are elsewhere. */
  static ofForm(caller: Caller, fields: Record<string, string>, host: Host, policyOf: (bucket: string) => readonly Statement[]): Access {
    return Access.by(caller, 'POST', fields, host, policyOf);
  }

  private static by(
    caller: Caller, authType: string, headers: Record<string, string>, host: Host, policyOf: (bucket: string) => readonly Statement[],
  ): Access {
    return new Access(caller, host, policyOf, {
      // Only the local endpoint makes these requests plain HTTP, and they never leave the machine: the same code uses TLS on
      // AWS. So they count as TLS, and a policy that denies insecure transport is evaluated as it would be there.
      'aws:SecureTransport': 'true',
      's3:TlsVersion': '1.3',
      'aws:PrincipalArn': roleArn(caller.arn),
      'aws:PrincipalAccount': host.accountId,
      's3:signatureversion': 'AWS4-HMAC-SHA256',
      's3:authType': authType,
      ...contextOfHeaders(headers),
    });
  }

  allows(action: string, resource: string, context: Record<string, string> = {}): boolean {
    const all = { ...this.context, ...context };
    const statements = this.statementsFor(resource);
    if (denies(statements.denying, action, resource, all)) return false;
    return this.caller.allows(action, resource, all) || evaluate(statements.allowing, action, resource, all);
  }

  require(action: string, resource: string, context?: Record<string, string>): void {
    if (this.allows(action, resource, context)) return;
    throw new S3Error(403, 'AccessDenied',
      `User: ${this.caller.arn} is not authorized to perform: ${action} on resource: "${resource}" because no policy allows the ${action} action`);
  }

  /** The bucket policy's statements about this caller. */
  private statementsFor(resource: string): { denying: Statement[]; allowing: Statement[] } {
    const [, bucket] = /^arn:[^:]+:s3:::([^/]+)/.exec(resource) ?? [];
    const policy = bucket === undefined ? [] : this.policyOf(bucket);
    const account = [this.host.accountId, `arn:${this.host.partition}:iam::${this.host.accountId}:root`];
    const self = ['*', this.caller.arn, roleArn(this.caller.arn)];
    const names = (statement: Statement, principals: string[]) => statement.principals?.some((principal) => principals.includes(principal)) ?? false;
    return {
      denying: policy.filter((statement) => names(statement, [...self, ...account])),
      // To allow the account is to leave the decision to the caller's own policies.
      allowing: policy.filter((statement) => names(statement, self)),
    };
  }
}

function roleArn(arn: string): string {
  return arn.replace(/^(arn:[^:]+):sts::(\d+):assumed-role\/([^/]+)\/.*$/, '$1:iam::$2:role/$3');
}

/** The headers that S3 makes condition keys of, `s3:x-amz-acl` and the like. */
function contextOfHeaders(headers: Record<string, string>): Record<string, string> {
  const names = ['x-amz-content-sha256', 'x-amz-server-side-encryption', 'x-amz-server-side-encryption-aws-kms-key-id', 'x-amz-storage-class',
    'x-amz-copy-source', 'x-amz-metadata-directive', 'if-match', 'if-none-match'];
  return Object.fromEntries(names.filter((name) => headers[name] !== undefined).map((name) => [`s3:${name}`, headers[name]]));
}
