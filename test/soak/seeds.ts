import { expect, it } from 'vitest';
import { randomFrom } from '../../src/flow/understanding/random.ts';

/** `npm run soak` sets how many of the chaos's 200, or the one to repeat. */
const { SOAK_RUNS, SOAK_SEED, SOAK_TIMES, SOAK_FIRST } = process.env;
const OF = 200;

export const ONE_SEED = SOAK_SEED !== undefined;

/** The seeds of a kind of run of which `npm test` makes so few. */
export function seedsFor(few: number): number[] {
  // A failure that comes only now and then: the one seed so often.
  if (SOAK_SEED) return Array<number>(Number(SOAK_TIMES ?? 1)).fill(Number(SOAK_SEED));
  const runs = SOAK_RUNS ? Math.ceil((Number(SOAK_RUNS) * few) / OF) : few;
  return Array.from({ length: runs }, (_, index) => Number(SOAK_FIRST ?? 1) + index);
}

/** The line that repeats a failure. */
export function repeatLine(kind: string, seed: number): string {
  return `npm run soak -- --only ${kind} --seed ${seed}`;
}

export type Dice = {
  /** A whole number below `limit`. */
  below(limit: number): number;
  chance(rate: number): boolean;
  pick<T>(options: readonly T[]): T;
};

export function diceOf(seed: number): Dice {
  const random = randomFrom(seed * 7919 + 29);
  const below = (limit: number) => Math.floor(random() * limit);
  return {
    below,
    chance: (rate) => random() < rate,
    pick: <T>(options: readonly T[]) => options[below(options.length)] as T,
  };
}

/** Lives through every seed; `nth` tells apart what one seed leaves behind each time it is lived. */
export function holdsFor(
  kind: string,
  what: string,
  few: number,
  live: (run: { seed: number; nth: number; dice: Dice }) => Promise<string[]>,
): void {
  const seeds = seedsFor(few);
  it(
    what,
    async () => {
      for (const [nth, seed] of seeds.entries()) {
        const run = { seed, nth, dice: diceOf(seed) };
        const faults = await live(run).catch((error: unknown) => [String(error)]);
        expect(faults, `${repeatLine(kind, seed)}\n${faults.join('\n')}`).toEqual([]);
      }
    },
    60_000 + seeds.length * 10_000,
  );
}

/** Work that may die on the way: who waits for it goes on. */
export async function orDeath<T>(work: Promise<T>, isDead: () => boolean): Promise<T | 'died'> {
  let timer: NodeJS.Timeout | undefined;
  const died = new Promise<'died'>((resolve) => {
    timer = setInterval(() => {
      if (isDead()) resolve('died');
    }, 2);
  });
  return await Promise.race([work, died]).finally(() => clearInterval(timer));
}
