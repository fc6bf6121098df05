import { evaluate, parsePolicyDocument } from '../../local/iam';

const allow = (rest: object = {}) => ({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*', ...rest });
const allows = (statement: object | object[], context?: Record<string, string>, action = 's3:GetObject', resource = 'arn:aws:s3:::b/k') =>
  evaluate(parsePolicyDocument({ Version: '2012-10-17', Statement: statement }), action, resource, context);
const holds = (condition: object, context?: Record<string, string>) => allows(allow({ Condition: condition }), context);

describe('a policy', () => {
  test('allows nothing by itself', () => {
    expect(allows([])).toBe(false);
    expect(allows(allow(), {}, 's3:PutObject')).toBe(false);
  });

  test('compares actions without regard to case and resources with it', () => {
    expect(allows(allow({ Action: 'S3:getobject' }))).toBe(true);
    expect(allows(allow({ Resource: 'arn:aws:s3:::B/k' }))).toBe(false);
  });

  test.each([
    ['s3:Get*', 'arn:aws:s3:::b/*', true],
    ['*', '*', true],
    ['s3:GetObjec?', 'arn:aws:s3:::?/k', true],
    ['s3:GetObject?', '*', false],
    ['s3:GetObject', 'arn:aws:s3:::b', false],
    ['s3:GetObject', 'arn:aws:s3:::b/', false],
    ['s3:GetObject', '*:b/*k', true],
  ])('takes %s on %s: %s', (Action, Resource, expected) => {
    expect(allows(allow({ Action, Resource }))).toBe(expected);
  });

  test('takes lists of actions and resources', () => {
    expect(allows(allow({ Action: ['s3:PutObject', 's3:GetObject'], Resource: ['arn:aws:s3:::x/*', 'arn:aws:s3:::b/*'] }))).toBe(true);
  });

  test('lets a deny win over any allow', () => {
    expect(allows([allow(), { Effect: 'Deny', Action: '*', Resource: 'arn:aws:s3:::b/*' }])).toBe(false);
    expect(allows([{ Effect: 'Deny', Action: '*', Resource: 'arn:aws:s3:::other/*' }, allow()])).toBe(true);
  });

  test('knows NotAction and NotResource', () => {
    expect(allows({ Effect: 'Allow', NotAction: 's3:Delete*', NotResource: 'arn:aws:s3:::secret/*' })).toBe(true);
    expect(allows({ Effect: 'Allow', NotAction: 's3:Get*', Resource: '*' })).toBe(false);
    expect(allows({ Effect: 'Allow', Action: '*', NotResource: 'arn:aws:s3:::b/*' })).toBe(false);
  });

  test('matches a hostile pattern in no time', () => {
    expect(allows(allow({ Resource: `${'*a'.repeat(200)}b` }), {}, 's3:GetObject', 'a'.repeat(5000))).toBe(false);
  });
});

describe('a condition', () => {
  test.each<[string, object, Record<string, string>, boolean]>([
    ['StringEquals', { k: ['a', 'b'] }, { k: 'b' }, true],
    ['StringEquals', { k: 'a' }, { k: 'A' }, false],
    ['StringEquals', { k: 'a' }, {}, false],
    ['StringEqualsIgnoreCase', { k: 'a' }, { k: 'A' }, true],
    ['StringEqualsIfExists', { k: 'a' }, {}, true],
    ['StringEqualsIfExists', { k: 'a' }, { k: 'b' }, false],
    ['StringNotEquals', { k: ['a', 'b'] }, { k: 'b' }, false],
    ['StringNotEquals', { k: ['a', 'b'] }, { k: 'c' }, true],
    ['StringNotEquals', { k: 'a' }, {}, true],
    ['StringLike', { 's3:prefix': 'mfa/*' }, { 's3:prefix': 'mfa/42/' }, true],
    ['StringLike', { 's3:prefix': 'mfa/*' }, { 's3:prefix': 'other/' }, false],
    ['StringLike', { 's3:prefix': 'mfa/*' }, {}, false],
    ['StringNotLike', { k: 'a*' }, { k: 'ab' }, false],
    ['Bool', { 'aws:SecureTransport': 'false' }, { 'aws:securetransport': 'true' }, false],
    ['Bool', { 'aws:SecureTransport': false }, { 'aws:SecureTransport': 'false' }, true],
    ['BoolIfExists', { 'aws:SecureTransport': 'true' }, {}, true],
    ['ArnLike', { k: 'arn:aws:s3:*:*:b/*' }, { k: 'arn:aws:s3:::b/c:d' }, true],
    ['ArnLike', { k: 'arn:aws:*:b' }, { k: 'arn:aws:s3:::b' }, false],
    ['ArnEquals', { k: 'arn:aws:lambda:*:*:function:x' }, { k: 'arn:aws:lambda:eu-west-1:1:function:x' }, true],
    ['ArnNotLike', { k: 'arn:aws:lambda:*:*:function:x' }, { k: 'arn:aws:lambda:eu-west-1:1:function:y' }, true],
    ['Null', { k: 'true' }, {}, true],
    ['Null', { k: true }, { k: 'x' }, false],
    ['Null', { k: 'false' }, { k: 'x' }, true],
    ['NumericLessThan', { k: '10' }, { k: '9' }, true],
    ['NumericLessThan', { k: '10' }, { k: '10' }, false],
    ['NumericLessThanEquals', { k: 10 }, { k: '10' }, true],
    ['NumericGreaterThan', { k: '10' }, { k: 'x' }, false],
    ['NumericGreaterThanEquals', { k: '10' }, {}, false],
    ['DateLessThan', { k: '2026-11-20T00:00:00Z' }, { k: '2026-11-19T23:59:59Z' }, true],
    ['ForAnyValue:StringLike', { k: 'a*' }, {}, false],
    ['ForAllValues:StringLike', { k: 'a*' }, {}, true],
    ['ForAllValues:StringLike', { k: 'a*' }, { k: 'b' }, false],
  ])('%s %j of %j is %s', (operator, keys, context, expected) => {
    expect(holds({ [operator]: keys }, context)).toBe(expected);
  });

  test('needs every operator and every key', () => {
    const condition = { StringEquals: { a: '1', b: '2' }, StringLike: { c: '3*' } };
    expect(holds(condition, { a: '1', b: '2', c: '33' })).toBe(true);
    expect(holds(condition, { a: '1', b: '2' })).toBe(false);
    expect(holds(condition, { a: '1', b: 'x', c: '33' })).toBe(false);
  });
});

describe('a statement with a variable of an identity pool', () => {
  const variable = '${cognito-identity.amazonaws.com:sub}';
  test('does not apply to whoever has no credentials of one, not even where the resource is called like the variable', () => {
    const onOwn = allow({ Resource: `arn:aws:s3:::b/${variable}/*` });
    expect(allows(onOwn, {}, 's3:GetObject', `arn:aws:s3:::b/${variable}/x`)).toBe(false);
    expect(allows(allow({ Resource: '*', Condition: { StringLike: { 's3:prefix': [`${variable}/*`] } } }))).toBe(false);
  });
});

describe('refuses loudly, because skipping would grant more than AWS does,', () => {
  test.each<[string, object, RegExp]>([
    ['a condition operator it does not know', allow({ Condition: { IpAddress: { 'aws:SourceIp': '::/0' } } }), /operator in a policy: IpAddress/],
    ['an inherited name as an operator', allow({ Condition: { constructor: { k: 'v' } } }), /operator in a policy: constructor/],
    ['a policy variable', allow({ Resource: 'arn:aws:s3:::b/${aws:username}/*' }), /Policy variables/],
    ['an element it does not know', allow({ Principle: '*' }), /statement: Principle/],
    ['an effect it does not know', allow({ Effect: 'allow' }), /Effect must be/],
    ['a missing action', { Effect: 'Allow', Resource: '*' }, /Action or NotAction/],
    ['an action that is not text', allow({ Action: { Ref: 'X' } }), /must be text/],
  ])('%s', (_what, statement, message) => {
    expect(() => allows(statement)).toThrow(message);
  });
});
