import { operations, type Operation } from '../../src/contract';

/** The rows of an API without any props, by route key: those of no feature that somebody has to ask for. */
export const defaultOperations = Object.fromEntries(
  Object.entries<Operation>(operations).filter(([, { feature }]) => feature === 'ALWAYS' || feature === 'MFA_REQUIRED'),
);
