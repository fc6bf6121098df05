import { STATUS_CODES } from 'node:http';
import { exampleRef, responseRef, schemaRef } from './names';
import { errors, operations, type ErrorCode, type Operation } from '../../src/contract';
import { errorCodesOf } from '../error-codes';
import { errorGuide, gatewayGuide, gatewayMessages, type GatewayStatus } from '../error-guide';

/* What is answered where something fails: by the functions, and by API Gateway before them. */

/** Those that some operation answers. */
const answeredCodes = Object.values<Operation>(operations).flatMap(errorCodesOf);
const codes = (Object.keys(errors) as ErrorCode[]).filter((code) => answeredCodes.includes(code));
const gatewayStatuses = (Object.keys(gatewayGuide).map(Number) as GatewayStatus[]);
const gatewayName = (status: number) => `GATEWAY_${status}`;

const WITH_RETRY_AFTER = [429, 503];
const REQUEST_ID = 'JKJaXmPLvHcESHA=';

const bodyOf = (code: ErrorCode) => {
  const { status, message } = errors[code];
  const fields = code === 'INVALID_REQUEST' ? { email: 'must be an email address of at most 128 characters' }
    : code === 'PASSWORD_REFUSED' ? { new_password: 'must have at least 14 characters' } : undefined;
  return { message, error_message: message, code, request_id: REQUEST_ID, ...status < 500 && fields && { fields } };
};

/** The schema of every refusal of a function, one for each code, and the one of API Gateway's. */
export const refusalSchemas = () => ({
  Refusal: {
    type: 'object',
    description: 'What a function answers where something fails. Further fields may be added.',
    properties: {
      message: { type: 'string', description: 'the text for people' },
      error_message: { type: 'string', description: 'the same, for older clients' },
      code: { type: 'string', description: 'what clients tell errors apart by', enum: codes },
      request_id: { type: 'string', description: 'what the logs call the request' },
      fields: { type: 'object', description: 'where some fields are to blame, a text for each', additionalProperties: { type: 'string' } },
    },
    required: ['message', 'error_message', 'code', 'request_id'],
  },
  ...Object.fromEntries(codes.map((code) => [code, {
    description: errorGuide[code].means,
    allOf: [schemaRef('Refusal'), { type: 'object', properties: { code: { const: code } } }],
  }])),
  GatewayRefusal: {
    type: 'object',
    description: 'What API Gateway answers by itself, before a function is asked.',
    properties: { message: { type: 'string', description: 'API Gateway\'s words' } },
    required: ['message'],
    additionalProperties: false,
  },
});

export const refusalExamples = () => ({
  ...Object.fromEntries(codes.map((code) => [code, { summary: errors[code].message, value: bodyOf(code) }])),
  ...Object.fromEntries(gatewayStatuses.map((status) => [gatewayName(status), {
    summary: `API Gateway: ${gatewayGuide[status].means}`, value: { message: gatewayMessages[status] },
  }])),
});

/** An answer of one status: that of one of these codes, or API Gateway's. */
const response = (status: number, answered: readonly ErrorCode[]) => {
  const fromGateway = status in gatewayGuide;
  const schemas = [...answered, ...fromGateway ? ['GatewayRefusal'] : []].map(schemaRef);
  const means = [
    ...answered.map((code) => `\`${code}\`: ${errorGuide[code].means}`),
    ...fromGateway ? [`API Gateway: ${gatewayGuide[status as GatewayStatus].means}`] : [],
  ];
  return {
    description: `${STATUS_CODES[status]}.\n\n${means.map((line) => `- ${line}`).join('\n')}`,
    ...WITH_RETRY_AFTER.includes(status) && { headers: { 'Retry-After': { $ref: '#/components/headers/Retry-After' } } },
    content: {
      'application/json': {
        schema: schemas.length > 1 ? { anyOf: schemas } : schemas[0],
        examples: Object.fromEntries([...answered, ...fromGateway ? [gatewayName(status)] : []].map((name) => [name, exampleRef(name)])),
      },
    },
  };
};

/** The codes of an operation by their status, and the statuses that only API Gateway answers. */
const byStatus = (row: Operation): Map<number, ErrorCode[]> => {
  const answered = new Map<number, ErrorCode[]>(gatewayStatuses.filter((status) => status !== 413 || row.body).map((status) => [status, []]));
  for (const code of errorCodesOf(row)) {
    const { status } = errors[code];
    answered.set(status, [...answered.get(status) ?? [], code]);
  }
  return new Map([...answered].sort(([one], [other]) => one - other));
};

/** Statuses with one code at most are the same everywhere, and have a name. */
const nameOf = (status: number, [code, ...others]: readonly ErrorCode[]): string | undefined => {
  if (others.length > 0) {
    return undefined;
  }
  return code ?? gatewayName(status);
};

export const refusalsOf = (row: Operation) => Object.fromEntries([...byStatus(row)].map(([status, answered]) => {
  const name = nameOf(status, answered);
  return [status, name ? responseRef(name) : response(status, answered)];
}));

/** Those answers that have a name, as far as the rows need them. */
export const refusalResponses = (rows: readonly Operation[]) => {
  const named = rows.flatMap((row) => [...byStatus(row)]).flatMap(([status, answered]) => {
    const name = nameOf(status, answered);
    return name ? [[name, response(status, answered)] as const] : [];
  });
  return Object.fromEntries(named.sort(([one], [other]) => one < other ? -1 : 1));
};
