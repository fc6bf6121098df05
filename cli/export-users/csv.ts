/**
 * What a spreadsheet would take for a formula, at the beginning of a cell or where it may split one in two. An apostrophe makes it text.
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
const FORMULA = /(^|[\t\r\n;,|"])(\s*)(?=[=+\-@＝＋－＠])/g;

const cell = (text: string): string => `"${text.replace(FORMULA, '$1$2\'').replaceAll('"', '""')}"`;

/** A line by RFC 4180, every cell in quotes. https://www.rfc-editor.org/rfc/rfc4180 */
export const csvLine = (cells: readonly string[]): string => `${cells.map(cell).join(',')}\r\n`;
