import { grantCode } from './authorization-code';
import { AuthorizationRequest, readAuthorizationRequest } from './authorization-request';
import { openBrowserSession } from './browser-session';
import { csrfToken, isOwnForm } from './csrf';
import { Endpoint } from './endpoint';
import { challengeFields, passwordFields } from './login-forms';
import { answerChallenge, findStep, keepStep, LoginStep, Outcome, startWithPassword } from './login-steps';
import { offeredProviders } from './providers';
import { OAuthRequest } from './request';
import { formTarget, html, Markup, page } from '../../html';
import { ServiceResponse } from '../../service';
import { Cognito } from '../cognito';
import { Fault } from '../errors';
import { sha256 } from '../random';

/** The sign-in page: plain forms, the same address for each step. */
export const login: Endpoint = async (cognito, request) => {
  const authorization = readAuthorizationRequest(request);
  if (request.method !== 'POST') return show(cognito, request, authorization);
  if (!isOwnForm(request)) return notOurs();
  if (!offeredProviders(authorization.client).includes('COGNITO')) return show(cognito, request, authorization, { error: 'Choose how to sign in.' });
  return submit(cognito, request, authorization);
};

const notOurs = (): ServiceResponse =>
  page('Not from this page', html`<p class="error">The form was not one of this page, or is too old. Go back and reload it.</p>`, { status: 403 });

async function submit(cognito: Cognito, request: OAuthRequest, authorization: AuthorizationRequest): Promise<ServiceResponse> {
  const form = request.form!;
  const { client } = authorization;
  const { pool, root } = request;
  const place = { pool, client, browser: sha256(csrfToken(request).token) };
  let step: LoginStep | undefined;
  let outcome: Outcome;
  try {
    const name = form.get('step');
    step = name === null ? undefined : findStep(cognito, name, client, place.browser);
    outcome = step ? await answerChallenge(cognito, place, step, form) : await startWithPassword(cognito, place, form);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    // A session that is over leads back to the beginning, and so does a person who may not go on.
    const again = error.type === 'NotAuthorizedException' ? undefined : step;
    return show(cognito, request, authorization, { step: again, error: error.message });
  }
  if ('step' in outcome) return show(cognito, request, authorization, { step: outcome.step });
  const { session, cookie } = openBrowserSession(cognito, root, pool, outcome.user, 'COGNITO');
  return grantCode(cognito, pool, outcome.user, session, authorization, [cookie]);
}

interface Shown {
  readonly step?: LoginStep;
  readonly error?: string;
}

function show(cognito: Cognito, request: OAuthRequest, authorization: AuthorizationRequest, { step, error }: Shown = {}): ServiceResponse {
  const { client, redirectUri, loginHint } = authorization;
  const { token, cookies } = csrfToken(request);
  const fields = step ? challengeFields(request.pool, step.response, step.totp) : passwordFields(loginHint);
  const native = offeredProviders(client).includes('COGNITO');
  const body = html`${error === undefined ? undefined : html`<p class="error" role="alert">${error}</p>`}
${native ? form(`${request.root}/login?${request.query}`, fields, token, step && keepStep(cognito, step), step?.response.ChallengeName) : undefined}
${step ? undefined : providerLinks(request, offeredProviders(client))}
${termsLinks(request, client.id)}
<p class="about">The sign-in page of ${client.config.ClientName}, offline. Neither its look nor sign-up and recovery are those of managed login.</p>`;
  return page('Sign in', body, { status: error === undefined ? 200 : 400, cookies, formAction: `'self' ${formTarget(redirectUri)}` });
}

const form = (action: string, fields: Markup | undefined, token: string, step: string | undefined, challenge: string | undefined): Markup =>
  fields === undefined ? html`<p class="error">The offline sign-in page does not have the challenge ${challenge}.</p>` : html`
<form method="post" action="${action}">
<input type="hidden" name="_csrf" value="${token}">${step === undefined ? undefined : html`<input type="hidden" name="step" value="${step}">`}
${fields}
<button type="submit">Sign in</button>
</form>`;

function providerLinks({ root, query }: OAuthRequest, providers: string[]): readonly Markup[] {
  return providers.filter((name) => name !== 'COGNITO').map((name) => {
    const chosen = new URLSearchParams(query);
    chosen.set('identity_provider', name);
    return html`<p><a href="${`${root}/oauth2/authorize?${chosen}`}">Continue with ${name}</a></p>`;
  });
}

/** [D] Of the client, from AWS::Cognito::Terms. */
function termsLinks({ pool }: OAuthRequest, clientId: string): readonly Markup[] {
  return (pool.terms ?? []).filter((one) => one.clientId === clientId).flatMap(({ name, links }) => {
    const link = links['cognito:default'] ?? Object.values(links)[0];
    return /^https?:/.test(link ?? '') ? [html`<p class="about"><a href="${link}">${name}</a></p>`] : [];
  });
}
