import { everyOperation } from './every-operation';
import { synthesize } from './synthesize';

const limit = { rateLimit: 10_000, burstLimit: 10_000 };

/**
 * The folder of a stack with every operation, whose routes take as many requests as an account of AWS's: measured at the defaults, there would be nothing
 * but 429s.
 */
export const unthrottledStack = (): string => synthesize({ ...everyOperation, throttle: { credentialRoutes: limit, otherRoutes: limit } });
