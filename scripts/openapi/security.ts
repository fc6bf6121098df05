import { ADMINISTRATORS_GROUP, type Access } from '../../src/contract';

export const securitySchemes = {
  accessToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'The `access_token` of a sign-in or a refresh.' },
  idToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'The `id_token` of a sign-in or a refresh.' },
  apiKey: {
    type: 'apiKey',
    in: 'header',
    name: 'x-api-key',
    description: 'Asked for by the operations that anyone may call, where the API has a key (`apiKey`). No authentication: every copy of a client holds it.',
  },
} as const;

/** Who may call, as OpenAPI has it: any one of these, none at all among them. */
export const securityOf: Record<Access, readonly Record<string, readonly string[]>[]> = {
  ANYONE: [{}, { apiKey: [] }],
  TOKEN: [{ accessToken: [] }, { idToken: [] }],
  ACCESS_TOKEN: [{ accessToken: [] }],
  ADMINISTRATORS: [{ accessToken: [ADMINISTRATORS_GROUP] }],
};
