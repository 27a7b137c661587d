import { cutText } from '../../domain/text-split.ts';

/** Text from outside, safe to keep and compare: one way to write an accent, no control characters but newlines, bounded. */
export function cleanText(text: string, limit: number): string {
  const composed = text.toWellFormed().normalize('NFC');
  const plain = composed.replace(/\r\n?/g, '\n').replace(/\t/g, ' ').replace(CONTROLS, '');
  return cutText(plain, limit);
}

const CONTROLS = /[^\P{Cc}\n]/gu;
