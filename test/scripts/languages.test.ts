import { hidingTypes } from '../../scripts/languages/dotnet';

const file = (namespace: string, type: string) => `namespace ${namespace}\n{\n    public ${type}\n    {\n    }\n}\n`;

test('a type that is called as its namespace is found: no compiler would find anything else in that namespace', () => {
  expect(hidingTypes([file('Auth', 'class Auth'), file('Auth.Parts', 'interface Auth'), file('Auth', 'enum Auth')])).toEqual(['Auth', 'Auth', 'Auth']);
  expect(hidingTypes([file('Auth', 'class AuthApi'), file('Auth.Parts', 'interface Parts')])).toEqual([]);
});
