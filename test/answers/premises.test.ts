import { expect, test } from 'vitest';
import { parsePremises } from '../../src/flow/answers/premises.ts';
import { cases, reader } from './read.ts';

const TABLE = `
"shop" <- local | en un local | tengo un localcito arrendado | local propio | un almacén en el centro | en la plaza de mercado tengo mi local | arriendo un local | en un centro comercial | tengo mi tienda | es un restaurante sobre la avenida | un local en la esquina | pagamos arriendo | en la galería | tengo peluquería con vitrina | establecimiento de comercio | un local, no en la casa | en la casa no, en un local | tengo un local y hago domicilios
"home" <- en mi casa | en la casa | casa | desde mi casa | en la sala de mi casa | en el garaje | en la cocina de la casa | en el primer piso de mi casa | trabajo desde la casa | tengo el localcito en mi casa | en mi apartamento | no tengo local, vendo desde la casa | en mi domicilio | donde vivo | vendo por instagram desde mi casa | en el antejardin | la tienda queda en mi casa | kasa | por internet y despacho desde la casa
"street" <- en la calle | soy ambulante | vendedora ambulante | en un carrito | en el parque | en la esquina del barrio con un carrito | puerta a puerta | de casa en casa | en un semáforo | en el andén | recorriendo el pueblo en la moto | con una carreta | en la playa
"online_only" <- solo por internet | por instagram | por redes sociales | online | virtual | por whatsapp no más | en línea | por facebook e instagram | tienda virtual | solo vendo por redes, no tengo local
null <- ni idea | depende | en la calle y en la casa | en la casa y a veces en la calle | en un local y también ambulante | a domicilio | tengo un puesto | un puestico | no tengo local | sí | no | 3 años | hola | en Bogotá
null <- ¿sirve si es en la casa? | y si trabajo en la calle? | la casa cuenta? | qué es establecimiento? | toca tener local?
`;

const read = reader('premises');

test.each(cases(TABLE))('"$text" → $value', ({ text, value }) => {
  expect(read(text)).toEqual(value);
});

test('keeps street and home together for the chamber to look at', () => {
  expect(parsePremises('en la calle y en la casa')).toEqual({
    kind: 'confirm',
    value: { premises: 'home', both: true },
  });
});
