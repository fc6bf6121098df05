import { fullStack } from '../support/default-stack';
import { LocalApi } from '../support/local';
import { accessTokenOf, expectOwnToken, registeredPasskey } from '../support/own-factors';
import { bearer, Person } from '../support/person';
import { expectRefusal } from '../support/refusal';

let api: LocalApi;
let ada: Person;
beforeAll(async () => {
  api = await LocalApi.start(fullStack());
  ada = await new Person(api).enrol();
});
afterAll(() => api?.stop());
beforeEach(() => api.advance(10));

const start = (token: string) => api.call('POST /v1/passkeys/start', undefined, bearer(token));

test('says what a browser needs to make a passkey that checks its user, and keeps it out of caches', async () => {
  const { status, headers, body } = await start(await accessTokenOf(ada));
  expect(body).toEqual({
    credential_creation_options: {
      authenticatorSelection: { requireResidentKey: true, residentKey: 'required', userVerification: 'required' },
      challenge: expect.stringMatching(/^[\w-]{22,}$/),
      excludeCredentials: [],
      pubKeyCredParams: [{ alg: -7, type: 'public-key' }, { alg: -257, type: 'public-key' }],
      rp: { id: 'localhost', name: 'localhost' },
      timeout: 60_000,
      user: { id: Buffer.from(ada.sub).toString('base64url'), name: expect.any(String), displayName: expect.any(String) },
    },
  });
  expect(status).toBe(200);
  expect(headers.get('cache-control')).toBe('no-store');
});

test('has another challenge each time, and excludes the passkeys that there are', async () => {
  const token = await accessTokenOf(ada);
  const id = await registeredPasskey(api, token);
  const [one, other] = [await start(token), await start(token)].map(({ body }) => body.credential_creation_options);
  expect(one.challenge).not.toBe(other.challenge);
  expect(one.excludeCredentials).toEqual([{ id, type: 'public-key' }]);
});

test('needs an access token that lives, of a sign-in of the last ten minutes', async () => {
  await expectOwnToken(api, await new Person(api).enrol(), start, { fresh: true });
});

describe('what Cognito may refuse it for', () => {
  afterEach(() => api.faults());
  const failing = async (name: string) => {
    await api.faults({ function: 'start-passkey', operation: 'StartWebAuthnRegistration', fault: { name, status: 400 }, times: 0 });
    return start(await accessTokenOf(ada));
  };

  test('twenty passkeys are as many as there can be', async () => {
    const bob = await new Person(api, 'Bob').enrol();
    const token = await accessTokenOf(bob);
    for (let count = 0; count < 20; count++) {
      await registeredPasskey(api, token);
      await api.advance(1);
    }
    expectRefusal(await start(token), 'PASSKEY_LIMIT_REACHED');
  });

  test('with less of them, the same exception says that there are too many requests', async () => {
    const answer = await failing('LimitExceededException');
    expectRefusal(answer, 'TOO_MANY_REQUESTS');
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  test.each([
    ['NotAuthorizedException', 'INVALID_TOKEN'], ['PasswordResetRequiredException', 'INVALID_TOKEN'], ['TooManyRequestsException', 'TOO_MANY_REQUESTS'],
    ['WebAuthnNotEnabledException', 'INTERNAL_ERROR'], ['WebAuthnConfigurationMissingException', 'INTERNAL_ERROR'], ['InternalErrorException', 'SERVICE_UNAVAILABLE'],
  ] as const)('%s is answered with %s', async (name, code) => {
    expectRefusal(await failing(name), code);
  });
});
