import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { errors, operation as name, successStatus } from 'contract:row';
import type { AnswerOf, ErrorCode, RouteKey, operations } from '../../src/contract';
import { httpErrorOf } from './aws-errors';
import { HttpError } from './http-error';
import { logRequest } from './log';
import { parseRequest, type HttpEvent, type Request } from './request';

type Row<Key extends RouteKey> = (typeof operations)[Key];

const json = (statusCode: number, body: unknown, retryAfter?: number): APIGatewayProxyStructuredResultV2 => ({
  statusCode,
  headers: {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...retryAfter !== undefined && { 'retry-after': String(retryAfter) },
  },
  body: JSON.stringify(body),
});

/** An error that the row does not declare would be a lie in its documents: it is answered as ours. */
const declared = (error: HttpError | undefined): { code: ErrorCode; status: number; message: string } => {
  const code = error && errors[error.code] ? error.code : 'INTERNAL_ERROR';
  return { code, ...errors[code]! };
};

/** Makes a Lambda handler of an operation: decodes, validates, answers, and lets nothing out that the contract does not name. */
export const operation = <Key extends RouteKey>(handle: (request: Request<Row<Key>>) => Promise<AnswerOf<Row<Key>>>) =>
  async (event: HttpEvent): Promise<APIGatewayProxyStructuredResultV2> => {
    const started = Date.now();
    const entry = (status: number) => ({
      operation: name, request_id: event.requestContext.requestId, status, duration_ms: Date.now() - started,
    });
    try {
      const answer = await handle(parseRequest<Row<Key>>(event));
      logRequest(entry(successStatus));
      return json(successStatus, answer);
    } catch (cause) {
      const error = httpErrorOf(cause);
      const { code, status, message } = declared(error);
      logRequest({ ...entry(status), code }, error ? error.cause : cause);
      return json(
        status,
        { message, error_message: message, code, request_id: event.requestContext.requestId, ...error?.fields && status < 500 && { fields: error.fields } },
        error?.retryAfter,
      );
    }
  };
