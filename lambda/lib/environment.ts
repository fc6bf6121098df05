import type { Environment } from '../../src/contract';

export const environment = process.env as unknown as Environment;
