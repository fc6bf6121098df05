import autocannon, { type Result } from 'autocannon';
import type { FastClock } from './fast-clock';
import { Visitors, type Step } from './visitors';
import type { Person } from '../../test/support/person';

export interface FireOptions {
  readonly url: string;
  /** Seconds. */
  readonly duration: number;
  readonly connections: number;
  readonly people: readonly Person[];
  readonly clock: FastClock;
  readonly onAnswer: (operation: string, status: number) => void;
}

/** Everyone comes anew: an answer that came too late for the run before may have held their tokens. */
export const fire = async ({ url, duration, connections, people, clock, onAnswer }: FireOptions): Promise<Result> => {
  await clock.reset();
  const share = Math.floor(people.length / connections);
  let count = 0;
  return autocannon({
    url,
    connections,
    duration,
    setupClient: (client) => {
      const first = count++ * share;
      const visitors = new Visitors(people.slice(first, first + share), clock);
      let step: Step;
      client.setRequests([{
        setupRequest: (request) => {
          step = visitors.next();
          const [method, path] = step.route.split(' ');
          const body = step.body && JSON.stringify(step.body);
          return { ...request, method: method as 'GET', path, body, headers: { ...step.headers, ...body && { 'content-type': 'application/json' } } };
        },
        onResponse: (status, body) => {
          step.onAnswer?.();
          onAnswer(step.operation, status);
          if (status < 300) {
            step.onSuccess?.(JSON.parse(body));
          }
        },
      }]);
    },
  });
};
