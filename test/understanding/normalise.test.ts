import { expect, test } from 'vitest';
import { editDistance, nearMiss } from '../../src/flow/understanding/edit-distance.ts';
import { foldSound, normalise } from '../../src/flow/understanding/normalise.ts';
import { questionsIn, withoutGreeting } from '../../src/flow/understanding/questions.ts';
import { createSpeller } from '../../src/flow/understanding/spelling.ts';

test.each([
  ['HOLAAAA  Señora', 'hola senora'],
  ['q es eso xq me escriben', 'que es eso porque me escriben'],
  ['pa q sirve', 'para que sirve'],
  ["pa'l negocio", 'para el negocio'],
  ['tmb kiero', 'tambien kiero'],
  ['¿Cuánto?', 'cuanto?'],
])('"%s" becomes "%s"', (text, expected) => {
  expect(normalise(text).replace(/^¿/, '').trim()).toBe(expected);
});

test.each([
  ['inscribir', 'inscrivir'],
  ['quiero', 'kiero'],
  ['hacer', 'aser'],
  ['cámara'.normalize('NFD').replace(/\p{M}/gu, ''), 'kamara'],
  ['llamar', 'yamar'],
  ['gente', 'jente'],
  ['zapatos', 'sapatos'],
  ['empanada', 'enpanada'],
])('%s sounds like %s', (one, other) => {
  expect(foldSound(one)).toBe(foldSound(other));
});

test('chicha keeps its ch', () => {
  expect(foldSound('chicha')).not.toBe(foldSound('cica'));
});

test('a slip is a letter dropped, added, replaced or swapped', () => {
  expect(editDistance('bogota', 'bogota', 2)).toBe(0);
  expect(editDistance('bogota', 'bogoat', 2)).toBe(1);
  expect(editDistance('bogota', 'bgota', 2)).toBe(1);
  expect(editDistance('bogota', 'medellin', 2)).toBe(3);
  expect(nearMiss('bogoat', ['bogota', 'medellin'], new Set())).toBe('bogota');
  expect(nearMiss('tolun', ['tolua', 'tolus'], new Set())).toBeNull();
});

test('the questions of a message are told apart', () => {
  expect(questionsIn('¿cuánto dura? ¿dan certificado?')).toHaveLength(2);
  expect(questionsIn('qué piden y cómo me inscribo')).toHaveLength(2);
  expect(questionsIn('¿cuánto dura el programa?')).toHaveLength(0);
});

test('a greeting is taken off a question, not off a greeting', () => {
  expect(withoutGreeting('hola buenas tardes, cuánto dura')).toBe('cuánto dura');
  expect(withoutGreeting('Hola')).toBe('Hola');
  expect(withoutGreeting('buenas tardes veci')).toBe('buenas tardes veci');
  expect(withoutGreeting('cuánto dura')).toBe('cuánto dura');
});

test('a misspelt word is read as the nearest known one, the commonest first', () => {
  const speller = createSpeller(['dura', 'duro', 'certificado', 'sertifikado', 'camara']);
  expect(speller('durra')).toBe('dura');
  expect(speller('kamara')).toBe('camara');
  expect(speller('cetrificado')).toBe('certificado');
  expect(speller('camara')).toBe('camara');
  expect(speller('xyzw')).toBe('xyzw');
  expect(speller('dur')).toBe('dur');
});
