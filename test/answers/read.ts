import { type Question, readAnswer } from '../../src/flow/answers/read-answer.ts';

/** Sunday 22 November 2026, 3 p.m. in Colombia. */
export const NOW = new Date('2026-11-22T20:00:00Z');

/** What `cli understand` would print: a value, or null where the bot asks. */
export function reader(question: Question, titles: string[] = []): (text: string) => unknown {
  const options = titles.map((title, index) => ({ id: `o${index + 1}`, title }));
  return (text) => readAnswer(question, text, { now: NOW, options, findPlace: () => null });
}

/** `answer <- one | other`, one line each; the answer is JSON. */
export function cases(table: string): { text: string; value: unknown }[] {
  return table
    .split('\n')
    .filter((line) => line.includes('<-'))
    .flatMap((line) => {
      const [value = 'null', texts = ''] = line.split(/<-(.*)/s);
      return texts.split(' | ').map((text) => ({ text: text.trim(), value: JSON.parse(value) as unknown }));
    });
}
