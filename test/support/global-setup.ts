import { setDefaultStack } from './default-stack';
import { synthesize } from './synthesize';

/** Most tests run the same stack: it is synthesized once, and what only runs it need not load CDK. */
export default () => setDefaultStack(synthesize());
