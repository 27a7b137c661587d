import { z } from 'zod';

const name = z.string().regex(/^[a-z][a-z0-9-]*$/, 'a name is lower-case letters, digits and hyphens');
const variable = z.string().regex(/^[a-z][A-Za-z0-9]*$/, 'a variable is written like this: operatingMonths');
const option = z.string().regex(/^[a-z0-9][a-z0-9_-]*$/, 'an option is lower-case letters, digits, - and _');
const plain = z.union([z.string(), z.number(), z.boolean()]);

/** The kinds of question a flow may ask; each has its reader in `answers/`. */
export const ASK_KINDS = [
  'choice',
  'yes-no',
  'number',
  'people',
  'duration',
  'premises',
  'sector',
  'place',
  'date',
  'text',
  'pick',
] as const;
export type AskKind = (typeof ASK_KINDS)[number];

const condition = z
  .strictObject({
    known: variable.optional(),
    unknown: variable.optional(),
    answer: variable.optional(),
    is: plain.optional(),
    in: z.array(plain).optional(),
    atLeast: z.number().optional(),
    below: z.number().optional(),
  })
  .refine((rule) => Object.keys(rule).length > 0, 'a condition needs known, unknown or answer');
export type Condition = z.infer<typeof condition>;

/** Where to go: one step, or one for each outcome (of a choice or an action), `otherwise` for the rest. */
const next = z.union([name, z.record(z.string(), name)]);
export type Next = z.infer<typeof next>;

const ask = z.strictObject({
  ask: z.enum(ASK_KINDS),
  text: name,
  save: variable.optional(),
  options: z.array(option).min(1).max(10).optional(),
  /** For `pick`: the list an action gave, whose rows are shown. */
  from: variable.optional(),
  /** For `pick`: a day or a time typed instead of a row is an answer too (`{ kind: 'when', date … }`). */
  reads: z.literal('date').optional(),
  /** Options offered as buttons only after two answers were not understood, with the value each stands for. */
  help: z.record(option, z.union([plain, z.record(z.string(), plain)])).optional(),
  range: z.tuple([z.number(), z.number()]).optional(),
  was: z.array(name).optional(),
  next,
});
const say = z.strictObject({ say: z.union([name, z.array(name).min(1)]), next: name });
const act = z.strictObject({
  do: name,
  with: z.record(variable, plain).optional(),
  next,
});
const when = z.strictObject({
  when: z.array(z.strictObject({ if: condition, go: name })).min(1),
  otherwise: name,
});
/** Leaves this flow for another one. */
const go = z.strictObject({ go: name });
/** Runs another flow, then comes back to `next`. */
const call = z.strictObject({ call: name, next: name });
/** Asks the step named in a saved answer again; steps already answered are then passed over. */
const redo = z.strictObject({ redo: variable });
/** Takes up, or drops, the flow that was left unfinished. */
const resume = z.strictObject({ resume: z.enum(['continue', 'restart']) });
const end = z.strictObject({ end: z.literal(true) });

export const stepSchema = z.union([ask, say, act, when, go, call, redo, resume, end]);
export type AskStep = z.infer<typeof ask>;
export type SayStep = z.infer<typeof say>;
export type DoStep = z.infer<typeof act>;
export type WhenStep = z.infer<typeof when>;
export type Step = z.infer<typeof stepSchema>;

export const flowSchema = z.strictObject({
  flow: name,
  /** What the flow is for, in a sentence. */
  about: z.string().optional(),
  start: name,
  /** Left half-way it is kept, and offered again when the person comes back. */
  resumable: z.boolean().default(false),
  /** Free questions are expected here: what is no answer is taken as a question, not as a mistake. */
  open: z.boolean().default(false),
  steps: z.record(name, stepSchema),
});
export type FlowSource = z.infer<typeof flowSchema>;

/** A flow as it runs; `version` is a short hash of its structure (texts do not count). */
export type Flow = FlowSource & { version: string };

/** What opens a conversation, and which flow each word that works everywhere leads to. */
export const houseSchema = z.strictObject({
  start: name,
  resume: name,
  /** The flow offered when nothing else is under way. */
  suggest: name,
  commands: z.strictObject({
    menu: name,
    human: name,
    'my-data': name,
    'opt-out': name,
    language: name,
  }),
  /** Words that open a flow wherever one stands: each name has its spellings in `commands:words.<name>`. */
  words: z.record(name, name).default({}),
  /** Understood wishes that are not questions: they lead to a flow instead of an answer. */
  intents: z.record(name, name),
  /** Flows that a button under a message of our own opens, each with what its buttons may say. */
  notices: z.record(name, z.array(option)).default({}),
});
export type House = z.infer<typeof houseSchema>;

/** A row of a list that an action gave; only these ids may ride in a payload. */
export const rowSchema = z.strictObject({
  id: option,
  title: z.string(),
  description: z.string().optional(),
});
export type Row = z.infer<typeof rowSchema>;

export function isAsk(step: Step): step is AskStep {
  return 'ask' in step;
}

/** Every step that `next` may lead to. */
export function targets(where: Next): string[] {
  return typeof where === 'string' ? [where] : Object.values(where);
}

/** What `next` tells an answer by: an option, or the kind of a fuller value ("covered", "ambiguous"). */
export function outcomeOf(value: unknown): string {
  if (value && typeof value === 'object' && 'kind' in value) return String(value.kind);
  return String(value);
}

/** The step for an outcome; undefined when neither it nor `otherwise` is named. */
export function target(where: Next, outcome: string): string | undefined {
  if (typeof where === 'string') return where;
  return Object.hasOwn(where, outcome) ? where[outcome] : where.otherwise;
}
