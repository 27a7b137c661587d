import { z } from 'zod';
import type { Flood } from '../domain/flood.ts';

const json: z.ZodType<Json> = z.json() as z.ZodType<Json>;
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type Values = Record<string, Json>;

/** One answer: as the person said it and as it was understood. */
export const answerSchema = z.strictObject({ said: z.string(), value: json });
export type Answer = z.infer<typeof answerSchema>;

/** One flow under way: the version it is pinned to, the step it stands at, what was answered. */
const frame = z.strictObject({
  flow: z.string(),
  version: z.string(),
  step: z.string(),
  answers: z.record(z.string(), answerSchema),
  /** What actions gave back, for texts and conditions. */
  values: z.record(z.string(), json),
  /** Questions answered so far, oldest first: the way back for "atrás". */
  trail: z.array(z.string()),
  /** Answers to the present question that were not understood. */
  misses: z.number().int(),
  /** A vague answer that waits for a yes. */
  confirming: answerSchema.nullable(),
  /** One answer is being corrected: questions answered already are passed over. */
  correcting: z.boolean(),
  /** The version of the flow that could not take this frame up: it finishes on its own, whatever steps come later. */
  outside: z.string().optional(),
});
export type Frame = z.infer<typeof frame>;

const choice = z.strictObject({ id: z.string(), title: z.string(), description: z.string().optional() });
const draft = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), text: z.string() }),
  z.strictObject({
    kind: z.literal('choices'),
    text: z.string(),
    choices: z.array(choice),
    listLabel: z.string(),
  }),
]);
export type Draft = z.infer<typeof draft>;

/** The action a turn stands still for until its result comes. */
const call = z.strictObject({
  action: z.string(),
  /** Same turn, same place: same key, so that acting twice can be told. */
  key: z.string(),
  input: z.record(z.string(), json),
});
export type Call = z.infer<typeof call>;

const flood: z.ZodType<Flood> = z.strictObject({
  minuteFrom: z.iso.datetime(),
  inMinute: z.number().int(),
  hourFrom: z.iso.datetime(),
  inHour: z.number().int(),
  hushed: z.boolean(),
});

export const conversationSchema = z.strictObject({
  contactId: z.string(),
  /** Counts committed turns. */
  revision: z.number().int(),
  locale: z.string(),
  owner: z.enum(['bot', 'human']),
  frames: z.array(frame),
  /** Flows left half-way, by name. */
  parked: z.record(z.string(), frame),
  /** Titles shown last that are no options of a question ("¿Pregunta por …?"), so that "2" or the words find them. */
  offers: z.array(choice),
  /** What is known of the contact across flows: greeted, consent … */
  memory: z.record(z.string(), json),
  lastInboundAt: z.iso.datetime().nullable(),
  /** The turn committed last, and what it wants to send: written again after a crash, never advanced twice. */
  lastTurn: z.string().nullable(),
  outbox: z.array(draft),
  /** How much they have written lately. */
  flood: flood.optional(),
});
export type Conversation = z.infer<typeof conversationSchema>;

export function newConversation(contactId: string, locale: string): Conversation {
  return {
    contactId,
    revision: 0,
    locale,
    owner: 'bot',
    frames: [],
    parked: {},
    offers: [],
    memory: {},
    lastInboundAt: null,
    lastTurn: null,
    outbox: [],
  };
}

export function newFrame(flow: { flow: string; version: string; start: string }): Frame {
  return {
    flow: flow.flow,
    version: flow.version,
    step: flow.start,
    answers: {},
    values: {},
    trail: [],
    misses: 0,
    confirming: null,
    correcting: false,
  };
}

export function serialise(conversation: Conversation): string {
  return JSON.stringify(conversation);
}

/** Throws a ZodError where the text is not a conversation. */
export function deserialise(text: string): Conversation {
  return conversationSchema.parse(JSON.parse(text));
}
