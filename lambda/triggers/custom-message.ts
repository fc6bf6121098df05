import type { CustomMessageTriggerEvent } from 'aws-lambda';
import type { CustomMessageEnvironment } from '../../src/contract';

const { APP_NAME, CUSTOM_MESSAGE_FUNCTION_ARN } = process.env as unknown as CustomMessageEnvironment;

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\'': '&#39;' };
const escape = (text: string) => text.replace(/[&<>"']/g, (character) => ENTITIES[character]);

const page = (...paragraphs: string[]) => `<!doctype html><html><body>${paragraphs.map((text) => `<p>${text}</p>`).join('')}</body></html>`;

/** Cognito's events have no other field that says what a reset code is for: the handlers send it along. */
const isMfaReset = (event: CustomMessageTriggerEvent) => event.request.clientMetadata?.purpose === 'MFA_RESET';

interface Message {
  readonly subject: string;
  readonly body: string;
}

const messages: Partial<Record<CustomMessageTriggerEvent['triggerSource'], (event: CustomMessageTriggerEvent, name: string) => Message>> = {
  // AWS discards a body that lacks the username's or the code's placeholder.
  CustomMessage_AdminCreateUser: ({ request }, name) => ({
    subject: `Welcome to ${APP_NAME}`,
    body: page(
      `Hello ${name},`,
      `welcome to ${escape(APP_NAME)}. An account was made for ${request.usernameParameter}.`,
      `Your temporary password is: <b>${request.codeParameter}</b>`,
      'Please confirm your account with it and choose a password of your own.',
      'If you did not register, you can ignore this mail.',
    ),
  }),
  CustomMessage_ForgotPassword: (event, name) => isMfaReset(event)
    ? {
      subject: `${APP_NAME} second factor reset`,
      body: page(
        `Hello ${name},`,
        `someone asked to replace the authenticator app of your ${escape(APP_NAME)} account. The code is: <b>${event.request.codeParameter}</b>`,
        'If that was not you, do not give this code to anyone: your second factor stays as it is.',
      ),
    }
    : {
      subject: `${APP_NAME} forgot password`,
      body: page(
        `Hello ${name},`,
        `someone asked for a new password of your ${escape(APP_NAME)} account. The code is: <b>${event.request.codeParameter}</b>`,
        'If that was not you, do not give this code to anyone: your password stays as it is.',
      ),
    },
};

/** Writes our mails; those of events that are not ours stay Cognito's. The user's own trigger gets the event with ours in it, and has the last word. */
export const handler = async (event: CustomMessageTriggerEvent): Promise<CustomMessageTriggerEvent> => {
  const message = messages[event.triggerSource]?.(event, escape(event.request.userAttributes.name ?? ''));
  if (message) {
    event.response.emailSubject = message.subject;
    event.response.emailMessage = message.body;
  }
  if (CUSTOM_MESSAGE_FUNCTION_ARN) {
    event.response = await (await import('../lib/users-trigger')).answerOf(CUSTOM_MESSAGE_FUNCTION_ARN, event);
  }
  return event;
};
