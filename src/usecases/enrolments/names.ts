import { fold } from '../../flow/fold.ts';

/** What two spellings of a business's name have in common. */
export function nameKey(name: string | null): string {
  const written = name ?? '';
  return fold(written) || written.trim().toLowerCase();
}

/** The words a name is found by. */
export function nameWords(name: string | null): string[] {
  return [...new Set(nameKey(name).split(' ').filter(Boolean))];
}
