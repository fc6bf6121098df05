import { differences, Expected } from './against-contract';
import type { Answer, Call, Caller } from './caller';
import type { Offered } from './offered';
import type { Report } from './report';
import { Operation, operations, RouteKey } from '../../src/contract';

export interface Step extends Call, Expected {
  /** Values of the path's parameters. */
  readonly path?: Readonly<Record<string, string>>;
}

/** What comes next needs something that the API did not answer. */
export class Stranded extends Error {}

/** Goes through steps, holds each answer against the contract, and reports it. */
export class Run {
  /** The operations that have done what they are for. */
  readonly tried = new Set<string>();
  /** Those that answered otherwise than expected, which has been said. */
  readonly differing = new Set<string>();

  constructor(readonly caller: Caller, readonly report: Report, readonly offered: Offered) {}

  offers(...names: readonly string[]): boolean {
    return names.every((name) => this.offered.operations.has(name));
  }

  /** The answer; undefined where it is not the expected one, or where the stack does not have the operation. */
  async step(title: string, routeKey: RouteKey, step: Step = {}): Promise<Answer | undefined> {
    const row: Operation = operations[routeKey];
    if (!this.offers(row.operation)) return undefined;
    const [method, template] = routeKey.split(' ');
    const path = template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(step.path?.[name] ?? ''));
    const answer = await this.caller.call(method, path, step).catch((error) => this.unanswered(`${title}, ${row.operation}`, error));
    if (!answer) {
      this.differing.add(row.operation);
      return undefined;
    }
    const found = differences(row, step, answer);
    if (found.length > 0) {
      this.differing.add(row.operation);
      this.report.differing(`${title}, ${row.operation}`, found.join('; '), answer.milliseconds);
      return undefined;
    }
    this.report.ok(`${title}, ${row.operation}`, answer.milliseconds);
    if (!step.refused) this.tried.add(row.operation);
    return answer;
  }

  /** The same, where all that follows needs the answer. */
  async needed(title: string, routeKey: RouteKey, step: Step = {}): Promise<Answer> {
    const answer = await this.step(title, routeKey, step);
    if (!answer) throw new Stranded(title);
    return answer;
  }

  private unanswered(title: string, error: Error): undefined {
    // What was stopped by Ctrl-C is no difference.
    if (error.name === 'AbortError') throw error;
    const cause = (error.cause as { readonly code?: string } | undefined)?.code ?? error.name;
    this.report.differing(title, `expected an answer, got none (${cause})`);
    return undefined;
  }
}
