import { requestOf, type RequestOptions } from './request';
import { event, sandboxScript } from './sandbox';
import { errors, operations, type ErrorCode, type Operation, type RouteKey } from '../../src/contract';
import { fieldExamples } from '../openapi/field-examples';

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
  /** Without it the rest of the journey makes no sense. */
  readonly gate?: Gate;
}

/** Says in one line why a journey ends here. */
interface Gate {
  /** What has to be there; where nothing is said, the route alone. */
  readonly needs?: string;
  /** The request that comes next. */
  readonly otherwise: string;
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

/** An API without the operation is nobody's fault: the journey is skipped. What is needed and not there fails, but once. */
const behind = ({ needs, otherwise }: Gate, routeKey: RouteKey, script: string): string => [
  'const refusal = pm.response.code < 400 ? undefined : pm.response.json();',
  'if (pm.response.code === 404 && !refusal.code) {',
  `  pm.test.skip('this API has no ${routeKey}: the journey is left out');`,
  `  pm.execution.setNextRequest('${otherwise}');`,
  ...needs ? [
    '} else if (refusal) {',
    `  pm.test('${needs}', () => pm.expect.fail(\`${routeKey} answered \${pm.response.code}: \${refusal.message}\`));`,
    `  pm.execution.setNextRequest('${otherwise}');`,
  ] : [],
  '} else {',
  script.replace(/^/gm, '  '),
  '}',
].join('\n');

/** A step of a journey: a request of the API, and what has to come of it. */
export const step = (name: string, routeKey: RouteKey, options: StepOptions = {}) => {
  const row: Operation = operations[routeKey];
  const script = [assertions(row, options), ...options.after ? [options.after] : []].join('\n');
  return {
    name,
    event: [
      ...options.before ? [event('prerequest', options.before)] : [],
      event('test', options.gate ? behind(options.gate, routeKey, script) : script),
    ],
    request: requestOf(routeKey, row, options),
  };
};

/** `elsewhere` is what is to be done there by hand: the description says it, and the console where the request is skipped. */
const offline = (name: string, method: string, path: string, elsewhere: string, test: string, body?: object) => ({
  name,
  event: [
    event('prerequest', [
      'if (!pm.variables.get(\'is_offline\')) {',
      `  console.log('Skipped, for this is no offline run. ${elsewhere}');`,
      '  pm.execution.skipRequest();',
      '}',
    ].join('\n')),
    event('test', test),
  ],
  request: {
    method,
    description: `Only offline. Elsewhere it is skipped: ${elsewhere}`,
    auth: { type: 'noauth' },
    header: body ? [{ key: 'Content-Type', value: 'application/json' }] : [],
    url: { raw: `{{url}}${path}`, host: ['{{url}}'], path: path.slice(1).split('/') },
    ...body && { body: { mode: 'raw', raw: JSON.stringify(body), options: { raw: { language: 'json' } } } },
  },
});

/** The secret of the newest mail, into a variable. Elsewhere than offline it is typed by hand. */
export const mail = (variable: string, address = 'email') => offline(
  `The mail: ${variable}`, 'GET', '/_local/messages', `Read the mail, and set the variable ${variable}.`,
  sandboxScript('read-mail.js', { ADDRESS: address, NAME: variable }),
);

/** Time goes by, since an address gets one mail of a kind in five minutes, for one. */
export const later = (what: string, seconds: number) => offline(
  `${what} later`, 'POST', '/_local/clock', `Wait: ${what.toLowerCase()}.`, answers(200), { advance_seconds: seconds },
);

/** Somebody who is not registered yet. */
export const SOMEONE_NEW = sandboxScript('new-person.js', { PASSWORD: String(fieldExamples.password) });

export type Item = ReturnType<typeof step> | ReturnType<typeof offline>;

/** Copies a variable, or sets it. */
export const keep = (name: string, from: string) => `pm.collectionVariables.set('${name}', pm.variables.get('${from}'));`;
