import { isLie, outcomeOf, refusalsOf, rightOutcomes, rowOf, strangersOutcome, type Outcome } from './expectations';
import { AWS_TEXT, type Injected } from './injected';
import { bringTo, type Attempt, type Journey } from './journey';
import { Traveller } from './traveller';
import { errors, type ErrorCode } from '../../../src/contract';
import type { Aws } from '../aws';
import type { Answer, Call, LocalApi } from '../local';

export interface Place {
  readonly api: LocalApi;
  readonly aws: Aws;
}

/** An AWS call that an operation makes. */
export interface Step {
  readonly call: Call;
  /** How many calls of its kind come before it. */
  readonly index: number;
  /** Whether nothing is proven before it is answered. */
  readonly isUnproven: boolean;
  /** Whether it comes before, after or with the one that spends something. */
  readonly spent: 'NOT_YET' | 'NOW' | 'ALREADY';
}

export interface Trial {
  readonly journey: Journey;
  readonly step: Step;
  readonly injected: Injected;
}

export interface Result {
  /** What is wrong, in sentences; empty where nothing is. */
  readonly wrong: string[];
  readonly outcome: Outcome;
  readonly milliseconds: number;
}

/** What Cognito takes once: a second one would say "wrong" of what has worked, or mail twice. */
const ONCE = [
  'AdminRespondToAuthChallenge', 'AssociateSoftwareToken', 'ChangePassword', 'ConfirmForgotPassword', 'ForgotPassword', 'RespondToAuthChallenge', 'VerifySoftwareToken',
  'GetUserAttributeVerificationCode', 'VerifyUserAttribute',
];

/** More than any count of codes allows. */
const MANY = 6;

const setOut = async ({ api, aws }: Place, journey: Journey): Promise<{ traveller: Traveller; attempt: Attempt }> => {
  const traveller = new Traveller(api, aws);
  await bringTo(journey.stage, traveller);
  return { traveller, attempt: await journey.prepare(traveller) };
};

/** Lets the operation's function start anew, so that it fetches its secrets; the request itself has no effect. */
const chill = async (api: LocalApi, { operation }: Journey, attempt: Attempt): Promise<void> => {
  await api.faults({ function: operation, fault: 'CRASH' });
  await attempt.send();
  await api.faults();
};

/** What something makes an operation call. */
const callsOf = async (api: LocalApi, { operation }: Journey, act: () => Promise<unknown>): Promise<Call[]> => {
  const before = (await api.calls()).at(-1)!.number;
  await act();
  return (await api.calls(before)).filter((call) => call.function === operation);
};

const takesToken = ({ access, body }: ReturnType<typeof rowOf>) =>
  access !== 'ANYONE' || ['access_token', 'refresh_token'].some((field) => body!.required.includes(field));

/** The AWS calls that an operation makes when nothing goes wrong, from a cold start on. */
export const stepsOf = async (place: Place, journey: Journey): Promise<Step[]> => {
  const { attempt } = await setOut(place, journey);
  await chill(place.api, journey, attempt);
  let answer: Answer;
  const calls = await callsOf(place.api, journey, async () => {
    answer = await attempt.send();
  });
  if (outcomeOf(answer!) !== 'SUCCESS' || !await attempt.holds(answer!)) {
    throw new Error(`${journey.operation} fails without a fault: ${answer!.status} ${JSON.stringify(answer!.body)}`);
  }
  const names = calls.map(({ operation }) => operation);
  const [proof, spending] = [journey.proof, journey.spending].map((name) => name === undefined ? calls.length : names.indexOf(name));
  return calls.map((call, position) => ({
    call,
    index: names.slice(0, position).filter((name) => name === call.operation).length,
    isUnproven: !takesToken(rowOf(journey.operation)) && position <= proof,
    spent: position < spending ? 'NOT_YET' : position === spending ? 'NOW' : 'ALREADY',
  }));
};

/** What is wrong with an answer as it went over the wire. */
const flaws = ({ status, headers, body }: Answer, outcome: Outcome): string[] => {
  const text = JSON.stringify([...headers.entries(), body]);
  const wrong = text.includes(AWS_TEXT) || /Exception|\bat [\w.]+ \(/.test(text) ? [`tells what AWS said: ${text}`] : [];
  if (outcome === 'SUCCESS' || outcome.startsWith('GATEWAY')) {
    return wrong;
  }
  const expected = errors[outcome as ErrorCode];
  const { message, error_message, code, request_id, fields, ...others } = body;
  if (status !== expected.status || message !== expected.message || error_message !== message || !request_id || Object.keys(others).length > 0) {
    wrong.push(`is no error of the contract's: ${status} ${text}`);
  }
  if ([429, 503].includes(status) && !(Number(headers.get('retry-after')) > 0)) {
    wrong.push(`answers ${status} without Retry-After`);
  }
  return wrong;
};

/**
 * Whether the same request must succeed once the fault is over: not when AWS lied about the account, since a handler may have believed it. What ends
 * sessions ends them as well where it cannot know whether it has worked.
 */
const mustBeRepeatable = ({ journey, step, injected: { rule, meaning } }: Trial): boolean => !isLie(meaning)
  && (step.spent === 'NOT_YET' || (step.spent === 'NOW' && rule.when !== 'AFTER' && !(journey.endsSessions && ['OUTAGE', 'HICCUP'].includes(meaning))));

/** Whether what has to follow a spent code fails itself, as the threat model says. */
const cannotFollowUp = ({ step, injected: { meaning } }: Trial): boolean => meaning === 'CRASH' || step.spent === 'ALREADY';

/** Whether the person goes on trying meanwhile: where codes are counted, an outage must not use them up. */
const goesOnTrying = ({ journey, step, injected: { rule, meaning } }: Trial): boolean =>
  journey.countsCodes === true && step.spent !== 'ALREADY' && ['OUTAGE', 'THROTTLED'].includes(meaning) && rule.fault !== 'HANG';

/** Sends the request into the fault, takes the fault away, and lets the person go on to the end. */
export const run = async (place: Place, trial: Trial): Promise<Result> => {
  const { api } = place;
  const { journey, step, injected } = trial;
  const wrong: string[] = [];
  const demand = (is: boolean, sentence: string) => is || wrong.push(sentence);

  const { traveller, attempt } = await setOut(place, journey);
  const before = journey.endsSessions ? await traveller.startSession() : undefined;
  const { service, operation } = step.call;
  if (service === 'secretsmanager') {
    await chill(api, journey, attempt);
  }

  const mails = await traveller.mailCount();
  await api.faults({ function: journey.operation, service, operation, skip: step.index, ...injected.rule });
  let answer: Answer;
  const started = performance.now();
  let milliseconds = 0;
  const calls = await callsOf(api, journey, async () => {
    answer = await attempt.send();
    milliseconds = performance.now() - started;
  });
  demand((await api.call('GET /_local/faults')).body[0].struck > 0, 'the fault never struck');
  for (let sent = 1; sent < MANY && goesOnTrying(trial); sent++) {
    await attempt.send();
  }
  await api.faults();

  const outcome = outcomeOf(answer!);
  wrong.push(...flaws(answer!, outcome));
  const stranger = await strangersOutcome(api, journey.operation);
  const isDispensable = journey.dispensable?.includes(operation) && injected.meaning !== 'CRASH';
  const right = [
    ...rightOutcomes(injected.meaning, { journey, service, operation, isUnproven: step.isUnproven, stranger }), ...isDispensable ? ['SUCCESS'] : [],
  ];
  demand(right.includes(outcome), `answers ${outcome}, not ${right.join(' or ')}`);
  for (const once of ONCE) {
    const count = calls.filter((call) => call.operation === once).length;
    demand(count <= 1, `calls ${once} ${count} times`);
  }
  demand(await traveller.mailCount() <= mails + 1, 'mails twice');
  if (attempt.isSafe && before && !cannotFollowUp(trial)) {
    demand(await attempt.isSafe(before.isOver), 'leaves the account less safe than before');
  }

  let done = outcome === 'SUCCESS' && !isLie(injected.meaning);
  if (done) {
    demand(await attempt.holds(answer!), 'claims a success that is none');
  } else {
    const again = await attempt.send();
    done = outcomeOf(again) === 'SUCCESS';
    if (done) {
      const holds = await attempt.holds(again) || (await traveller.waitForNextMail() && await attempt.holds(await attempt.send()));
      demand(holds, 'claims a success that is none when asked again');
    } else {
      const isRefusal = !mustBeRepeatable(trial) && refusalsOf(journey.operation).includes(outcomeOf(again));
      demand(isRefusal, `answers ${outcomeOf(again)} when asked again`);
    }
  }

  try {
    await traveller.arrive();
    if (before && !done && !await before.isOver()) {
      const next = await journey.prepare(traveller);
      const answered = await next.send();
      done = outcomeOf(answered) === 'SUCCESS' && await next.holds(answered);
      demand(done, `answers ${outcomeOf(answered)} when started over`);
    }
    demand(!(before && done) || await before.isOver(), 'leaves a session from before alive');
  } catch (error) {
    demand(false, `strands the person, who ${(error as Error).message}`);
  }
  return { wrong, outcome, milliseconds };
};
