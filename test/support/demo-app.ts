import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { builtExample } from './built-example';
import { LocalApi } from './local';

const root = resolve(__dirname, '..', '..');
const TSX = [require.resolve('tsx/cli'), '--tsconfig', join(root, 'test', 'tsconfig.json')];

export const freePort = (): Promise<number> => new Promise((done) => {
  const server = createServer().listen(0, 'localhost', () => {
    const { port } = server.address() as AddressInfo;
    server.close(() => done(port));
  });
});

/** What the demo's stack is, with the app beside it, as `npm start` runs both. Two runs of one delivery share the assembly. */
export class DemoApp {
  public static async start(delivery: 'BODY' | 'COOKIE', ...args: string[]): Promise<DemoApp> {
    const port = await freePort();
    const url = `http://localhost:${port}`;
    const outdir = mkdtempSync(join(tmpdir(), 'demo-'));
    execFileSync(process.execPath, [...TSX, join(root, 'examples', 'demo', 'app.ts')], {
      stdio: 'pipe',
      env: { ...process.env, CDK_VALIDATION: 'false', CDK_OUTDIR: outdir, TOKEN_DELIVERY: delivery, APP_URL: url },
    });
    return new DemoApp(await LocalApi.start(outdir, '--port', String(port), '--site', builtExample('react'), ...args), outdir);
  }

  private constructor(public readonly api: LocalApi, private readonly outdir: string) {
    // As the app's own pages call: cookie mode asks whose page it is.
    const call = api.call.bind(api);
    api.call = (route, body, headers) => call(route, body, { origin: api.url, ...headers });
  }

  public get url(): string {
    return this.api.url;
  }

  public async stop(): Promise<void> {
    await this.api.stop();
    rmSync(this.outdir, { recursive: true, force: true });
  }
}

/** Runs the demo app for the tests of the file or the block that it is called in. */
export const runDemoApp = (delivery: 'BODY' | 'COOKIE', use: (demo: DemoApp) => void): void => {
  let demo: DemoApp;
  beforeAll(async () => { use(demo = await DemoApp.start(delivery)); }, 120_000);
  afterAll(async () => { await demo?.stop(); });
};

/** What went wrong in a page that no test looks for: scripts that threw, what the policy forbade. */
export const watched = async (page: Page): Promise<string[]> => {
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    // The browser itself logs each refusal.
    if (['error', 'warning'].includes(message.type()) && !/^Failed to load resource: .* status of 4/.test(message.text())) {
      problems.push(message.text());
    }
  });
  await page.addInitScript('addEventListener("securitypolicyviolation", (event) => console.error("CSP", event.violatedDirective, event.blockedURI))');
  return problems;
};
