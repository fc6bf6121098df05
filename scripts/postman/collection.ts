import { administratorsJourney } from './administrators-journey';
import { furtherJourney } from './further-journey';
import { journey } from './journey';
import { requestOf } from './request';
import { event, sandboxScript } from './sandbox';
import { seededAdministrator } from './seeded-administrator';
import { errors, operations, type ErrorCode, type Feature, type Operation } from '../../src/contract';
import { errorCodesOf } from '../error-codes';
import { gatewayGuide } from '../error-guide';
import { fieldExamples } from '../openapi/field-examples';
import { tagOf, tags } from '../openapi/tags';

const rows = Object.entries<Operation>(operations);

/** A single request holds in any state: whatever is answered has to be something that the contract names. */
const isNamed = (row: Operation): string => [
  `const codes = ${JSON.stringify(Object.fromEntries(errorCodesOf(row).map((code: ErrorCode) => [code, errors[code].status])))};`,
  `const gateway = ${JSON.stringify(Object.keys(gatewayGuide).map(Number))};`,
  'pm.test(\'is an answer that the contract names\', () => {',
  '  const body = pm.response.json();',
  `  if (pm.response.code === ${row.success.status}) {`,
  `    pm.response.to.have.jsonSchema(${JSON.stringify(row.success.body)});`,
  '  } else if (body.code) {',
  '    pm.expect(codes[body.code]).to.equal(pm.response.code);',
  '  } else {',
  '    pm.expect(gateway).to.include(pm.response.code);',
  '  }',
  '});',
].join('\n');

const folders = () => tags().map(({ name, description }) => ({
  name,
  description,
  item: rows.filter(([, { feature }]) => tagOf[feature as Feature] === name).map(([routeKey, row]) => ({
    name: routeKey,
    event: [event('test', isNamed(row))],
    request: requestOf(routeKey, row),
  })),
}));

const variables: Readonly<Record<string, string>> = {
  url: 'http://localhost:4000',
  api_key: '',
  full_name: 'Ada Byron',
  mobile_phone_number: '+4366412345678',
  password: String(fieldExamples.password),
  new_password: String(fieldExamples.new_password),
  credential_id: 'AAAA',
  session_id: 'tkn0123456789abcdefghijklmno',
  user_id: '01234567-89ab-cdef-0123-456789abcdef',
  group: 'editors',
  ...seededAdministrator(),
};

const ABOUT = `Made of the contract by \`npm run docs\`. The first three folders are journeys, to be run in order: the second one takes an API with all
operations, the third one an administrator. Each further folder has the operations of a feature as single requests. Set \`url\`, and \`api_key\` where the
API has one.

An API at \`http://localhost\` is taken for an offline run. There everything is made as it goes: each run has people of its own, their mails are read, and the
clock is moved on, by more than a day in all. Who is signed in to the app beside it has to sign in again.

Elsewhere nobody reads mails or moves time: those requests are skipped, and the console says what to do instead. Set \`email\` to an address whose mails you
read, and go through a journey request by request.`;

export const JOURNEY = 'The whole journey';
export const FURTHER_JOURNEY = 'The journey through what can be switched on';
export const ADMINISTRATORS_JOURNEY = 'The journey of an administrator';

const FURTHER = 'From sign-up to erasure, with the operations of the other features. Left out where there is no sign-up.';
const ADMINISTRATORS = `An administrator invites somebody, does everything to them that administrators can do, and erases them. It takes the operations of
administrators and one of them: a member of the group \`admins\` with an authenticator app, whose \`admin_email\`, \`admin_password\` and
\`admin_totp_secret\` (in base32) are variables. At first they are those of the demo that \`npm start\` runs, which everybody knows. In the end the
administrator is signed out everywhere.`;

/** docs/postman.json: a collection of version 2.1. A journey that is left out goes on with the first request of the next folder. */
export const postmanCollection = () => {
  const single = folders();
  const administrators = administratorsJourney(single[0].item[0].name);
  return {
    info: { name: 'cognito-auth-api', description: ABOUT, schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
    variable: Object.entries(variables).map(([key, value]) => ({ key, value, type: 'string' })),
    event: [event('prerequest', sandboxScript('before-each.js')), event('test', sandboxScript('after-each.js'))],
    item: [
      { name: JOURNEY, description: 'From registration to erasure, with the operations that every API has.', item: journey() },
      { name: FURTHER_JOURNEY, description: FURTHER, item: furtherJourney(administrators[0].name) },
      { name: ADMINISTRATORS_JOURNEY, description: ADMINISTRATORS, item: administrators },
      ...single,
    ],
  };
};
