import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { Command } from 'commander';
import { CommandError } from './command-error';
import { namingStack, NESTED_STACK, resourcesOf } from './stack-resources';
import { addPlaceOptions, aws, localCognito, localRun, PlaceFlags } from './target';

/** Which of a stack's APIs, and where. */
export interface ApiFlags extends PlaceFlags {
  readonly construct?: string;
  readonly url?: string;
  readonly pathPrefix?: string;
}

/** What a construct of ours says of itself in its stack's outputs, and how to talk to its user pool. */
export interface AuthApi {
  /** Its path in the stack, without the slashes: as its outputs begin. */
  readonly name: string;
  /** Where the routes begin: `/v1/login` comes after it. */
  readonly url: string;
  readonly UserPoolId: string;
  readonly clientId: string;
  readonly cognito: CognitoIdentityProviderClient;
  /** Of an offline run, where it is. */
  readonly local?: string;
}

export const addApiOptions = (command: Command): Command => addPlaceOptions(command)
  .option('--construct <id>', 'the construct in the stack, where it has several: the id, after those of the constructs that it is in')
  .option('--url <address>', 'where the API is, where the stack does not say or another address is meant')
  .option('--path-prefix <path>', 'the pathPrefix of the construct, where it has one, such as /auth');

/** By the names that CDK gives outputs of ours: the construct's path, the output's id and a hash. */
const OUTPUT = /^(.*?)(ApiUrl|Issuer|UserPoolId|ClientId)[0-9A-F]{8}$/;
type Outputs = Readonly<Record<string, string>>;

/** A stack, or one that is nested in it. */
interface StackOutputs {
  /** Empty, or the logical ids that lead to it, each with a slash. */
  readonly path: string;
  readonly outputs: Outputs;
}

interface Found {
  readonly name: string;
  readonly outputs: Outputs;
}

/** `how` says how a stack is named to the command. */
export async function authApiOf(flags: ApiFlags, how: string): Promise<AuthApi> {
  const { stack, local, region, profile } = flags;
  if (local !== undefined) {
    if (stack !== undefined) throw new CommandError('A stack is of AWS and --local is not: leave out one of the two.');
    const { url, outputs } = await localRun(local);
    const found = theOne([{ path: '', outputs }], flags, `at ${url}`);
    const { UserPoolId, ClientId } = found.outputs;
    const cognito = await localCognito(url, UserPoolId);
    return { name: found.name, url: addressOf(url, flags), UserPoolId, clientId: ClientId, cognito, local: url };
  }
  if (stack === undefined) throw new CommandError(`Which API? Give the name of the deployed stack${how}, or --local for the offline run.`);
  const { CloudFormationClient, CognitoIdentityProviderClient } = await aws();
  const all = await outputsOf(new CloudFormationClient({ region, profile }), stack);
  const { name, outputs: { ApiUrl, UserPoolId, ClientId } } = theOne(all, flags, stack);
  const cognito = new CognitoIdentityProviderClient({ region, profile });
  return { name, url: addressOf(ApiUrl, flags), UserPoolId, clientId: ClientId, cognito };
}

function theOne(stacks: readonly StackOutputs[], { construct }: ApiFlags, stack: string): Found {
  const all = stacks.flatMap(apisIn);
  if (all.length === 0) {
    throw new CommandError(`The stack ${stack} has no outputs of a CognitoAuthApi (...UserPoolId, ...ClientId, ...Issuer): name the stack that has the `
      + 'construct, with its prop outputs left on.');
  }
  const names = all.map(({ name }) => name).join(', ');
  const matching = construct === undefined ? all : all.filter(({ name }) => [name, name.split('/').at(-1)!].some((one) => bare(one) === bare(construct)));
  if (matching.length > 1) throw new CommandError(`The stack ${stack} has several CognitoAuthApi: give one to --construct. They are ${names}.`);
  if (matching.length === 0) {
    throw new CommandError(`The stack ${stack} has no CognitoAuthApi ${JSON.stringify(construct)}: give one of ${names} to --construct.`);
  }
  return matching[0];
}

/** CDK leaves out of an output's name what is no letter and no digit. */
const bare = (id: string): string => id.replace(/[^A-Za-z0-9]/g, '');

function apisIn({ path, outputs }: StackOutputs): Found[] {
  const byName = new Map<string, Record<string, string>>();
  for (const [key, value] of Object.entries(outputs)) {
    const [, name, id] = OUTPUT.exec(key) ?? [];
    if (id !== undefined) byName.set(name, { ...byName.get(name), [id]: value });
  }
  return [...byName].map(([name, own]) => ({ name: path + name, outputs: own }))
    .filter((one) => ['Issuer', 'UserPoolId', 'ClientId'].every((id) => one.outputs[id]));
}

/** Those of the stacks that are nested in it, too. */
async function outputsOf(cloudFormation: CloudFormationClient, stack: string): Promise<StackOutputs[]> {
  const { DescribeStacksCommand } = await aws();
  const ofOne = async (StackName: string, path: string): Promise<StackOutputs> => {
    const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName })).catch(async (error: Error) => {
      throw await namingStack(error, cloudFormation, stack);
    });
    return { path, outputs: Object.fromEntries((Stacks?.[0]?.Outputs ?? []).map(({ OutputKey, OutputValue }) => [OutputKey!, OutputValue!])) };
  };
  const found = [await ofOne(stack, '')];
  for (const { id, path, type } of await resourcesOf(cloudFormation, stack)) {
    if (type === NESTED_STACK) found.push(await ofOne(id, `${path}/`));
  }
  return found;
}

function addressOf(known: string | undefined, { url, pathPrefix = '' }: ApiFlags): string {
  const address = (url ?? known)?.replace(/\/+$/, '');
  if (address === undefined) {
    throw new CommandError('The stack does not say where the API is, for the construct was given an API that was made elsewhere: give its address to --url.');
  }
  if (!URL.canParse(address) || !/^https?:/.test(address)) {
    throw new CommandError(`--url must be an address that begins with https://, and is ${JSON.stringify(url)}.`);
  }
  if (pathPrefix !== '' && !/^(\/[^/\s?#]+)+\/?$/.test(pathPrefix)) {
    throw new CommandError(`--path-prefix must be as the prop of the construct, such as /auth, and is ${JSON.stringify(pathPrefix)}.`);
  }
  return address + pathPrefix.replace(/\/$/, '');
}
