import { play } from '../../conformance/run';
import { vectors } from '../../conformance/vectors';
import { StandIn, startStandIn } from './stand-in';

let standIn: StandIn;
beforeAll(async () => { standIn = await startStandIn(); });
afterAll(async () => { await standIn.close(); });

const trigger = (run: (event: any) => unknown): string => {
  const arn = `arn:aws:lambda:eu-central-1:123456789012:function:trigger-${standIn.triggers.size}`;
  standIn.triggers.set(arn, run);
  return arn;
};

describe.each(Object.entries(vectors))('%s', (_, subject) => {
  test.each(subject.map((vector) => [`${vector.name} [${vector.tag}]`, vector] as const))('%s', async (__, vector) => {
    const outcome = await play(vector, {
      client: standIn.client,
      now: () => standIn.now,
      advance: (seconds) => { standIn.advance(seconds); },
      mailbox: () => standIn.mailbox,
      trigger,
    });
    expect(outcome).toBeUndefined();
  });
});

test('every vector has a name of its own', () => {
  const names = Object.values(vectors).flat().map(({ name }) => name);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  expect(names.length).toBeGreaterThanOrEqual(80);
});
