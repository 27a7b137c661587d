import { z } from 'zod';
import { judge, type ScreeningAnswers, type Verdict } from '../../domain/screening.ts';
import { answerSchema } from '../../flow/conversation.ts';
import type { Advancing } from '../advance.ts';
import type { Action } from './action.ts';

const amount = z.union([z.number(), z.object({ min: z.number(), max: z.number() })]);
const place = z.object({ kind: z.enum(['covered', 'uncovered', 'ambiguous']) });
const answers = z.object({
  operatingMonths: z.object({ value: amount }),
  people: z.object({ value: amount }),
  premises: z.object({ value: z.string() }),
  sector: z.object({ value: z.string() }),
  place: z.object({ value: place }),
});

/** Judges the answers by the rubric and keeps them, as said and as understood, with the verdict and its reasons. */
export const decideScreening: Action = async (house, context) => {
  const given = z.record(z.string(), answerSchema).parse(context.input.answers);
  const rubric = house.rubric;
  const verdict = judge(toScreening(given, Object.keys(rubric.score.questions)), rubric);
  const screening = await house.ports.screenings.insert({
    id: context.key,
    contactId: context.contactId,
    at: context.now,
    rubricVersion: rubric.version,
    answers: given,
    verdict,
    reviewAskedAt: null,
  });
  const reasons = reasonLines(house, context.locale, screening.verdict);
  return { outcome: screening.verdict.kind, values: { screening: screening.id, reasons } };
};

/** Null where an answer that the verdict rests on is missing. */
export function readScreening(given: Record<string, unknown>, questions: string[]): ScreeningAnswers | null {
  return answers.safeParse(given).success ? toScreening(given, questions) : null;
}

function toScreening(given: Record<string, unknown>, questions: string[]): ScreeningAnswers {
  const { operatingMonths, people, premises, sector, place } = answers.parse(given);
  const growth = questions.map((name) => [name, answerSchema.safeParse(given[name]).data?.value ?? '']);
  return {
    time: operatingMonths.value,
    people: people.value,
    premises: premises.value,
    sector: sector.value,
    place: place.value,
    growth: Object.fromEntries(growth),
  };
}

function reasonLines(house: Advancing, locale: string, verdict: Verdict): string {
  return verdict.results
    .map(({ criterion, reason }) => house.world.texts.get(locale, `screening:verdict.${criterion}.${reason}`))
    .join('\n');
}
