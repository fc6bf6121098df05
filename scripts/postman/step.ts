import { requestOf, type RequestOptions } from './request';
import { event, sandboxScript } from './sandbox';
import { errors, operations, type ErrorCode, type Operation, type RouteKey } from '../../src/contract';

const answers = (status: number, ...more: string[]) =>
  [`pm.test('answers ${status}', () => pm.response.to.have.status(${status}));`, ...more].join('\n');

const equals = (field: string, value: unknown) =>
  `pm.test('${field} is ${value}', () => pm.expect(pm.response.json().${field}).to.equal(${JSON.stringify(value)}));`;

export interface StepOptions extends RequestOptions {
  /** Fields of the answer that have just this value. */
  readonly expects?: Readonly<Record<string, unknown>>;
  /** The refusal that is expected, by its code, or by the status of API Gateway's own. */
  readonly refused?: ErrorCode | 401 | 403;
  /** What comes before and after it, in the sandbox. */
  readonly before?: string;
  readonly after?: string;
}

const assertions = (row: Operation, { expects = {}, refused }: StepOptions): string => {
  if (typeof refused === 'number') {
    return answers(refused, 'pm.test(\'is API Gateway\\\'s own\', () => pm.expect(Object.keys(pm.response.json())).to.eql([\'message\']));');
  }
  if (refused) {
    return answers(errors[refused].status, equals('code', refused));
  }
  return answers(
    row.success.status,
    `pm.test('is what the contract says', () => pm.response.to.have.jsonSchema(${JSON.stringify(row.success.body)}));`,
    ...Object.entries(expects).map(([field, value]) => equals(field, value)),
  );
};

/** A step of a journey: a request of the API, and what has to come of it. */
export const step = (name: string, routeKey: RouteKey, options: StepOptions = {}) => {
  const row: Operation = operations[routeKey];
  return {
    name,
    event: [
      ...options.before ? [event('prerequest', options.before)] : [],
      event('test', [assertions(row, options), ...options.after ? [options.after] : []].join('\n')),
    ],
    request: requestOf(routeKey, row, options),
  };
};

const ONLY_OFFLINE = 'if (!/^http:\\/\\/(localhost|127\\.0\\.0\\.1)(:|$)/.test(pm.variables.get(\'url\'))) {\n  pm.execution.skipRequest();\n}';

const offline = (name: string, method: string, path: string, description: string, test: string, body?: object) => ({
  name,
  event: [event('prerequest', ONLY_OFFLINE), event('test', test)],
  request: {
    method,
    description: `Only offline. ${description}`,
    auth: { type: 'noauth' },
    header: body ? [{ key: 'Content-Type', value: 'application/json' }] : [],
    url: { raw: `{{url}}${path}`, host: ['{{url}}'], path: path.slice(1).split('/') },
    ...body && { body: { mode: 'raw', raw: JSON.stringify(body), options: { raw: { language: 'json' } } } },
  },
});

/** The secret of the newest mail, into a variable. Elsewhere than offline it is typed by hand. */
export const mail = (variable: string, address = 'email') => offline(
  `The mail: ${variable}`, 'GET', '/_local/messages', `Elsewhere read the mail, and set the variable \`${variable}\`.`,
  sandboxScript('read-mail.js', { ADDRESS: address, NAME: variable }),
);

/** Time goes by, since an address gets one mail of a kind in five minutes, for one. */
export const later = (what: string, seconds: number) => offline(
  `${what} later`, 'POST', '/_local/clock', 'Elsewhere wait.', answers(200), { advance_seconds: seconds },
);

export type Item = ReturnType<typeof step> | ReturnType<typeof offline>;

/** Copies a variable, or sets it. */
export const keep = (name: string, from: string) => `pm.collectionVariables.set('${name}', pm.variables.get('${from}'));`;
