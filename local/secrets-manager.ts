/** Secrets Manager on one machine: the operations that a handler may call on the template's secrets. */
import { randomUUID } from 'node:crypto';
import { addVersion, contentOf, describe, identity, makeSecret, type Secret } from './secret';
import { type Caller, type Host, type Made, type Resource, type Service, type ServiceRequest, type ServiceResponse, SignatureError } from './service';

export function createSecretsManager(host: Host): Service {
  return new SecretsManager(host);
}

type Input = Record<string, any>;

interface Operation {
  /** The members that are understood; another one is refused. */
  readonly members: string[];
  run(input: Input, caller: Caller): object;
}

/** All of them are the client's fault, and HTTP 400. */
class Refusal extends Error {
  constructor(readonly type: string, message: string) {
    super(message);
  }
}

/** As the JSON protocols name what is wrong with a signature. */
const SIGNATURE_ERRORS: Record<string, string> = {
  InvalidAccessKeyId: 'UnrecognizedClientException',
  SignatureDoesNotMatch: 'InvalidSignatureException',
  RequestTimeTooSkewed: 'InvalidSignatureException',
  AccessDenied: 'AccessDeniedException',
};

class SecretsManager implements Service {
  readonly endpointPrefix = 'secretsmanager';
  readonly types = ['AWS::SecretsManager::Secret'];
  private secrets: Secret[] = [];
  /** What `restore` brought for secrets that are not made yet. */
  private waiting: Secret[] = [];

  private readonly operations: Record<string, Operation> = {
    GetSecretValue: { members: ['SecretId', 'VersionId', 'VersionStage'], run: (input, caller) => this.getSecretValue(input, caller) },
    DescribeSecret: { members: ['SecretId'], run: (input, caller) => this.describeSecret(input, caller) },
    PutSecretValue: {
      members: ['SecretId', 'ClientRequestToken', 'SecretString', 'SecretBinary', 'VersionStages'],
      run: (input, caller) => this.putSecretValue(input, caller),
    },
    ListSecrets: { members: ['MaxResults'], run: (_input, caller) => this.listSecrets(caller) },
  };

  constructor(private readonly host: Host) {}

  make(resource: Resource): Made {
    const made = makeSecret(resource, this.host);
    if (this.secrets.some(({ name }) => name === made.name)) {
      throw new Error(`${resource.type} ${resource.logicalId}: Name: ${made.name} is there already`);
    }
    const kept = this.waiting.find(({ logicalId }) => logicalId === made.logicalId);
    // A value that the template states wins; a generated one is kept from run to run.
    const named = kept && resource.properties.Name === undefined ? { name: kept.name, arn: kept.arn } : {};
    const secret = { ...made, ...named, ...(kept && resource.properties.SecretString === undefined && contentOf(kept)) };
    this.secrets.push(secret);
    return { ref: secret.arn, attributes: { Id: secret.arn } };
  }

  async handle(request: ServiceRequest): Promise<ServiceResponse> {
    try {
      return this.answer(200, this.run(request));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return this.answer(400, { __type: error.type, message: error.message, Message: error.message });
    }
  }

  snapshot(): unknown {
    const made = new Set(this.secrets.map(({ logicalId }) => logicalId));
    return structuredClone([...this.secrets, ...this.waiting.filter(({ logicalId }) => !made.has(logicalId))]);
  }

  /** A secret is made with the stack, not by people. */
  withoutData(): unknown {
    return this.snapshot();
  }

  restore(state: unknown): void {
    this.waiting = structuredClone(state) as Secret[];
    this.secrets = this.secrets.map((secret) => {
      const kept = this.waiting.find(({ logicalId }) => logicalId === secret.logicalId);
      return kept ? { ...secret, ...contentOf(kept) } : secret;
    });
  }

  private run(request: ServiceRequest): object {
    const caller = this.callerOf(request);
    const target = request.headers['x-amz-target'] ?? 'a request without x-amz-target';
    const [, name = ''] = /^secretsmanager\.(\w+)$/.exec(target) ?? [];
    if (!Object.hasOwn(this.operations, name)) {
      throw new Refusal('UnknownOperationException', `The local Secrets Manager does not implement ${target}.`);
    }
    const { members, run } = this.operations[name];
    const input = inputOf(request.body);
    const unknown = Object.keys(input).find((member) => !members.includes(member));
    if (unknown !== undefined) throw new Refusal('InvalidParameterException', `The local Secrets Manager does not implement ${unknown} of ${name}.`);
    return run(input, caller);
  }

  private callerOf(request: ServiceRequest): Caller {
    try {
      const caller = this.host.authenticate(request, 'secretsmanager');
      if (caller) return caller;
    } catch (error) {
      if (error instanceof SignatureError) throw new Refusal(SIGNATURE_ERRORS[error.code] ?? 'InvalidSignatureException', error.message);
      throw error;
    }
    throw new Refusal('MissingAuthenticationTokenException', 'Missing Authentication Token');
  }

  private getSecretValue(input: Input, caller: Caller): object {
    const context: Record<string, string> = { 'secretsmanager:VersionStage': input.VersionStage ?? 'AWSCURRENT' };
    const secret = this.find('GetSecretValue', input, caller, context);
    const stage = input.VersionStage ?? (input.VersionId === undefined ? 'AWSCURRENT' : undefined);
    const version = secret.versions.find((one) =>
      (input.VersionId === undefined || one.id === input.VersionId) && (stage === undefined || one.stages.includes(stage)));
    if (!version) {
      const by = input.VersionId === undefined ? `staging label: ${stage}` : `VersionId: ${input.VersionId}`;
      throw new Refusal('ResourceNotFoundException', `Secrets Manager can't find the specified secret value for ${by}`);
    }
    this.requireKey(['kms:Decrypt'], secret, version.id, caller);
    const { id, text, binary, stages, created } = version;
    return { ...identity(secret), VersionId: id, SecretString: text, SecretBinary: binary, VersionStages: stages, CreatedDate: created / 1000 };
  }

  private describeSecret(input: Input, caller: Caller): object {
    return describe(this.find('DescribeSecret', input, caller));
  }

  private putSecretValue(input: Input, caller: Caller): object {
    const secret = this.find('PutSecretValue', input, caller);
    const { SecretString: text, SecretBinary: binary, ClientRequestToken: id = randomUUID(), VersionStages: stages = ['AWSCURRENT'] } = input;
    if ((text === undefined) === (binary === undefined)) {
      throw new Refusal('InvalidRequestException', 'You must provide either SecretString or SecretBinary.');
    }
    this.requireKey(['kms:GenerateDataKey', 'kms:Decrypt'], secret, id, caller);
    const same = secret.versions.find((version) => version.id === id);
    // The token makes a repeated request harmless.
    if (same && (same.text !== text || same.binary !== binary)) {
      throw new Refusal('ResourceExistsException', `A secret version with ID ${id} already exists but with different content.`);
    }
    if (!same) addVersion(secret, { id, created: this.host.clock.now(), text, binary }, stages);
    return { ...identity(secret), VersionId: id, VersionStages: secret.versions.find((version) => version.id === id)!.stages };
  }

  private listSecrets(caller: Caller): object {
    allow(caller, 'ListSecrets', '*');
    return { SecretList: this.secrets.map(describe) };
  }

  /** By name, by ARN, or by ARN without its six random characters. Whether it is there is told only to who may ask. */
  private find(operation: string, { SecretId: id }: Input, caller: Caller, context: Record<string, string> = {}): Secret {
    if (typeof id !== 'string' || id === '') throw new Refusal('InvalidParameterException', 'You must provide a value for the SecretId parameter.');
    const { partition, region, accountId } = this.host;
    const secret = this.secrets.find(({ name, arn }) => id === name || id === arn || id === arn.slice(0, -7));
    const arn = secret?.arn ?? (id.startsWith('arn:') ? id : `arn:${partition}:secretsmanager:${region}:${accountId}:secret:${id}`);
    allow(caller, operation, arn, { 'secretsmanager:SecretId': arn, ...context });
    if (!secret) throw new Refusal('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
    return secret;
  }

  private requireKey(actions: string[], { kmsKeyArn, arn }: Secret, versionId: string, caller: Caller): void {
    if (kmsKeyArn === undefined) return;
    const context = {
      'kms:ViaService': `secretsmanager.${this.host.region}.amazonaws.com`,
      'kms:CallerAccount': this.host.accountId,
      'kms:EncryptionContext:SecretARN': arn,
      'kms:EncryptionContext:SecretVersionId': versionId,
    };
    if (!actions.every((action) => caller.allows(action, kmsKeyArn, context))) {
      throw new Refusal('AccessDeniedException', 'Access to KMS is not allowed');
    }
  }

  private answer(status: number, body: object): ServiceResponse {
    return {
      status,
      // The SDK corrects its clock by the date when its signature is refused for its time.
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amzn-requestid': randomUUID(),
        'date': new Date(this.host.clock.now()).toUTCString(),
      },
      body: JSON.stringify(body),
    };
  }
}

function allow(caller: Caller, operation: string, resource: string, context?: Record<string, string>): void {
  const action = `secretsmanager:${operation}`;
  if (caller.allows(action, resource, context)) return;
  throw new Refusal('AccessDeniedException', `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${resource} `
    + `because no identity-based policy allows the ${action} action`);
}

function inputOf(body: Buffer): Input {
  try {
    const input = JSON.parse(body.toString('utf8') || '{}');
    if (input !== null && typeof input === 'object' && !Array.isArray(input)) return input;
  } catch {
    // Answered below.
  }
  throw new Refusal('SerializationException', 'The request body is not a JSON object.');
}
