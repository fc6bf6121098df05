import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A script for Postman's sandbox, whose names in capitals are replaced. */
export const sandboxScript = (file: string, names: Readonly<Record<string, string>> = {}): string =>
  Object.entries(names).reduce((text, [name, value]) => text.replaceAll(`'${name}'`, `'${value}'`), readFileSync(join(__dirname, file), 'utf8').trimEnd());

export const event = (listen: 'prerequest' | 'test', script: string) => ({ listen, script: { type: 'text/javascript', exec: script.split('\n') } });
