import { rmSync } from 'node:fs';
import { defaultStack, fullStack } from './default-stack';

export default () => [defaultStack(), fullStack()].forEach((folder) => rmSync(folder, { recursive: true, force: true }));
