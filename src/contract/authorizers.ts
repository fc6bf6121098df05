/** The Lambda authorizers that are ours: the name is the handler's file in lambda/authorizers/, the asset folder and the construct ID. */
export const authorizers = {
  'api-key': {
    summary: 'Admits requests whose x-api-key is the right one. No authentication: whoever has the client has the key.',
    actions: ['secretsmanager:GetSecretValue'],
  },
} as const;

export type AuthorizerName = keyof typeof authorizers;

/** The environment variables of the authorizers. */
export interface AuthorizerEnvironment {
  /** ARN of the Secrets Manager secret whose string is the API key. */
  readonly API_KEY_SECRET_ARN: string;
}
