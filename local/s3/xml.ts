/** The little XML that S3 speaks: elements and text, no attributes but the namespace. */
import { S3Error } from './error';

export interface Element {
  readonly name: string;
  readonly text: string;
  readonly children: Element[];
}

/** An element to write: its content is text to escape, or elements. */
export type Xml = [name: string, content: string | number | boolean | Xml[]];

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';

export function writeXml([name, content]: Xml): string {
  // S3's errors and its answers to forms are the documents without a namespace.
  const start = ['Error', 'PostResponse'].includes(name) ? name : `${name} xmlns="${NAMESPACE}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${start}>${writeContent(content)}</${name}>`;
}

function writeContent(content: Xml[1]): string {
  if (!Array.isArray(content)) return escape(String(content));
  return content.map(([name, inner]) => `<${name}>${writeContent(inner)}</${name}>`).join('');
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

function escape(text: string): string {
  // A carriage return would be read as a newline, and control characters would end the document.
  return text.replace(/[&<>"'\u0000-\u001f\u007f-\u009f\ufffe\uffff]/g, (char) => ENTITIES[char] ?? `&#x${char.charCodeAt(0).toString(16)};`);
}

/** Reads a request's document. Strict: no declarations of types or entities, no CDATA, no comments. */
export function readXml(body: Buffer, root: string): Element {
  const text = new TextDecoder('utf-8', { fatal: false }).decode(body);
  const rest = text.replace(/^\s*<\?xml[^<>?]*\?>/, '');
  const token = /<(\/?)([A-Za-z][\w.-]*)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/gy;
  const document = { name: '', text: '', children: [] as Element[] };
  const open: { name: string; text: string; children: Element[] }[] = [document];
  for (let at = 0; at < rest.length; at = token.lastIndex) {
    token.lastIndex = at;
    const match = token.exec(rest);
    if (!match || open.length > 10) throw malformed();
    const [, closing, name, , selfClosing, chars] = match;
    const parent = open[open.length - 1];
    if (chars !== undefined) {
      parent.text += unescape(chars);
    } else if (closing) {
      if (open.length < 2 || open.pop()!.name !== name) throw malformed();
    } else {
      const element = { name, text: '', children: [] };
      parent.children.push(element);
      if (!selfClosing) open.push(element);
    }
  }
  const [found] = document.children;
  if (open.length !== 1 || document.children.length !== 1 || document.text.trim() !== '' || found.name !== root) throw malformed();
  return found;
}

/** The text of the child, which may be there once. */
export function textOf(element: Element, name: string): string | undefined {
  const found = element.children.filter((child) => child.name === name);
  if (found.length > 1 || found.some((child) => child.children.length > 0)) throw malformed();
  return found[0]?.text;
}

function unescape(text: string): string {
  return text.replace(/&(#x[0-9a-fA-F]{1,6}|#\d{1,7}|\w+);|&/g, (_all, entity: string | undefined) => {
    const named = Object.entries(ENTITIES).find(([, escaped]) => escaped === `&${entity};`);
    if (named) return named[0];
    const code = entity?.startsWith('#x') ? parseInt(entity.slice(2), 16) : entity?.startsWith('#') ? Number(entity.slice(1)) : NaN;
    if (!(code <= 0x10ffff)) throw malformed();
    return String.fromCodePoint(code);
  });
}

export function malformed(): S3Error {
  return new S3Error(400, 'MalformedXML', 'The XML you provided was not well-formed or did not validate against our published schema');
}
