import type { APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { errors, operation as name, successStatus } from 'contract:row';
import { auditOf } from './audit';
import { httpErrorOf } from './aws-errors';
import { callerAddress } from './caller-address';
import { inTime } from './deadline';
import { HttpError } from './http-error';
import { logRequest } from './log';
import { delivered } from './refresh-token-cookie';
import { parseRequest, type HttpEvent, type Request } from './request';
import type { AnswerOf, ErrorCode, RouteKey, operations } from '../../src/contract';

type Row<Key extends RouteKey> = (typeof operations)[Key];

interface Extras {
  readonly retryAfter?: number;
  readonly cookies?: string[];
}

const json = (statusCode: number, body: unknown, { retryAfter, cookies }: Extras = {}): APIGatewayProxyStructuredResultV2 => ({
  statusCode,
  headers: {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...retryAfter !== undefined && { 'retry-after': String(retryAfter) },
  },
  ...cookies && { cookies },
  body: JSON.stringify(body),
});

/** An error that the row does not declare would be a lie in its documents: it is answered as ours. */
const declared = (error: HttpError | undefined): { code: ErrorCode; status: number; message: string } => {
  const code = error && errors[error.code] ? error.code : 'INTERNAL_ERROR';
  return { code, ...errors[code]! };
};

/** Makes a Lambda handler of an operation: decodes, validates, answers, and lets nothing out that the contract does not name. */
export const operation = <Key extends RouteKey>(handle: (request: Request<Row<Key>>) => Promise<AnswerOf<Row<Key>>>) =>
  async (event: HttpEvent, context: Pick<Context, 'getRemainingTimeInMillis'>): Promise<APIGatewayProxyStructuredResultV2> => {
    const started = Date.now();
    const entry = (status: number) => ({
      operation: name, request_id: event.requestContext.requestId, status, duration_ms: Date.now() - started,
    });
    let request: Request<Row<Key>> | undefined;
    const answer = async () => handle(request = parseRequest<Row<Key>>(event, await callerAddress(event)));
    try {
      const { body, cookies } = delivered(await inTime(answer(), context));
      logRequest({ ...entry(successStatus), ...auditOf(event, request, body, 'SUCCESS') });
      return json(successStatus, body, { cookies });
    } catch (cause) {
      const error = httpErrorOf(cause);
      const { code, status, message } = declared(error);
      logRequest({ ...entry(status), code, ...auditOf(event, request, {}, code) }, error ? error.cause : cause);
      const fields = status < 500 ? error?.fields : undefined;
      const body = { message, error_message: message, code, request_id: event.requestContext.requestId, ...fields && { fields } };
      return json(status, body, { retryAfter: error?.retryAfter });
    }
  };
