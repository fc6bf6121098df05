import type { Fields } from './honest-request';
import { send } from './honest-request';
import type { Answer, LocalApi } from './local';
import { expectGatewayRefusal, expectRefusal } from './refusal';
import { operations, type Operation } from '../../src/contract';

type TokenName = 'access_token' | 'id_token' | 'refresh_token';

/** Where an operation takes a token: in the Authorization header, or in a field that its body has to have. */
export interface TokenPlace {
  readonly name: string;
  readonly routeKey: string;
  readonly row: Operation;
  readonly field: string;
  readonly inHeader: boolean;
  /** The tokens of a sign-in that serve there. */
  readonly takes: readonly TokenName[];
}

export const tokenPlaces: TokenPlace[] = Object.entries<Operation>(operations).flatMap(([routeKey, row]) => [
  ...row.access === 'ANYONE' ? [] : [{
    name: `${routeKey}, header`, routeKey, row, field: 'access_token', inHeader: true,
    takes: row.access === 'TOKEN' ? ['access_token', 'id_token'] as const : ['access_token'] as const,
  }],
  ...(row.body?.required ?? []).filter((field) => field.endsWith('_token')).map((field) => ({
    name: `${routeKey}, ${field}`, routeKey, row, field, inHeader: false, takes: [field as TokenName],
  })),
]);

/** An otherwise honest request with this token. */
export const sendToken = (api: LocalApi, { routeKey, row, field }: TokenPlace, fields: Fields, token: string): Promise<Answer> =>
  send(api, routeKey, row, { ...fields, [field]: token });

/** Expects that the token is refused for itself, by whoever looks at it first. */
export const expectNoToken = async (api: LocalApi, place: TokenPlace, fields: Fields, token: string): Promise<void> => {
  const answer = await sendToken(api, place, fields, token);
  const schema = place.row.body?.properties[place.field];
  if (place.inHeader) {
    expectGatewayRefusal(answer, 401);
  } else if (new RegExp(schema!.pattern!, 'u').test(token)) {
    expectRefusal(answer, 'INVALID_TOKEN');
  } else {
    expectRefusal(answer, 'INVALID_REQUEST', { [place.field]: `must be ${schema!.description}` });
  }
};
