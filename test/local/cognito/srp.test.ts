import { AdminSetUserPasswordCommand, InitiateAuthCommand, RespondToAuthChallengeCommand } from '@aws-sdk/client-cognito-identity-provider';
import { createPerson, makePool, signIn } from './person';
import { StandIn, startStandIn } from './stand-in';
import { isSrpTimestamp, makeVerifier, padded, proves, srpTimestamp, startExchange } from '../../../local/cognito/srp';
import { State } from '../../../local/cognito/state';
import { Made } from '../../../local/service';
import { SrpClient, timestamp } from '../../conformance/srp-client';
import { CLIENT, EMAIL, OTHER_PASSWORD, PASSWORD } from '../../conformance/vectors/setup';

const POOL = 'eu-central-1_AbCdEf123';

describe('the protocol', () => {
  test.each([[0x7fn, '7f'], [0x80n, '0080'], [0n, '00'], [0x100n, '0100'], [0x8000n, '008000']])('the number %s is written %s', (value, hex) => {
    expect(padded(value).toString('hex')).toBe(hex);
  });

  test.each([
    [Date.UTC(2026, 10, 28, 9, 5), 'Sat Nov 28 09:05:00 UTC 2026'],
    [Date.UTC(2026, 0, 1), 'Thu Jan 1 00:00:00 UTC 2026'],
  ])('the time %i is written %s', (now, text) => {
    expect(srpTimestamp(now)).toBe(text);
    expect(isSrpTimestamp(text)).toBe(true);
    expect(timestamp(now)).toBe(text);
  });

  test.each(['', 'now', 'Sat Nov 28 9:05:00 UTC 2026', 'Sat Nov 28 09:05:00 GMT 2026', 'Sat Feb 30 09:05:00 UTC 2026', ' Sat Nov 28 09:05:00 UTC 2026', '1'])(
    'the time %j is not', (text) => { expect(isSrpTimestamp(text)).toBe(false); });

  const salts = ['00000000000000000000000000000001', '000fffffffffffffffffffffffffffff', '0080ffffffffffffffffffffffffffff', 'ffffffffffffffffffffffffffffffff'];
  test.each(salts)('the salt %s, whose number is shorter or looks negative, is the same on both sides', (hex) => {
    const verifier = makeVerifier(POOL, 'ann', PASSWORD, Buffer.from(hex, 'hex'));
    expect(verifier.salt).toMatch(/^[1-9a-f]/);
    for (let time = 0; time < 3; time++) {
      const client = new SrpClient();
      const exchange = startExchange(verifier, client.publicValue)!;
      const challenged = { poolId: POOL, userId: 'ann', salt: verifier.salt, serverPublic: exchange.serverPublic, secretBlock: 'c2VjcmV0' };
      const proof = (password: string, userId = 'ann') => ({
        poolName: 'AbCdEf123', userId, secretBlock: 'c2VjcmV0', timestamp: 'T', signature: client.sign(password, challenged, 'T'),
      });
      expect(proves(verifier, exchange, proof(PASSWORD))).toBe(true);
      expect(proves(verifier, exchange, proof(OTHER_PASSWORD))).toBe(false);
      expect(proves(verifier, exchange, proof(PASSWORD, 'bob'))).toBe(false);
      expect(proves(verifier, exchange, { ...proof(PASSWORD), timestamp: 'U' })).toBe(false);
      expect(proves(verifier, exchange, { ...proof(PASSWORD), secretBlock: 'b3RoZXI=' })).toBe(false);
      expect(proves(verifier, exchange, { ...proof(PASSWORD), signature: '' })).toBe(false);
    }
  });

  test('a multiple of the modulus, with which anybody would know the key, is refused', () => {
    const verifier = makeVerifier(POOL, 'ann', PASSWORD);
    const N = SrpClient.modulus;
    for (const value of ['0', '00', N.toString(16), 'g', '-1', '', '1'.repeat(769)]) expect(startExchange(verifier, value)).toBeUndefined();
    expect(startExchange(verifier, (N - 1n).toString(16))).toBeDefined();
  });
});

describe('at the stand-in', () => {
  let standIn: StandIn;
  beforeEach(async () => { standIn = await startStandIn(); });
  afterEach(() => standIn.close());

  const challenge = (client: Made, srp: SrpClient, at = standIn) => at.client.send(new InitiateAuthCommand({
    ClientId: client.ref, AuthFlow: 'USER_SRP_AUTH', AuthParameters: { USERNAME: EMAIL, SRP_A: srp.publicValue },
  }));

  async function prove(pool: Made, client: Made, password = PASSWORD, at = standIn) {
    const srp = new SrpClient();
    const { ChallengeParameters: parameters } = await challenge(client, srp, at);
    const { SALT: salt, SRP_B: serverPublic, SECRET_BLOCK: secretBlock, USER_ID_FOR_SRP: userId } = parameters as Record<string, string>;
    const TIMESTAMP = timestamp(at.now);
    const command = new RespondToAuthChallengeCommand({
      ClientId: client.ref,
      ChallengeName: 'PASSWORD_VERIFIER',
      ChallengeResponses: {
        USERNAME: userId,
        PASSWORD_CLAIM_SECRET_BLOCK: secretBlock,
        PASSWORD_CLAIM_SIGNATURE: srp.sign(password, { poolId: pool.ref, userId, salt, serverPublic, secretBlock }, TIMESTAMP),
        TIMESTAMP,
      },
    });
    return (to = at) => to.client.send(command);
  }

  test('a challenge that was open goes on after a restart', async () => {
    const { pool, client } = makePool(standIn, {}, CLIENT.srp);
    await createPerson(standIn, pool);
    const answer = await prove(pool, client);
    const state = JSON.parse(JSON.stringify(standIn.service.snapshot()));
    const two = await startStandIn();
    two.service.restore(state);
    makePool(two, {}, CLIENT.srp);
    await expect(answer(two)).resolves.toMatchObject({ AuthenticationResult: {} });
    await two.close();
  });

  test('a password from a file of a former version works, and by SRP once it was sent or set again', async () => {
    const { pool, client } = makePool(standIn, {}, CLIENT.srp);
    await createPerson(standIn, pool);
    const state = JSON.parse(JSON.stringify(standIn.service.snapshot())) as State;
    for (const user of Object.values(state.pools[pool.ref].users)) delete user.srp;
    const restored = async () => {
      const former = await startStandIn();
      former.service.restore(state);
      makePool(former, {}, CLIENT.srp);
      return former;
    };
    const [one, two] = [await restored(), await restored()];
    await expect(challenge(client, new SrpClient(), one)).rejects.toMatchObject({
      name: 'InternalErrorException', message: expect.stringMatching(/former version saved the password of .*: set it again, or sign in once without SRP/),
    });
    await signIn(one, client);
    await expect((await prove(pool, client, PASSWORD, one))()).resolves.toMatchObject({ AuthenticationResult: {} });
    await two.client.send(new AdminSetUserPasswordCommand({ UserPoolId: pool.ref, Username: EMAIL, Password: OTHER_PASSWORD, Permanent: true }));
    await expect((await prove(pool, client, OTHER_PASSWORD, two))()).resolves.toMatchObject({ AuthenticationResult: {} });
    await Promise.all([one.close(), two.close()]);
  });

  test('of several equal proofs at once a single one succeeds', async () => {
    const trigger = 'arn:aws:lambda:eu-central-1:123456789012:function:slow';
    standIn.triggers.set(trigger, async (event) => {
      await new Promise((resolve) => { setTimeout(resolve, 20); });
      return event;
    });
    const { pool, client } = makePool(standIn, { LambdaConfig: { PostAuthentication: trigger } }, CLIENT.srp);
    await createPerson(standIn, pool);
    const answer = await prove(pool, client);
    const results = await Promise.allSettled(Array.from({ length: 4 }, () => answer()));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('wrong proofs at once do not slip past the lock', async () => {
    const { pool, client } = makePool(standIn, {}, CLIENT.srp);
    await createPerson(standIn, pool);
    const answers = [];
    for (let attempt = 0; attempt < 12; attempt++) answers.push(await prove(pool, client, 'Wrong-password-1'));
    const results = await Promise.allSettled(answers.map((answer) => answer()));
    const texts = results.map((result) => (result as PromiseRejectedResult).reason.message);
    expect(texts.filter((text) => text === 'Incorrect username or password.')).toHaveLength(5);
    expect(texts.filter((text) => text === 'Password attempts exceeded')).toHaveLength(7);
  });

  test('neither the password nor what SRP made of it leaves the stand-in', async () => {
    const { pool, client } = makePool(standIn, {}, CLIENT.srp);
    await createPerson(standIn, pool);
    await (await prove(pool, client))();
    const [{ srp }] = Object.values((standIn.service.snapshot() as State).pools[pool.ref].users);
    const answers = JSON.stringify(standIn.answers);
    expect(answers).toContain(srp!.salt);
    expect(answers).not.toContain(srp!.verifier);
    expect(JSON.stringify(standIn.service.snapshot())).not.toContain(PASSWORD);
  });
});
