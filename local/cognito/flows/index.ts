import { customFlows } from './custom';
import { Flow } from './flow';
import { passwordFlows } from './password';
import { refreshTokenFlows } from './refresh-token';
import { srpFlows } from './srp';

export const flows: Record<string, Flow> = {
  ...passwordFlows,
  ...refreshTokenFlows,
  ...srpFlows,
  ...customFlows,
};
