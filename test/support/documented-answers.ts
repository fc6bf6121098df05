import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { BrowserContext, Response as PageResponse } from 'playwright-core';
import { documentedOperation, undocumented, undocumentedStatus } from './documented';

/** What is no JSON stays the text that it is, which no schema allows. */
const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

const pathOf = (url: string) => new URL(url).pathname;

const problemInPage = async (response: PageResponse): Promise<string | undefined> => {
  const [method, path] = [response.request().method(), pathOf(response.url())];
  // What no server answered is an invention of the test's own, by page.route().
  if (!documentedOperation(method, path) || !await response.serverAddr()) {
    return undefined;
  }
  try {
    const headers = new Headers((await response.headersArray()).map(({ name, value }) => [name, value]));
    return undocumented(method, path, { status: response.status(), headers, body: parsed(await response.text()) });
  } catch {
    // The page went on before it had read the body, and the browser has thrown it away.
    return undocumentedStatus(method, path, response.status());
  }
};

/**
 * Answers that tests get otherwise than by LocalApi.call, held against docs/openapi.json as well. Nothing is thrown at whoever asked, who may take it for
 * a network that is down: `problems` says in the end what was wrong since the last time. Not among them are the bytes of test/support/raw-http.ts, most of
 * which are no HTTP, and the stacks of test/local, whose routes are none of the API's.
 */
export class DocumentedAnswers {
  private looked: Promise<string | undefined>[] = [];

  public readonly fetch: typeof fetch = async (input, init) => {
    const response = await fetch(input, init);
    const { status, headers } = response;
    const copy = response.clone();
    this.looked.push(copy.text().then((text) => undocumented(init?.method ?? 'GET', pathOf(String(input)), { status, headers, body: parsed(text) })));
    return response;
  };

  /** Runs a program, and returns what it has printed. What its fetch is answered is looked at, too. */
  public readonly node = async (args: string[], cwd?: string): Promise<string> => {
    const folder = mkdtempSync(join(tmpdir(), 'answers-'));
    const env = { ...process.env, NOTED_ANSWERS: join(folder, 'answers') };
    writeFileSync(env.NOTED_ANSWERS, '');
    try {
      const { stdout } = await promisify(execFile)(process.execPath, ['--import', join(__dirname, 'note-answers.mjs'), ...args], { cwd, env });
      return stdout;
    } finally {
      const noted = readFileSync(env.NOTED_ANSWERS, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line));
      this.looked.push(...noted.map(async ({ method, url, status, headers, text }) =>
        undocumented(method, pathOf(url), { status, headers: new Headers(headers), body: parsed(text) })));
      rmSync(folder, { recursive: true });
    }
  };

  /** From now on all that the pages of the context are answered. */
  public watch(context: BrowserContext): void {
    context.on('response', (response) => this.looked.push(problemInPage(response)));
  }

  public async problems(): Promise<string[]> {
    const problems = await Promise.all(this.looked.splice(0));
    return problems.filter((problem) => problem !== undefined);
  }
}

/** Fails each test of the file or block that it is called in whose answers are not as they are documented. */
export const holdAnswers = (): DocumentedAnswers => {
  const answers = new DocumentedAnswers();
  afterEach(async () => expect(await answers.problems()).toEqual([]));
  return answers;
};
