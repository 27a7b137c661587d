import { expect, test } from 'vitest';
import { cases, reader } from './read.ts';

const TABLE = `
18 <- año y medio | un año y medio | 1 año y medio | como año y medio | ya llevo año y medio | llevamos un añito y medio
12 <- un año | 1 año | un añito | hace un año | 12 meses | doce meses | llevo un año exacto | un año apenas
24 <- 2 años | dos años | 2 añitos | como dos años | llevamos 2 años con la tienda | dos años mi señora | 24 meses | un par de años
36 <- 3 años | tres años | como tres añitos | tengo 3 años con el negocio | el negocio tiene 3 años | llevo 3 años vendiendo empanadas | 3 anos | tres aÑos | 36 meses
30 <- dos años y medio | 2 años y medio | 2 y medio años
27 <- 2 años y 3 meses | dos años con tres meses
14 <- un año y dos meses | año y dos meses
6 <- 6 meses | seis meses | medio año | seis mesecitos | llevo apenas 6 meses | hace 6 meses abrí
8 <- 8 meses | ocho meses | como 8 mesecitos | apenas 8 meses | llevo ocho meses no más
60 <- 5 años | cinco años | un lustro | 5 añitos gracias a Dios
120 <- 10 años | diez años | una década | dies años
180 <- 15 años | quince añitos | yo tengo el puesto hace como quince años
240 <- 20 años | veinte años
420 <- 35 años | treinta y cinco años
0 <- una semana | 15 días | tres semanas | hace 8 días abrimos
1 <- un mes | un mesecito | 1 mes | 40 días
{"min":24,"max":36} <- entre 2 y 3 años | 2 o 3 años | de dos a tres años | unos 2 a 3 años | dos o tres añitos
{"min":6,"max":8} <- entre 6 y 8 meses | 6 a 8 meses | seis u ocho meses
{"min":12,"max":18} <- un año o año y medio
{"min":0,"max":11} <- menos de un año | no llego al año | todavía no cumplo el año | no alcanzo el año
{"min":21,"max":23} <- casi dos años | voy para 2 años | ya casi dos años | vamos a cumplir dos años
{"min":9,"max":11} <- casi un año | voy para un año
{"min":25,"max":35} <- dos años y pico | 2 años largos
{"min":13,"max":23} <- año y pico | un año y pico
{"min":60,"max":71} <- más de 5 años | mas de cinco años
32 <- desde marzo del 2024 | desde marzo de 2024 | marzo 2024 | abrí en marzo del 2024 | desde 03/2024 | abrimos en marzo del 24
22 <- desde enero del año pasado | abrí en enero de 2025
10 <- desde enero de este año | desde enero de 2026
{"min":83,"max":94} <- desde 2019 | desde el 2019 | abrimos en 2019 | en el 2019 | desde el año 2019 | 2019
{"min":11,"max":22} <- desde el año pasado | abrí el año pasado
36 <- no, perdón, son 3 años | 2 años, digo, 3 años | 2 años no espere 3 años
36 <- tengo 45 años y el negocio lleva 3 años
null <- ni idea | no sé | no me acuerdo | hace rato | toda la vida | uff hace mucho | desde siempre | hartos años | unos añitos | recién abrí | estoy empezando
null <- 3 | como 5 | quince
null <- tengo 45 años | yo tengo 62 años
null <- llevo 3 años pero abrí hace 5 meses | 3 años en la casa y 1 año en el local
null <- ¿por qué preguntan eso? | qué pasa si llevo 6 meses? | y si tengo 8 meses me aceptan? | desde cuándo se cuenta?
null <- hola | sí | empanadas | mi esposo y yo | la tienda | 😂😂 | asdf |  | el 2 | 3 personas | 3 millones
`;

const read = reader('time');

test.each(cases(TABLE))('"$text" → $value', ({ text, value }) => {
  expect(read(text)).toEqual(value);
});
