import { Clock } from './service';

/** A mail or text message that AWS would have sent. */
export interface Message {
  readonly channel: 'EMAIL' | 'SMS';
  readonly to: string;
  readonly subject?: string;
  readonly body: string;
  /** ISO 8601, by the runner's clock. */
  readonly sent_at: string;
}

const LONGEST = 1_000;

/** Everything that was sent, newest last. */
export class Mailbox {
  readonly messages: Message[] = [];

  constructor(private readonly clock: Clock) {}

  deliver(message: Omit<Message, 'sent_at'>): void {
    this.messages.push({ ...message, sent_at: new Date(this.clock.now()).toISOString() });
    this.messages.splice(0, this.messages.length - LONGEST);
  }

  restore(messages: readonly Message[]): void {
    this.messages.splice(0, this.messages.length, ...messages);
  }
}
