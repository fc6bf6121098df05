import type { Memory } from './runner';

/** How often each operation answered what: `login` to `200`. */
export type Answers = Record<string, Record<string, number>>;

export interface Measured extends Memory {
  /** Seconds since the load began. */
  readonly at: number;
  readonly requests: number;
  /** Bytes that the successes so far have left behind on purpose, in the stand-ins' state. */
  readonly state: number;
}

/** Bytes of a success's sessions, tokens, users, and of what the handlers keep of mails. */
const STATE: Record<string, number> = { 'login': 700, 'mfa-verify': 2_000, 'refresh-token': 300, 'create-user': 7_500 };
/** Bytes in memory of a byte of JSON. */
const EXPANSION = 1.7;
/** Bytes per request that nothing explains: a request that is held on to is some times as large. */
const LEAK = 500;
/** The share by which the whole process may grow: its threads' heaps are collected when they like. */
const GROWTH = 0.15;
/** Seconds after which those heaps have found their size. Before that, the process grows whether anything leaks or not. */
const SETTLED = 120;

export const measured = (memory: Memory, at: number, requests: number, answers: Answers): Measured => {
  const state = Object.entries(STATE).reduce((sum, [name, bytes]) => sum + bytes * ((answers[name]?.[200] ?? 0) + (answers[name]?.[201] ?? 0)), 0);
  return { ...memory, at, requests, state };
};

/** Whether memory is lost from one moment to the other, and in words by what it is judged. */
export const leakBetween = (before: Measured, after: Measured): { leaks: boolean; words: string } => {
  const requests = Math.max(1, after.requests - before.requests);
  const held = (after.held - before.held) / requests;
  const unexplained = held - ((after.kept - before.kept) * EXPANSION + after.state - before.state) / requests;
  const growth = after.rss / before.rss - 1;
  const settled = before.at >= SETTLED;
  return {
    leaks: unexplained > LEAK || (settled && growth > GROWTH),
    words: `the heap grew by ${Math.round(held)} bytes a request, ${Math.round(unexplained)} of them not explained by what is kept on purpose `
      + `(a leak: over ${LEAK}); the process by ${(growth * 100).toFixed(1)} % (${settled ? `a leak: over ${GROWTH * 100} %` : 'not judged in so short a run'})`,
  };
};
