/**
 * `npm run load`: keeps the offline run busy with sign-ins, refreshes, registrations and the like, over loopback, and measures it. It fails on any answer
 * but a success or a 429, and on a leak. Ten minutes, by hand: `npm run load -- --seconds 600`.
 */
import { rmSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { FastClock } from './load/fast-clock';
import { fire } from './load/fire';
import { leakBetween, measured, type Answers, type Measured } from './load/leak';
import { Runner } from './load/runner';
import { LOADED } from './load/visitors';
import { optionsOf } from './options';
import { operations, type Operation } from '../src/contract';
import { Person } from '../test/support/person';
import { sampleBody, sampleRoute } from '../test/support/samples';
import { unthrottledStack } from '../test/support/unthrottled';

const values = optionsOf('load', 'a bounded load of mixed operations on the offline run', {
  seconds: { meaning: 'how long', min: 4, fallback: 60 },
  connections: { meaning: 'how many requests at once', min: 1, fallback: 10 },
});
const seconds = Number(values.seconds);
const connections = Number(values.connections);
const PEOPLE_PER_CONNECTION = 6;

const enrolled = async ({ api }: Runner): Promise<Person[]> => {
  const people: Person[] = [];
  while (people.length < connections * PEOPLE_PER_CONNECTION) {
    people.push(await new Person(api).enrol());
  }
  return people;
};

/** Refused requests, all at once, so that each function has as many threads as it will ever have: they are most of the memory. */
const startThreads = async ({ api }: Runner) => {
  const rows = Object.entries<Operation>(operations).filter(([, { operation, access }]) => access === 'ANYONE' && LOADED.includes(operation));
  for (const [routeKey, row] of rows) {
    await Promise.all(Array.from({ length: connections }, () => api.call(sampleRoute(routeKey), sampleBody(row))));
  }
};

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;

const main = async () => {
  console.log('Synthesizing and starting the offline run ...');
  const directory = unthrottledStack();
  const runner = await Runner.start(directory);
  const clock = new FastClock(runner.api);
  const answers: Answers = {};
  let requests = 0;
  const onAnswer = (operation: string, status: number) => {
    requests++;
    const counts = answers[operation] ??= {};
    counts[status] = (counts[status] ?? 0) + 1;
  };
  let began = Date.now();
  const measure = async (): Promise<Measured> => measured(await runner.memory(), (Date.now() - began) / 1000, requests, answers);
  try {
    console.log(`Enrolling ${connections * PEOPLE_PER_CONNECTION} people ...`);
    const people = await enrolled(runner);
    const load = (duration: number) => fire({ url: runner.url, duration, connections, people, clock, onAnswer });
    const warmUp = Math.max(2, Math.round(seconds / 6));
    console.log(`Warming up for ${warmUp} s ...`);
    await startThreads(runner);
    await load(warmUp);

    began = Date.now();
    const start = await measure();
    const progress = setInterval(() => console.log(`${requests - start.requests} requests`), 10_000);
    const [result, half] = await Promise.all([load(seconds), setTimeout(seconds * 500).then(measure)]);
    clearInterval(progress);
    const end = await measure();

    console.table(answers);
    console.table(Object.fromEntries(Object.entries({ start, half, end }).map(([when, { rss, held, kept, requests: count }]) =>
      [when, { 'requests': count, 'RSS': megabytes(rss), 'heap after collection': megabytes(held), 'logs, calls and messages, as JSON': megabytes(kept) }])));
    const { leaks, words } = leakBetween(half, end);
    console.log(`In the second half ${words}.`);
    const statuses = Object.values(answers).flatMap((counts) => Object.entries(counts)).map(([status, count]) => ({ status: Number(status), count }));
    const limited = statuses.filter(({ status }) => status === 429).reduce((sum, { count }) => sum + count, 0);
    const failed = result.errors + statuses.filter(({ status }) => status >= 300 && status !== 429).reduce((sum, { count }) => sum + count, 0);
    const { latency: { p50, p99 }, duration } = result;
    console.log(`${end.requests - start.requests} requests in ${Math.round(duration)} s over ${connections} connections: `
      + `${Math.round((end.requests - start.requests) / duration)} per second, p50 ${p50} ms, p99 ${p99} ms, ${failed} errors, ${limited} times 429; `
      + `RSS ${megabytes(start.rss)} to ${megabytes(end.rss)}, heap ${megabytes(start.held)} to ${megabytes(end.held)}: ${leaks ? 'a leak' : 'no leak'}`);
    process.exitCode = failed > 0 || leaks ? 1 : 0;
  } finally {
    clock.stop();
    await runner.stop();
    rmSync(directory, { recursive: true, force: true });
  }
};

void main();
