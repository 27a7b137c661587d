/** What one attempt to send came to; `why` is a provider's code, one of our own reasons, or empty. */
export type SendMeasure = { purpose: string; outcome: 'accepted' | 'refused' | 'unknown'; why: string };

/** What is measured while the house works. No value says anything about a person. */
export interface Metrics {
  /** From the door to the commit of its turn, in seconds. */
  turnTook(seconds: number): void;
  /** From the door to the provider's acceptance of the answer, in seconds. */
  replyTook(seconds: number): void;
  sent(measure: SendMeasure): void;
  /** A status callback that counted: `delivered`, `failed` … with the provider's code. */
  status(status: string, code: number | null): void;
}

/** How much waits, at the moment somebody asks. */
export type Depths = {
  /** Messages without an answer, and the age of the oldest in seconds. */
  unanswered: number;
  oldestUnansweredSeconds: number;
  /** Outbound messages not accepted yet. */
  unsent: number;
  /** Tickets that wait for a person, and the age of the oldest in seconds. */
  tickets: number;
  oldestTicketSeconds: number;
  /** Jobs by queue and state. */
  jobs: { queue: string; state: string; count: number }[];
};
