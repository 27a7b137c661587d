import { z } from 'zod';

/** What the nightly job ends; everything else ends by itself or is kept on purpose. */
export const DISPOSABLE = [
  'silent-people',
  'screenings',
  'keys-of-nobody',
  'questions-without-answer',
  'handoffs',
  'notes',
  'waits',
  'sessions-of-people',
  'answers-to-invitations',
  'broadcast-rows',
  'requests-about-data',
  'audit',
] as const;
export type Disposable = (typeof DISPOSABLE)[number];

const UNITS = { minutes: 60_000, hours: 60 * 60_000, days: 24 * 60 * 60_000 };

/** `30 days` in milliseconds; null is without end. */
const term = z.union([
  z.literal('no end').transform(() => null),
  z
    .string()
    .regex(/^[1-9]\d* (minutes|hours|days)$/, 'is not like "30 days" or "no end"')
    .transform((text) => {
      const [count, unit] = text.split(' ');
      return Number(count) * UNITS[unit as keyof typeof UNITS];
    }),
]);

const dataClass = z.strictObject({
  held: z.array(z.string()),
  keep: term,
  since: z.string(),
  ends: z.enum(['expires', 'deleted', 'anonymised', 'forgotten', 'kept']),
  why: z.string(),
  source: z.string(),
});
export type DataClass = z.output<typeof dataClass>;

/** How long each class of data is kept (data/retention.yaml). */
export const retentionSchema = z
  .strictObject({ version: z.string(), classes: z.record(z.string(), dataClass) })
  .superRefine(({ classes }, context) => {
    const fault = (message: string) => context.addIssue({ code: 'custom', message });
    for (const name of DISPOSABLE) if (!classes[name]) fault(`${name} has no term`);
    for (const [name, { ends, keep }] of Object.entries(classes)) {
      if ((ends === 'kept') !== (keep === null)) fault(`${name}: only what is kept has no end`);
      if (isJobs(ends) !== isDisposable(name)) fault(`${name}: "${ends}" is not how this class ends`);
    }
  });
export type Retention = z.output<typeof retentionSchema>;

export type Term = { name: Disposable; keepMs: number };

/** What the job ends, and how old it must be for that. */
export function termsOf({ classes }: Retention): Term[] {
  return DISPOSABLE.flatMap((name) => {
    const keepMs = classes[name]?.keep;
    return keepMs ? [{ name, keepMs }] : [];
  });
}

function isJobs(ends: DataClass['ends']): boolean {
  return ends !== 'expires' && ends !== 'kept';
}

function isDisposable(name: string): boolean {
  return DISPOSABLE.some((one) => one === name);
}
