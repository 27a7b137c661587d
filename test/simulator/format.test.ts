import { describe, expect, it } from 'vitest';
import { pageModule } from './page-module.ts';

type Piece = { kind: string; text?: string; href?: string; pieces?: Piece[] };
const { parseFormat, plain } = await pageModule<{
  parseFormat(text: string): Piece[];
  plain(text: string): string;
}>('format.js');

describe('the marks of a message', () => {
  it.each([
    ['*negrita* y _cursiva_', '<b>negrita</b> y <i>cursiva</i>'],
    ['~antes~ ```a *b*``` `c`', '<s>antes</s> <m>a *b*</m> <m>c</m>'],
    ['*uno _dos_*', '<b>uno <i>dos</i></b>'],
    ['2*3*4, a_b_c y 5 * 6 * 7', '2*3*4, a_b_c y 5 * 6 * 7'],
    ['*sin cierre\nen otra línea*', '*sin cierre\nen otra línea*'],
    ['**', '**'],
    ['¿*Sí*?', '¿<b>Sí</b>?'],
    ['vea https://a.co/b_c_d. Ya', 'vea <a>https://a.co/b_c_d</a>. Ya'],
    ['(http://a.co)', '(<a>http://a.co</a>)'],
    ['*https://a.co*', '<b><a>https://a.co</a></b>'],
    ['javascript:alert(1) https:// xhttps://a.co', 'javascript:alert(1) https:// xhttps://a.co'],
    ['<b>no</b>', '<b>no</b>'],
  ])('reads %j', (text, expected) => {
    expect(shown(parseFormat(text))).toBe(expected);
  });

  it('leaves the words when the marks go', () => {
    expect(plain('*Hola* _vecina_: https://a.co')).toBe('Hola vecina: https://a.co');
  });

  it('takes no longer for a long text of marks', () => {
    const text = '*_~`'.repeat(4000);
    const start = performance.now();
    parseFormat(text);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

const TAGS: Record<string, string> = { bold: 'b', italic: 'i', strike: 's', mono: 'm', link: 'a' };

function shown(pieces: Piece[]): string {
  return pieces
    .map((piece) => {
      const inside = piece.pieces ? shown(piece.pieces) : piece.text;
      const tag = TAGS[piece.kind];
      return tag ? `<${tag}>${inside}</${tag}>` : inside;
    })
    .join('');
}
