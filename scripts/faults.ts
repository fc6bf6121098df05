/**
 * `npm run faults`: lets each AWS call of each operation meet each fault there is, and holds what the operation makes of it against the contract:
 * the answer, the time it takes, and that the person can go on. Options: --seed N --operation X --quick.
 */
import { randomInt } from 'node:crypto';
import { rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { awsOf } from '../test/support/aws';
import { journeysOf, nameOf, some, trialsOf } from '../test/support/faults/plan';
import { run, type Place, type Result, type Trial } from '../test/support/faults/trial';
import { LocalApi } from '../test/support/local';
import { seeded } from '../test/support/seeded';
import { unthrottledStack } from '../test/support/unthrottled';

const USAGE = `npm run faults [-- options]: what every operation makes of every fault of AWS's
  --operation    only this one, such as login
  --quick        a sample that takes about a minute
  --seed         a whole number that takes the same sample again (default: at random)`;

const end = (text: string, code: number): never => {
  console.log(text);
  process.exit(code);
};

const optionsOf = () => {
  try {
    return parseArgs({ options: { operation: { type: 'string' }, quick: { type: 'boolean' }, seed: { type: 'string' }, help: { type: 'boolean' } } }).values;
  } catch (error) {
    return end((error as Error).message, 1);
  }
};

const { operation, quick, seed: given, help } = optionsOf();
const seed = Number(given ?? randomInt(2 ** 31));
if (help) {
  end(USAGE, 0);
}
if (!Number.isSafeInteger(seed) || seed < 0) {
  end(`--seed must be a whole number, and is ${JSON.stringify(given)}.`, 1);
}
if (journeysOf(operation).length === 0) {
  end(`--operation must be one of ${[...new Set(journeysOf().map((journey) => journey.operation))].join(', ')}, and is ${JSON.stringify(operation)}.`, 1);
}

/** Each has a run of its own, with its own clock. More of them than processors, since most of a time-out is waiting. */
const LANES = 5;
/** Milliseconds that a function has. */
const LIMIT = 15_000;
/** Of a sample: faults for each AWS call, and time-outs in all. */
const SAMPLE = { perCall: 2, timeOuts: 4 };

/** What each lane does, one after the other, with what comes next in the queue. */
const share = async <T>(lanes: readonly Place[], queue: T[], work: (place: Place, item: T) => Promise<void>): Promise<void> => {
  await Promise.all(lanes.map(async (place) => {
    for (let item = queue.shift(); item; item = queue.shift()) {
      await work(place, item);
    }
  }));
};

const plan = async (lanes: readonly Place[]): Promise<Trial[]> => {
  const calls: Awaited<ReturnType<typeof trialsOf>>[] = [];
  await share(lanes.slice(0, 2), [...journeysOf(operation).entries()], async (place, [index, journey]) => {
    calls[index] = await trialsOf(place, journey);
  });
  const random = seeded(seed);
  const timeOuts = calls.flat().flatMap((call) => call.timeOuts);
  return some([
    ...some(timeOuts, random, quick ? SAMPLE.timeOuts : undefined),
    ...calls.flat().flatMap((call) => some(call.quick, random, quick ? SAMPLE.perCall : undefined)),
  ], random);
};

/** With what ends a trial, or takes longer than a function has, among what is wrong. */
const tryOut = async (place: Place, trial: Trial): Promise<Omit<Result, 'outcome'>> => {
  const { wrong, milliseconds } = await run(place, trial).catch((error: Error) => ({ wrong: [`ends the trial: ${error.stack}`], milliseconds: 0 }));
  await place.api.faults();
  return { wrong: [...wrong, ...milliseconds < LIMIT ? [] : [`takes ${Math.round(milliseconds)} ms`]], milliseconds };
};

const withLanes = async <T>(work: (lanes: readonly Place[]) => Promise<T>): Promise<T> => {
  const directory = unthrottledStack();
  const lanes = await Promise.all(Array.from({ length: LANES }, async () => {
    const api = await LocalApi.start(directory);
    return { api, aws: await awsOf(api) };
  }));
  try {
    return await work(lanes);
  } finally {
    await Promise.all(lanes.map(({ api }) => api.stop()));
    rmSync(directory, { recursive: true, force: true });
  }
};

const main = async () => {
  const started = performance.now();
  const seconds = () => Math.round((performance.now() - started) / 1000);
  console.log(`Seed ${seed}. Synthesizing and starting ${LANES} offline runs ...`);
  await withLanes(async (lanes) => {
    const trials = await plan(lanes);
    const slowest: Record<string, { 'faults': number; 'slowest answer, s': number }> = {};
    const suspect: Trial[] = [];
    let done = 0;
    await share(lanes, [...trials], async (place, trial) => {
      const { wrong, milliseconds } = await tryOut(place, trial);
      suspect.push(...wrong.length > 0 ? [trial] : []);
      const line = slowest[trial.journey.operation] ??= { 'faults': 0, 'slowest answer, s': 0 };
      line.faults++;
      line['slowest answer, s'] = Math.max(line['slowest answer, s'], Math.round(milliseconds / 100) / 10);
      if (++done % 100 === 0) {
        console.log(`${done} of ${trials.length} faults, ${seconds()} s`);
      }
    });
    // One by one: on a machine that is kept busy, waiting for AWS may be over before its stand-in has had a turn.
    const findings: string[] = [];
    await share(lanes.slice(0, 1), [...suspect], async (place, trial) => {
      const { wrong } = await tryOut(place, trial);
      findings.push(...wrong.length > 0 ? [`${nameOf(trial)}: it ${wrong.join('; it ')}`] : []);
    });
    findings.sort().forEach((finding) => console.log(`\n== ${finding}`));
    console.table(Object.fromEntries(Object.entries(slowest).sort()));
    console.log(`${trials.length} faults injected, ${findings.length} wrong (seed ${seed}, ${seconds()} s, ${suspect.length} tried twice)`);
    process.exitCode = findings.length > 0 ? 1 : 0;
  });
};

void main();
