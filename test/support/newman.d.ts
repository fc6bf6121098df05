/** The part of newman that test/e2e/postman.test.ts uses; it has no types of its own. */
declare module 'newman' {
  export interface Failure { readonly error: { readonly message: string; readonly test?: string }; readonly source?: { readonly name: string } }
  export interface Execution { readonly item: { readonly name: string }; readonly response?: { readonly code: number } }
  export interface Options {
    readonly collection: string;
    readonly folder?: string[];
    readonly envVar: readonly { readonly key: string; readonly value: string }[];
    readonly reporters: readonly string[];
  }
  export interface Summary { readonly run: { readonly failures: readonly Failure[]; readonly executions: readonly Execution[] } }
  const newman: { run(options: Options, done: (error: Error | null, summary: Summary) => void): void };
  export default newman;
}
