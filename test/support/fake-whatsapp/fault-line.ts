import type { Fault } from './faults.ts';

/** What can go wrong, in the words of a line: `429 20429`, `hang before`, `later 63018`, `late 900` … */
export const FAULT_USAGE =
  'Break the next sending: "! 500", "! 429 20429", "! hang before|after", "! reset before|after", "! truncate", "! garble", "! later 63018", "! drop", "! duplicate", "! reverse", "! late MS".';

/** Null where the words name no fault. */
export function readFault(words: string): Fault | null {
  const [name = '', detail = ''] = words.trim().split(/\s+/);
  if (/^[45]\d\d$/.test(name))
    return { kind: 'answer', status: Number(name), ...(detail && { code: Number(detail) }) };
  if ((name === 'hang' || name === 'reset') && (detail === 'before' || detail === 'after'))
    return { kind: name, when: detail };
  if (name === 'truncate' || name === 'garble') return { kind: name };
  if (name === 'later' && /^\d{5}$/.test(detail)) return { kind: 'later', code: Number(detail) };
  if (name === 'drop' || name === 'duplicate' || name === 'reverse')
    return { kind: 'callbacks', [name]: true };
  if (name === 'late' && /^\d+$/.test(detail)) return { kind: 'callbacks', delayMs: Number(detail) };
  return null;
}

/** All that happens in the street, for random runs. */
export const USUAL_FAULTS: Fault[] = [
  '429 20429',
  '500',
  '503',
  'reset before',
  'reset after',
  'hang before',
  'hang after',
  'truncate',
  'garble',
  'later 63018',
  'later 63024',
  'drop',
  'duplicate',
  'reverse',
  'late 80',
].flatMap((words) => readFault(words) ?? []);
