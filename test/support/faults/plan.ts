import { quickFaultsOf, TIME_OUTS, WHOLE_SERVICE } from './injected';
import type { Journey } from './journey';
import { journeys } from './journeys';
import { stepsOf, type Place, type Trial } from './trial';
import type { seeded } from '../seeded';

interface Trials {
  readonly quick: Trial[];
  /** Each takes seconds. */
  readonly timeOuts: Trial[];
}

/** Every fault that each AWS call of a journey may meet, call by call. */
export const trialsOf = async (place: Place, journey: Journey): Promise<Trials[]> => {
  const steps = await stepsOf(place, journey);
  return steps.map((step, position) => {
    const all = (faults: Trial['injected'][]) => faults.map((injected) => ({ journey, step, injected }));
    const isFirst = steps.findIndex(({ call }) => call.service === step.call.service) === position;
    return { quick: all([...quickFaultsOf(step.call), ...isFirst ? [WHOLE_SERVICE] : []]), timeOuts: all(TIME_OUTS) };
  });
};

/** Some of a list, or all of it, in an order of chance. */
export const some = <T>(list: readonly T[], random: ReturnType<typeof seeded>, count = list.length): T[] =>
  list.map((item) => ({ item, rank: random(2 ** 32) })).sort((a, b) => a.rank - b.rank).slice(0, count).map(({ item }) => item);

export const journeysOf = (operation?: string): Journey[] => journeys.filter((journey) => operation === undefined || journey.operation === operation);

export const nameOf = ({ journey, step: { call, index }, injected }: Trial): string =>
  `${journey.operation} of someone ${journey.stage}, ${call.operation}${index > 0 ? ` number ${index + 1}` : ''}: ${injected.name}`;
