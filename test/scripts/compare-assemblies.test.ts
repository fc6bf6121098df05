import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compareAssemblies } from '../../scripts/compare-assemblies';

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** An assembly with these templates, by the stack's name. */
const assembly = (templates: Record<string, object>): string => {
  const folder = mkdtempSync(join(tmpdir(), 'assembly-'));
  folders.push(folder);
  for (const [name, template] of Object.entries(templates)) writeFileSync(join(folder, `${name}.template.json`), JSON.stringify(template));
  return folder;
};
const HASH = 'ab12'.repeat(16);
const app = (properties: object) => ({
  Resources: { Login: { Type: 'AWS::Lambda::Function', Properties: { Code: { S3Key: `${HASH}.zip` }, ...properties } } }, Outputs: { Url: { Value: 'x' } },
});
const compare = (one: object, other: object) => () => compareAssemblies(assembly({ App: one }), assembly({ App: other }));

test('says what it compared; the order of members means nothing', () => {
  expect(compare(app({ One: 1, Two: 2 }), app({ Two: 2, One: 1 }))()).toBe('1 resources, 1 outputs, 1 asset hashes, the same');
});

test.each<[string, object, object, string]>([
  ['a property', app({ Timeout: 15 }), app({ Timeout: 20 }), 'App/Resources/Login/Properties/Timeout is 20, and should be 15'],
  ['a property that is left out', app({ Timeout: 15 }), app({}), 'App/Resources/Login/Properties/Timeout is left out, and should be 15'],
  ['a property too many', app({}), app({ Timeout: 15 }), 'App/Resources/Login/Properties/Timeout is 15, and should be left out'],
  ['the order of a list', app({ List: ['a', 'b'] }), app({ List: ['b', 'a'] }), 'App/Resources/Login/Properties/List/0 is "b", and should be "a"'],
  ['a number in place of a text', app({ Timeout: '15' }), app({ Timeout: 15 }), 'App/Resources/Login/Properties/Timeout is 15, and should be "15"'],
  ['a list in place of an object', app({ List: {} }), app({ List: [] }), 'App/Resources/Login/Properties/List is [], and should be {}'],
  ['the hash of an asset', app({}), app({ Code: { S3Key: `${'0'.repeat(64)}.zip` } }), 'App/Resources/Login/Properties/Code/S3Key is "0000'],
  ['a resource that is missing', app({}), { ...app({}), Resources: {} }, 'App/Resources/Login is left out, and should be {"Type":"AWS::Lambda::Function"'],
])('fails where they differ in %s, and names the logical id and the path', (_, one, other, line) => {
  expect(compare(one, other)).toThrow(line);
});

test('fails where a stack is missing, and where there is none at all', () => {
  expect(() => compareAssemblies(assembly({ One: app({}), Two: app({}) }), assembly({ One: app({}) }))).toThrow('Two is left out');
  expect(() => compareAssemblies(assembly({}), assembly({}))).toThrow('There is no template in');
});
