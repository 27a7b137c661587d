import { expect, test } from 'vitest';
import { loadTerritories } from '../../src/adapters/files/understanding-files.ts';
import { createGazetteer } from '../../src/flow/understanding/gazetteer.ts';
import { findPlace } from '../../src/flow/understanding/places.ts';
import { coverageOf } from '../../src/flow/understanding/territories.ts';

const territories = loadTerritories(new URL('../../data/', import.meta.url).pathname);
const data = { gazetteer: createGazetteer(territories), territories: territories.territories };
const find = (text: string) => findPlace(text, data, { lenient: false });

test('there are 33 territories and each names places that exist', () => {
  expect(territories.territories).toHaveLength(33);
  for (const { kind, name, department, municipalities, unsure } of territories.territories) {
    const known = territories.municipalities[department] ?? [];
    expect(known.length).toBeGreaterThan(0);
    if (kind === 'municipality') expect(known).toContain(name);
    for (const town of [...municipalities, ...unsure]) expect(known).toContain(town);
  }
});

test('every alias names a municipality that exists', () => {
  for (const [municipality, department] of Object.values(territories.names.aliases)) {
    expect(territories.municipalities[department], municipality).toContain(municipality);
  }
});

test('Oriente Antioqueño has 23 municipalities', () => {
  const oriente = territories.territories.find(({ id }) => id === 'oriente-antioqueno');
  expect(oriente?.municipalities).toHaveLength(23);
});

test('every municipality is found by its name and department', () => {
  for (const [department, names] of Object.entries(territories.municipalities)) {
    for (const municipality of names) {
      // "Nariño, Nariño" is heard as the department said twice.
      if (municipality === department && department !== 'Arauca' && department !== 'Bogotá') continue;
      const place = find(`vivo en ${municipality}, ${department}`);
      const { kind } = coverageOf({ municipality, department }, territories.territories);
      expect(place?.kind, `${municipality}, ${department}`).toBe(kind === 'unsure' ? 'ambiguous' : kind);
    }
  }
});

test.each([
  ['¿Llega a Leticia?', 'covered', 'Leticia'],
  ['soy de Puerto Nariño', 'covered', 'Puerto Nariño'],
  ['rionegro, santander', 'uncovered', 'Rionegro'],
  ['Rionegro Antioquia', 'covered', 'Rionegro'],
  ['rionegro', 'ambiguous', 'Rionegro'],
  ['vivo en nariño', 'ambiguous', null],
  ['armenia', 'covered', 'Armenia'],
  ['Armenia, Antioquia', 'uncovered', 'Armenia'],
  ['florencia', 'covered', 'Florencia'],
  ['Florencia, Cauca', 'uncovered', 'Florencia'],
  ['aquí en soacha', 'uncovered', 'Soacha'],
  ['envigado?', 'uncovered', 'Envigado'],
  ['floridablanca', 'uncovered', 'Floridablanca'],
  ['soledad, atlántico', 'uncovered', 'Soledad'],
  ['kibdo', 'covered', 'Quibdó'],
  ['barrankilla', 'covered', 'Barranquilla'],
  ['soy de bogotta', 'covered', 'Bogotá'],
  ['la guajira', 'covered', null],
  ['antioquia', 'ambiguous', null],
  ['boyacá', 'uncovered', null],
  ['oriente antioqueño', 'covered', null],
  ['yo no soy de Neiva sino de Campoalegre', 'uncovered', 'Campoalegre'],
  ['mi negocio queda en Girardot pero vivo en Bogotá', 'uncovered', 'Girardot'],
  ['una vereda de Rionegro, por el oriente antioqueño', 'covered', 'Rionegro'],
  ['mi cuñado vive en apartadó y yo en turbo', 'ambiguous', null],
  ['un caserío cerca de Tumaco', 'ambiguous', 'Tumaco'],
])('"%s" is %s', (text, kind, municipality) => {
  expect(find(text)).toMatchObject({ kind, municipality });
});

test.each([
  'trabajo yo solita',
  'cuánta plata dan',
  'una sola pregunta',
  'me toca pagar',
  'qué bello',
  'hola',
  'el medio ambiente',
  'tengo dolores de cabeza',
  'soy Marta Restrepo',
  'sirve pa la peluquería?',
  'la unión hace la fuerza',
])('"%s" names no place', (text) => {
  expect(find(text)).toBeNull();
});
