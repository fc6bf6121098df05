import { rmSync } from 'node:fs';
import { DEFAULT_STACK } from './default-stack';
import { synthesize } from './synthesize';

/** Most tests run the same stack: it is synthesized once, and what only runs it need not load CDK. */
export default () => {
  rmSync(DEFAULT_STACK, { recursive: true, force: true });
  synthesize(undefined, DEFAULT_STACK);
};
