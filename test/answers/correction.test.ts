import { expect, test } from 'vitest';
import { parseCorrection } from '../../src/flow/answers/correction.ts';
import { cases, NOW, reader } from './read.ts';

const TABLE = `
{"field":"people","value":3} <- no espere, son 3 personas no 2 | perdón, somos 3 | no son 2 personas sino 3 | me equivoqué, somos tres | no somos dos, somos tres | corrijo: tres personas | digo, 3 personas | en realidad somos 3 | ay no, somos 3 | espere, son tres empleados en total | mentiras, somos 3 | disculpe, mi esposo, mi hija y yo
{"field":"people","value":2} <- no, mi hermana y yo, me equivoqué | qué pena, somos dos no tres
{"field":"time","value":24} <- no perdón, son 2 años | me equivoqué, llevo dos años | no son 3 años sino 2 | espere, dos años no tres | corrijo, 24 meses | no llevo 3 años, llevo 2
{"field":"time","value":8} <- perdón, son 8 meses | no es un año, son 8 meses | mejor dicho ocho meses
{"field":"premises","value":"home"} <- no, perdón, es en mi casa | me equivoqué, trabajo desde la casa | no es local, es en la casa | en realidad es en mi casa
{"field":"premises","value":"shop"} <- corrijo, tengo un local | espere, es un local arrendado
{"field":"sector","value":"food"} <- perdón, vendo comida | me equivoqué, lo mío es un restaurante | corrijo, vendo empanadas
null <- hola | 3 personas | sí | ok gracias | ¿me equivoqué? | perdón | espere | no | me equivoqué | quiero cambiar algo
`;

const read = reader('correction');

test.each(cases(TABLE))('"$text" → $value', ({ text, value }) => {
  expect(read(text)).toEqual(value);
});

test('corrects the town with the places at hand', () => {
  const findPlace = (text: string) =>
    /bello/i.test(text) ? { kind: 'covered' as const, municipality: 'Bello', department: 'Antioquia' } : null;
  const result = parseCorrection('perdón, mi negocio queda en Bello', { now: NOW, findPlace });
  expect(result).toEqual({ kind: 'understood', value: { field: 'town', value: 'Bello' } });
});
