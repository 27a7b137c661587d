import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentShape, type Interactive } from '../../src/adapters/twilio/content-shape.ts';

const yesNo = [
  { id: 'a:1:yes', title: 'Sí' },
  { id: 'a:1:no', title: 'No' },
];

function buttons(text: string, choices = yesNo): Interactive {
  return { kind: 'buttons', text, choices };
}

describe('the shape of a message', () => {
  it('holds placeholders only, numbered in order', () => {
    const shape = contentShape(buttons('¿Tiene tienda?\n\nCuéntenos.'));
    expect(shape?.definition.types).toEqual({
      'twilio/quick-reply': {
        body: '{{1}}\n\n{{2}}',
        actions: [
          { title: '{{3}}', id: '{{4}}' },
          { title: '{{5}}', id: '{{6}}' },
        ],
      },
    });
    expect(shape?.variables).toEqual({
      1: '¿Tiene tienda?',
      2: 'Cuéntenos.',
      3: 'Sí',
      4: 'a:1:yes',
      5: 'No',
      6: 'a:1:no',
    });
  });

  it('is one for all messages that look alike, whatever they say', () => {
    const one = contentShape(buttons('¿Tiene tienda?'));
    const other = contentShape(
      buttons('¿Vende en la calle?', [
        { id: 'x', title: 'Claro' },
        { id: 'y', title: 'Nunca' },
      ]),
    );
    expect(other?.hash).toBe(one?.hash);
    expect(contentShape(buttons('uno\ndos'))?.hash).not.toBe(one?.hash);
  });

  it('tells rows with a description from rows without', () => {
    const choices = [
      { id: 'x', title: 'Lunes', description: '9 a. m.' },
      { id: 'y', title: 'Martes' },
    ];
    const shape = contentShape({ kind: 'list', text: '¿Cuándo?', choices, label: 'Ver días' });
    expect(shape?.definition.types).toEqual({
      'twilio/list-picker': {
        body: '{{1}}',
        button: '{{2}}',
        items: [
          { item: '{{3}}', id: '{{4}}', description: '{{5}}' },
          { item: '{{6}}', id: '{{7}}' },
        ],
      },
    });
  });

  it('does not read placeholders in what people wrote', () => {
    const shape = contentShape(buttons('Hola {{3}}'));
    expect(shape?.definition.types).toMatchObject({ 'twilio/quick-reply': { body: '{{1}}' } });
    expect(shape?.variables[1]).toBe('Hola {{3}}');
  });

  it('says how Twilio renders the body', () => {
    expect(contentShape(buttons('  uno \n   \nd\to      s  '))?.body).toBe('uno\n\nd o    s');
  });

  it.each([
    [
      'a title twice',
      buttons('x', [
        { id: '1', title: 'Sí' },
        { id: '2', title: 'Sí ' },
      ]),
    ],
    [
      'an id twice',
      buttons('x', [
        { id: '1', title: 'Sí' },
        { id: '1', title: 'No' },
      ]),
    ],
    ['an empty title', buttons('x', [{ id: '1', title: ' ' }])],
    ['an empty id', buttons('x', [{ id: '', title: 'Sí' }])],
    ['no words', buttons(' \n ')],
    ['more lines than Twilio has variables', buttons('x\n'.repeat(98))],
    ['a list without a label', { kind: 'list', text: 'x', choices: yesNo, label: '' } as const],
  ])('is none with %s', (_, looks) => {
    expect(contentShape(looks)).toBeNull();
  });

  it('never fills a placeholder with what Twilio refuses', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', ' ', '     ', '\n', '\r\n', '\t', '\uD83D', '{{1}}'),
      maxLength: 60,
    });
    fc.assert(
      fc.property(text, text, (body, title) => {
        const shape = contentShape(buttons(body, [{ id: 'x', title }]));
        for (const value of Object.values(shape?.variables ?? {})) {
          expect(value).not.toMatch(/[\r\n\t]| {5}|^\s*$/);
          expect(value.isWellFormed()).toBe(true);
        }
      }),
    );
  });
});
