import { html, page } from '../html';
import { ServiceResponse } from '../service';

/** Where you type who you are. */
export function authorizePage(provider: string, action: string, error?: string): ServiceResponse {
  return page(`${provider}, played by a stub`, html`
${error === undefined ? undefined : html`<p class="error" role="alert">${error}</p>`}
<p>Say who you are at ${provider}.</p>
<form method="post" action="${action}">
<label>Subject <input type="text" name="sub" required></label>
<label>Email <input type="email" name="email"></label>
<label class="choice"><input type="checkbox" name="email_verified" value="true"> The email is verified</label>
<label>Name <input type="text" name="name"></label>
<label>Other claims, as JSON <textarea name="claims" placeholder="{}"></textarea></label>
<button type="submit" name="decision" value="allow">Sign in</button>
<button type="submit" name="decision" value="deny" formnovalidate>Say no</button>
</form>`, { status: error === undefined ? 200 : 400 });
}

export const refusal = (): ServiceResponse =>
  page('Not from here', html`<p class="error">The stub only sends people to user pools of this runner.</p>`, { status: 400 });

/** The claims, undefined where the person said no, or a text that says what is wrong. */
export function identityFrom(form: URLSearchParams): Record<string, unknown> | string | undefined {
  if (form.get('decision') === 'deny') return undefined;
  const sub = form.get('sub')?.trim();
  if (!sub) return 'The subject is missing';
  const given = Object.fromEntries(['email', 'name'].flatMap((name) => form.get(name) ? [[name, form.get(name)]] : []));
  let more: unknown;
  try {
    more = JSON.parse(form.get('claims') || '{}');
  } catch {
    return 'The other claims are no JSON';
  }
  if (typeof more !== 'object' || more === null || Array.isArray(more)) return 'The other claims are no JSON object';
  return { ...more, ...given, ...(given.email ? { email_verified: form.get('email_verified') === 'true' } : {}), sub };
}
