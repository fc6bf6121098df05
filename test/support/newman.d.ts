/** The part of newman that test/e2e/postman.test.ts uses; it has no types of its own. */
declare module 'newman' {
  export interface Failure { readonly error: { readonly message: string; readonly test?: string }; readonly source?: { readonly name: string } }
  export interface Execution {
    readonly item: { readonly name: string };
    readonly request: { readonly method: string; readonly url: { getPath(): string } };
    readonly response?: { readonly code: number; readonly headers: { all(): { readonly key: string; readonly value: string }[] }; text(): string };
    readonly assertions?: readonly { readonly assertion: string; readonly skipped: boolean }[];
  }
  export interface Options {
    readonly collection: string;
    readonly folder?: string[];
    readonly iterationCount?: number;
    readonly envVar: readonly { readonly key: string; readonly value: string }[];
    readonly reporters: readonly string[];
  }
  export interface Summary { readonly run: { readonly failures: readonly Failure[]; readonly executions: readonly Execution[] } }
  export interface Run { on(event: 'console', listener: (error: Error | null, line: { readonly messages: readonly unknown[] }) => void): void }
  const newman: { run(options: Options, done: (error: Error | null, summary: Summary) => void): Run };
  export default newman;
}
