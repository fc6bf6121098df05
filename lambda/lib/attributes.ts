import type { AttributeType } from '@aws-sdk/client-cognito-identity-provider';

/** What Cognito lists as names and values. What has no value is not there. */
export const attributesOf = (attributes: readonly AttributeType[] = []): Readonly<Record<string, string | undefined>> =>
  Object.fromEntries(attributes.filter(({ Value }) => Value !== undefined).map(({ Name, Value }) => [Name!, Value]));
