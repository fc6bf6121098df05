import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { InitiateAuthCommand, RespondToAuthChallengeCommand } from '@aws-sdk/client-cognito-identity-provider';
import { decodeJwt } from 'jose';
import { Authenticator, type Behaviour } from '../support/authenticator';
import { awsOf } from '../support/aws';
import { synthesizeExample } from '../support/example';
import { LocalApi } from '../support/local';
import { bearer, Person } from '../support/person';

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

test('offline, a passkey that an access token of the API registers signs its person in at Cognito, without password and code', async () => {
  const { cognito } = await awsOf(api);
  const { AppClientId: ClientId } = await api.outputs();
  const ada = await new Person(api).enrol();
  const { access_token } = (await ada.signIn()).body;
  // Offline the relying party is localhost, whatever the example says.
  const authenticator = new Authenticator({ origin: api.url });
  const { body: { credential_creation_options } } = await api.call('POST /v1/passkeys/start', undefined, bearer(access_token));
  expect(await api.call('POST /v1/passkeys', { credential: authenticator.create(credential_creation_options) }, bearer(access_token)))
    .toMatchObject({ status: 201, body: { counts_as_mfa: true } });

  const { ChallengeName, ChallengeParameters, Session } = await cognito.send(new InitiateAuthCommand({
    ClientId, AuthFlow: 'USER_AUTH', AuthParameters: { USERNAME: ada.email, PREFERRED_CHALLENGE: 'WEB_AUTHN' },
  }));
  expect(ChallengeName).toBe('WEB_AUTHN');
  const answer = (options: Behaviour) => cognito.send(new RespondToAuthChallengeCommand({
    ClientId, ChallengeName, Session, ChallengeResponses: {
      USERNAME: ada.email, CREDENTIAL: JSON.stringify(authenticator.get(JSON.parse(ChallengeParameters!.CREDENTIAL_REQUEST_OPTIONS), options)),
    },
  }));
  await expect(answer({ verifiesUser: false })).rejects.toMatchObject({ name: 'NotAuthorizedException' });
  const { AuthenticationResult } = await answer({});
  expect(decodeJwt(AuthenticationResult!.IdToken!)).toMatchObject({ email: ada.email, sub: ada.sub });
});
