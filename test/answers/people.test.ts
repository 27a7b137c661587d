import { expect, test } from 'vitest';
import { parsePeople } from '../../src/flow/answers/people.ts';
import { cases, reader } from './read.ts';

const TABLE = `
1 <- yo sola | yo solita | solo yo | yo solo | nadie más, yo sola | trabajo solo | solamente yo | yo no más | estoy sola | una persona | 1 | uno | yo | 1 persona | únicamente yo | yo solito con Dios
2 <- 2 | dos | somos dos | somos 2 | mi esposo y yo | yo y mi esposo | mi mamá y yo | mi hija y yo | yo con mi marido | dos personas | 2 personitas no más son | nosotros dos | los dos | mi señora y yo no más | un par | mi hermano me ayuda y yo atiendo
2 <- trabajo con mi hermana | atiendo con mi hijo | una empleada y yo | yo y una muchacha | un muchacho y yo | dos contándome | 2 conmigo | somos mi mujer y yo
3 <- 3 | tres | somos tres | yo y dos empleadas | dos empleados y yo | mi esposo, mi hija y yo | mi mamá, mi hermana y yo | 3 personas | tres contándome a mí | mis dos hijos y yo | mi esposo yo y un muchacho | dos aparte de mí | 2 más yo | otras dos y yo | 3 en total | trabajamos 3 | mi marido, yo y una muchacha que nos ayuda
4 <- cuatro | somos 4 | 4 trabajadores en total | mi esposo, mis dos hijas y yo | tres muchachas y yo | tres aparte de mi | mi mamá, mi papá, mi hermana y yo | yo, mi esposa y dos empleados
5 <- cinco | somos cinco | 5 personas | cinco conmigo | trabajamos cinco en el restaurante
8 <- somos ocho | 8
{"min":2,"max":3} <- 2 o 3 | entre 2 y 3 | dos o tres | tengo dos empleados | tengo 2 empleadas
{"min":3,"max":5} <- de 3 a 5 | entre tres y cinco personas
{"min":3,"max":4} <- tengo tres trabajadores | 3 empleados
3 <- no somos 2, somos 3 | no somos dos sino tres | somos 3 no 2 | 2, perdón, 3 | dos no espere tres
3 <- somos 3 hace 5 años | llevamos 2 años y somos 3
null <- ni idea | depende | no sé | a veces me ayuda mi hijo | mi sobrino los fines de semana | varios | la familia | unos cuantos | muchos | tengo un empleado | una muchacha
null <- ¿cuentan los hijos? | mi esposo cuenta? | mis hijos valen? | y si no tengo empleados? | cuántas piden?
null <- 2 locales | 5 años | hola | sí | no | la panadería | 0 | cero | somos 3 o somos 4 en temporada pero 2 normal | yo sola y a veces mi hija
`;

const read = reader('people');

test.each(cases(TABLE))('"$text" → $value', ({ text, value }) => {
  expect(read(text)).toEqual(value);
});

test('tells when two are reached only by counting the person', () => {
  expect(parsePeople('mi esposo y yo')).toEqual({
    kind: 'understood',
    value: { people: 2, countedSelf: true },
  });
  expect(parsePeople('dos empleadas y yo')).toEqual({
    kind: 'understood',
    value: { people: 3, countedSelf: false },
  });
});
