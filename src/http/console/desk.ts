import type { Contact } from '../../domain/contact.ts';
import type { DataRequest } from '../../domain/data-request.ts';
import type { Handoff } from '../../domain/handoff.ts';
import type { Identity } from '../../domain/identity.ts';
import type { Rubric } from '../../domain/screening.ts';
import type { Conversation } from '../../flow/conversation.ts';
import type { Stand } from '../../flow/migration-plan.ts';
import type { DraftEntry } from '../../flow/understanding/gaps.ts';
import type { Texts } from '../../flow/world.ts';
import type { ChatLine, ChatPage } from '../../usecases/chat-view.ts';
import type { Accounts, ConsoleSessions, SignInLimits } from '../../usecases/console/accounts.ts';
import type { Audit } from '../../usecases/console/audit.ts';
import type { FaqDraft, FaqDrafts } from '../../usecases/console/faq-drafts.ts';
import type { Counted, FunnelWeek } from '../../usecases/console/funnel.ts';
import type { Inbox, Notes } from '../../usecases/console/inbox.ts';
import type { Reviewed } from '../../usecases/console/review-screening.ts';
import type { Decision, ScreeningDesk } from '../../usecases/console/reviews.ts';
import type { Scope } from '../../usecases/console/scope.ts';
import type { Replied, Taken } from '../../usecases/console/take-over.ts';
import type { ReturnReason, Takeover, Takeovers } from '../../usecases/console/takeovers.ts';
import type { WroteFirst } from '../../usecases/console/write-first.ts';
import type { DataRequests, PersonalSection } from '../../usecases/data-rights/ports.ts';
import type { Chamber } from '../../usecases/ports.ts';
import type { Accompaniment } from './accompaniment.ts';
import type { BroadcastDesk } from './broadcast-desk.ts';
import type { CertificateDesk } from './certificate-desk.ts';

export type Consent = { id: string; purpose: string; given: boolean; textVersion: string; at: Date };
/** People's, by where they are; and what a chamber's own is. */
export const PEOPLE_EXPORTS = ['screenings', 'contacts', 'consents', 'handoffs'] as const;
export const CHAMBER_EXPORTS = ['enrolments', 'bookings', 'rsvps'] as const;
export const EXPORTS = [...PEOPLE_EXPORTS, ...CHAMBER_EXPORTS] as const;
export type ExportName = (typeof EXPORTS)[number];
/** Whose rows an account sees: people of its territories, and what is its chamber's (null: every one). */
export type Seen = { scope: Scope; chamber: string | null };

/** All that the console's pages stand on. */
export type Desk = {
  texts: Texts;
  clock: () => Date;
  timeZone: string;
  /** The address is https: cookies never travel in the open. */
  secure: boolean;
  /** Signs what is given to a browser before anybody is signed in. */
  sign(text: string): string;
  accounts: Accounts;
  sessions: ConsoleSessions;
  limits: SignInLimits;
  audit: Audit;
  chambers(): Promise<Chamber[]>;
  inbox: Inbox;
  notes: Notes;
  takeovers: Takeovers;
  takeOver(wish: { contactId: string; by: string }): Promise<Taken>;
  reply(reply: { contactId: string; by: string; text: string; key: string }): Promise<Replied>;
  writeFirst(wish: { contactId: string; by: string }): Promise<WroteFirst>;
  giveBack(takeover: Takeover, reason: ReturnReason): Promise<boolean>;
  history(page: ChatPage): Promise<ChatLine[]>;
  contact(id: string): Promise<Contact | null>;
  findContact(identity: Identity): Promise<string | null>;
  optOut(contactId: string): Promise<void>;
  conversation(contactId: string): Promise<Conversation | null>;
  consents(contactId: string): Promise<Consent[]>;
  handoffs(contactId: string): Promise<Handoff[]>;
  /** What the parts of the house keep of a person, each under its own heading. */
  sections: PersonalSection[];
  dataRequests: Pick<DataRequests, 'list'>;
  /** Until the end of a day, by the law's calendar; below zero once it is over. */
  workingDaysLeft(day: string): number;
  answerRequest(request: Pick<DataRequest, 'id' | 'contactId'>): Promise<boolean>;
  erase(wish: { contactId: string; key: string }): Promise<void>;
  signals: {
    listen(contactId: string, listener: () => void): () => void;
    listenAll(listener: (contactId: string) => void): () => void;
    changed(contactId: string): void;
  };
  screenings: ScreeningDesk;
  review(wish: { id: string; decision: Decision; by: string }): Promise<Reviewed>;
  rubric: Rubric;
  funnel(weeks: number, counted: Counted): Promise<FunnelWeek[]>;
  flows: {
    names: string[];
    versions(): Promise<
      { flow: string; version: string; current: boolean; publishedAt: Date; people: number }[]
    >;
    stands(): Promise<{ waiting: Stand[]; left: Stand[] }>;
    picture(flow: string, locale: string, stands: Stand[]): Promise<string>;
  };
  gaps(): Promise<DraftEntry[]>;
  certificates: CertificateDesk;
  faqDrafts: FaqDrafts & { yaml(drafts: FaqDraft[]): string };
  exports: {
    csv(name: ExportName, seen: Seen): AsyncIterable<string>;
    /** Null where there are more rows than a workbook made in memory should hold. */
    xlsx(name: ExportName, seen: Seen): Promise<Buffer | null>;
  };
  accompaniment: Accompaniment;
  broadcasts: BroadcastDesk;
  /** Files that pages load: name → where it lies. */
  assets: Record<string, string>;
};
