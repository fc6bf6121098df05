import { AdminRemoveUserFromGroupCommand, AdminUserGlobalSignOutCommand } from '@aws-sdk/client-cognito-identity-provider';
import { makeAdministrator } from './administrator';
import type { Aws } from './aws';
import { tokensOfAnotherClient } from './foreign-tokens';
import type { LocalApi } from './local';
import { bearer, Person } from './person';
import { expectGatewayRefusal, expectRefusal } from './refusal';
import { ADMINISTRATORS_GROUP } from '../../src/contract';

interface Context {
  readonly api: LocalApi;
  readonly aws: Aws;
  /** `GET /v1/admin/...`, with which an administrator succeeds any number of times. */
  readonly route: string;
}

/** Tests that an operation is for administrators alone, and only as long as they are. */
export const isForAdministratorsOnly = (context: () => Context): void => describe('refuses', () => {
  const ask = (token: string) => context().api.call(context().route, undefined, bearer(token));
  const administrator = async () => {
    const { api } = context();
    const person = await new Person(api).enrol();
    await makeAdministrator(api, person);
    const tokens = (await person.signIn()).body;
    expect((await ask(tokens.access_token)).status).toBe(200);
    return { person, tokens };
  };

  test('whoever brings no token, and everybody else\'s, before any function runs', async () => {
    const { api } = context();
    const { body } = await (await new Person(api).enrol()).signIn();
    expectGatewayRefusal(await api.call(context().route), 401);
    expectGatewayRefusal(await ask('a.b.c'), 401);
    expectGatewayRefusal(await ask(body.access_token), 403);
    expectGatewayRefusal(await ask(body.id_token), 403);
  });

  test('an administrator\'s ID token, and the token of another app', async () => {
    const { person, tokens } = await administrator();
    expectGatewayRefusal(await ask(tokens.id_token), 403);
    expectGatewayRefusal(await ask((await tokensOfAnotherClient(context().aws, person)).access_token), 401);
  });

  test('a revoked token', async () => {
    const { person: { email }, tokens: { access_token } } = await administrator();
    await context().api.call('POST /v1/logout', { email, access_token });
    expectRefusal(await ask(access_token), 'INVALID_TOKEN');
  });

  test('who is no administrator any more: at once where they were signed out, else from the next refresh on', async () => {
    const { api, aws: { cognito, UserPoolId } } = context();
    const [eve, mallory] = [await administrator(), await administrator()];
    for (const { person } of [eve, mallory]) {
      await cognito.send(new AdminRemoveUserFromGroupCommand({ UserPoolId, Username: person.sub, GroupName: ADMINISTRATORS_GROUP }));
    }
    await cognito.send(new AdminUserGlobalSignOutCommand({ UserPoolId, Username: mallory.person.sub }));
    expectRefusal(await ask(mallory.tokens.access_token), 'INVALID_TOKEN');
    const { body } = await api.call('POST /v1/refresh-token', { email: eve.person.email, refresh_token: eve.tokens.refresh_token });
    expectGatewayRefusal(await ask(body.access_token), 403);
  });
});
