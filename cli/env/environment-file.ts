import { OAuthOptions, oauthLines } from './oauth';
import { tokenDeliveryOf } from './token-delivery';
import type { AuthApi } from '../auth-api';

export interface EnvironmentOptions extends OAuthOptions {
  readonly apiKey?: string;
}

/** What has no value in it needs no quotes. */
const PLAIN = /^[\w./:@%+,~-]*$/;
export const line = (name: string, value: string): string => `${name}=${PLAIN.test(value) ? value : JSON.stringify(value)}`;

export async function environmentFile(api: AuthApi, options: EnvironmentOptions): Promise<string> {
  const { apiKey } = options;
  const delivery = await tokenDeliveryOf(api.url, apiKey);
  const asksForKey = delivery === undefined;
  return `${[
    `# ${api.local === undefined ? 'The deployed API' : 'The offline run'} ${api.name}. Nothing here is a secret: whoever has the app has it too.`,
    line('VITE_API_URL', api.url),
    ...asksForKey ? [
      `# The API asks for a key${apiKey === undefined ? '' : ', and this one is not it'}. It is the value of the stack's secret ...ApiKeySecret...,`,
      '# or of the one that you gave the construct; --api-key writes it here.',
      'VITE_API_KEY=',
      '# Without the key the API does not say how refresh tokens travel: COOKIE where the stack has tokenDelivery: TokenDelivery.COOKIE.',
    ] : apiKey === undefined ? [] : [line('VITE_API_KEY', apiKey)],
    line('VITE_TOKEN_DELIVERY', delivery ?? 'BODY'),
    ...await oauthLines(api, options),
    ...offlineLines(api),
  ].join('\n')}\n`;
}

const offlineLines = ({ local, UserPoolId }: AuthApi): string[] => local === undefined ? [] : [
  line('VITE_MAILBOX', `${local}/_local/`), line('VITE_JWKS', `${local}/_local/cognito-idp/${UserPoolId}/.well-known/jwks.json`),
];
