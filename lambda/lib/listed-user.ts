/** An account as Cognito tells of it, one of a list or alone. */
interface Told {
  readonly attributes: Readonly<Record<string, string | undefined>>;
  readonly status: string;
  readonly enabled: boolean;
  readonly created_at: string;
  readonly modified_at: string;
}

/** An account in the contract's words, for administrators. */
export const listedUser = ({ attributes, status, enabled, created_at, modified_at }: Told) => ({
  user_id: attributes.sub!,
  email: attributes.email?.toLowerCase() ?? null,
  full_name: attributes.name ?? null,
  mobile_phone_number: attributes.phone_number ?? null,
  status,
  enabled,
  email_verified: attributes.email_verified === 'true',
  created_at,
  modified_at,
});
