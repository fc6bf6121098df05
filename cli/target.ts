import type { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { Command } from 'commander';
import { CommandError } from './command-error';
import { poolOfStack } from './stack-pools';

/** Which deployed stack, or which offline run. */
export interface PlaceFlags {
  readonly stack?: string;
  /** `true` without an address. */
  readonly local?: string | true;
  readonly region?: string;
  readonly profile?: string;
}

/** Where the user pool is. */
export interface Flags extends PlaceFlags {
  readonly userPoolId?: string;
}

export interface Target {
  readonly UserPoolId: string;
  readonly cognito: CognitoIdentityProviderClient;
  /** Where the mails of an offline run are. */
  readonly mailbox?: string;
}

/** Loaded here and not above: see aws.ts. */
export const aws = () => import('./aws');

const DEFAULT_URL = 'http://localhost:4000';

export const addPlaceOptions = (command: Command): Command => command
  .option('--local [url]', `the offline run at this address (default: ${DEFAULT_URL})`)
  .option('--region <name>', 'the region of AWS (default: as for the AWS command line)')
  .option('--profile <name>', 'the profile with the credentials (default: as for the AWS command line)');

export const addPoolOptions = (command: Command): Command => addPlaceOptions(command
  .option('--stack <name>', 'the deployed CloudFormation stack that has the user pool, itself or in a nested stack')
  .option('--user-pool-id <id>', 'the user pool, in place of --stack'));

/** A pool's id begins with its region. https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UserPoolType.html */
const POOL_ID = /^([a-z]+(?:-[a-z]+)+-\d+)_[0-9a-zA-Z]+$/;
const regionOf = (userPoolId: string): string | undefined => POOL_ID.exec(userPoolId)?.[1];

/**
 * `question` is asked where neither a stack nor a pool is named; with `maxAttempts` what Cognito throttles is tried again more often than the SDK
 * would.
 */
export async function targetOf(flags: Flags, question: string, maxAttempts?: number): Promise<Target> {
  const { stack, userPoolId, local, profile } = flags;
  if (userPoolId !== undefined && !POOL_ID.test(userPoolId)) {
    throw new CommandError(`--user-pool-id must be the id of a user pool, such as eu-central-1_AbCdEfGhI, and is ${JSON.stringify(userPoolId)}.`);
  }
  if (local !== undefined) {
    if (stack !== undefined) throw new CommandError('--stack is of AWS and --local is not: leave out one of the two.');
    return localTarget(local, userPoolId, maxAttempts);
  }
  if (stack === undefined && userPoolId === undefined) {
    throw new CommandError(`${question} Give --stack NAME or --user-pool-id ID for what is deployed, or --local for the offline run.`);
  }
  const { CognitoIdentityProviderClient } = await aws();
  const region = flags.region ?? (userPoolId && regionOf(userPoolId));
  const config = { region, profile };
  const patience = maxAttempts === undefined ? {} : { maxAttempts };
  return { UserPoolId: userPoolId ?? await poolOfStack(stack!, config), cognito: new CognitoIdentityProviderClient({ ...config, ...patience }) };
}

async function localTarget(local: string | true, userPoolId: string | undefined, maxAttempts: number | undefined): Promise<Target> {
  const { url, outputs } = await localRun(local, userPoolId === undefined);
  const UserPoolId = userPoolId ?? poolIn(outputs, url);
  return { UserPoolId, cognito: await localCognito(url, UserPoolId, maxAttempts), mailbox: `${url}/_local/` };
}

export async function localCognito(url: string, UserPoolId: string, maxAttempts?: number): Promise<CognitoIdentityProviderClient> {
  const { CognitoIdentityProviderClient } = await aws();
  // The stand-in takes any credentials.
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const patience = maxAttempts === undefined ? {} : { maxAttempts };
  return new CognitoIdentityProviderClient({ region: regionOf(UserPoolId), credentials, endpoint: `${url}/_local/cognito-idp`, ...patience });
}

interface LocalRun {
  readonly url: string;
  readonly outputs: Readonly<Record<string, string>>;
}

/** An offline run, and what its stack puts out, unless nobody asks. */
export async function localRun(given: string | true, asksOutputs = true): Promise<LocalRun> {
  const url = given === true ? DEFAULT_URL : given.replace(/\/+$/, '');
  return { url, outputs: asksOutputs ? await outputsOf(url) : {} };
}

async function outputsOf(url: string): Promise<Record<string, string>> {
  if (!URL.canParse(url) || !/^https?:/.test(url)) {
    throw new CommandError(`--local must be the address of an offline run, such as ${DEFAULT_URL}, and is ${JSON.stringify(url)}.`);
  }
  try {
    const response = await fetch(`${url}/_local/outputs`);
    if (response.ok) return await response.json() as Record<string, string>;
  } catch {
    // Nobody is there, or somebody else: said below.
  }
  throw new CommandError(`There is no offline run at ${url}: start it with "npx cognito-auth-api local", or give its address to --local.`);
}

function poolIn(outputs: object, url: string): string {
  const ids = [...new Set(Object.values(outputs))].filter((value) => typeof value === 'string' && POOL_ID.test(value));
  if (ids.length !== 1) {
    const found = ids.length > 1 ? `several user pools (${ids.join(', ')})` : 'no user pool';
    throw new CommandError(`The outputs of the stack at ${url} name ${found}: give --user-pool-id.`);
  }
  return ids[0];
}
