const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\'': '&#39;' };

/** Text that is markup already: what `html` made. */
export class Markup {
  constructor(readonly text: string) {}
}

type Value = string | number | Markup | readonly Markup[] | undefined;

const shown = (value: Value): string => {
  if (value === undefined) {
    return '';
  }
  if (value instanceof Markup) {
    return value.text;
  }
  return typeof value === 'object' ? value.map(({ text }) => text).join('') : String(value).replace(/[&<>"']/g, (character) => ENTITIES[character]);
};

/** A template whose values are escaped, unless they are markup themselves. */
export const html = (strings: TemplateStringsArray, ...values: Value[]): Markup =>
  new Markup(strings.map((part, index) => part + shown(values[index])).join(''));

/** A text of the documents: what is between backticks is code. */
export const prose = (text: string): Markup[] => text.split(/(`[^`]+`)/).filter(Boolean)
  .map((part) => part.startsWith('`') && part.length > 2 ? html`<code>${part.slice(1, -1)}</code>` : html`${part}`);

/** Paragraphs are apart by an empty line. */
export const paragraphs = (text: string): Markup[] => text.split('\n\n').map((part) => html`<p>${prose(part)}</p>`);

/** What is wider than the page scrolls by itself, by the keyboard, too. */
export const code = (title: string, text: string): Markup =>
  html`<figure><figcaption>${title}</figcaption><pre tabindex="0" role="group" aria-label="${title}"><code>${text}</code></pre></figure>`;
