import type { Prices } from '../../domain/broadcast-plan.ts';
import type { LawfulCalendar } from '../../domain/lawful-hours.ts';
import type { Notifying } from '../notify.ts';
import type { Ports } from '../ports.ts';
import type { Audiences, BroadcastRows, Broadcasts, Bucket, SubjectSources } from './ports.ts';

/** What broadcasts stand on. */
export type Broadcasting = {
  ports: Pick<
    Ports,
    | 'contacts'
    | 'inbound'
    | 'outbound'
    | 'notices'
    | 'jobs'
    | 'locks'
    | 'signals'
    | 'clock'
    | 'log'
    | 'isOutage'
    | 'channel'
  >;
  notifying: Pick<Notifying, 'texts' | 'book'>;
  broadcasts: Broadcasts;
  rows: BroadcastRows;
  audiences: Audiences;
  subjects: SubjectSources;
  bucket: Bucket;
  calendar: LawfulCalendar;
  prices: Prices;
  settings: BroadcastSettings;
};

export type BroadcastSettings = {
  /** Messages a second; Twilio's default for a WhatsApp sender is 80. */
  rate: number;
  /** Requests under way at once. */
  atOnce: number;
  /** From so many people on, the number is typed in or a second person approves. */
  approvalFrom: number;
  /** `any` only where people allowed other hours (Ley 2300 of 2023, art. 3). */
  hours: 'lawful' | 'any';
  /** A send without an answer after this long is nobody's. */
  leaseMs: number;
  /** How long a callback may take to settle a send whose answer was lost. */
  settleAfterMs: number;
  /** Who wrote so recently is in a chat: it is not broken into. */
  chatQuietMs: number;
};
