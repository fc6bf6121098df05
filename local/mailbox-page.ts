import { Message } from './mailbox';
import { ShownCode } from './service';

const STYLE = `
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
  body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
  article { border: 1px solid #8886; border-radius: .5rem; margin: 1rem 0; padding: .75rem 1rem; }
  h1 { font-size: 1.4rem; } h2 { font-size: 1.05rem; margin: 0; }
  p { margin: .25rem 0; } .about { opacity: .75; font-size: .875rem; }
  table { border-spacing: 0; margin: .5rem 0 1.5rem; } td { padding: .25rem 1.5rem .25rem 0; vertical-align: top; overflow-wrap: anywhere; }
  code { font: 600 1.1rem ui-monospace, monospace; white-space: nowrap; }
  pre { font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; margin: .75rem 0 0; }`;

/** No script at all, and nothing from elsewhere: the bodies shown are mails that hold what strangers typed. */
export const PAGE_POLICY = 'default-src \'none\'; style-src \'unsafe-inline\'; base-uri \'none\'; form-action \'none\'; frame-ancestors \'none\'';

// A page of tests that enrolled hundreds would hide the mails.
const MOST_CODES = 10;

/** The mailbox as a page that refreshes itself, newest first. */
export function mailboxPage(messages: readonly Message[], codes: readonly ShownCode[] = [], hasApp = false): string {
  const articles = messages.toReversed().map(articleOf).join('\n');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="5">
<title>Mailbox (${messages.length})</title>
<style>${STYLE}</style>
</head>
<body>
${hasApp ? '<p><a href="/">To the app</a></p>\n' : ''}<h1>Mailbox</h1>
<p class="about">The mails and texts that AWS would have sent; nothing leaves this machine. As data: <a href="messages">messages</a>, <a href="codes">codes</a>,
<a href="logs">logs</a>, <a href="calls">calls</a>, <a href="outputs">outputs</a>, <a href="auth">sign-in pages</a>.</p>
${articles || '<p>Nothing has been sent yet.</p>'}
${codesOf(codes)}</body>
</html>
`;
}

function codesOf(codes: readonly ShownCode[]): string {
  if (codes.length === 0) {
    return '';
  }
  const rows = codes.slice(-MOST_CODES).map(({ user, code, seconds, isUsed }) => `<tr><td>${escape(user)}</td><td><code>${escape(code)}</code></td><td class="about">${
    isUsed ? `used already, the next one in ${seconds} s` : `for ${seconds} s`}</td></tr>`);
  return `<h1>Authenticator apps</h1>
<p class="about">What the apps of ${codes.length > MOST_CODES ? `the last ${MOST_CODES} people` : 'people'} show now, for who has none at hand. Each code works once.</p>
<table>
${rows.join('\n')}
</table>
`;
}

function articleOf(message: Message): string {
  return `<article>
<h2>${escape(message.subject ?? (message.channel === 'SMS' ? 'Text message' : 'No subject'))}</h2>
<p class="about">To ${escape(message.to)}, <time>${escape(message.sent_at)}</time></p>
<pre>${escape(textOf(message.body))}</pre>
</article>`;
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: '\'', nbsp: ' ' };

/** What a person would read in a mail, without its markup. */
export function textOf(body: string): string {
  if (!/<\/?[a-z]/i.test(body)) {
    return body;
  }
  return body
    .replace(/<(style|script|head|title)\b[\s\S]*?<\/\1\s*>/gi, '')
    .replace(/\s+/g, ' ')
    .replace(/<br\s*\/?>|<\/(p|div|tr|li|h[1-6]|table)\s*>/gi, '\n')
    .replace(/<[/!]?[a-z][^>]*>/gi, '')
    .replace(/&(#x[0-9a-f]+|#\d+|[a-z]+);/gi, (whole, name: string) => decoded(name) ?? whole)
    .replace(/ *\n */g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function decoded(name: string): string | undefined {
  if (!name.startsWith('#')) {
    return ENTITIES[name.toLowerCase()];
  }
  const code = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : parseInt(name.slice(1), 10);
  return code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

export function escape(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
