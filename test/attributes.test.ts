import { attributesOf } from '../lambda/lib/attributes';

test('attributes are read by their names; one without a value is not there, and an empty one is empty', () => {
  const read = attributesOf([{ Name: 'email', Value: 'ada@example.com' }, { Name: 'given_name', Value: undefined }, { Name: 'custom:note', Value: '' }]);
  expect(Object.entries(read)).toEqual([['email', 'ada@example.com'], ['custom:note', '']]);
  expect(attributesOf(undefined)).toEqual({});
});
