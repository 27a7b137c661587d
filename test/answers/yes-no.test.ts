import { expect, test } from 'vitest';
import { cases, reader } from './read.ts';

const TABLE = `
true <- sí | si | sii | siii | si señor | sí señora | claro | claro que sí | hágale | hagale pues | de una | dale | listo | obvio | por supuesto | ajá | correcto | así es | afirmativo | acepto | autorizo | sí acepto | ok | vale | bueno | sisas | simón | de acuerdo | está bien | eso es | con gusto | cómo no | 👍 | ✅ | sí, yo llevo las cuentas en un cuaderno | sip | claro, hágale | bueno sí | no hay problema | no tengo problema | sí, no hay problema | por qué no | pues sí | de todas | exacto | Si, siempre | hagámosle | confirmo | sí pues | sy | uy sí | ay sí claro | me parece bien | por supuesto que sí | S
false <- no | no señor | noo | nop | nanai | nones | para nada | ni loca | nunca | jamás | negativo | no gracias | claro que no | obvio no | que va | todavía no | aún no | nel | nada de eso | tampoco | 👎 | ❌ | no, yo no llevo cuentas | no acepto | no quiero | mejor no | ni de fundas | por ahora no | no autorizo | pues no | nanay cucas | no señora, gracias | que no | prefiero que no | uy no
null <- déjeme pensarlo | de pronto | tal vez | no sé | quizás | puede ser | depende | más o menos | después le digo | ahorita no sé | a veces | sí y no | ni sí ni no | lo voy a pensar | luego | más tarde | creo que sí | yo creo que no | me imagino | hay que consultarlo con mi esposo | no estoy segura | si pero no | sí, pero no quiero dar mis datos
null <- ¿para qué? | ¿y eso qué es? | qué pasa si digo que no? | toca? | cómo así | por qué | y si no quiero? | es obligatorio?
null <- hola | empanadas | 3 años | 🤔 | 😂 |  | asdf | el martes | la segunda | mi esposo y yo
`;

const read = reader('yesno');

test.each(cases(TABLE))('"$text" → $value', ({ text, value }) => {
  expect(read(text)).toEqual(value);
});
