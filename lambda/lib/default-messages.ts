import { escapeHtml } from './escape-html';
import type { LocaleTexts } from '../../src/contract/messages';

const page = (...paragraphs: string[]) => `<!doctype html><html><body>${paragraphs.map((text) => `<p>${text}</p>`).join('')}</body></html>`;

/** What is sent where no template says otherwise; what is not here stays Cognito's. */
export const defaultMessages = (appName: string): LocaleTexts => ({
  invitation: {
    subject: `Welcome to ${appName}`,
    body: page(
      'Hello {name},',
      `welcome to ${escapeHtml(appName)}. An account was made for {username}.`,
      'Your temporary password is: <b>{code}</b>',
      'Please confirm your account with it and choose a password of your own.',
      'If you did not register, you can ignore this mail.',
    ),
  },
  verification: {
    subject: `${appName} confirmation code`,
    body: page(
      'Hello,',
      `someone gave this email address to ${escapeHtml(appName)}. The code that confirms it is: <b>{code}</b>`,
      'If that was not you, do not give this code to anyone: without it nothing happens.',
    ),
  },
  mfaReset: {
    subject: `${appName} second factor reset`,
    body: page(
      'Hello {name},',
      `someone asked to replace the authenticator app of your ${escapeHtml(appName)} account. The code is: <b>{code}</b>`,
      'If that was not you, do not give this code to anyone: your second factor stays as it is.',
    ),
  },
  passwordReset: {
    subject: `${appName} forgot password`,
    body: page(
      'Hello {name},',
      `someone asked for a new password of your ${escapeHtml(appName)} account. The code is: <b>{code}</b>`,
      'If that was not you, do not give this code to anyone: your password stays as it is.',
    ),
  },
});
