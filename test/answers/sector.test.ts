import { expect, test } from 'vitest';
import { cases, reader } from './read.ts';

const TABLE = `
"food" <- vendo empanadas | empanaditas | restaurante | tengo un asadero | panadería | hago tortas | comidas rápidas | vendo almuerzos | jugos y salpicón | heladería | vendo tintos | gastronomía | hago tamales los domingos | cafetería | fritanga | repostería | un puesto de arepas | vendo perros y hamburguesas | pizzería | enpanadas
"retail" <- tengo una tienda | tienda de barrio | ferretería | víveres y abarrotes | papelería | droguería | carnicería | fruver | miscelánea | minimercado | ferreteria y pinturas | vendo frutas y verduras | cacharrería | granero | licorera | comercio al por menor | vendo repuestos de moto | fereteria | venta de celulares
"beauty" <- peluquería | barbería | hago uñas | uñas acrílicas | salón de belleza | spa | manicure y pedicure | soy barbero | corto cabello | pestañas y cejas | estética | belleza | pelukeria | maquillaje y peinados
"fashion" <- confección | hago ropa | modistería | soy modista | vendo ropa | tienda de ropa | zapatos | almacén de calzado | uniformes | costura | arreglos de ropa | bolsos en cuero | moda y confección | satélite de confección | estampo camisetas | lencería | sastreria
"commerce_tourism" <- hotel | tengo un hostal | agencia de viajes | guía turístico | turismo | artesanías | hospedaje familiar | paseos en lancha | comercio y turismo | finca turística
"other" <- taller de motos | arreglo neveras | soy contador | café internet | gallinas ponedoras | mecánica | carpintería | otro | otra cosa | clases de inglés | lavadero de carros | gimnasio | veterinaria | soy electricista | ninguno de esos | transporte de carga | arreglo celulares
null <- ni idea | no sé | vendo de todo | vendo | cosas | mi negocio | hola | sí | 3
null <- vendo empanadas y arreglo celulares | panadería y ferretería | peluquería y venta de ropa
null <- ¿las droguerías entran? | vendo empanadas, aplica? | qué sectores hay? | y si vendo ropa y comida?
`;

const read = reader('sector');

test.each(cases(TABLE))('"$text" → $value', ({ text, value }) => {
  expect(read(text)).toEqual(value);
});
