import type { AskKind } from './definition.ts';
import { fold } from './fold.ts';
import type { Reader } from './world.ts';

const choice: Reader = (said, { options }) => {
  const words = fold(said);
  const picked = options[Number(words) - 1] ?? options.find((option) => fold(option.title) === words);
  return picked ? { kind: 'understood', value: picked.id } : { kind: 'unclear' };
};
const number: Reader = (said) => {
  const value = Number(said.replace(/\D/g, ''));
  return value > 0 ? { kind: 'understood', value } : { kind: 'unclear' };
};
const text: Reader = (said) => ({ kind: 'understood', value: said });
export const READERS: Record<AskKind, Reader> = {
  choice, 'yes-no': (said) => (/^s/i.test(said) ? { kind: 'understood', value: true } : /^n/i.test(said) ? { kind: 'understood', value: false } : { kind: 'unclear' }),
  number, people: number, duration: number, premises: choice, sector: choice, place: text, date: text, text,
};

export function createReaders(_u: unknown) { return { readers: READERS, readCorrection: () => null }; }
