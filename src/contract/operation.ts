import type { ErrorCode } from './errors';
import type { ObjectSchema } from './schema';

/** Who may call: anyone; the bearer of an ID or an access token; the bearer of an access token. */
export type Access = 'ANYONE' | 'TOKEN' | 'ACCESS_TOKEN';

/** Which limit of the stage holds for the route: the strict one where credentials, codes or mails are at stake, or the default. */
export type ThrottleClass = 'CREDENTIAL' | 'DEFAULT';

/** What must be on for the operation to exist. */
export type Feature = 'ALWAYS' | 'MFA_REQUIRED';

/** One row of the API. Its `operation` is the name of the handler's file, the asset folder, the construct and the OpenAPI operationId. */
export interface Operation {
  readonly operation: string;
  readonly summary: string;
  readonly access: Access;
  readonly throttle: ThrottleClass;
  readonly feature: Feature;
  /** The schema of the path's parameters, where it has any. */
  readonly path?: ObjectSchema;
  /** The schema of the JSON body, where it takes one. */
  readonly body?: ObjectSchema;
  readonly success: { readonly status: 200 | 201; readonly body: ObjectSchema };
  /** What it can answer besides the errors that all operations have in common. */
  readonly errors: readonly ErrorCode[];
  /** The IAM actions of the signed AWS calls that its handler makes: no more, no less. */
  readonly actions: readonly string[];
}
