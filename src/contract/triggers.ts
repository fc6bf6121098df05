/** The Cognito triggers that are ours: the name is the handler's file in lambda/triggers/, the asset folder and the construct ID. */
export const triggers = {
  'custom-message': { summary: 'Writes the invitation and the password and MFA reset mails.' },
} as const;

export type TriggerName = keyof typeof triggers;
