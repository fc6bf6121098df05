import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { synthesizeExample } from '../support/example';
import { LocalApi } from '../support/local';
import { Person } from '../support/person';

let outdir: string;
let api: LocalApi;
beforeAll(async () => {
  // Strict: anything that CDK's validation finds fails it.
  outdir = synthesizeExample('passkeys');
  api = await LocalApi.start(outdir);
});
afterAll(async () => {
  await api?.stop();
  rmSync(outdir, { recursive: true, force: true });
});

test('a passkey counts as both factors, beside password and app', () => {
  const { Resources } = JSON.parse(readFileSync(join(outdir, 'Passkeys.template.json'), 'utf8'));
  const [pool] = Object.values<any>(Resources).filter(({ Type }) => Type === 'AWS::Cognito::UserPool');
  expect(pool.Properties).toMatchObject({
    MfaConfiguration: 'ON',
    EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
    Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } },
    WebAuthnRelyingPartyID: 'example.com',
    WebAuthnUserVerification: 'required',
    WebAuthnFactorConfiguration: 'MULTI_FACTOR_WITH_USER_VERIFICATION',
  });
});

test('offline, whoever has no passkey signs in by password and app', async () => {
  const ada = await new Person(api).enrol();
  expect(await ada.signIn()).toMatchObject({ status: 200, body: { access_token: expect.any(String) } });
});
