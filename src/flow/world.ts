import type { Choice, InboundContent } from '../domain/message.ts';
import type { About } from '../domain/records.ts';
import type { Call, Conversation, Draft, Json, Values } from './conversation.ts';
import type { AskKind, AskStep, Flow, House } from './definition.ts';
import type { Segment } from './edges.ts';
import type { Move } from './migration.ts';

/** A text by its key, `flow:path.to.it`; the words themselves live in `locales/`. */
export type Texts = {
  get(locale: string, key: string, params?: Values): string;
  has(locale: string, key: string): boolean;
  /** A short hash of the text as it stands: proof of what a person agreed to. */
  version(locale: string, key: string): string;
  /** A day in words, in the programme's time zone. */
  date(locale: string, at: Date): string;
  /** The hour, `3:00 p. m.` */
  time(locale: string, at: Date): string;
  /** Both, short enough for a button: `mar 24 nov, 3:00 p. m.` */
  moment(locale: string, at: Date): string;
};

/** The flows as they are now, and the older versions that people still stand in. */
export type FlowSet = {
  house: House;
  /** Of the flows as they are now. */
  names(): string[];
  current(name: string): Flow | undefined;
  pinned(name: string, version: string): Flow | undefined;
  /** What an edit means for somebody who stands in an earlier version. */
  move(at: { old: Flow; now: Flow; step: string; known: ReadonlySet<string> }): Move;
};

/** What reading one answer came to. */
export type Reading =
  | { kind: 'understood'; value: Json }
  /** Plausible but vague: the person confirms it with a button. */
  | { kind: 'confirm'; value: Json }
  /** Clear, and not possible (200 people at most). */
  | { kind: 'out-of-range' }
  | { kind: 'unclear' };

export type ReaderContext = { step: AskStep; options: Choice[]; now: Date };
export type Reader = (said: string, context: ReaderContext) => Reading;

/** "no espere, son 3 personas no 2": another kind of question answered anew. */
export type Correction = { ask: AskKind; value: Json };

/** What a free message asks for. */
export type Wish =
  | { kind: 'answer'; intents: string[]; place: Json }
  | { kind: 'offer'; intents: string[]; place: Json }
  | { kind: 'none' };

/** All the engine may lean on; every member is pure. */
export type World = {
  flows: FlowSet;
  texts: Texts;
  readers: Record<AskKind, Reader>;
  readCorrection(said: string, now: Date): Correction | null;
  understand(said: string): Wish;
  /** Facts of the house for texts: who answers for the data, where the notice is. */
  facts: Values;
};

/** One message to advance a conversation with. */
export type Input = { turn: string; content: InboundContent; now: Date; notice?: OpenNotice | null };

/** A message of our own that this input may answer; `replied` where the contact answered that very message. */
export type OpenNotice = { about: About; choices: Choice[]; replied: boolean };

/** A text to say: by key, or word for word (a checked answer). */
export type TextRef = { key: string; params?: Values } | { literal: string };

/** What an action gives back to the flow that called it. */
export type ActionResult = {
  outcome: string;
  values?: Values;
  memory?: Values;
  locale?: string;
  say?: TextRef[];
  /** Answers in flows left half-way go too. */
  forget?: boolean;
};

/** A turn stands still for an action, or is through. */
export type Progress =
  | { kind: 'acting'; turn: Turn; call: Call }
  | { kind: 'done'; conversation: Conversation; drafts: Draft[]; path: Segment[] };

/** A question's part of a message: shown last, with what can be tapped. */
export type Spoken = { text: string; choices?: Choice[]; listLabel?: string };

/** The state of one turn on its way through the engine; made afresh for each, never shared. */
export type Turn = {
  id: string;
  now: Date;
  conversation: Conversation;
  spoken: Spoken[];
  calls: number;
  steps: number;
  /** The contact was asked which of two open questions they mean: nothing else is asked in this turn. */
  asked: boolean;
  /** The question that stood open when the turn began: put again as it is, it may be said in short. */
  open: string | null;
  /** The steps left on the way, by which of their ways out. */
  path: Segment[];
  /** What stands still: a `do` step of the flow, or a question answered in between. */
  pending: { kind: 'step' } | { kind: 'question' } | null;
};
