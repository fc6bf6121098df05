/** The Cognito triggers that are ours: the name is the handler's file in lambda/triggers/, the asset folder and the construct ID. */
export const triggers = {
  'custom-message': { summary: 'Writes the invitation and the password and MFA reset mails.' },
  'pre-sign-up': { summary: 'Links who comes from a trusted identity provider to the account with the same verified email address, and keeps addresses for people who are yet to be migrated.' },
  'pre-token-generation': { summary: 'Gives the access tokens of a group\'s members its scopes, takes them from all others, and copies attributes to claims.' },
} as const;

export type TriggerName = keyof typeof triggers;
