import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Call } from './calls';
import { AwsFault, Fault, parseRules, Rule, RuleInForce } from './fault-rules';
import { ServiceResponse } from './service';

/** No answer at all. */
export type NoAnswer = 'RESET' | 'HANG';

export interface Strike {
  readonly call: Pick<Call, 'function' | 'service' | 'operation'>;
  readonly crash?: () => Promise<void>;
  readonly isHead: boolean;
}

/** The faults that calls to the stand-ins meet, for tests of what handlers make of them. */
export class Faults {
  private rules: RuleInForce[] = [];
  private stopping = new AbortController();

  /** The rules in force, each with how often it has struck. */
  list(): object[] {
    return this.rules.map(({ given, struck }) => ({ ...given, struck }));
  }

  /** Replaces all rules; answers what is wrong with them where something is, and then changes nothing. */
  replace(body: Buffer): string[] {
    const { rules, problems } = parseRules(body);
    if (problems.length === 0) {
      this.rules = rules;
    }
    return problems;
  }

  /** Lets a service answer a call, or what the rules have in store for it. */
  async around(strike: Strike, answer: () => Promise<ServiceResponse>): Promise<ServiceResponse | NoAnswer> {
    const due = this.rules.length > 0 && this.due(strike.call);
    if (!due) {
      return answer();
    }
    const { rule, fault } = due;
    const answered = rule.when === 'AFTER' ? await answer() : undefined;
    if (typeof fault === 'object' && 'slow' in fault) {
      const stopped = await wait(fault.slow, undefined, { ref: false, signal: this.stopping.signal }).catch(() => 'RESET' as const);
      return stopped ?? answered ?? answer();
    }
    if (fault === 'CRASH') {
      await strike.crash?.();
      return 'RESET';
    }
    return typeof fault === 'string' ? fault : errorAnswer(fault, strike);
  }

  clear(): void {
    this.rules = [];
    this.stop();
  }

  /** Ends the waits. */
  stop(): void {
    this.stopping.abort();
    this.stopping = new AbortController();
  }

  private due(call: Strike['call']): { rule: Rule; fault: Fault } | undefined {
    for (const one of this.rules) {
      const { rule, random } = one;
      const matches = (['function', 'service', 'operation'] as const).every((field) => rule[field] === undefined || rule[field] === call[field]);
      if (!matches || (rule.times > 0 && one.struck >= rule.times)) {
        continue;
      }
      one.matched++;
      // Both are drawn for each matching call, so that the same calls meet the same faults whatever the probability.
      const [chance, choice] = [random(), random()];
      if (one.matched > rule.skip && chance < rule.probability) {
        one.struck++;
        return { rule, fault: rule.faults[Math.floor(choice * rule.faults.length)] };
      }
    }
    return undefined;
  }
}

/** The error in the service's protocol: XML from S3, else JSON, whose dialects read a name from different places. */
function errorAnswer({ name, status, message = name }: AwsFault, { call, isHead }: Strike): ServiceResponse {
  if (call.service === 's3') {
    const text = message.replace(/[<&]/g, (character) => character === '<' ? '&lt;' : '&amp;');
    const document = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${name}</Code><Message>${text}</Message><RequestId>FAULT</RequestId></Error>`;
    return { status, headers: { 'content-type': 'application/xml', 'x-amz-request-id': 'FAULT' }, body: isHead ? '' : document };
  }
  const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': randomUUID(), 'x-amzn-errortype': `${name}:` };
  return { status, headers, body: JSON.stringify({ __type: name, message }) };
}
