import { z } from 'zod';
import { printedName } from './certificate.ts';
import { type Enrolment, minutesOf, STAGES, type Stage } from './enrolment.ts';

const requirement = z.strictObject({
  /** Parts of the route that have to be done. */
  stages: z.array(z.enum(STAGES)),
  /** Of the whole route. */
  hours: z.int().positive(),
  /** Of them, to have been attended. */
  percent: z.int().min(0).max(100),
});
export type Requirement = z.infer<typeof requirement>;

/** What a certificate asks for (data/certificate-rule.yaml): ours and orientative, or a chamber's own. */
export const certificateRuleSchema = z.strictObject({
  version: z.string().min(1),
  orientative: requirement,
  chambers: z.record(z.string(), requirement),
});
export type CertificateRule = z.infer<typeof certificateRuleSchema>;

/** Something that still stands between an enrolment and its certificate. */
export type Missing =
  | { kind: 'withdrawn' }
  /** Nobody can be certified without a name. */
  | { kind: 'name' }
  | { kind: 'stage'; stage: Stage }
  /** How many more, and how many it takes. */
  | { kind: 'hours'; minutes: number; of: number };

/** Whose rule it is: only a chamber's own is called one. */
export function requirementFor(
  rule: CertificateRule,
  chamber: string,
): { requirement: Requirement; whose: 'chamber' | 'ours' } {
  const own = Object.hasOwn(rule.chambers, chamber) ? rule.chambers[chamber] : undefined;
  return own ? { requirement: own, whose: 'chamber' } : { requirement: rule.orientative, whose: 'ours' };
}

/** Nothing where the certificate is earned. */
export function whatIsMissing(
  enrolment: Pick<Enrolment, 'status' | 'name' | 'stage' | 'credits'>,
  { stages, hours, percent }: Requirement,
): Missing[] {
  if (enrolment.status === 'withdrawn') return [{ kind: 'withdrawn' }];
  const missing: Missing[] = printedName(enrolment.name ?? '') ? [] : [{ kind: 'name' }];
  for (const stage of stages) if (!isDone(enrolment, stage)) missing.push({ kind: 'stage', stage });
  const needed = Math.ceil((hours * MINUTES * percent) / 100);
  const left = needed - minutesOf(enrolment);
  if (left > 0) missing.push({ kind: 'hours', minutes: left, of: needed });
  return missing;
}

/** Its session was attended, or a coordinator has moved the enrolment beyond it. */
function isDone({ stage: now, credits }: Pick<Enrolment, 'stage' | 'credits'>, stage: Stage): boolean {
  const attended = credits.some(({ key, reason }) => key.startsWith(ATTENDED) && reason === stage);
  return attended || STAGES.indexOf(now) > STAGES.indexOf(stage) || now === 'completed';
}

const MINUTES = 60;

/** The key of minutes that an attended session gave; their reason is the session's kind. */
const ATTENDED = 'attendance-';
