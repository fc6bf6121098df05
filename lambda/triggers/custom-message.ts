import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CustomMessageTriggerEvent } from 'aws-lambda';
import type { CustomMessageEnvironment } from '../../src/contract';
import { defaultMessages } from '../lib/default-messages';
import { messagesOf } from '../lib/message-templates';

const { APP_NAME, MESSAGE_TEMPLATES } = process.env as unknown as CustomMessageEnvironment;

const messageOf = messagesOf(
  MESSAGE_TEMPLATES ? JSON.parse(readFileSync(join(__dirname, MESSAGE_TEMPLATES), 'utf8')) : {},
  defaultMessages(APP_NAME),
);

/** Writes the mails and texts that templates, or else we, have words for; the others stay Cognito's. */
export const handler = async (event: CustomMessageTriggerEvent): Promise<CustomMessageTriggerEvent> => {
  Object.assign(event.response, messageOf(event));
  return event;
};
