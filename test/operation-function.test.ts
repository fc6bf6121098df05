import { QrCode } from '../src';
import { Operation, operations } from '../src/contract';
import { everyActionOf } from './support/every-operation';
import { fullStack, resource, synth } from './support/template';

const { template, auth, stack } = fullStack();
const rows = Object.entries<Operation>(operations);
const arn = {
  pool: stack.resolve(auth.userPool.userPoolArn),
  secret: stack.resolve(auth.clientSecret!.secretArn),
  bucket: stack.resolve(auth.bucket!.bucketArn),
  key: stack.resolve(auth.encryptionKey!.keyArn),
};
const objectsOf = ({ keyPrefixes }: Operation) => {
  const [first, ...others] = (keyPrefixes ?? ['people/']).map((prefix) => stack.resolve(auth.bucket!.arnForObjects(`${prefix}*`)));
  return others.length > 0 ? [first, ...others] : first;
};
const functionOf = (operation: string) => resource(template, `Auth${operation.replace(/-/g, '')}Function`).Properties;
const statementsOf = (operation: string) => {
  const { Policies, ManagedPolicyArns } = resource(template, `Auth${operation.replace(/-/g, '')}Role`).Properties;
  expect(ManagedPolicyArns).toBeUndefined();
  expect(Policies).toHaveLength(1);
  return Policies[0].PolicyDocument.Statement as { Effect: string; Action: string | string[]; Resource: unknown }[];
};

describe.each(rows)('the function of %s', (routeKey, row) => {
  const properties = functionOf(row.operation);
  const logGroup = auth.functions[row.operation].logGroup;

  test('runs the bundle of that name on Node 24 and arm64, and says which route it is', () => {
    expect(properties).toMatchObject({ Handler: 'index.handler', Runtime: 'nodejs24.x', Architectures: ['arm64'], MemorySize: 256, Timeout: 15 });
    expect(properties.Description.startsWith(`${routeKey}: `)).toBe(true);
    expect(properties.Description.length).toBeLessThanOrEqual(256);
  });

  test('logs JSON to a group of its own', () => {
    expect(properties.LoggingConfig).toEqual({ LogFormat: 'JSON', LogGroup: stack.resolve(logGroup.logGroupName) });
  });

  test('has exactly the environment of the contract', () => {
    expect(properties.Environment.Variables).toEqual({
      USER_POOL_ID: stack.resolve(auth.userPoolId),
      CLIENT_ID: stack.resolve(auth.clientId),
      CLIENT_SECRET_ARN: arn.secret,
      BUCKET: stack.resolve(auth.bucket!.bucketName),
      APP_NAME: 'our app',
      PASSWORD_RULES: JSON.stringify({
        minLength: 14, requireUppercase: true, requireLowercase: true, requireDigits: true, requireSymbols: true, blockCommonPasswords: true,
      }),
      QR_CODE: 'S3_PRESIGNED',
      MFA_RESET_DELAY: '86400',
      SESSION_TRACKING: 'true',
      MFA_FACTORS: 'SOFTWARE_TOKEN_MFA WEB_AUTHN',
      MFA_REQUIRED: 'true',
      FIRST_FACTORS: 'PASSWORD WEB_AUTHN',
      RELYING_PARTY_ID: 'example.com',
      USER_VERIFICATION: 'required',
      ADDRESS_CHANGES: 'true',
    });
  });

  test('is not traced', () => {
    expect(properties.TracingConfig).toBeUndefined();
  });

  test('has a role of its own, allowed the actions of its row, each on the one resource, and what S3 needs for them', () => {
    const expected = new Map<string, unknown>([
      ['logs:CreateLogStream', stack.resolve(logGroup.logGroupArn)],
      ['logs:PutLogEvents', stack.resolve(logGroup.logGroupArn)],
    ]);
    for (const action of everyActionOf(row)) {
      expected.set(action, action.startsWith('cognito-idp:') ? arn.pool : action.startsWith('s3:') ? objectsOf(row) : arn.secret);
    }
    if (row.actions.includes('s3:GetObject')) expected.set('s3:ListBucket', arn.bucket).set('kms:Decrypt', arn.key);
    if (row.actions.includes('s3:PutObject')) expected.set('kms:GenerateDataKey', arn.key);

    const actual = statementsOf(row.operation).flatMap(({ Effect, Action, Resource }) => {
      expect(Effect).toBe('Allow');
      return [Action].flat().map((action) => [action, Resource] as [string, unknown]);
    });
    expect(actual).toHaveLength(expected.size);
    expect(new Map(actual)).toEqual(expected);
  });
});

test('logs are kept a year', () => {
  template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 365 });
  template.allResources('AWS::Logs::LogGroup', { DeletionPolicy: 'Retain' });
});

test('no role is shared', () => {
  const roles = Object.values(template.findResources('AWS::Lambda::Function')).map(({ Properties }) => Properties.Role['Fn::GetAtt'][0]);
  expect(new Set(roles).size).toBe(roles.length);
});

test('no statement names all actions of a service or all resources', () => {
  const statements = Object.values(template.findResources('AWS::IAM::Role'))
    // A phone number has no ARN.
    .filter(({ Properties }) => Properties.Description !== 'Sends the text messages of the user pool')
    .flatMap(({ Properties }) => Properties.Policies[0].PolicyDocument.Statement);
  for (const { Action, Resource } of statements) {
    expect([Action].flat().join()).not.toContain('*');
    expect(Resource).not.toBe('*');
  }
});

test.each([
  ['blockCommonPasswords: false', { blockCommonPasswords: false }, { PASSWORD_RULES: expect.stringContaining('"blockCommonPasswords":false') }],
  ['passwordPolicy', { passwordPolicy: { minLength: 8, requireSymbols: false } }, {
    PASSWORD_RULES: JSON.stringify({
      minLength: 8, requireUppercase: true, requireLowercase: true, requireDigits: true, requireSymbols: false, blockCommonPasswords: true,
    }),
  }],
  ['qrCode', { qrCode: QrCode.INLINE }, { QR_CODE: 'INLINE' }],
  ['messages.appName', { messages: { appName: 'Acme' } }, { APP_NAME: 'Acme' }],
])('%s reaches the handlers', (_, props, variables) => {
  const { template: changed } = synth(props);
  expect(resource(changed, 'AuthcreateuserFunction').Properties.Environment.Variables).toMatchObject(variables);
});
