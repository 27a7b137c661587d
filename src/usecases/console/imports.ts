import { type Enrolling, enrolAll } from '../enrolments/enrol-business.ts';
import type { Entry } from '../enrolments/read-entry.ts';
import type { Log } from '../ports.ts';

export type ImportProgress = {
  total: number;
  enrolled: number;
  /** Somebody else had entered them meanwhile. */
  known: number;
  state: 'running' | 'done' | 'failed';
};

/** Lists being taken in, beside everything else; cut short one is begun again, and who is enrolled already stays as they are. */
export interface Imports {
  start(id: string, entries: readonly Entry[], by: string): void;
  progress(id: string): ImportProgress | null;
}

/** So many between two looks at how far it is. */
const BATCH = 50;
/** The last ones are remembered; an older one is only asked for by a page left open. */
const REMEMBERED = 50;

export function createImports(
  house: Omit<Enrolling, 'by' | 'now'> & { clock: () => Date; log: Log },
): Imports {
  const running = new Map<string, ImportProgress>();
  async function run(progress: ImportProgress, entries: readonly Entry[], by: string): Promise<void> {
    for (let at = 0; at < entries.length; at += BATCH) {
      const done = await enrolAll({ ...house, now: house.clock(), by }, entries.slice(at, at + BATCH));
      progress.enrolled += done.enrolled;
      progress.known += done.known;
    }
    progress.state = 'done';
  }
  return {
    start(id, entries, by) {
      if (running.get(id)?.state === 'running') return;
      const progress: ImportProgress = { total: entries.length, enrolled: 0, known: 0, state: 'running' };
      running.delete(id);
      running.set(id, progress);
      for (const old of [...running.keys()].slice(0, -REMEMBERED)) running.delete(old);
      run(progress, entries, by).catch((error: unknown) => {
        progress.state = 'failed';
        house.log.error('import cut short', { error: error instanceof Error ? error : undefined });
      });
    },
    progress: (id) => running.get(id) ?? null,
  };
}
