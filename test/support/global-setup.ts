import { setStacks } from './default-stack';
import { everyOperation } from './every-operation';
import { synthesize } from './synthesize';

/** Most tests run the same two stacks: they are synthesized once, and what only runs it need not load CDK. */
export default () => {
  // CDK's own validation takes longer than all the rest of a synth. Each test file inherits this; those that are about validation switch it on.
  process.env.CDK_VALIDATION = 'false';
  setStacks(synthesize(), synthesize(everyOperation));
};
