import type { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { Mask } from './mask';
import { Adapter, play } from './run';
import type { Vector } from './vector';

/** One request to Cognito and what it answered, masked. */
export interface CapturedCall {
  readonly operation: string;
  readonly input: unknown;
  readonly output?: unknown;
  readonly error?: { readonly name: string; readonly message: string };
}

export interface CapturedVector {
  readonly subject: string;
  readonly name: string;
  readonly tag: string;
  /** What the vector expected and did not get, or why it was not played. */
  readonly differs?: unknown;
  readonly skipped?: string;
  readonly calls: readonly CapturedCall[];
}

export interface Capture {
  /** Where the answers are from. */
  readonly from: 'AWS' | 'the stand-in';
  readonly vectors: readonly CapturedVector[];
}

type Answer = { readonly output: unknown } | { readonly error: Error };

/** Listens to what a client sends and gets. */
function listen(client: CognitoIdentityProviderClient, onCall: (operation: string, input: unknown, answer: Answer) => void): () => void {
  const name = 'capture';
  client.middlewareStack.add((next, context) => async (args) => {
    const operation = String(context.commandName).replace(/Command$/, '');
    try {
      const result = await next(args);
      onCall(operation, args.input, { output: result.output });
      return result;
    } catch (error) {
      onCall(operation, args.input, { error: error as Error });
      throw error;
    }
  }, { name, step: 'initialize', priority: 'high', override: true });
  return () => { client.middlewareStack.remove(name); };
}

/** Plays a vector, and answers all that was said meanwhile. */
export async function captured(subject: string, vector: Vector, adapter: Adapter): Promise<CapturedVector> {
  const mask = new Mask();
  const calls: CapturedCall[] = [];
  const release = listen(adapter.client, (operation, input, answer) => {
    const sent = { operation, input: mask.of(input) };
    calls.push('error' in answer
      ? { ...sent, error: { name: answer.error.name, message: String(mask.of(answer.error.message)) } }
      : { ...sent, output: mask.of(answer.output) });
  });
  const { name, tag } = vector;
  try {
    const outcome = await play(vector, adapter);
    return { subject, name, tag, ...outcome, calls };
  } catch (error) {
    // The words of a difference quote answers.
    return { subject, name, tag, differs: mask.of((error as Error).message), calls };
  } finally {
    release();
  }
}

/** What one capture has and another has not, a line each; nothing about vectors that one of them did not play. */
export function differencesBetween(theirs: Capture, ours: Capture): string[] {
  const known = new Map(ours.vectors.map((vector) => [`${vector.subject}: ${vector.name}`, vector]));
  return theirs.vectors.filter(({ skipped }) => skipped === undefined).flatMap((their) => {
    const title = `${their.subject}: ${their.name}`;
    const our = known.get(title);
    if (!our) return [`${title}: is no vector any more`];
    if (our.skipped !== undefined) return [];
    return their.calls.flatMap((call, index) => differenceOf(`${title}: call ${index + 1}, ${call.operation}`, call, our.calls[index])).slice(0, 1);
  });
}

/** What they answer tells how pools are configured, of which the stand-in keeps what was given: only whether they fail is compared. */
const SET_UP = ['CreateUserPool', 'CreateUserPoolClient', 'DeleteUserPool', 'SetUserPoolMfaConfig'];

/** The first one says it: what comes after it is of another course of things. */
function differenceOf(where: string, their: CapturedCall, our: CapturedCall | undefined): string[] {
  if (our?.operation !== their.operation) return [`${where}: here ${our === undefined ? 'nothing' : our.operation} was called`];
  const answer = ({ output, error }: CapturedCall) => error ? `${error.name}: ${error.message}` : JSON.stringify(output);
  if (answer(their) === answer(our)) return [];
  if (their.error || our.error) return [`${where}: captured ${shortened(answer(their))}, here ${shortened(answer(our))}`];
  if (SET_UP.includes(their.operation)) return [];
  return [`${where}: ${members(their.output, our.output).join('; ')}`];
}

const shortened = (text: string): string => text.length > 300 ? `${text.slice(0, 300)} ...` : text;

function members(their: any, our: any, path = ''): string[] {
  if (JSON.stringify(their) === JSON.stringify(our)) return [];
  if (typeof their !== 'object' || typeof our !== 'object' || their === null || our === null) {
    const words = (value: unknown) => value === undefined ? 'nothing' : shortened(JSON.stringify(value));
    return [`${path || 'the answer'} was captured as ${words(their)}, and is ${words(our)} here`];
  }
  return [...new Set([...Object.keys(their), ...Object.keys(our)])].flatMap((name) => members(their[name], our[name], path ? `${path}.${name}` : name));
}
