import { rmSync } from 'node:fs';
import { defaultStack } from './default-stack';

export default () => rmSync(defaultStack(), { recursive: true, force: true });
