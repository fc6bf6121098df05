import { RevokeUserSessionCommand } from '@aws-sdk/client-cognito-identity-provider';
import { TOKEN_REFUSALS } from './lib/access-token';
import { answering } from './lib/aws-errors';
import { assertPersonal } from './lib/claims';
import { cognito } from './lib/cognito';
import { HttpError } from './lib/http-error';
import { operation } from './lib/operation';
import { trackedSessions } from './lib/tracked-sessions';

/** AWS does not say by which exception it refuses the current session, or somebody else's: the list of the bearer's own tells before. */
const otherSession = async (token: string, id: string) => {
  const session = (await trackedSessions(token)).find(({ SessionId }) => SessionId === id);
  if (!session) {
    throw new HttpError('SESSION_NOT_FOUND');
  }
  if (session.IsCurrentSession) {
    throw new HttpError('CURRENT_SESSION');
  }
};

export const handler = operation<'DELETE /v1/sessions/{session_id}'>(async ({ claims, token, path: { session_id } }) => {
  assertPersonal(claims);
  await otherSession(token, session_id);
  // LINKED: or a browser that is signed in at Cognito's pages would be back without a password.
  await cognito.send(new RevokeUserSessionCommand({ AccessToken: token, SessionId: session_id, RevokeAssociatedSessions: 'LINKED' }))
    .catch(answering('SESSION_NOT_FOUND', ['ResourceNotFoundException', 'InvalidParameterException']))
    .catch(answering('INVALID_TOKEN', TOKEN_REFUSALS));
  return { session_id, status: 'SESSION_ENDED' };
});
