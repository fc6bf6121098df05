/**
 * `GenerateSecretString` of AWS::SecretsManager::Secret:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-secretsmanager-secret-generatesecretstring.html.
 */
import { randomInt } from 'node:crypto';

const TYPES: Record<string, string> = {
  ExcludeLowercase: 'abcdefghijklmnopqrstuvwxyz',
  ExcludeUppercase: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  ExcludeNumbers: '0123456789',
  ExcludePunctuation: '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
};

const OPTIONS = [
  ...Object.keys(TYPES),
  'ExcludeCharacters', 'GenerateStringKey', 'IncludeSpace', 'PasswordLength', 'RequireEachIncludedType', 'SecretStringTemplate',
];

export function generateSecretString(options: Record<string, any>): string {
  const unknown = Object.keys(options).find((name) => !OPTIONS.includes(name));
  if (unknown !== undefined) throw new Error(`GenerateSecretString.${unknown}: is not supported by the local Secrets Manager`);
  const password = generate(options);
  const { GenerateStringKey: key, SecretStringTemplate: template } = options;
  if ((key === undefined) !== (template === undefined)) {
    throw new Error('GenerateSecretString: GenerateStringKey and SecretStringTemplate go together');
  }
  return key === undefined ? password : JSON.stringify({ ...JSON.parse(template), [key]: password });
}

function generate(options: Record<string, any>): string {
  const length = Number(options.PasswordLength ?? 32);
  if (!(Number.isInteger(length) && length >= 1 && length <= 4096)) {
    throw new Error(`GenerateSecretString.PasswordLength: must be 1 to 4096, got ${length}`);
  }
  const excluded: string = options.ExcludeCharacters ?? '';
  const without = (characters: string) => [...characters].filter((character) => !excluded.includes(character));
  const types = Object.entries(TYPES)
    .filter(([option]) => !isTrue(options[option]))
    .map(([, characters]) => without(characters))
    .filter((characters) => characters.length > 0);
  const all = [...types.flat(), ...(isTrue(options.IncludeSpace) ? without(' ') : [])];
  if (all.length === 0) throw new Error('GenerateSecretString: every character is excluded');

  const required = isTrue(options.RequireEachIncludedType ?? true) ? types.map(pick) : [];
  if (required.length > length) throw new Error(`GenerateSecretString.PasswordLength: ${length} cannot hold each included type`);
  return shuffle([...required, ...Array.from({ length: length - required.length }, () => pick(all))]).join('');
}

function pick(characters: string[]): string {
  return characters[randomInt(characters.length)];
}

function shuffle(characters: string[]): string[] {
  const result = [...characters];
  for (let last = result.length - 1; last > 0; last--) {
    const other = randomInt(last + 1);
    [result[last], result[other]] = [result[other], result[last]];
  }
  return result;
}

/** CloudFormation takes booleans as text too. */
function isTrue(value: unknown): boolean {
  return String(value) === 'true';
}
