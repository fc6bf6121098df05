import { parseArgs } from 'node:util';

export interface Option {
  /** What it means, for --help. */
  readonly meaning: string;
  /** A whole number, of at least `min`; without it the option takes any text. */
  readonly min?: number;
  readonly fallback?: number;
}

/** A script's options. Ends the process where they are asked for with --help, and, in one sentence, where they make no sense. */
export const optionsOf = <Name extends string>(script: string, summary: string, options: Record<Name, Option>): Record<Name, string | undefined> => {
  const end = (text: string, code: number): never => {
    console.log(text);
    process.exit(code);
  };
  const all = Object.entries<Option>(options);
  const usage = [`npm run ${script} [-- options]: ${summary}`, ...all.map(([name, { meaning, fallback }]) =>
    `  --${name.padEnd(12)} ${meaning}${fallback === undefined ? '' : ` (default ${fallback})`}`)].join('\n');
  try {
    const { values } = parseArgs({
      options: { ...Object.fromEntries(all.map(([name]) => [name, { type: 'string' as const }])), help: { type: 'boolean' } },
    });
    if (values.help) {
      end(usage, 0);
    }
    const read = all.map(([name, { min, fallback }]) => {
      const text = (values as Record<string, string | undefined>)[name] ?? fallback?.toString();
      if (text !== undefined && min !== undefined && !(Number.isSafeInteger(Number(text)) && /^\d+$/.test(text) && Number(text) >= min)) {
        end(`--${name} must be a whole number of at least ${min}, and is ${JSON.stringify(text)}.`, 1);
      }
      return [name, text];
    });
    return Object.fromEntries(read);
  } catch (error) {
    return end((error as Error).message.split('\n')[0], 1);
  }
};
