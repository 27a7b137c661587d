import { describe, expect, it } from 'vitest';
import type { Choice, OutboundContent } from '../../src/domain/message.ts';
import { length, numbered, present } from '../../src/domain/presentation.ts';
import { splitContent } from '../../src/domain/split-content.ts';

function question(
  titles: string[],
  {
    text = '¿Dónde?',
    listLabel = 'Ver opciones',
    ...extra
  }: { text?: string; listLabel?: string } & Partial<Choice> = {},
): OutboundContent {
  const choices = titles.map((title, n) => ({ id: `c:${n}`, title, ...extra }));
  return { kind: 'choices', text, choices, listLabel };
}

const titles = (count: number, width = 8) =>
  Array.from({ length: count }, (_, n) => String(n).padEnd(width, 'x'));

describe('a question looks as WhatsApp allows', () => {
  it.each([
    ['three short choices', question(titles(3)), 'buttons'],
    ['three choices of 20', question(titles(3, 20)), 'buttons'],
    ['three choices of 21', question(titles(3, 21)), 'list'],
    ['20 emoji on a button', question(['😀'.repeat(20)]), 'buttons'],
    ['four choices', question(titles(4)), 'list'],
    ['a choice with a description', question(titles(2), { description: 'más' }), 'list'],
    ['ten choices of 24', question(titles(10, 24)), 'list'],
    ['ten choices of 25', question(titles(10, 25)), 'text'],
    ['eleven choices', question(titles(11)), 'text'],
    ['a description of 72', question(titles(4), { description: 'd'.repeat(72) }), 'list'],
    ['a description of 73', question(titles(4), { description: 'd'.repeat(73) }), 'text'],
    ['a list label of 21', question(titles(4), { listLabel: 'l'.repeat(21) }), 'text'],
    ['a text of 1024', question(titles(2), { text: 't'.repeat(1024) }), 'buttons'],
    ['a text of 1025', question(titles(2), { text: 't'.repeat(1025) }), 'text'],
    ['a payload of 201', question(titles(2), { id: 'p'.repeat(201) }), 'text'],
  ])('%s', (_, content, kind) => {
    expect(present(content).kind).toBe(kind);
  });

  it('in words where nothing can be tapped', () => {
    const choices = [
      { id: 'a', title: 'Local' },
      { id: 'b', title: 'Casa' },
    ];
    expect(numbered('¿Dónde?', choices)).toBe('¿Dónde?\n\n1. Local\n2. Casa');
  });

  it('counts characters as a person does', () => {
    expect(length('año 😀')).toBe(5);
  });
});

describe('a message too long', () => {
  it('goes as several, each within the limit, nothing lost', () => {
    const text = Array.from({ length: 7 }, (_, n) => `${n} ${'frase corta. '.repeat(40).trim()}`).join(
      '\n\n',
    );
    const pieces = splitContent({ kind: 'text', text });
    const said = pieces.map((piece) => (piece.kind === 'text' ? piece.text : ''));
    expect(said.length).toBeGreaterThan(1);
    expect(said.every((piece) => piece.length <= 1600)).toBe(true);
    expect(said.join('\n\n')).toBe(text);
  });

  it('that is a question in words keeps its choices, in order', () => {
    const pieces = splitContent(question(titles(60, 40)));
    expect(pieces.length).toBeGreaterThan(1);
    expect(pieces.every((piece) => piece.kind === 'text')).toBe(true);
    const said = pieces.map((piece) => (piece.kind === 'text' ? piece.text : '')).join('\n');
    expect(said.indexOf('60. 59')).toBeGreaterThan(said.indexOf('1. 0'));
  });

  it('and one that fits, or can be tapped, stays as it is', () => {
    for (const content of [question(titles(3)), { kind: 'text' as const, text: 'hola' }])
      expect(splitContent(content)).toEqual([content]);
  });
});
