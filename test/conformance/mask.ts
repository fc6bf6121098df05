/** Takes out of what was sent and answered all that belongs to an account, and all that could open one; what stays can be read by anybody, and compared. */

/** Members whose text is a secret, a proof or a one-time thing, by Cognito's names. */
const SECRETS = new RegExp(`^(?:${[
  'AccessToken', 'IdToken', 'Session', 'SecretCode', 'SecretHash', 'ClientSecret', 'SECRET_HASH', 'RefreshToken', 'REFRESH_TOKEN', 'Token', 'Password', 'PASSWORD', 'NEW_PASSWORD', 'TemporaryPassword', 'PreviousPassword',
  'ProposedPassword', 'UserCode', 'ConfirmationCode', 'Code', 'SALT', 'SRP_[AB]', 'SECRET_BLOCK', 'TIMESTAMP', 'PASSWORD_CLAIM_\\w+', '\\w+_CODE', 'ANSWER', 'CREDENTIAL',
  'CREDENTIAL_REQUEST_OPTIONS', 'CREDENTIAL_CREATION_OPTIONS', 'CredentialCreationOptions', 'Credential', 'CredentialId', 'id', 'rawId', 'challenge', 'DeviceKey', 'DeviceGroupKey', 'SessionId', 'NextToken', 'PaginationToken',
].join('|')})$`);

/** The address of nobody: RFC 2606. */
const NOBODYS = /@(?:[\w-]+\.)*(?:example\.(?:com|org|net)|[\w-]+\.(?:example|invalid|test))$/i;

/** Members that name a client: an id may look like a word, where it happens to have no digit. */
const CLIENT_ID = /^(?:ClientId|CLIENT_ID|client_id)$/;

const JWT = /^[\w-]+\.[\w-]+\.[\w-]*$/;

export class Mask {
  private readonly numbers = new Map<string, Map<string, number>>();

  of(value: unknown, member = ''): unknown {
    if (value instanceof Date) return '<date>';
    if (value instanceof Uint8Array) return '<bytes>';
    if (Array.isArray(value)) return value.map((item) => this.of(item, member));
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(Object.entries(value).filter(([name, inner]) => name !== '$metadata' && inner !== undefined)
        .sort(([one], [other]) => one < other ? -1 : 1).map(([name, inner]) => [name, this.of(inner, name)]));
    }
    return typeof value === 'string' ? this.text(value, member) : value;
  }

  private text(value: string, member: string): string {
    if (value === '') return value;
    const claims = claimsOf(value);
    if (claims) return `<token with ${claims.join(', ')}>`;
    if (SECRETS.test(member)) return this.number(member, value);
    if (CLIENT_ID.test(member)) return this.number('client', value);
    return this.withoutClients(value)
      // Cognito's own mask, of an address that may be made up.
      .replace(/(?<!\w)\w\*{3,}(?:@\w\*{3,}|\d{4})?|\+\*+\d{4}/g, '<masked address>')
      .replace(/[\w.+-]+@[\w.-]+\.\w+/g, (address) => NOBODYS.test(address) ? address : this.number('address', address))
      .replace(/\b([a-z]{2}(?:-[a-z]+)+-\d)_[0-9A-Za-z]+/g, (id) => this.number('pool', id))
      .replace(/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi, (id) => this.number('id', id))
      .replace(/\barn:aws[\w-]*:([\w-]+):[\w-]*:\d*:/g, 'arn:<partition>:$1:<region>:<account>:')
      .replace(/\b\d{12}\b/g, '<account>')
      .replace(/\b[a-z]{2}(?:-[a-z]+)+-\d\b/g, '<region>')
      .replace(/(?<![\w<])(?=[0-9a-z]*\d)[0-9a-z]{24,28}(?!\w)/g, (id) => this.number('client', id))
      // Whatever else is too long to be a word.
      .replace(/[\w+/=-]{40,}/g, (text) => this.number('opaque', text));
  }

  /** Of those that were named before; made-up ones may be words that stand for themselves. */
  private withoutClients(text: string): string {
    return [...this.numbers.get('client')?.keys() ?? []].filter((id) => id.length > 20).reduce((masked, id) => masked.replaceAll(id, this.number('client', id)), text);
  }

  /** The same text has the same number, so that it shows where it comes again. */
  private number(kind: string, value: string): string {
    const known = this.numbers.get(kind) ?? new Map<string, number>();
    this.numbers.set(kind, known);
    if (!known.has(value)) known.set(value, known.size + 1);
    return `<${kind} ${known.get(value)}>`;
  }
}

/** Which claims a token has, but none of their values. */
function claimsOf(text: string): string[] | undefined {
  if (!JWT.test(text)) return undefined;
  try {
    return Object.keys(JSON.parse(Buffer.from(text.split('.')[1], 'base64url').toString('utf8'))).sort();
  } catch {
    return undefined;
  }
}
