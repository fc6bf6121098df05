/** How many of the sorted numbers are below, or at most, the number. */
const below = (sorted: readonly number[], number: number, orEqual: boolean): number => {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (orEqual ? sorted[middle] <= number : sorted[middle] < number) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
};

/**
 * Cliff's delta: how much more often one of `a` is above one of `b` than below, of all pairs. 0: nothing tells them apart, 1: always above.
 * It takes no shape of the distributions for granted, and a few slow answers do not move it.
 */
export const cliffsDelta = (a: readonly number[], b: readonly number[]): number => {
  const sorted = [...b].sort((one, other) => one - other);
  const sum = a.reduce((total, number) => total + below(sorted, number, false) - (sorted.length - below(sorted, number, true)), 0);
  return sum / (a.length * b.length);
};

const RESAMPLES = 1_000;

/** The delta and its 95 % interval, by resampling both sides. */
export const withInterval = (a: readonly number[], b: readonly number[]): { delta: number; low: number; high: number } => {
  const resampled = (numbers: readonly number[]) => numbers.map(() => numbers[Math.floor(Math.random() * numbers.length)]);
  const deltas = Array.from({ length: RESAMPLES }, () => cliffsDelta(resampled(a), resampled(b))).sort((one, other) => one - other);
  return { delta: cliffsDelta(a, b), low: deltas[Math.floor(RESAMPLES * 0.025)], high: deltas[Math.ceil(RESAMPLES * 0.975) - 1] };
};

export const NO_DIFFERENCE = 'no difference shown';

/** The usual words for its size: Romano et al., 2006. */
export const inWords = ({ delta, low, high }: { delta: number; low: number; high: number }): string => {
  if (low <= 0 && high >= 0) {
    return NO_DIFFERENCE;
  }
  const size = Math.abs(delta);
  return `${size < 0.147 ? 'negligible' : size < 0.33 ? 'small' : size < 0.474 ? 'medium' : 'large'}, ${delta > 0 ? 'slower' : 'faster'}`;
};
