import type { AttributeType } from '@aws-sdk/client-cognito-identity-provider';

/** What Cognito lists as names and values. */
export const attributesOf = (attributes: readonly AttributeType[] = []): Record<string, string> =>
  Object.fromEntries(attributes.map(({ Name, Value }) => [Name!, Value ?? '']));
