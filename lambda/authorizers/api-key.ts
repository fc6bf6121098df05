import type { APIGatewayRequestAuthorizerEventV2, APIGatewaySimpleAuthorizerResult } from 'aws-lambda';
import { isSameText } from '../../runtime/same-text';
import type { AuthorizerEnvironment } from '../../src/contract';
import { keptSecret } from '../lib/kept-secret';

const { API_KEY_SECRET_ARN } = process.env as unknown as AuthorizerEnvironment;

/** Milliseconds after which a new key is asked for. API Gateway keeps our answers for another five minutes. */
const KEY_LIFETIME = 5 * 60 * 1000;
const apiKey = keptSecret(API_KEY_SECRET_ARN, KEY_LIFETIME);

/** Judges the very text that API Gateway keeps the answer under. An empty secret admits nobody. */
export const handler = async ({ identitySource: [key] }: APIGatewayRequestAuthorizerEventV2): Promise<APIGatewaySimpleAuthorizerResult> =>
  ({ isAuthorized: key !== '' && isSameText(key, await apiKey()) });
