import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { App, Stack, StackProps } from 'aws-cdk-lib';
import { HttpApi, HttpApiProps, HttpMethod, IHttpRouteAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Code, Function as LambdaFunction, FunctionOptions, Runtime } from 'aws-cdk-lib/aws-lambda';
import { exportJWK, generateKeyPair, JWTPayload, SignJWT } from 'jose';
import { LocalClock } from '../../local/clock';
import { LocalOptions, LocalRun, startLocal } from '../../local/server';
import { Service, ServiceResponse } from '../../local/service';

const directories: string[] = [];
const runs: LocalRun[] = [];

/** Stops what a test file started. */
export async function cleanUp(): Promise<void> {
  await Promise.all(runs.splice(0).map((run) => run.stop()));
  directories.splice(0).forEach((directory) => rmSync(directory, { recursive: true, force: true }));
}

export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'local-test-'));
  directories.push(directory);
  return directory;
}

export function writeFiles(files: Record<string, string>): string {
  const directory = temporaryDirectory();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), text);
  }
  return directory;
}

/** A function whose index.js exports what `body` is the body of. */
export function lambda(stack: Stack, id: string, body: string, options: FunctionOptions = {}): LambdaFunction {
  const code = Code.fromAsset(writeFiles({ 'index.js': `exports.handler = async (event, context) => {\n${body}\n};\n` }));
  return new LambdaFunction(stack, id, { runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code, ...options });
}

/** Synthesizes one stack and answers its cdk.out. */
export function synthesize(build: (stack: Stack) => void, props: StackProps & { id?: string } = {}): string {
  const { id = 'TestStack', ...stackProps } = props;
  return synthesizeApp((app) => build(new Stack(app, id, stackProps)));
}

export function synthesizeApp(build: (app: App) => void): string {
  const app = new App({ outdir: join(temporaryDirectory(), 'cdk.out'), analyticsReporting: false });
  build(app);
  return app.synth().directory;
}

export interface Routed {
  readonly functions?: Record<string, string>;
  /** Function by route key. */
  readonly routes: Record<string, string>;
  readonly authorizers?: Record<string, { authorizer: IHttpRouteAuthorizer; scopes?: string[] }>;
  readonly options?: Record<string, FunctionOptions>;
  readonly api?: HttpApiProps;
}

/** An API with functions behind its routes. */
export function api(stack: Stack, routed: Routed): HttpApi {
  const httpApi = new HttpApi(stack, 'Api', routed.api);
  const integrations = new Map<string, HttpLambdaIntegration>();
  for (const [key, name] of Object.entries(routed.routes)) {
    if (!integrations.has(name)) {
      const fn = lambda(stack, name, routed.functions![name], routed.options?.[name]);
      integrations.set(name, new HttpLambdaIntegration(`${name}Integration`, fn));
    }
    const [method, path] = key.split(' ');
    const { authorizer, scopes } = routed.authorizers?.[key] ?? {};
    httpApi.addRoutes({
      path: path ?? '/', methods: [method as HttpMethod], integration: integrations.get(name)!, authorizer, authorizationScopes: scopes,
    });
  }
  return httpApi;
}

export async function start(directory: string, options: Partial<LocalOptions> = {}): Promise<LocalRun> {
  const run = await startLocal({ directory, port: 0, services: () => [], ...options });
  runs.push(run);
  return run;
}

export const POOL = 'us-east-1_Testing01';
export const ISSUER = `https://cognito-idp.us-east-1.amazonaws.com/${POOL}`;

/** The user pools' stand-in, as far as an authorizer needs it, and a signer of its tokens. */
export async function issuer(clock: LocalClock): Promise<{ service: Service; sign: (claims: JWTPayload, kid?: string) => Promise<string> }> {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const keys = [{ ...await exportJWK(publicKey), kid: 'key-1', alg: 'RS256', use: 'sig' }];
  const service: Service = {
    endpointPrefix: 'cognito-idp',
    types: [],
    make: () => { throw new Error('makes nothing'); },
    handle: async ({ url }): Promise<ServiceResponse> => url === `/${POOL}/.well-known/jwks.json`
      ? { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ keys }) }
      : { status: 404, headers: {}, body: '' },
    snapshot: () => null,
    restore: () => {},
  };
  return {
    service,
    sign: (claims, kid = 'key-1') => {
      const now = Math.floor(clock.now() / 1000);
      return new SignJWT({ iss: ISSUER, client_id: 'client-1', iat: now, exp: now + 3600, ...claims }).setProtectedHeader({ alg: 'RS256', kid }).sign(privateKey);
    },
  };
}
