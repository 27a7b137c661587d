import type { Scope } from './scope.ts';

/** The way of a shopkeeper, as far as records tell it. */
export const STAGES = [
  'greeting',
  'consent',
  'screening',
  'eligible',
  'booked',
  'attended',
  'certified',
] as const;
export type Stage = (typeof STAGES)[number];

export type Week = { from: Date; to: Date };

/** How many came to a stage within a week; whoever keeps the records of a stage answers for it. */
export type StageCounts = Partial<Record<Stage, (week: Week, scope: Scope) => Promise<number>>>;

export type FunnelWeek = { week: Week; counts: Record<Stage, number> };

/** Stages that nobody keeps records of yet count as none. */
export async function funnelOf(counts: StageCounts, weeks: Week[], scope: Scope): Promise<FunnelWeek[]> {
  return await Promise.all(
    weeks.map(async (week) => {
      const found = await Promise.all(
        STAGES.map(async (stage) => [stage, (await counts[stage]?.(week, scope)) ?? 0] as const),
      );
      return { week, counts: Object.fromEntries(found) as Record<Stage, number> };
    }),
  );
}
