import { expect, test } from 'vitest';
import { parseName } from '../../src/flow/answers/name.ts';

test.each([
  ['Rubiela', 'Rubiela'],
  ['me llamo rubiela gómez', 'Rubiela Gómez'],
  ['soy don Carlos Pérez', 'Carlos Pérez'],
  ['Mi nombre es María del Carmen Ruiz', 'María del Carmen Ruiz'],
  ['hola, soy Yuli', 'Yuli'],
  ['JHON JAIRO', 'Jhon Jairo'],
  ['habla con Nubia, a la orden', 'Nubia'],
  ["Ana O'Brien", "Ana O'Brien"],
])('"%s" is %s', (text, name) => {
  expect(parseName(text)).toEqual({ kind: 'understood', value: name });
});

test.each([
  'no quiero dar mi nombre',
  '¿para qué?',
  '123',
  'hola',
  '😂',
  '',
  'prefiero no decirlo',
  'quiero hablar con un asesor',
  '{{name}}',
  '<b>x</b>',
])('"%s" is no name', (text) => {
  expect(parseName(text)).toEqual({ kind: 'unclear' });
});
