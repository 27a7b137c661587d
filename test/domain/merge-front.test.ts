import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OutboundContent } from '../../src/domain/message.ts';
import { LIMITS, present } from '../../src/domain/presentation.ts';
import { mergeFront } from '../../src/domain/records.ts';
import { splitContent } from '../../src/domain/split-content.ts';

const text = (words: string): OutboundContent => ({ kind: 'text', text: words });
const question = (words: string, ...titles: string[]): OutboundContent => ({
  kind: 'choices',
  text: words,
  choices: titles.map((title, n) => ({ id: `c:${n}`, title })),
  listLabel: 'Ver opciones',
});

describe('waiting replies', () => {
  it('become one message, in order', () => {
    expect(mergeFront([text('uno'), text('dos'), text('tres')])).toEqual({
      content: text('uno\n\ndos\n\ntres'),
      count: 3,
    });
  });

  it('drop the buttons of a question that was overtaken, and keep those of the last', () => {
    const merged = mergeFront([question('¿Sigue?', 'Sí', 'No'), text('Bien.'), question('¿Dónde?', 'Local')]);
    expect(merged).toEqual({ content: question('¿Sigue?\n\nBien.\n\n¿Dónde?', 'Local'), count: 3 });
  });

  it('say once what was said again, where it was said last', () => {
    const { content } = mergeFront([text('menú'), text('otra cosa'), question('menú', 'Sí')]);
    expect(content).toEqual(question('otra cosa\n\nmenú', 'Sí'));
  });

  it('say once a text of several paragraphs, however often it comes', () => {
    const menu = question('¡Hola!\n\n¿En qué le ayudo?', 'Sí');
    expect(mergeFront([menu, menu, menu, menu])).toEqual({ content: menu, count: 4 });
  });

  it('keep what only looks alike', () => {
    expect(mergeFront([text('Sí, son 33'), text('33')]).content).toEqual(text('Sí, son 33\n\n33'));
  });

  it('never swallow or follow a template', () => {
    const template: OutboundContent = { kind: 'template', template: 't', locale: 'es', variables: {} };
    expect(mergeFront([text('uno'), template]).count).toBe(1);
    expect(mergeFront([template, text('uno')]).count).toBe(1);
  });

  it('wait where the message would be too long, or a question would lose its buttons', () => {
    const long = text('a'.repeat(1_500));
    expect(mergeFront([long, text('b'.repeat(98))]).count).toBe(2);
    expect(mergeFront([long, text('b'.repeat(99))]).count).toBe(1);
    expect(mergeFront([text('a'.repeat(1_000)), question('b'.repeat(22), 'Sí')]).count).toBe(2);
    expect(mergeFront([text('a'.repeat(1_000)), question('b'.repeat(23), 'Sí')]).count).toBe(1);
  });

  it('count emoji as WhatsApp does, and fit all the same', () => {
    const { content } = mergeFront([text('😀'.repeat(700)), text('😀'.repeat(200))]);
    expect(splitContent(content)).toHaveLength(1);
  });
});

const words = fc.string({ maxLength: 900 }).map((said) => `x${said}`);
const contents = fc.oneof(
  words.map(text),
  fc
    .tuple(words, fc.array(fc.string({ minLength: 1, maxLength: 30 }), { minLength: 1, maxLength: 12 }))
    .map(([said, titles]) => question(said, ...titles)),
);

it('whatever waits: a merged message goes out as it is, takes the looks of its last one, and loses no last word', () => {
  fc.assert(
    fc.property(fc.array(contents, { minLength: 1, maxLength: 8 }), (waiting) => {
      const [first, ...rest] = waiting;
      if (!first) return;
      const { content, count } = mergeFront([first, ...rest]);
      const last = waiting[count - 1];
      expect(count).toBeGreaterThanOrEqual(1);
      if (count === 1) {
        expect(content).toBe(first);
        return;
      }
      expect(splitContent(content)).toEqual([content]);
      if (!last || !('text' in last) || !('text' in content)) throw new Error('no template waited');
      expect(present(content).kind).toBe(present(last).kind);
      expect(content.text.endsWith(last.text)).toBe(true);
      expect(content.text.length).toBeLessThanOrEqual(LIMITS.text);
    }),
    { numRuns: 300 },
  );
});
