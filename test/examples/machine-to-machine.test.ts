import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { synthesizeExample } from '../support/example';

let outdir: string;
beforeAll(() => {
  outdir = synthesizeExample('machine-to-machine');
});
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

test('synthesizes strictly clean: the machine is in the audience of the routes that ask for scopes, and of no other', () => {
  const { Resources } = JSON.parse(readFileSync(join(outdir, 'Machines.template.json'), 'utf8'));
  const entries = Object.entries<any>(Resources);
  const [[machine]] = entries.filter(([, { Properties }]) => Properties?.AllowedOAuthFlows?.includes('client_credentials'));
  const admitting = entries.filter(([, { Type, Properties }]) => Type === 'AWS::ApiGatewayV2::Route' && Properties.AuthorizerId
    && JSON.stringify(Resources[Properties.AuthorizerId.Ref].Properties.JwtConfiguration.Audience).includes(machine));
  expect(admitting.map(([, { Properties }]) => [Properties.RouteKey, Properties.AuthorizationScopes])).toEqual([
    ['GET /orders', ['orders/read']], ['POST /orders', ['orders/write']],
  ]);
});
