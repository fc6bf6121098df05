import { escape } from './mailbox-page';
import { ServiceResponse } from './service';

const STYLE = `
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
  body { max-width: 24rem; margin: 3rem auto; padding: 0 1rem; }
  h1 { font-size: 1.4rem; } label, button, .choice { display: block; margin: .75rem 0; }
  input[type=text], input[type=password], input[type=email], textarea {
    display: block; width: 100%; box-sizing: border-box; font: inherit; padding: .4rem;
  }
  button { font: inherit; padding: .4rem 1rem; } .error { border-left: 4px solid #c33; padding-left: .75rem; } code { overflow-wrap: anywhere; }
  .about { opacity: .75; font-size: .875rem; }`;

/** Text that is markup already: what `html` made. */
export class Markup {
  constructor(readonly text: string) {}
}

/** A template whose values are escaped, unless they are markup themselves. */
export function html(strings: TemplateStringsArray, ...values: (string | Markup | readonly Markup[] | undefined)[]): Markup {
  return new Markup(strings.map((part, index) => part + shown(values[index])).join(''));
}

function shown(value: string | Markup | readonly Markup[] | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return escape(value);
  return value instanceof Markup ? value.text : value.map(({ text }) => text).join('');
}

export interface PageOptions {
  readonly status?: number;
  readonly cookies?: string[];
  /** Where the form may lead to in the end; browsers look at redirects too. */
  readonly formAction?: string;
}

/** A page without any script, of nobody's frame. */
export function page(title: string, body: Markup, { status = 200, cookies = [], formAction }: PageOptions = {}): ServiceResponse {
  const policy = ['default-src \'none\'', 'style-src \'unsafe-inline\'', 'base-uri \'none\'', 'frame-ancestors \'none\''];
  if (formAction) policy.push(`form-action ${formAction}`);
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy.join('; '),
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      // Not `no-referrer`, which would make the origin of our own forms `null`.
      'referrer-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    },
    cookies,
    body: `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title><style>${STYLE}</style></head>
<body><h1>${escape(title)}</h1>
${body.text}
</body>
</html>
`,
  };
}

/** The source of `form-action` for a callback: its origin, or the scheme of an app's own. */
export function formTarget(uri: string): string {
  const { origin, protocol } = new URL(uri);
  return origin === 'null' ? protocol : origin;
}
