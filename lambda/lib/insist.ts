import { setTimeout } from 'node:timers/promises';

/** Milliseconds between two tries. */
const PAUSE = 300;

/** For what has to follow once a code is spent, and may be repeated: two tries more where the AWS client has given up. */
export const insist = async <T>(work: () => Promise<T>, tries = 3): Promise<T> => work().catch(async (error) => {
  if (tries === 1) {
    throw error;
  }
  await setTimeout(PAUSE);
  return insist(work, tries - 1);
});
