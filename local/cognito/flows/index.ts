import { Flow } from './flow';
import { passwordFlows } from './password';
import { refreshTokenFlows } from './refresh-token';

export const flows: Record<string, Flow> = {
  ...passwordFlows,
  ...refreshTokenFlows,
};
