/**
 * `npm run conformance`: plays the vectors of test/conformance against the offline Cognito or, with --region, against throw-away user pools on AWS;
 * writes what was said (--capture), masked, and compares it with another capture (--against). What only AWS can settle, one from there settles.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { CognitoIdentityProviderClient, DeleteUserPoolCommand } from '@aws-sdk/client-cognito-identity-provider';
import { optionsOf } from './options';
import { Capture, captured, CapturedVector, differencesBetween } from '../test/conformance/capture';
import type { Adapter } from '../test/conformance/run';
import { vectors } from '../test/conformance/vectors';
import { startStandIn } from '../test/local/cognito/stand-in';

const { capture, against, region, profile, only, patience } = optionsOf('conformance', 'plays the conformance vectors of the offline Cognito', {
  capture: { meaning: 'writes all requests and answers to this file, without secrets, tokens, account ids and addresses' },
  against: { meaning: 'compares them with this capture, and ends with 1 where they differ' },
  region: { meaning: 'plays them at AWS, in this region: makes a user pool for each vector, and deletes it (default: the offline Cognito)' },
  profile: { meaning: 'the profile with the credentials of AWS (default: as for the AWS command line)' },
  only: { meaning: 'only those whose subject or name has this in it' },
  patience: { meaning: 'at AWS, the seconds that a vector may wait; longer ones are skipped', min: 0, fallback: 60 },
});

interface Place extends Adapter {
  close(): Promise<void>;
}

async function offline(): Promise<Place> {
  const standIn = await startStandIn();
  return {
    client: standIn.client,
    now: () => standIn.now,
    advance: (seconds) => { standIn.advance(seconds); },
    mailbox: () => standIn.mailbox,
    trigger: (run) => {
      const arn = `arn:aws:lambda:eu-central-1:123456789012:function:trigger-${standIn.triggers.size}`;
      standIn.triggers.set(arn, run);
      return arn;
    },
    close: () => standIn.close(),
  };
}

/** Without mailbox and triggers: vectors that need them are skipped. Pools that are there when it is stopped are deleted. */
function onAws(): Place {
  const client = new CognitoIdentityProviderClient({ region, profile, maxAttempts: 10 });
  const pools = new Set<string>();
  client.middlewareStack.add((next, { commandName }) => async (args) => {
    const result = await next(args);
    const { UserPool } = result.output as { UserPool?: { Id: string } };
    if (commandName === 'CreateUserPoolCommand') pools.add(UserPool!.Id);
    if (commandName === 'DeleteUserPoolCommand') pools.delete((args.input as { UserPoolId: string }).UserPoolId);
    return result;
  }, { name: 'pools', step: 'initialize' });
  const deleteAll = async () => {
    for (const UserPoolId of pools) {
      await client.send(new DeleteUserPoolCommand({ UserPoolId })).catch((error: Error) => {
        console.error(`The user pool ${UserPoolId} could not be deleted (${error.message}): do it by hand.`);
      });
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void deleteAll().then(() => process.exit(130)));
  return { client, now: () => Date.now(), advance: (seconds) => pause(seconds * 1000), patience: Number(patience), close: deleteAll };
}

const chosen = Object.entries(vectors).flatMap(([subject, some]) => some.map((vector) => ({ subject, vector })))
  .filter(({ subject, vector }) => only === undefined || `${subject}: ${vector.name}`.includes(only));

function read(file: string): Capture {
  try {
    const { from, vectors: some } = JSON.parse(readFileSync(file, 'utf8'));
    if (Array.isArray(some)) return { from, vectors: some };
  } catch (error) {
    console.log(`${file} cannot be read: ${(error as Error).message}`);
    process.exit(1);
  }
  console.log(`${file} is no capture.`);
  return process.exit(1);
}

const main = async () => {
  if (chosen.length === 0) {
    console.log(`No vector has ${JSON.stringify(only)} in its subject or name.`);
    process.exit(1);
  }
  const former = against === undefined ? undefined : read(against);
  const place = region === undefined ? await offline() : onAws();
  const played: CapturedVector[] = [];
  try {
    for (const { subject, vector } of chosen) {
      played.push(await captured(subject, vector, place));
      if (played.length % 50 === 0 || region !== undefined) console.log(`${played.length} of ${chosen.length}: ${subject}: ${vector.name}`);
    }
  } finally {
    await place.close();
  }
  const result: Capture = { from: region === undefined ? 'the stand-in' : 'AWS', vectors: played };
  if (capture !== undefined) {
    writeFileSync(capture, `${JSON.stringify(result, undefined, 1)}\n`, { mode: 0o600 });
    console.log(`Wrote ${capture}. Look through it before you give it to anybody.`);
  }
  const failing = played.filter(({ differs }) => differs !== undefined);
  failing.forEach(({ subject, name, tag, differs }) => console.log(`${subject}: ${name} [${tag}]: ${differs}`));
  const differences = former ? differencesBetween(former, result) : [];
  differences.forEach((line) => console.log(line));
  const skipped = played.filter((one) => one.skipped !== undefined).length;
  console.log(`${played.length} vectors played at ${result.from}: ${failing.length} not as expected, ${skipped} skipped${
    former ? `; against ${against} (${former.from}): ${differences.length} differences` : ''}`);
  process.exit(failing.length + differences.length > 0 ? 1 : 0);
};

main().catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
