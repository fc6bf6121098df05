import {
  CompleteWebAuthnRegistrationCommand, DeleteUserCommand, GetUserPoolMfaConfigCommand, InitiateAuthCommand, ListWebAuthnCredentialsCommand,
  RespondToAuthChallengeCommand, RespondToAuthChallengeCommandOutput, StartWebAuthnRegistrationCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { createPerson, makePool, signIn } from './person';
import { StandIn, startStandIn } from './stand-in';
import { createCognito } from '../../../local/cognito';
import { Made } from '../../../local/service';
import { EMAIL } from '../../conformance/vectors/setup';
import { Authenticator, CreationOptions, RequestOptions } from '../../support/authenticator';

const FLOWS = { ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_AUTH'] };
const POLICIES = { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } } };

let standIn: StandIn;
beforeEach(async () => { standIn = await startStandIn(); });
afterEach(async () => { await standIn.close(); });

async function start(token: string): Promise<CreationOptions> {
  const { CredentialCreationOptions } = await standIn.client.send(new StartWebAuthnRegistrationCommand({ AccessToken: token }));
  return CredentialCreationOptions as unknown as CreationOptions;
}

async function register(client: Made, authenticator: Authenticator, email = EMAIL): Promise<string> {
  const { AccessToken } = (await signIn(standIn, client, email)).AuthenticationResult!;
  const Credential = authenticator.create(await start(AccessToken!));
  await standIn.client.send(new CompleteWebAuthnRegistrationCommand({ AccessToken, Credential }));
  return AccessToken!;
}

async function ask(client: Made, username = EMAIL): Promise<{ session: string; options: RequestOptions } | undefined> {
  const { Session, ChallengeParameters } = await standIn.client.send(new InitiateAuthCommand({
    ClientId: client.ref, AuthFlow: 'USER_AUTH', AuthParameters: { USERNAME: username, PREFERRED_CHALLENGE: 'WEB_AUTHN' },
  }));
  const options = ChallengeParameters!.CREDENTIAL_REQUEST_OPTIONS;
  return options ? { session: Session!, options: JSON.parse(options) } : undefined;
}

const answer = (client: Made, session: string, credential: object, username = EMAIL): Promise<RespondToAuthChallengeCommandOutput> =>
  standIn.client.send(new RespondToAuthChallengeCommand({
    ClientId: client.ref, ChallengeName: 'WEB_AUTHN', Session: session, ChallengeResponses: { USERNAME: username, CREDENTIAL: JSON.stringify(credential) },
  }));

test('a pool of a template registers and takes passkeys as its properties say', async () => {
  const { pool, client } = makePool(standIn, {
    ...POLICIES, WebAuthnRelyingPartyID: 'example.com', WebAuthnUserVerification: 'required', WebAuthnFactorConfiguration: 'SINGLE_FACTOR',
  }, FLOWS);
  expect(await standIn.client.send(new GetUserPoolMfaConfigCommand({ UserPoolId: pool.ref }))).toMatchObject({
    WebAuthnConfiguration: { RelyingPartyId: 'example.com', UserVerification: 'required', FactorConfiguration: 'SINGLE_FACTOR' },
  });
  await createPerson(standIn, pool);
  const authenticator = new Authenticator();
  await register(client, authenticator);
  const { session, options } = (await ask(client))!;
  expect(options).toMatchObject({ rpId: 'example.com', userVerification: 'required' });
  expect((await answer(client, session, authenticator.get(options))).AuthenticationResult).toMatchObject({ TokenType: 'Bearer' });
});

test.each([
  ['the prefix domain', 'accounts', 'accounts.auth.eu-central-1.amazoncognito.com'],
  ['a custom domain', 'auth.example.com', 'auth.example.com'],
])('the relying party is %s where the pool names none', async (_, Domain, relyingParty) => {
  const { pool, client } = makePool(standIn, POLICIES, FLOWS);
  standIn.service.make({ type: 'AWS::Cognito::UserPoolDomain', logicalId: 'Domain', properties: { UserPoolId: pool.ref, Domain } });
  await createPerson(standIn, pool);
  const { AccessToken } = (await signIn(standIn, client)).AuthenticationResult!;
  expect(await start(AccessToken!)).toMatchObject({ rp: { id: relyingParty, name: relyingParty } });
});

test('passkeys outlive a restart, and go with their owner', async () => {
  const { pool, client } = makePool(standIn, { ...POLICIES, WebAuthnRelyingPartyID: 'example.com' }, FLOWS);
  await createPerson(standIn, pool);
  const authenticator = new Authenticator();
  const AccessToken = await register(client, authenticator);
  const restored = createCognito({} as never);
  restored.restore(standIn.service.snapshot());
  expect(JSON.stringify(restored.snapshot())).toContain((await ask(client))!.options.allowCredentials![0].id);
  await standIn.client.send(new DeleteUserCommand({ AccessToken }));
  await createPerson(standIn, pool);
  const again = (await signIn(standIn, client)).AuthenticationResult!.AccessToken;
  expect((await standIn.client.send(new ListWebAuthnCredentialsCommand({ AccessToken: again }))).Credentials).toEqual([]);
});

test('of two equal answers at once one is taken', async () => {
  const { pool, client } = makePool(standIn, { ...POLICIES, WebAuthnRelyingPartyID: 'example.com' }, FLOWS);
  await createPerson(standIn, pool);
  const authenticator = new Authenticator();
  await register(client, authenticator);
  const { session, options } = (await ask(client))!;
  const credential = authenticator.get(options);
  const answers = await Promise.allSettled([answer(client, session, credential), answer(client, session, credential)]);
  expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('of two registrations with one challenge one is taken, and a passkey belongs to one person', async () => {
  const { pool, client } = makePool(standIn, { ...POLICIES, WebAuthnRelyingPartyID: 'example.com' }, FLOWS);
  await createPerson(standIn, pool);
  await createPerson(standIn, pool, 'bob@example.com');
  const { AccessToken } = (await signIn(standIn, client)).AuthenticationResult!;
  const Credential = new Authenticator().create(await start(AccessToken!));
  const complete = (AccessToken_: string | undefined, credential: object) =>
    standIn.client.send(new CompleteWebAuthnRegistrationCommand({ AccessToken: AccessToken_, Credential: credential as never }));
  const answers = await Promise.allSettled([complete(AccessToken, Credential), complete(AccessToken, Credential)]);
  expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const bob = (await signIn(standIn, client, 'bob@example.com')).AuthenticationResult!.AccessToken!;
  const { challenge } = await start(bob);
  const clientDataJSON = Buffer.from(JSON.stringify({ type: 'webauthn.create', challenge, origin: 'https://example.com' })).toString('base64url');
  const stolen = { ...Credential, response: { ...Credential.response, clientDataJSON } };
  await expect(complete(bob, stolen)).rejects.toThrow('The passkey is registered already.');
});

test('twenty passkeys are the most', async () => {
  const { pool, client } = makePool(standIn, { ...POLICIES, WebAuthnRelyingPartyID: 'example.com' }, FLOWS);
  await createPerson(standIn, pool);
  const AccessToken = await register(client, new Authenticator());
  for (let count = 1; count < 20; count++) {
    const Credential = new Authenticator().create(await start(AccessToken));
    await standIn.client.send(new CompleteWebAuthnRegistrationCommand({ AccessToken, Credential }));
  }
  await expect(start(AccessToken)).rejects.toMatchObject({ name: 'LimitExceededException' });
});

test('some of nobody have passkeys, always the same, and fail as a wrong one does', async () => {
  const { pool, client } = makePool(standIn, { ...POLICIES, WebAuthnRelyingPartyID: 'example.com' }, FLOWS);
  await createPerson(standIn, pool);
  const authenticator = new Authenticator();
  await register(client, authenticator);
  const names = Array.from({ length: 40 }, (_, index) => `nobody-${index}@example.com`);
  const asked = await Promise.all(names.map((name) => ask(client, name)));
  const index = asked.findIndex((one) => one !== undefined);
  expect(index).not.toBe(-1);
  expect(asked.some((one) => one === undefined)).toBe(true);
  const { session, options } = asked[index]!;
  const known = (await ask(client))!;
  expect(Object.keys(options)).toEqual(Object.keys(known.options));
  expect((await ask(client, names[index]))!.options.allowCredentials).toEqual(options.allowCredentials);
  const refusal = { name: 'NotAuthorizedException', message: 'Incorrect username or password.' };
  await expect(answer(client, session, authenticator.get({ ...options, allowCredentials: [] }), names[index])).rejects.toMatchObject(refusal);
  await expect(answer(client, known.session, authenticator.get(known.options, { forges: true }))).rejects.toMatchObject(refusal);
});
