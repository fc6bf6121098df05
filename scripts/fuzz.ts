/**
 * `npm run fuzz`: sends what fast-check makes of the contract's schemas to every operation of the offline run, and holds each answer against the
 * contract; then an account's whole life must still pass. Nothing is random but the seed, which is printed.
 */
import { randomInt } from 'node:crypto';
import { rmSync } from 'node:fs';
import { fuzz } from './fuzz/run';
import { optionsOf } from './options';
import { operations, type Operation } from '../src/contract';
import { failingSteps } from '../test/support/life';
import { LocalApi } from '../test/support/local';
import { unthrottledStack } from '../test/support/unthrottled';

const rows = Object.values<Operation>(operations);
const values = optionsOf('fuzz', 'property-based requests to every operation, from its schema', {
  requests: { meaning: 'how many, at least', min: 1, fallback: 20_000 },
  seed: { meaning: 'a whole number that makes the same choices again (default: at random)', min: 0 },
  operation: { meaning: 'only this one, such as login' },
  path: { meaning: 'one failure of a seed, as its report said' },
});
const { operation, path } = values;
if (operation !== undefined && !rows.some((row) => row.operation === operation)) {
  console.log(`--operation must be one of ${rows.map((row) => row.operation).join(', ')}, and is ${JSON.stringify(operation)}.`);
  process.exit(1);
}
if (path !== undefined && (operation === undefined || values.seed === undefined)) {
  console.log('--path is one operation\'s and one seed\'s: give --operation and --seed too.');
  process.exit(1);
}
const seed = Number(values.seed ?? randomInt(2 ** 31));
const requests = Number(values.requests);

const main = async () => {
  console.log(`Seed ${seed}. Synthesizing and starting the offline run ...`);
  const directory = unthrottledStack();
  const api = await LocalApi.start(directory);
  const started = performance.now();
  const onProgress = (sent: number) => {
    if (sent % 2_000 === 0) {
      console.log(`${sent} requests, ${Math.round(sent / (performance.now() - started) * 1000)} per second`);
    }
  };
  try {
    const report = await fuzz(api, { requests, seed, operation, path, onProgress });
    console.table(Object.fromEntries(Object.entries(report.answers).map(([name, answers]) => {
      const declared = [...rows.find((row) => row.operation === name)!.errors];
      const success = answers[200] ?? answers[201] ?? 0;
      const count = Object.values(answers).reduce((sum, one) => sum + one, 0);
      return [name, { 'requests': count, 'successes': success, 'errors not met': declared.filter((code) => !answers[code]).join(' ') }];
    })));
    const findings = [...report.findings, ...(await failingSteps(api)).map((step) => `Afterwards an account's life does not pass: ${step}`)];
    findings.forEach((finding) => console.log(`\n== ${finding}`));
    console.log(`\n${report.sent} requests fuzzed over ${report.operations} operations, seed ${seed}: ${findings.length} findings`);
    process.exitCode = findings.length > 0 ? 1 : 0;
  } finally {
    await api.stop();
    rmSync(directory, { recursive: true, force: true });
  }
};

void main();
