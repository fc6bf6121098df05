/** `npm run lock-ids`: writes down the logical IDs of the stacks that test/logical-ids.test.ts looks at. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { optionsOf } from './options';
import { renamed, type LogicalIds } from '../test/support/renamed';
import { lockedStacks, stackNames, type LockedStack } from '../test/support/templates';

optionsOf('lock-ids', 'writes down the logical IDs of the stacks that test/logical-ids.test.ts looks at', {});
process.env.CDK_VALIDATION = 'false';

const file = resolve(__dirname, '..', 'test', 'logical-ids.json');
const before = (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}) as Partial<Record<LockedStack, LogicalIds>>;
const now = Object.fromEntries(stackNames.map((name) => [name, Object.fromEntries(Object.entries(lockedStacks[name]())
  .map(([id, { Type }]) => [id, Type]).sort(([one], [other]) => one < other ? -1 : 1))]));
writeFileSync(file, `${JSON.stringify(now, undefined, 2)}\n`);
for (const name of stackNames) {
  const known: LogicalIds = before[name] ?? {};
  const lost = renamed(known, now[name]);
  const ids = Object.keys(now[name]);
  console.log(`${name}: ${ids.length} logical IDs, ${ids.filter((id) => !(id in known)).length} of them new, ${lost.length} lost`);
  lost.forEach((line) => console.log(`  ${line}`));
}
