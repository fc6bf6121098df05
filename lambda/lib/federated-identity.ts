/** Who someone is at an identity provider. */
export interface FederatedIdentity {
  /** As the pool has it. */
  readonly providerName: string;
  /** What the provider calls the person. */
  readonly subject: string;
}

/**
 * Reads it from the name of a federated user, `<provider>_<subject>`, where the provider is one of these. Pools that are not case-sensitive give the
 * name in lower case (https://github.com/aws-amplify/amplify-js/issues/13844), but a link needs the provider's as it is; the subject is taken as
 * Cognito gives it. [M] Whether a link for a subject in lower case is found again where the provider's has capitals.
 */
export const federatedIdentity = (userName: string, providers: readonly string[]): FederatedIdentity | undefined => {
  const [providerName] = providers.filter((name) => userName.toLowerCase().startsWith(`${name.toLowerCase()}_`))
    // Of "corp" and "corp_eu" the longer is meant.
    .sort((one, other) => other.length - one.length);
  const subject = userName.slice((providerName ?? '').length + 1);
  return providerName && subject ? { providerName, subject } : undefined;
};
