import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as cognito from '@aws-sdk/client-cognito-identity-provider';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { DeleteObjectCommand, GetObjectCommand, ListBucketsCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  DescribeSecretCommand, GetSecretValueCommand, ListSecretsCommand, PutSecretValueCommand, SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { allOperations } from '../../local/cognito/operations';
import { operations, PEOPLE_PREFIX, type Operation } from '../../src/contract';
import { awsOf, type Aws } from '../support/aws';
import { changedStack } from '../support/changed-stack';
import { fullStack, fullTemplate } from '../support/default-stack';
import { everyActionOf } from '../support/every-operation';
import { LocalApi } from '../support/local';

/**
 * There, every function may do everything with every pool, bucket and table of the account. Here each handler is replaced by an attacker's code,
 * which hands out its role's credentials, as whoever can run code in a function would; with these everything is tried that the stand-ins know.
 */
const STEAL = 'exports.handler = async () => process.env;';

/** The logical ids of a template's functions. */
const functionsOf = ({ Resources }: { Resources: Record<string, any> }) =>
  Object.keys(Resources).filter((id) => Resources[id].Type === 'AWS::Lambda::Function');

/** To tell an object that is not there from one that it may not see, a function that reads may list. */
const impliedBy = (actions: readonly string[]) => actions.includes('s3:GetObject') ? ['s3:ListBucket'] : [];

/** Every function of the stack. What is no operation, such as a trigger, has nothing to ask AWS for. */
const functions = functionsOf(fullTemplate()).map((id): [string, readonly string[], readonly string[]] => {
  const row = Object.values<Operation>(operations).find(({ operation }) => id.startsWith(`Auth${operation.replace(/-/g, '')}Function`));
  return [id, row ? everyActionOf(row) : [], row?.keyPrefixes ?? [PEOPLE_PREFIX]];
});

let folder: string;
let api: LocalApi;
let aws: Aws;
let names: Record<string, string>;

beforeAll(async () => {
  folder = changedStack(({ Resources, Outputs }, directory) => {
    readdirSync(directory).filter((name) => name.startsWith('asset.')).forEach((name) => writeFileSync(join(directory, name, 'index.js'), STEAL));
    functionsOf({ Resources }).forEach((id) => { Outputs[id] = { Value: { Ref: id } }; });
  }, fullStack());
  api = await LocalApi.start(folder);
  aws = await awsOf(api);
  names = await api.outputs();
});
afterAll(async () => {
  await api?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const region = 'us-east-1';
const developer = { accessKeyId: 'local', secretAccessKey: 'local' };
const lambdaClient = (credentials = developer) => new LambdaClient({ region, credentials, endpoint: `${api.url}/_local/lambda` });

/** The environment of a function, credentials included. */
const stolenFrom = async (id: string): Promise<Record<string, string>> => {
  const { Payload } = await lambdaClient().send(new InvokeCommand({ FunctionName: names[id] }));
  return JSON.parse(Payload!.transformToString());
};

interface Target {
  readonly UserPoolId: string;
  readonly Bucket: string;
  readonly SecretId: string;
}

/** Every call that the stand-ins tell permitted from refused, by the action that permits it. */
const attemptsOn = (environment: Record<string, string>, target: Target, prefix = PEOPLE_PREFIX): [string, () => Promise<unknown>][] => {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: sessionToken } = environment;
  const options = { region, credentials: { accessKeyId, secretAccessKey, sessionToken }, maxAttempts: 1 };
  const pools = new cognito.CognitoIdentityProviderClient({ ...options, endpoint: api.endpoint('cognito-idp') });
  const s3 = new S3Client({ ...options, endpoint: api.endpoint('s3'), forcePathStyle: true });
  const secrets = new SecretsManagerClient({ ...options, endpoint: api.endpoint('secretsmanager') });
  const values: Record<string, unknown> = { UserPoolId: target.UserPoolId, UserAttributes: [], UserAttributeNames: [], MaxResults: 1 };
  const { Bucket, SecretId } = target;
  const [inside, outside] = [{ Bucket, Key: `${prefix}x` }, { Bucket, Key: prefix === PEOPLE_PREFIX ? 'next-door/x' : `${PEOPLE_PREFIX}x` }];
  const FunctionName = names[functions[0][0]];
  return [
    ...Object.entries(allOperations).filter(([, { signed }]) => signed).map(([name, { required }]): [string, () => Promise<unknown>] => {
      const input = Object.fromEntries(required.map((parameter) => [parameter, values[parameter] ?? 'planted']));
      return [`cognito-idp:${name}`, () => pools.send(new (cognito as any)[`${name}Command`](input))];
    }),
    ['s3:GetObject', () => s3.send(new GetObjectCommand(inside))],
    ['s3:PutObject', () => s3.send(new PutObjectCommand({ ...inside, Body: '{}' }))],
    ['s3:DeleteObject', () => s3.send(new DeleteObjectCommand(inside))],
    ['s3:PutObject outside', () => s3.send(new PutObjectCommand({ ...outside, Body: '{}' }))],
    ['s3:GetObject outside', () => s3.send(new GetObjectCommand(outside))],
    ['s3:DeleteObject outside', () => s3.send(new DeleteObjectCommand(outside))],
    ['s3:ListBucket', () => s3.send(new ListObjectsV2Command({ Bucket }))],
    ['s3:ListAllMyBuckets', () => s3.send(new ListBucketsCommand({}))],
    ['secretsmanager:GetSecretValue', () => secrets.send(new GetSecretValueCommand({ SecretId }))],
    ['secretsmanager:DescribeSecret', () => secrets.send(new DescribeSecretCommand({ SecretId }))],
    ['secretsmanager:PutSecretValue', () => secrets.send(new PutSecretValueCommand({ SecretId, SecretString: 'planted' }))],
    ['secretsmanager:ListSecrets', () => secrets.send(new ListSecretsCommand({}))],
    ['lambda:InvokeFunction', () => lambdaClient(options.credentials).send(new InvokeCommand({ FunctionName }))],
  ];
};

/** The actions that are not refused for want of a right, sorted. A call that fails for another reason was permitted. */
const permitted = async (environment: Record<string, string>, target: Target, prefix?: string): Promise<string[]> => {
  const tried = await Promise.all(attemptsOn(environment, target, prefix).map(async ([action, attempt]) => {
    const refused = await attempt().then(() => false, ({ name }: Error) => /^AccessDenied(Exception)?$/.test(name));
    return refused ? [] : [action];
  }));
  return tried.flat().sort();
};

/** What the stack is for; and next to it what a function could reach with too wide a right. */
let own: Target;
let other: Target;
beforeAll(async () => {
  const [reader] = functions.find(([, actions]) => actions.includes('secretsmanager:GetSecretValue'))!;
  const { CLIENT_SECRET_ARN: SecretId } = await stolenFrom(reader);
  own = { UserPoolId: aws.UserPoolId, Bucket: aws.Bucket, SecretId };
  const { UserPool } = await aws.cognito.send(new cognito.CreateUserPoolCommand({ PoolName: 'next-door' }));
  const { Buckets } = await aws.s3.send(new ListBucketsCommand({}));
  const { Name: Bucket } = Buckets!.find(({ Name }) => Name !== aws.Bucket)!;
  other = { UserPoolId: UserPool!.Id!, Bucket: Bucket!, SecretId: `${SecretId}-next-door` };
});

test('the developer, who may do everything, is refused nothing: the attempts are sound', async () => {
  const environment = { AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' };
  expect(await permitted(environment, own)).toEqual(attemptsOn(environment, own).map(([action]) => action).sort());
});

test.each(functions)('whoever runs code in %s may do what its row says, in the one pool and under its prefixes', async (id, actions, prefixes) => {
  const environment = await stolenFrom(id);
  for (const prefix of prefixes) {
    expect(await permitted(environment, own, prefix)).toEqual([...actions, ...impliedBy(actions)].sort());
  }
  expect(await permitted(environment, other)).toEqual([]);
});
