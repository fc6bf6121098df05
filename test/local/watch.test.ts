import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cleanUp, temporaryDirectory } from './fixture';
import { contentOf, watchAssembly } from '../../local/watch';

let directory: string;
let changes: number;
let watching: { stop(): void };

const write = (name: string, text: string): void => {
  mkdirSync(dirname(join(directory, name)), { recursive: true });
  writeFileSync(join(directory, name), text);
};
/** Several looks of the watcher. */
const looks = (count: number) => jest.advanceTimersByTimeAsync(count * 250);

beforeEach(() => {
  directory = join(temporaryDirectory(), 'cdk.out');
  write('manifest.json', '{}');
  write('Demo.template.json', '{"a":1}');
  jest.useFakeTimers();
  changes = 0;
  watching = watchAssembly(directory, contentOf(directory), async () => { changes += 1; });
});
afterEach(() => {
  watching.stop();
  jest.useRealTimers();
});
afterAll(cleanUp);

test('says once that the assembly is another one', async () => {
  await looks(4);
  expect(changes).toBe(0);
  write('Demo.template.json', '{"a":22}');
  await looks(8);
  expect(changes).toBe(1);
});

test('also where it changed between being read and being watched', async () => {
  watching.stop();
  watching = watchAssembly(directory, 'another content', async () => { changes += 1; });
  await looks(4);
  expect(changes).toBe(1);
});

test('waits while somebody still writes', async () => {
  for (let size = 1; size < 6; size += 1) {
    write('asset.abc/index.js', 'x'.repeat(size));
    write('Demo.template.json', `{"a":"${'x'.repeat(size)}"}`);
    await looks(1);
    expect(changes).toBe(0);
  }
  await looks(3);
  expect(changes).toBe(1);
});

test('waits while the command line says that it synthesizes, as long as that process is there', async () => {
  write('synth.lock', String(process.pid));
  write('Demo.template.json', '{"a":22}');
  await looks(8);
  expect(changes).toBe(0);
  rmSync(join(directory, 'synth.lock'));
  await looks(3);
  expect(changes).toBe(1);
  // A number that no process has here.
  write('synth.lock', '4194399');
  write('Demo.template.json', '{"a":333}');
  await looks(8);
  expect(changes).toBe(2);
});

test('does not mind a folder that is gone for a while', async () => {
  rmSync(directory, { recursive: true });
  await looks(8);
  write('Demo.template.json', '{"a":22}');
  await looks(8);
  expect(changes).toBe(0);
  write('manifest.json', '{}');
  await looks(3);
  expect(changes).toBe(1);
});

test('says nothing of a synth that writes the same again', async () => {
  write('Demo.template.json', '{"a":22}');
  write('Demo.template.json', '{"a":1}');
  write('tree.json', '{}');
  await looks(8);
  expect(changes).toBe(0);
});

test('looks into the assemblies of stages, too', async () => {
  write('assembly-Stage/Stage.template.json', '{}');
  await looks(4);
  expect(changes).toBe(1);
});

test('looks no more once it is stopped', async () => {
  watching.stop();
  write('Demo.template.json', '{"a":22}');
  await looks(8);
  expect(changes).toBe(0);
});
