import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';

const FOLDER = resolve(__dirname, '..', 'docs', 'images');
const SHOWN = [['light', 320], ['dark', 320], ['light', 768], ['dark', 1280]] as const;

/** README's table of the pictures that `npm run screenshots` takes: a line for each screen. */
export const screenTable = (): string => {
  const screens = readdirSync(FOLDER).map((file) => /^(.+)-light-320\.png$/.exec(file)?.[1]).filter((name) => name !== undefined).sort();
  const picture = (name: string, colours: string, width: number) =>
    `<img src="docs/images/${name}-${colours}-${width}.png" alt="${name}, ${colours}, ${width} pixels wide" width="${width / 4}">`;
  return [
    `| Screen | ${SHOWN.map(([colours, width]) => `${colours}, ${width} px`).join(' | ')} |`,
    `|${'---|'.repeat(SHOWN.length + 1)}`,
    ...screens.map((name) => `| ${name} | ${SHOWN.map(([colours, width]) => picture(name, colours, width)).join(' | ')} |`),
  ].join('\n');
};
