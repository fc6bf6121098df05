import {
  DescribeSecretCommand, GetSecretValueCommand, ListSecretsCommand, PutSecretValueCommand, RotateSecretCommand, SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { ACCOUNT, ADMIN, REGION, serve, type Served } from './s3/served';
import { createSecretsManager } from '../../local/secrets-manager';

let served: Served;
let admin: SecretsManagerClient;
const clientOf = (credentials?: typeof ADMIN) => new SecretsManagerClient(served.config(credentials));
const make = (properties: Record<string, any> = {}, logicalId = 'ClientSecret') =>
  served.make('AWS::SecretsManager::Secret', logicalId, properties).ref;
const get = (SecretId: string, more: object = {}, client = admin) => client.send(new GetSecretValueCommand({ SecretId, ...more }));
const fails = (name: string, message: RegExp | string) =>
  expect.objectContaining({ name, message: typeof message === 'string' ? message : expect.stringMatching(message) });

beforeEach(async () => {
  served = await serve(createSecretsManager);
  admin = clientOf();
});
afterEach(async () => {
  admin.destroy();
  await served.close();
});

describe('a secret of the template', () => {
  test('refers by its ARN, which ends in six random characters', () => {
    const arn = make({ Name: 'app/client' });
    expect(arn).toMatch(new RegExp(`^arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:app/client-[A-Za-z0-9]{6}$`));
    expect(make({}, 'Other')).toMatch(/:secret:Other-[A-Za-z0-9]{12}-[A-Za-z0-9]{6}$/);
  });

  test('is found by ARN, by name, and by ARN without its suffix', async () => {
    const arn = make({ Name: 'n', SecretString: 'the value', Description: 'd' });
    for (const id of [arn, 'n', arn.slice(0, -7)]) {
      expect(await get(id))
        .toMatchObject({ ARN: arn, Name: 'n', SecretString: 'the value', VersionStages: ['AWSCURRENT'], CreatedDate: expect.any(Date) });
    }
    expect(await admin.send(new DescribeSecretCommand({ SecretId: 'n' }))).toMatchObject({ ARN: arn, Description: 'd' });
    expect((await admin.send(new ListSecretsCommand({}))).SecretList).toEqual([expect.objectContaining({ ARN: arn })]);
  });

  test('is generated with every kind of character and 32 of them', async () => {
    const { SecretString } = await get(make({ GenerateSecretString: {} }));
    expect(SecretString).toHaveLength(32);
    for (const kind of [/[a-z]/, /[A-Z]/, /[0-9]/, /[^A-Za-z0-9]/]) expect(SecretString).toMatch(kind);
  });

  test('is generated as its options say', async () => {
    const options = { ExcludePunctuation: true, ExcludeUppercase: 'true', ExcludeCharacters: '01234', PasswordLength: 100 };
    const plain = make({ GenerateSecretString: options }, 'A');
    expect((await get(plain)).SecretString).toMatch(/^[a-z5-9]{100}$/);
    const template = { SecretStringTemplate: '{"user":"u"}', GenerateStringKey: 'password', PasswordLength: 8, IncludeSpace: true };
    const inJson = make({ GenerateSecretString: template }, 'B');
    expect(JSON.parse((await get(inJson)).SecretString!)).toEqual({ user: 'u', password: expect.stringMatching(/^.{8}$/) });
  });

  test.each<[string, Record<string, any>, RegExp]>([
    ['a property it does not know', { ReplicaRegions: [] }, /AWS::SecretsManager::Secret ClientSecret: ReplicaRegions/],
    ['an option of the generator it does not know', { GenerateSecretString: { Entropy: 1 } }, /ClientSecret: GenerateSecretString.Entropy/],
    ['two values', { SecretString: 'a', GenerateSecretString: {} }, /together with GenerateSecretString/],
    ['an alias for a key', { KmsKeyId: 'alias/app' }, /KmsKeyId/],
    ['a template without a key', { GenerateSecretString: { SecretStringTemplate: '{}' } }, /go together/],
    ['a password too short for all kinds', { GenerateSecretString: { PasswordLength: 3 } }, /cannot hold each included type/],
  ])('is refused with %s', (_what, properties, message) => {
    expect(() => make(properties)).toThrow(message);
  });
});

describe('a new value', () => {
  test('becomes current, and the former previous', async () => {
    const arn = make({ SecretString: 'one' });
    const { VersionId } = await admin.send(new PutSecretValueCommand({ SecretId: arn, SecretString: 'two' }));
    expect(await get(arn)).toMatchObject({ SecretString: 'two', VersionId });
    expect((await get(arn, { VersionStage: 'AWSPREVIOUS' })).SecretString).toBe('one');
    await admin.send(new PutSecretValueCommand({ SecretId: arn, SecretBinary: Buffer.from('three') }));
    expect((await get(arn)).SecretBinary).toEqual(new Uint8Array(Buffer.from('three')));
    expect((await get(arn, { VersionStage: 'AWSPREVIOUS' })).SecretString).toBe('two');
    expect((await get(arn, { VersionId })).SecretString).toBe('two');
  });

  test('is put once however often it is sent, and not replaced by another', async () => {
    const arn = make({ SecretString: 'one' });
    const put = (SecretString: string) => admin.send(new PutSecretValueCommand({ SecretId: arn, SecretString, ClientRequestToken: 't'.repeat(32) }));
    await put('two');
    await put('two');
    expect((await get(arn, { VersionStage: 'AWSPREVIOUS' })).SecretString).toBe('one');
    await expect(put('three')).rejects.toEqual(fails('ResourceExistsException', /different content/));
  });

  test('survives a restart, by logical id', async () => {
    const arn = make({ GenerateSecretString: {} });
    await admin.send(new PutSecretValueCommand({ SecretId: arn, SecretString: 'kept' }));
    const state = JSON.parse(JSON.stringify(served.service.snapshot()));
    const next = await serve(createSecretsManager);
    next.service.restore(state);
    expect(next.make('AWS::SecretsManager::Secret', 'ClientSecret', { GenerateSecretString: {} }).ref).toBe(arn);
    const client = new SecretsManagerClient(next.config());
    expect((await client.send(new GetSecretValueCommand({ SecretId: arn }))).SecretString).toBe('kept');
    client.destroy();
    await next.close();
  });
});

describe('fails', () => {
  test('of what is not there', async () => {
    await expect(get('nothing')).rejects.toEqual(fails('ResourceNotFoundException', "Secrets Manager can't find the specified secret."));
    const arn = make({ SecretString: 'one' });
    await expect(get(arn, { VersionStage: 'AWSPREVIOUS' })).rejects.toEqual(fails('ResourceNotFoundException', /staging label: AWSPREVIOUS/));
    await expect(get(make({}, 'Empty'))).rejects.toEqual(fails('ResourceNotFoundException', /staging label: AWSCURRENT/));
  });

  test('without a grant, and does not tell whether the secret is there', async () => {
    const arn = make({ SecretString: 'one' });
    const Resource = 'arn:aws:secretsmanager:*:*:secret:other-*';
    const client = clientOf(served.role({ Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource }));
    await expect(get(arn, {}, client))
      .rejects.toEqual(fails('AccessDeniedException', new RegExp(`not authorized to perform: secretsmanager:GetSecretValue on resource: ${arn} `)));
    await expect(get('nothing', {}, client)).rejects.toEqual(fails('AccessDeniedException', /not authorized/));
  });

  test('without a grant on the key', async () => {
    const key = `arn:aws:kms:${REGION}:${ACCOUNT}:key/1`;
    const arn = make({ SecretString: 'one', KmsKeyId: key });
    const read = { Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: arn };
    await expect(get(arn, {}, clientOf(served.role(read)))).rejects.toEqual(fails('AccessDeniedException', 'Access to KMS is not allowed'));
    const viaService = { StringEquals: { 'kms:ViaService': `secretsmanager.${REGION}.amazonaws.com` } };
    const both = clientOf(served.role(read, { Effect: 'Allow', Action: 'kms:Decrypt', Resource: key, Condition: viaService }));
    expect((await get(arn, {}, both)).SecretString).toBe('one');
  });

  test('with a wrong secret key, an unknown key, and no signature', async () => {
    const arn = make({ SecretString: 'one' });
    await expect(get(arn, {}, clientOf({ ...ADMIN, secretAccessKey: 'wrong' })))
      .rejects.toEqual(fails('InvalidSignatureException', /does not match/));
    await expect(get(arn, {}, clientOf({ ...ADMIN, accessKeyId: 'AKIANOBODY' })))
      .rejects.toEqual(fails('UnrecognizedClientException', /does not exist/));
    const unsigned = await fetch(`${served.endpoint}/`, { method: 'POST', headers: { 'x-amz-target': 'secretsmanager.GetSecretValue' }, body: '{}' });
    expect([unsigned.status, await unsigned.json()]).toEqual([400, expect.objectContaining({ __type: 'MissingAuthenticationTokenException' })]);
  });

  test('by name of what it does not do', async () => {
    const arn = make({ SecretString: 'one' });
    await expect(admin.send(new RotateSecretCommand({ SecretId: arn })))
      .rejects.toEqual(fails('UnknownOperationException', /secretsmanager.RotateSecret/));
    await expect(admin.send(new ListSecretsCommand({ Filters: [] }))).rejects.toEqual(fails('InvalidParameterException', /Filters of ListSecrets/));
  });
});
