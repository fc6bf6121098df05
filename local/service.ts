/**
 * The seam between the offline runner and its AWS stand-ins. A stand-in answers one service's HTTP protocol, makes the
 * CloudFormation resources of that service, and knows nothing of the others.
 */

/** Milliseconds since the epoch. Nothing in local/ asks the machine for the time but through a clock. */
export interface Clock {
  now(): number;
}

/** Who signed a request: a function's role, or the developer, who may do everything. */
export interface Caller {
  readonly accessKeyId: string;
  /** As AWS names it in refusals, for example arn:aws:sts::123456789012:assumed-role/AuthLoginRole/login. */
  readonly arn: string;
  /** Whether the caller's policies allow the action. Keys of the context are condition keys such as `s3:prefix`. */
  allows(action: string, resource: string, context?: Record<string, string>): boolean;
}

export interface ServiceRequest {
  readonly method: string;
  /** The path and query below the service's own prefix, exactly as sent: `/bucket/a%20key?versionId=1`. */
  readonly url: string;
  /** The path and query as sent, with the prefix: what a signature is computed over. */
  readonly signedUrl: string;
  /** Lower-case names. */
  readonly headers: Record<string, string>;
  readonly body: Buffer;
}

export interface ServiceResponse {
  readonly status: number;
  readonly headers: Record<string, string>;
  /** Whole `set-cookie` lines. */
  readonly cookies?: string[];
  readonly body: string | Buffer;
}

/** A resource of the template, its properties free of intrinsics. */
export interface Resource {
  readonly type: string;
  readonly logicalId: string;
  readonly properties: Record<string, any>;
}

/** What `Ref` and `Fn::GetAtt` of a made resource answer. */
export interface Made {
  readonly ref: string;
  readonly attributes: Record<string, string>;
}

/** Makes the resources of some CloudFormation types. Throws on a property it does not know, naming it. */
export interface Provider {
  readonly types: readonly string[];
  make(resource: Resource): Made;
}

/** A stand-in: listens below `/_local/<endpointPrefix>`. */
export interface Service extends Provider {
  /** The service's endpoint prefix as in AWS's host names: cognito-idp, s3, secretsmanager. */
  readonly endpointPrefix: string;
  handle(request: ServiceRequest): Promise<ServiceResponse>;
  /** What is otherwise here than on AWS, for the person who starts the run; asked once all resources are made. */
  notices?(): string[];
  /** Pages for browsers and endpoints of other protocols, each below `/_local/<name>`. */
  readonly sites?: Readonly<Record<string, Site>>;
  /** Everything it holds, as JSON, for `--data FILE`; `restore` takes it back. */
  snapshot(): unknown;
  restore(state: unknown): void;
  /** The snapshot without what people and functions put in: the ids, keys and secrets that `POST /_local/reset` leaves. */
  withoutData?(): unknown;
  /** Puts people and groups into a user pool, for `--seed`, and answers who is new: who is there already is left alone. */
  seed?(poolId: string, seed: Seed): SeedUser[];
  /** The codes of the authenticator apps that people have set up, for who has none at hand. */
  codes?(): ShownCode[];
}

/** What somebody's authenticator app shows now. */
export interface ShownCode {
  readonly user: string;
  readonly code: string;
  /** Until another one is shown. */
  readonly seconds: number;
  /** It was taken already, and is refused. */
  readonly isUsed: boolean;
}

/** What a seed file says. */
export interface Seed {
  readonly groups: readonly string[];
  readonly users: readonly SeedUser[];
}

export interface SeedUser {
  readonly email: string;
  readonly password: string;
  readonly name?: string;
  /** E.164. */
  readonly phone?: string;
  readonly groups: readonly string[];
  /** Base32, of an authenticator app. */
  readonly totpSecret?: string;
  /** By the pool's names: `locale`, `custom:shop`. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** What stands at another address than the service's own on AWS, such as a user pool's domain. */
export type Site = (request: ServiceRequest) => Promise<ServiceResponse>;

/** What the runner lends to a stand-in. */
export interface Host {
  readonly clock: Clock;
  readonly region: string;
  readonly accountId: string;
  readonly partition: string;
  /** Checks the SigV4 signature, in headers or query. Undefined: the request is unsigned. Throws `SignatureError`. */
  authenticate(request: ServiceRequest, service: string): Caller | undefined;
  /** The same for a signed policy, as forms to S3 carry one. */
  authenticatePolicy(signed: SignedPolicy, service: string): Caller;
  /** Invokes a function of the template, as Cognito would a trigger. Rejects with what the function threw. */
  invoke(functionArn: string, event: unknown): Promise<unknown>;
  /** Whether the template has the function. */
  hasFunction(functionArn: string): boolean;
  /** Invokes a function for a caller whom the stand-in has asked for the right to it. Rejects with what the function threw. */
  invokeFor(functionArn: string, event: unknown): Promise<unknown>;
  /** Puts a mail or text into the mailbox. */
  deliver(message: { channel: 'EMAIL' | 'SMS'; to: string; subject?: string; body: string }): void;
}

/** What a form says of the policy that is signed in the request's place. */
export interface SignedPolicy {
  /** In base64, as sent: that is what the signature is of. */
  readonly policy: string;
  /** key/date/region/service/aws4_request */
  readonly credential: string;
  readonly date: string;
  readonly signature: string;
  readonly securityToken?: string;
}

/** A refused signature; `code` is AWS's: SignatureDoesNotMatch, InvalidAccessKeyId, RequestTimeTooSkewed, AccessDenied. */
export class SignatureError extends Error {
  constructor(readonly code: string, message: string) {
    super(message);
  }
}
