import { bodySchemas, paths } from './operation';
import { refusalExamples, refusalResponses, refusalSchemas } from './refusals';
import { securitySchemes } from './security';
import { tags } from './tags';
import { operations, REFRESH_TOKEN_COOKIE, type Operation } from '../../src/contract';

const ABOUT = `Registration, sign-in with a second factor, sessions, passwords, second factors and erasure, on a user pool of Amazon Cognito.

JSON in, JSON out, UTF-8, \`Cache-Control: no-store\`. Unknown fields of a request are refused; answers may get further fields.
A failure of a function is \`{message, error_message, code, request_id}\`, with \`fields\` where some are to blame. What API Gateway answers by itself,
before a function is asked, is \`{message}\` alone. Clients read \`message\` in both cases, and \`code\` where it is there.

An operation whose feature is not switched on is answered 404 by API Gateway.`;

const headers = {
  'Retry-After': { description: 'Seconds until a retry makes sense, where a function knows them.', schema: { type: 'integer', minimum: 1 }, example: 30 },
  'Set-Cookie': {
    description: `Only where the refresh token travels in a cookie: \`${REFRESH_TOKEN_COOKIE}\`, HttpOnly, Secure, SameSite=Strict.`,
    schema: { type: 'string' },
    example: `${REFRESH_TOKEN_COOKIE}=eyJjdHkiOiJKV1QifQ.refresh.token; Path=/; Max-Age=86400; HttpOnly; Secure; SameSite=Strict`,
  },
};

/** docs/openapi.json: the contract as OpenAPI 3.1. */
export const openApiDocument = () => ({
  openapi: '3.1.0',
  info: { title: 'cognito-auth-api', version: '1', summary: 'An auth API on Amazon Cognito.', description: ABOUT, license: { name: 'MIT', identifier: 'MIT' } },
  servers: [{
    url: '{url}',
    description: 'The output `ApiUrl` of the stack, with `pathPrefix` where there is one; by default the offline run.',
    variables: { url: { default: 'http://localhost:4000', description: 'Where the API is' } },
  }],
  tags: tags(),
  paths: paths(),
  components: {
    securitySchemes,
    headers,
    schemas: { ...bodySchemas(), ...refusalSchemas() },
    responses: refusalResponses(Object.values<Operation>(operations)),
    examples: refusalExamples(),
  },
});
