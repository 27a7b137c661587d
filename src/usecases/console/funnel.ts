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

/** Who is counted: before they are on the route by where their business is, on it by the chamber that runs it. */
export type Counted = { scope: Scope; chamber: string | null };

/** How many people came to a stage within a week; whoever keeps the records of a stage answers for it. */
export type StageCounts = Record<Stage, (week: Week, counted: Counted) => Promise<number>>;

export type FunnelWeek = { week: Week; counts: Record<Stage, number> };

export async function funnelOf(counts: StageCounts, weeks: Week[], counted: Counted): Promise<FunnelWeek[]> {
  return await Promise.all(
    weeks.map(async (week) => {
      const found = await Promise.all(
        STAGES.map(async (stage) => [stage, await counts[stage](week, counted)] as const),
      );
      return { week, counts: Object.fromEntries(found) as Record<Stage, number> };
    }),
  );
}
