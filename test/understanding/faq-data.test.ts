import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const ROOT = new URL('../../', import.meta.url).pathname;
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

const faq = z
  .strictObject({
    entries: z.array(
      z.strictObject({
        id: z.string(),
        version: z.number().int(),
        answer: z.string(),
        passages: z.array(z.string()),
      }),
    ),
  })
  .parse(parse(read('data/faq.yaml')));
const programme = read('data/programa-fortaleser.txt');

const texts = z.object({
  answer: z.record(z.string(), z.string()),
  short: z.record(z.string(), z.string()),
  title: z.record(z.string(), z.string()),
  place: z.record(z.string(), z.string()),
});

test('every id has its entry', () => {
  const ids =
    'objetivo operador territorios sectores requisitos inversion cupos servicios duracion certificado inscripcion agendar humano baja menu';
  expect(faq.entries.map(({ id }) => id)).toEqual(ids.split(' '));
});

test.each(faq.entries.flatMap(({ id, passages }) => passages.map((passage) => ({ id, passage }))))(
  '$id rests on the text: $passage',
  ({ passage }) => {
    expect(programme).toContain(passage);
  },
);

describe.each(['es', 'en'])('texts in %s', (locale) => {
  const file: unknown = JSON.parse(read(`locales/${locale}/faq.json`));
  const { answer, short, title, place } = texts.parse(file);

  test('each entry has its answer, a short one and a title', () => {
    for (const { id } of faq.entries) {
      expect(answer[id]).toBeTruthy();
      expect(short[id]).toBeTruthy();
      // WhatsApp's quick replies hold 20 characters.
      expect([...(title[id] ?? '')].length).toBeLessThanOrEqual(20);
    }
  });

  test('titles are all different', () => {
    expect(new Set(Object.values(title)).size).toBe(Object.values(title).length);
  });

  test('places have what they are told with', () => {
    expect(place.covered).toContain('{{municipality}}');
    expect(place.covered).toContain('{{territory}}');
    expect(place.ambiguous).toContain('{{options}}');
  });

  test('nothing is promised that the programme does not say', () => {
    const said = JSON.stringify(file);
    expect(said).not.toMatch(
      /gratis|\bfree\b|inscripciones abiertas|open for registration|Petro|quedan cupos|300 ?\d{3}/i,
    );
    expect(answer.inscripcion).toMatch(/convocatoria abierta|open call/);
    expect(answer.inversion).toMatch(/10[.,]000[.,]000[.,]000/);
  });
});
