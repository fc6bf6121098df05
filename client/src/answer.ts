import { ApiError, type ApiErrorDetails } from './api-error';

const WORDS = {
  NETWORK_ERROR: 'The service cannot be reached. Please check your connection and try again.',
  TIMEOUT: 'The service did not answer in time. Please try again.',
  GATEWAY_ERROR: 'The service gave an answer that cannot be read. Please try again.',
};

/** An error that no answer of the API describes. */
export const errorOf = (code: keyof typeof WORDS, details?: Partial<ApiErrorDetails>) =>
  new ApiError({ status: 0, message: WORDS[code], ...details, code });

/** Undefined where it is no JSON: a page of a proxy, or half an answer. */
const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const textOr = <Other>(value: unknown, other: Other) => typeof value === 'string' && value ? value : other;

/** The JSON of an answer; throws an ApiError where it is one, or where it is no JSON. An empty answer of success is undefined. */
export const readAnswer = async (response: Response): Promise<unknown> => {
  const { ok, status, headers } = response;
  const text = await response.text();
  const json = parse(text);
  if (ok && (json !== undefined || !text)) {
    return json;
  }
  const { message, code, fields, request_id } = Object(json) as Record<string, unknown>;
  const seconds = Number(headers.get('retry-after') ?? NaN);
  const details = {
    status,
    retryAfter: seconds >= 0 ? seconds : undefined,
    requestId: textOr(request_id, headers.get('apigw-requestid') ?? undefined),
  };
  const words = textOr(message, WORDS.GATEWAY_ERROR);
  throw ok || !textOr(code, undefined)
    ? errorOf('GATEWAY_ERROR', { ...details, message: ok ? WORDS.GATEWAY_ERROR : words })
    : new ApiError({ ...details, code: code as string, message: words, fields: fields as ApiErrorDetails['fields'] });
};
