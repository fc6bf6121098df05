/**
 * `npm run timing`: whether the time of an answer tells an account from none. For each operation that anyone may call about an address, the same request is
 * sent about a known, an unknown, an unconfirmed and a disabled one in turn. It prints and asserts nothing: times are the machine's, and Cognito's own part
 * of them is AWS's, for which a stand-in answers here.
 */
import { rmSync } from 'node:fs';
import { AdminDisableUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { send } from './fuzz/wire';
import { optionsOf } from './options';
import { NO_DIFFERENCE, inWords, withInterval } from './timing/cliffs-delta';
import { operations, type Operation } from '../src/contract';
import { awsOf } from '../test/support/aws';
import { LocalApi } from '../test/support/local';
import { Person } from '../test/support/person';
import { sampleBody } from '../test/support/samples';
import { unthrottledStack } from '../test/support/unthrottled';

const values = optionsOf('timing', 'how far the time of an answer tells a known address from an unknown one', {
  samples: { meaning: 'requests of each kind', min: 10, fallback: 200 },
});
const samples = Number(values.samples);
const WARM_UP = 10;

/** With one of these it is the holder that an operation is about, whatever the address. */
const PROOFS = ['access_token', 'refresh_token', 'verification_session'];
const rows = Object.entries<Operation>(operations).filter(([, { access, body }]) =>
  access === 'ANYONE' && body?.required.includes('email') && !PROOFS.some((proof) => body.required.includes(proof)));

type Kind = 'known' | 'unknown' | 'unconfirmed' | 'disabled';
const KINDS: readonly Kind[] = ['known', 'unknown', 'unconfirmed', 'disabled'];

const makePeople = async (api: LocalApi): Promise<Record<Kind, Person>> => {
  const [known, disabled] = [await new Person(api).enrol(), await new Person(api).enrol()];
  const unconfirmed = new Person(api);
  await unconfirmed.register();
  const { cognito, UserPoolId } = await awsOf(api);
  await cognito.send(new AdminDisableUserCommand({ UserPoolId, Username: disabled.email }));
  return { known, unknown: new Person(api), unconfirmed, disabled };
};

const shuffled = <Item>(items: readonly Item[]): Item[] =>
  items.map((item) => [Math.random(), item] as const).sort(([one], [other]) => one - other).map(([, item]) => item);

const median = (numbers: readonly number[]) => [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)];

interface Measured {
  /** Milliseconds of each request. */
  readonly times: Record<Kind, number[]>;
  readonly statuses: ReadonlySet<number>;
}

/** In each round the kinds come in another order. */
const measure = async (api: LocalApi, routeKey: string, row: Operation, people: Record<Kind, Person>): Promise<Measured> => {
  const times: Record<Kind, number[]> = { known: [], unknown: [], unconfirmed: [], disabled: [] };
  const statuses = new Set<number>();
  const handles = new Map<string, string>();
  for (let round = -WARM_UP; round < samples; round++) {
    // No limit of mails or wrong passwords of the round before is left: those would be measured instead.
    await api.advance(16 * 60);
    for (const kind of shuffled(KINDS)) {
      // Once registered, an address is unknown no more.
      const { email } = kind === 'unknown' && row.operation === 'create-user' ? new Person(api) : people[kind];
      if (row.path && !handles.has(email)) {
        handles.set(email, (await api.call('POST /v1/forgot-password', { email })).body.user_id);
      }
      const [method, target] = routeKey.replace('{user_id}', handles.get(email) ?? '').split(' ');
      // Without the optional fields: a session that opens nothing would be refused before the address counts.
      const fields = Object.entries(sampleBody(row)).filter(([name]) => row.body!.required.includes(name));
      const body = Buffer.from(JSON.stringify({ ...Object.fromEntries(fields), email }));
      const started = performance.now();
      const { status } = await send(api.url, { method, target, headers: [['content-type', 'application/json']], body });
      if (round >= 0) {
        times[kind].push(performance.now() - started);
        statuses.add(status);
      }
    }
  }
  return { times, statuses };
};

const rounded = (number: number) => Number(number.toFixed(2));

interface Line {
  readonly 'operation': string;
  readonly 'answered': string;
  readonly 'address': Kind;
  readonly 'median ms': number;
  readonly 'of unknown': number;
  readonly 'delta': number;
  readonly 'from': number;
  readonly 'to': number;
  readonly 'in words': string;
}

const main = async () => {
  console.log('Synthesizing and starting the offline run ...');
  const directory = unthrottledStack();
  const api = await LocalApi.start(directory);
  const shown: Line[] = [];
  try {
    for (const [routeKey, row] of rows) {
      console.log(`${row.operation}: ${samples} requests about each of ${KINDS.length} addresses ...`);
      const { times, statuses } = await measure(api, routeKey, row, await makePeople(api));
      for (const kind of KINDS.filter((one) => one !== 'unknown')) {
        const effect = withInterval(times[kind], times.unknown);
        shown.push({
          'operation': row.operation,
          'answered': [...statuses].join(' '),
          'address': kind,
          'median ms': rounded(median(times[kind])),
          'of unknown': rounded(median(times.unknown)),
          'delta': rounded(effect.delta),
          'from': rounded(effect.low),
          'to': rounded(effect.high),
          'in words': inWords(effect),
        });
      }
    }
    console.table(shown);
    console.log('Delta is Cliff\'s, against the unknown address, with its 95 % interval. A delta of 0.10 means that of two answers the one about this address is the slower '
      + 'in 55 of 100 cases; with many requests even that can be told. What is measured is our handlers and the stand-in on this machine: how long AWS\'s own '
      + 'Cognito takes for each is AWS\'s.');
    const [largest] = shown.toSorted((one, other) => Math.abs(other.delta) - Math.abs(one.delta));
    const told = shown.filter((line) => line['in words'] !== NO_DIFFERENCE).length;
    console.log(`${samples * KINDS.length * rows.length} requests over ${rows.length} operations: a difference is shown in ${told} of ${shown.length} comparisons, `
      + `the largest is ${largest.delta} (${largest.operation}, ${largest.address}: ${largest['in words']})`);
  } finally {
    await api.stop();
    rmSync(directory, { recursive: true, force: true });
  }
};

void main();
