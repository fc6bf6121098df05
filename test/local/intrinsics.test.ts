import { resolve, Scope } from '../../local/template/intrinsics';

const scope: Scope = {
  ref: (name) => ({ Bucket: 'bucket-1', List: ['a', 'b'] })[name],
  getAtt: (id, attribute) => `${id}/${attribute}`,
  condition: (name) => name === 'Yes',
};
const at = (value: unknown): unknown => resolve(value, scope, 'AWS::Test::Thing (logical id Thing)');

describe('intrinsic functions', () => {
  test.each<[string, unknown, unknown]>([
    ['Ref', { Ref: 'Bucket' }, 'bucket-1'],
    ['GetAtt as a list', { 'Fn::GetAtt': ['Role', 'Arn'] }, 'Role/Arn'],
    ['GetAtt as a text', { 'Fn::GetAtt': 'Db.Endpoint.Port' }, 'Db/Endpoint.Port'],
    ['Join', { 'Fn::Join': ['-', ['x', { Ref: 'Bucket' }, 1]] }, 'x-bucket-1-1'],
    ['Join of a list', { 'Fn::Join': [',', { Ref: 'List' }] }, 'a,b'],
    ['Sub', { 'Fn::Sub': '${Bucket}/${Role.Arn}/${!Literal}' }, 'bucket-1/Role/Arn/${Literal}'],
    ['Sub with values', { 'Fn::Sub': ['${A}-${Bucket}', { A: { Ref: 'Bucket' } }] }, 'bucket-1-bucket-1'],
    ['Select', { 'Fn::Select': [1, { 'Fn::Split': ['-', { Ref: 'Bucket' }] }] }, '1'],
    ['If', { 'Fn::If': ['Yes', 'a', 'b'] }, 'a'],
    ['If not', { 'Fn::If': ['No', 'a', { Ref: 'Bucket' }] }, 'bucket-1'],
    ['NoValue', { A: { 'Fn::If': ['No', 1, { Ref: 'AWS::NoValue' }] }, B: [{ Ref: 'AWS::NoValue' }, 2] }, { B: [2] }],
    ['Equals, And, Or, Not', { 'Fn::Or': [{ 'Fn::Not': [{ 'Fn::Equals': ['a', 'a'] }] }, { 'Fn::And': [{ Condition: 'Yes' }, { 'Fn::Equals': [1, '1'] }] }] }, true],
    ['a policy\'s Condition is no function', { Condition: { StringEquals: { 'aws:x': { Ref: 'Bucket' } } } }, { Condition: { StringEquals: { 'aws:x': 'bucket-1' } } }],
    ['what else there is stays', [null, true, 1, 'x', { a: { b: [] } }], [null, true, 1, 'x', { a: { b: [] } }]],
  ])('%s', (_, value, expected) => {
    expect(at(value)).toEqual(expected);
  });

  test.each([
    [{ 'Fn::ImportValue': 'x' }, 'AWS::Test::Thing (logical id Thing): the offline run does not know the intrinsic function Fn::ImportValue'],
    [{ 'Fn::Select': [5, ['a']] }, 'Fn::Select asks for element 5'],
    [{ 'Fn::Join': [',', 'text'] }, 'Fn::Join needs a list'],
    [{ 'Fn::Sub': '${List}' }, '${List} needs strings'],
  ])('refuses %j', (value, message) => {
    expect(() => at(value)).toThrow(message);
  });
});
