import { App, Duration, Stack } from 'aws-cdk-lib';
import { ruleSets, type RuleSet } from './rules';
import { CognitoAuthApi } from '../src';
import { fillIn, type Rule } from '../src/rule';

const shown = (text: string) => fillIn(text, (name) => `<${name}>`);
const plain = (text: string) => shown(text).replace(/[|<>*_`\\]/g, '\\$&');
const code = (text: string) => `\`${shown(text)}\``;
/** `tokenDeliveryRules` is "Token delivery". */
const title = (name: string) => name.replace(/Rules$/, '').replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  .replace(/^./, (letter) => letter.toUpperCase());
/** By the page's name, which says more than the host's. */
const source = (link: string) => {
  const { hostname, pathname } = new URL(link);
  return `[${pathname.split('/').at(-1)!.replace(/\.html$/, '') || hostname}](${link})`;
};

const line = ({ path, allowed, advice, link }: Rule) => `| ${code(path)} | ${plain(allowed)} | ${plain(advice)} | ${source(link)} |`;

const section = ({ name, about, rules }: RuleSet) => [
  `## ${title(name)}`, '', ...about ? [about, ''] : [], '| Property | Must be | What to do | See |', '|---|---|---|---|', ...Object.values(rules).map(line), '',
];

/** A message as the validator writes it, with the lines that it is about. */
function example(): string {
  try {
    new CognitoAuthApi(new Stack(new App(), 'Shop'), 'Auth', { tokens: { access: Duration.minutes(1) }, groups: { 'shop staff': {} } });
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('The example has to be refused.');
}

/** docs/validation.md: every rule that props have to meet. */
export const validationPage = (): string => [
  '# What props have to meet',
  '',
  'Written by `npm run docs` from the rules in `src/`. They are checked when the construct is made, before anything else is: a synth ends with all that is',
  'wrong, not only with the first, and nothing is left for the deployment to find. Members and types come first, since nothing else could be read without them: compilers check these, and the',
  'construct does for JavaScript. Values that are only known when deploying (CDK\'s tokens) are left to AWS.',
  '',
  '```ts',
  'import { App, Duration, Stack } from \'aws-cdk-lib\';',
  'import { CognitoAuthApi } from \'cognito-auth-api\';',
  '',
  'const stack = new Stack(new App(), \'Shop\');',
  'new CognitoAuthApi(stack, \'Auth\', { tokens: { access: Duration.minutes(1) }, groups: { \'shop staff\': {} } });',
  '```',
  '',
  'is answered',
  '',
  '```text',
  example(),
  '```',
  '',
  'Below, `<name>` stands for what only a violation knows: the key of a map, a position, another value.',
  '',
  ...ruleSets().flatMap(section),
].join('\n');
