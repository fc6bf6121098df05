import { bodySchema } from './body-schema';
import { cookieModeOf } from './cookie-mode';
import { fieldExample } from './example';
import { answerExamples, requestExamples } from './named-examples';
import { methodAndPath, pascalCase, schemaRef } from './names';
import { refusalsOf } from './refusals';
import { securityOf } from './security';
import { tagOf } from './tags';
import { operations, type ObjectSchema, type Operation } from '../../src/contract';
import { callers, switches } from '../route-table';

const rows = Object.entries<Operation>(operations);

const parameters = (place: 'path' | 'query', schema: ObjectSchema | undefined) => Object.entries(schema?.properties ?? {}).map(([name, field]) => {
  const { description, ...rest } = field;
  return { name, in: place, required: schema!.required.includes(name), description, schema: rest, example: fieldExample(name, field) };
});

const routeOf = (name: string) => rows.find(([, { operation }]) => operation === name)![0];

const description = ({ access, feature, needs = [], cookieMode }: Operation) => [
  `Who may call: ${callers[access]}.`,
  ...switches[feature] ? [`On with ${switches[feature]}, or \`operations.all\`.`] : [],
  ...needs.length > 0 ? [`May be followed by ${needs.map((name) => `\`${name}\` (\`${routeOf(name)}\`)`).join(', ')}.`] : [],
  ...cookieMode ? ['Where the refresh token travels in a cookie, `x-cookie-mode` says what is different.'] : [],
].join(' ');

/** One row of the contract, as an operation of OpenAPI. */
const operationOf = (row: Operation) => ({
  operationId: row.operation,
  tags: [tagOf[row.feature]],
  summary: row.summary,
  description: description(row),
  security: securityOf[row.access],
  ...row.path || row.query ? { parameters: [...parameters('path', row.path), ...parameters('query', row.query)] } : {},
  ...row.body && {
    requestBody: {
      required: true,
      content: { 'application/json': { schema: schemaRef(`${pascalCase(row.operation)}Request`), examples: requestExamples(row) } },
    },
  },
  responses: {
    [row.success.status]: {
      description: row.success.status === 201 ? 'Created.' : 'OK.',
      ...row.cookieMode && { headers: { 'Set-Cookie': { $ref: '#/components/headers/Set-Cookie' } } },
      content: { 'application/json': { schema: schemaRef(`${pascalCase(row.operation)}Answer`), examples: answerExamples(row) } },
    },
    ...refusalsOf(row),
  },
  ...cookieModeOf(row),
});

/** The paths, each with its methods, in the contract's order. */
export const paths = () => {
  const all: Record<string, Record<string, ReturnType<typeof operationOf>>> = {};
  for (const [routeKey, row] of rows) {
    const [method, path] = methodAndPath(routeKey);
    all[path] = { ...all[path], [method]: operationOf(row) };
  }
  return all;
};

/** The bodies of requests and answers, by the operation's name. */
export const bodySchemas = () => Object.fromEntries(rows.flatMap(([, row]) => [
  ...row.body ? [[`${pascalCase(row.operation)}Request`, bodySchema(row.body)] as const] : [],
  [`${pascalCase(row.operation)}Answer`, bodySchema(row.success.body)] as const,
]));
