import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CustomMessageTriggerEvent } from 'aws-lambda';
import type { CustomMessageEnvironment } from '../../src/contract';
import { defaultMessages } from '../lib/default-messages';
import { messagesOf } from '../lib/message-templates';

const { APP_NAME, MESSAGE_TEMPLATES, CUSTOM_MESSAGE_FUNCTION_ARN } = process.env as unknown as CustomMessageEnvironment;

const messageOf = messagesOf(
  MESSAGE_TEMPLATES ? JSON.parse(readFileSync(join(__dirname, MESSAGE_TEMPLATES), 'utf8')) : {},
  defaultMessages(APP_NAME),
);

/**
 * Writes the mails and texts that templates, or else we, have words for; the others stay Cognito's. The user's own trigger gets the event with ours
 * in it, and has the last word.
 */
export const handler = async (event: CustomMessageTriggerEvent): Promise<CustomMessageTriggerEvent> => {
  Object.assign(event.response, messageOf(event));
  if (CUSTOM_MESSAGE_FUNCTION_ARN) {
    event.response = await (await import('../lib/users-trigger')).answerOf(CUSTOM_MESSAGE_FUNCTION_ARN, event);
  }
  return event;
};
