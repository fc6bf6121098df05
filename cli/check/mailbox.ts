interface Message {
  readonly to: string;
  readonly body: string;
}

/** The mails of an offline run. */
export class Mailbox {
  constructor(private readonly local: string, private readonly stopped: AbortSignal) {}

  /** The code of the newest mail to an address; undefined where there is none. */
  async code(email: string): Promise<string | undefined> {
    const response = await fetch(`${this.local}/_local/messages`, { signal: this.stopped });
    const mails = (await response.json() as Message[]).filter(({ to }) => to === email);
    return /\b\d{6}\b/.exec(mails.at(-1)?.body.replace(/<style[\s\S]*?<\/style>|<[^>]*>/g, ' ') ?? '')?.[0];
  }
}
