import { expect, test } from 'vitest';
import { cases, reader } from './read.ts';

// Now is Sunday 22 November 2026, 15:00 in Colombia.
const TABLE = `
"2026-11-23" <- mañana | manana | el lunes | lunes | este lunes | el lunes que viene | mañana mismo
"2026-11-22" <- hoy | hoy mismo
"2026-11-24" <- pasado mañana | el martes | martes | pa el martes | el próximo martes | 24 de noviembre | el 24 | el martes 24 | 24/11 | 24/11/2026 | 2026-11-24
"2026-11-29" <- en 8 días | en ocho días | de hoy en ocho | dentro de una semana | en una semana
"2026-12-06" <- en 15 días | en quince días | en dos semanas
"2026-12-03" <- el 3 de diciembre | 3 de diciembre | diciembre 3 | el jueves 3 de diciembre
"2027-01-15" <- el 15 de enero | 15 de enero
"2026-12-15" <- el 15 | el martes 15
"2026-11-23T15:00" <- mañana a las 3 | mañana a las 3 de la tarde | mañana a las 3pm | mañana a las 3 p.m. | mañana 3 pm | mañana a las 15:00 | el lunes a las tres
"2026-11-23T10:00" <- mañana a las 10 | mañana a las 10 de la mañana | el lunes a las 10am | lunes 10:00 | mañana tipo 10 | mañana como a las diez
"2026-11-24T14:30" <- el martes a las 2:30 | el martes a las 2 y media | martes 2:30 pm | el martes a las dos y media de la tarde
"2026-11-25T12:00" <- el miércoles al mediodía | miércoles a las 12
"2026-11-25T13:00" <- el miércoles a la una | miercoles a la 1 de la tarde
"2026-11-24T08:15" <- el martes a las 8 y cuarto | martes 8:15
"2026-11-24T15:45" <- el martes al cuarto para las 4 | el martes un cuarto para las cuatro de la tarde
"2026-11-22T17:00" <- hoy a las 5 | hoy a las 5 de la tarde
{"date":"2026-11-24","part":"morning"} <- el martes en la mañanita | el martes en la mañana | martes por la mañana | el martes temprano | martes tempranito | el martes a primera hora
{"date":"2026-11-23","part":"morning"} <- mañana en la mañana | mañana por la mañana | mañana temprano
{"date":"2026-11-23","part":"afternoon"} <- mañana en la tarde | mañana por la tarde | mañana en la tardecita | el lunes en la tarde | mañana después de almuerzo
"2026-11-25" <- el martes no puedo, el miércoles sí | el martes no, mejor el miércoles | no el martes, el miércoles
"2026-12-01" <- el martes de la otra semana no, el primero de diciembre | 1 de diciembre
null <- cualquier día | cuando quiera | no sé | el martes o el miércoles | la otra semana | en la mañana | a las 3 | por la tarde | ayer | el martes pasado | ningún día | hoy a las 2 | el 31 de febrero | el viernes 24
null <- qué días hay? | ¿cuándo puede el asesor? | a qué hora | hola | sí | 😂 |  | asdf | el martes no puedo | el martes en la noche
`;

const read = reader('datetime');

test.each(cases(TABLE))('"$text" → $value', ({ text, value }) => {
  expect(read(text)).toEqual(value);
});
