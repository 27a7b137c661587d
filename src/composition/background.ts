import type { Handlers } from '../adapters/bullmq/jobs.ts';
import type { Notifying } from '../usecases/notify.ts';
import type { Ports } from '../usecases/ports.ts';
import type { Sweep } from '../usecases/sweep.ts';

/** What work in the background stands on. */
export type Background = { ports: Ports; notifying: Notifying };

/** Who does the jobs of each queue. */
export function handlersOf(_house: Background): Handlers {
  return {};
}

/** What each sweep looks for besides messages: work that is due in the records, whatever became of its job. */
export function sweepsOf(_house: Background): Sweep[] {
  return [];
}
