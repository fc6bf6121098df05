import { createHmac } from 'node:crypto';
import * as sdk from '@aws-sdk/client-cognito-identity-provider';
import { Secret, TOTP } from 'otpauth';
import { mismatch } from './match';
import { SrpClient, timestamp as srpTimestamp } from './srp-client';
import { Step, Vector } from './vector';
import { Authenticator, Behaviour } from '../support/authenticator';

export interface SentMessage {
  readonly to: string;
  readonly subject?: string;
  readonly body: string;
}

/** What a place to play vectors offers. Without a mailbox or triggers the vectors that need them are skipped. */
export interface Adapter {
  readonly client: sdk.CognitoIdentityProviderClient;
  now(): number;
  /** Lets seconds pass, by a movable clock or by waiting. */
  advance(seconds: number): Promise<void> | void;
  readonly mailbox?: () => readonly SentMessage[];
  /** Makes a function with this behaviour; answers its ARN. */
  readonly trigger?: (run: (event: any) => unknown) => string;
  /** The longest wait that makes sense; vectors with a longer one are skipped. */
  readonly patience?: number;
}

export type Outcome = { readonly skipped: string } | undefined;

const UPPER = /^[A-Z]/;
const send = (client: sdk.CognitoIdentityProviderClient, operation: string, input: object): Promise<any> => {
  const Command = (sdk as any)[`${operation}Command`];
  if (!Command || !UPPER.test(operation)) throw new Error(`the SDK has no ${operation}`);
  return client.send(new Command(input));
};

const decode = (token: string) => JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString('utf8'));
const at = (value: any, path: string) => path.split('.').reduce((inner, name) => inner?.[name], value);

function whySkipped(vector: Vector, adapter: Adapter): string | undefined {
  if (vector.triggers && !adapter.trigger) return 'needs triggers';
  const text = JSON.stringify(vector.steps);
  if ((vector.message || text.includes('{{code ')) && !adapter.mailbox) return 'needs a mailbox';
  const wait = vector.steps.reduce((sum, { advance = 0 }) => sum + advance, 0);
  return wait > (adapter.patience ?? Infinity) ? `takes ${wait} s` : undefined;
}

/** Plays one vector in a pool of its own, and deletes the pool. Throws at the first difference. */
export async function play(vector: Vector, adapter: Adapter): Promise<Outcome> {
  const skipped = whySkipped(vector, adapter);
  if (skipped) return { skipped };
  const { client } = adapter;
  const events: unknown[] = [];
  const { UserPool } = await send(client, 'CreateUserPool', { PoolName: 'conformance', ...vector.pool, ...lambdaConfig(vector, adapter, events) });
  try {
    if (vector.mfa) await send(client, 'SetUserPoolMfaConfig', { UserPoolId: UserPool.Id, ...vector.mfa });
    const { UserPoolClient } = await send(client, 'CreateUserPoolClient', { UserPoolId: UserPool.Id, ClientName: 'vector', ...vector.client });
    const run = new Run(adapter, { pool: UserPool.Id, client: UserPoolClient.ClientId, secret: UserPoolClient.ClientSecret ?? '' });
    for (const [index, step] of vector.steps.entries()) await run.step(step, `step ${index + 1}, ${step.operation}`);
    for (const [index, expected] of (vector.events ?? []).entries()) run.same(events[index], expected, `event ${index + 1}`);
    if (vector.message) run.same(adapter.mailbox!().at(-1), vector.message, 'the newest message');
  } finally {
    await send(client, 'DeleteUserPool', { UserPoolId: UserPool.Id });
  }
  return undefined;
}

function lambdaConfig(vector: Vector, adapter: Adapter, events: unknown[]): object {
  const config = Object.entries(vector.triggers ?? {}).map(([name, { response, error, version }]) => {
    const responses = [response].flat();
    const arn = adapter.trigger!((event) => {
      events.push(structuredClone(event));
      if (error) throw new Error(error);
      return { ...event, response: { ...event.response, ...(responses.length > 1 ? responses.shift() : responses[0]) } };
    });
    return version ? [`${name}Config`, { LambdaArn: arn, LambdaVersion: version }] : [name, arn];
  });
  return config.length ? { LambdaConfig: Object.fromEntries(config) } : {};
}

/** `any`, for one that ignores what it may and must not use; `unverified`; `forged`; and members by name: `origin=https://example.org`. */
const behaviourOf = (words: readonly string[]): Behaviour => ({
  ...Object.fromEntries(words.filter((word) => word.includes('=')).map((word) => word.split('='))),
  ...(words.includes('forged') ? { forges: true } : {}),
  ...(words.includes('unverified') ? { verifiesUser: false } : {}),
});

class Run {
  private readonly authenticator = new Authenticator();
  private srp?: SrpClient;

  constructor(private readonly adapter: Adapter, private readonly variables: Record<string, string>) {}

  async step(step: Step, where: string): Promise<void> {
    if (step.advance) await this.adapter.advance(step.advance);
    this.variables.time = srpTimestamp(this.adapter.now());
    const input = this.fill(step.input) as object;
    const output = await send(this.adapter.client, step.operation, input).catch((error: Error) => this.failed(error, step, where));
    if (output === undefined) return;
    if (step.error) throw new Error(`${where}: expected ${step.error.name}, got ${JSON.stringify(output)}`);
    for (const [name, path] of Object.entries(step.save ?? {})) {
      const value = at(output, path);
      if (value === undefined) throw new Error(`${where}: there is no ${path} in ${JSON.stringify(output)}`);
      this.variables[name] = typeof value === 'string' ? value : JSON.stringify(value);
    }
    if (step.expect !== undefined) this.same(output, step.expect, where);
    for (const [token, expected] of Object.entries(step.claims ?? {})) this.same(decode(this.variables[token]), expected, `${where}: ${token}`);
  }

  same(actual: unknown, expected: unknown, where: string): void {
    const difference = mismatch(actual, this.fill(expected));
    if (difference) throw new Error(`${where}: ${difference}`);
  }

  private failed(error: Error, step: Step, where: string): undefined {
    if (!step.error) throw new Error(`${where}: ${error.name}: ${error.message}`);
    this.same({ name: error.name, message: error.message }, step.error, where);
    return undefined;
  }

  private fill(value: unknown): unknown {
    const document = typeof value === 'string' && /^\{\{json (.*)\}\}$/.exec(value);
    if (document) return JSON.parse(this.evaluate(document[1]));
    if (typeof value === 'string') return value.replace(/\{\{(.*?)\}\}/g, (_, expression: string) => this.evaluate(expression));
    if (Array.isArray(value)) return value.map((item) => this.fill(item));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, this.fill(inner)]));
  }

  private evaluate(expression: string): string {
    const [verb, name, ...words] = expression.split(' ');
    const extra = words.join(' ');
    const { variables } = this;
    const resolved = variables[name] ?? name;
    if (verb === 'hash') return createHmac('sha256', variables.secret).update(resolved + variables.client).digest('base64');
    if (verb === 'jwt') {
      const [token, claim] = name.split('.');
      return decode(variables[token])[claim];
    }
    if (verb === 'totp') {
      const timestamp = this.adapter.now() + Number(extra) * 30_000;
      return new TOTP({ secret: Secret.fromBase32(resolved) }).generate({ timestamp });
    }
    if (verb === 'srp') {
      this.srp ??= new SrpClient();
      if (name === undefined) return this.srp.publicValue;
      const { pool: poolId, srpId: userId, salt, srpB: serverPublic, block: secretBlock, time } = variables;
      return this.srp.sign(resolved, { poolId, userId, salt, serverPublic, secretBlock }, extra || time);
    }
    if (verb === 'code') {
      const message = this.adapter.mailbox!().filter(({ to }) => to === resolved).at(-1);
      const found = message && /(?:code|password) is (\S+?)\.?$/.exec(message.body);
      if (!found) throw new Error(`no code was sent to ${resolved}`);
      return found[1];
    }
    if (verb === 'attest') {
      const { excludeCredentials, ...options } = JSON.parse(resolved);
      return JSON.stringify(this.authenticator.create(words.includes('any') ? options : { excludeCredentials, ...options }, behaviourOf(words)));
    }
    if (verb === 'assert') {
      const { allowCredentials, ...options } = JSON.parse(resolved);
      return JSON.stringify(this.authenticator.get(words.includes('any') ? options : { allowCredentials, ...options }, behaviourOf(words)));
    }
    if (variables[verb] === undefined) throw new Error(`there is no variable ${verb}`);
    return variables[verb];
  }
}
