import { customFlows } from './custom';
import { Flow } from './flow';
import { passwordFlows } from './password';
import { refreshTokenFlows } from './refresh-token';
import { srpFlows } from './srp';
import { userAuthFlows } from './user-auth';

export const flows: Record<string, Flow> = {
  ...passwordFlows,
  ...refreshTokenFlows,
  ...srpFlows,
  ...userAuthFlows,
  ...customFlows,
};
