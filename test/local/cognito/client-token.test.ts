import { makePool } from './person';
import { StandIn, startStandIn } from './stand-in';
import { Cognito } from '../../../local/cognito/cognito';
import { customizeClientToken } from '../../../local/cognito/pre-token-generation';
import { State } from '../../../local/cognito/state';
import { Host } from '../../../local/service';

const TRIGGER = 'arn:aws:lambda:eu-central-1:123456789012:function:pre-token';
let standIn: StandIn;
beforeAll(async () => { standIn = await startStandIn(); });
afterAll(() => standIn.close());

/** The client-credentials grant asks for its token's claims so. */
async function customized(LambdaVersion: string, response: object) {
  const events: any[] = [];
  const made = makePool(standIn, { LambdaConfig: { PreTokenGenerationConfig: { LambdaArn: TRIGGER, LambdaVersion } } });
  const invoke = async (_: string, event: any) => {
    events.push(structuredClone(event));
    return { ...event, response };
  };
  const cognito = new Cognito({ region: 'eu-central-1', invoke } as unknown as Host);
  cognito.state = standIn.service.snapshot() as State;
  const pool = cognito.pool(made.pool.ref);
  const { scopes, access } = await customizeClientToken(cognito, pool, cognito.clientOf(pool, made.client.ref), ['api/read', 'api/write'], { tenant: 'a' });
  return { events, scopes, claims: access({ client_id: made.client.ref, sub: made.client.ref }), client: made.client.ref };
}

const OVERRIDE = {
  claimsAndScopeOverrideDetails: {
    accessTokenGeneration: {
      claimsToAddOrOverride: { tenant: { id: 1 }, client_id: 'other' }, scopesToAdd: ['api/admin'], scopesToSuppress: ['api/write'],
    },
    idTokenGeneration: { claimsToAddOrOverride: { plan: 'free' } },
    groupOverrideDetails: { groupsToOverride: ['admins'] },
  },
};

test('version three of the trigger changes a machine\'s token', async () => {
  const { events, scopes, claims, client } = await customized('V3_0', OVERRIDE);
  expect(scopes).toEqual(['api/read', 'api/admin']);
  expect(claims).toEqual({ client_id: client, sub: client, tenant: { id: 1 } });
  expect(events).toEqual([{
    version: '3',
    triggerSource: 'TokenGeneration_ClientCredentials',
    region: 'eu-central-1',
    userPoolId: expect.stringMatching(/^eu-central-1_/),
    userName: undefined,
    callerContext: { awsSdkVersion: expect.any(String), clientId: client },
    request: {
      userAttributes: {},
      groupConfiguration: { groupsToOverride: [], iamRolesToOverride: [], preferredRole: null },
      scopes: ['api/read', 'api/write'],
      clientMetadata: { tenant: 'a' },
    },
    response: { claimsAndScopeOverrideDetails: null },
  }]);
});

test('version three may leave it as it is', async () => {
  expect(await customized('V3_0', {})).toMatchObject({ events: [{}], scopes: ['api/read', 'api/write'], claims: expect.not.objectContaining({ tenant: expect.anything() }) });
});

test.each(['V1_0', 'V2_0'])('%s is not asked about machines', async (version) => {
  expect(await customized(version, OVERRIDE)).toMatchObject({ events: [], scopes: ['api/read', 'api/write'] });
});
