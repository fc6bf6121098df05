import { Gate } from '../../local/gate';

/** Something under way, until it is let go. */
function work(): { run: () => Promise<string>; end: (answer?: string) => void; started: Promise<void> } {
  let end: (answer?: string) => void = () => {};
  let begin: () => void = () => {};
  const started = new Promise<void>((resolve) => { begin = resolve; });
  const ended = new Promise<string>((resolve) => { end = (answer = 'done') => resolve(answer); });
  return { run: () => { begin(); return ended; }, end, started };
}
const turns = async () => { for (let turn = 0; turn < 20; turn += 1) await Promise.resolve(); };

test('an exchange waits for what is under way, and holds what comes meanwhile', async () => {
  const gate = new Gate();
  const order: string[] = [];
  const former = work();
  const first = gate.pass(true, former.run).then(() => order.push('former'));
  const exchange = gate.alone(async () => { order.push('exchange'); });
  await turns();
  const held = gate.pass(true, async () => { order.push('later'); });
  await turns();
  expect(order).toEqual([]);
  former.end();
  await Promise.all([first, exchange, held]);
  expect(order).toEqual(['former', 'exchange', 'later']);
});

test('what is under way may still make calls, or it would never end', async () => {
  const gate = new Gate();
  const request = gate.pass(true, async () => {
    await turns();
    return gate.pass(false, async () => 'called');
  });
  await Promise.all([gate.alone(async () => {}), request]);
  expect(await request).toBe('called');
});

test('nothing gets through during the exchange itself', async () => {
  const gate = new Gate();
  const exchanging = work();
  const order: string[] = [];
  const exchange = gate.alone(async () => {
    await exchanging.run();
    order.push('exchange');
  });
  await exchanging.started;
  const calls = [true, false].map((fromOutside) => gate.pass(fromOutside, async () => order.push('call')));
  await turns();
  expect(order).toEqual([]);
  exchanging.end();
  await Promise.all([exchange, ...calls]);
  expect(order[0]).toBe('exchange');
});

test('one exchange comes after the other, and one that fails keeps nobody out', async () => {
  const gate = new Gate();
  const order: number[] = [];
  const first = gate.alone(async () => { order.push(1); throw new Error('no'); });
  const second = gate.alone(async () => { order.push(2); });
  await expect(first).rejects.toThrow('no');
  await second;
  expect(order).toEqual([1, 2]);
  expect(await gate.pass(true, async () => 'in')).toBe('in');
});

test('waits no longer than clients of API Gateway do', async () => {
  jest.useFakeTimers();
  try {
    const gate = new Gate();
    void gate.pass(true, work().run);
    const exchange = gate.alone(async () => 'exchanged');
    await jest.advanceTimersByTimeAsync(30_000);
    expect(await exchange).toBe('exchanged');
  } finally {
    jest.useRealTimers();
  }
});
