import { furtherJourney } from './further-journey';
import { journey } from './journey';
import { requestOf } from './request';
import { event, sandboxScript } from './sandbox';
import { errors, operations, type ErrorCode, type Feature, type Operation } from '../../src/contract';
import { errorCodesOf } from '../error-codes';
import { gatewayGuide } from '../error-guide';
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
  password: 'Tr0ubled&Waters-9',
  new_password: 'Quiet#Harbour-77',
  credential_id: 'AAAA',
  session_id: 'tkn0123456789abcdefghijklmno',
  user_id: '01234567-89ab-cdef-0123-456789abcdef',
  group: 'editors',
};

const ABOUT = `Made of the contract by \`npm run docs\`. The first two folders are journeys, to be run in order: the second one takes an API with all operations.
Each further folder has the operations of a feature as single requests. Set \`url\`, and \`api_key\` where the API has one; everything else is made as it goes.
Offline the codes of mails are read, and time is moved on; elsewhere the requests for that are skipped, and the variables are typed by hand.`;

export const JOURNEY = 'The whole journey';
export const FURTHER_JOURNEY = 'The journey through what can be switched on';

/** docs/postman.json: a collection of version 2.1. */
export const postmanCollection = () => ({
  info: { name: 'cognito-auth-api', description: ABOUT, schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
  variable: Object.entries(variables).map(([key, value]) => ({ key, value, type: 'string' })),
  event: [event('prerequest', sandboxScript('before-each.js')), event('test', sandboxScript('after-each.js'))],
  item: [
    { name: JOURNEY, description: 'From registration to erasure, with the operations that every API has.', item: journey() },
    { name: FURTHER_JOURNEY, description: 'From sign-up to erasure, with the operations of the other features.', item: furtherJourney() },
    ...folders(),
  ],
});
