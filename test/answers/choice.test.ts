import { describe, expect, test } from 'vitest';
import { cases, reader } from './read.ts';

const PREMISES = ['Local comercial', 'Mi casa', 'En la calle', 'Solo por internet'];

const TABLE = `
1 <- 1 | la 1 | uno | el uno | la primera | el primero | 1️⃣ | opción 1 | la número 1 | primera opción | 1. | la primerita | local comercial | local | el local | la de arriba | a la 1 | Opcion uno | lokal comercial
2 <- 2 | la 2 | dos | el dos | la segunda | el segundo | 2️⃣ | opcion dos | #2 | mi casa | casa | en mi casa | la b | la 2 por favor | quiero la segunda | la dos pues | numero 2 porfa
3 <- 3 | la tercera | tercero | 3️⃣ | la 3 | calle | en la calle | tres | el 3ro
4 <- 4 | la cuarta | la última | el último | 4️⃣ | internet | por internet | cuatro | solo internet
3 <- la primera no, la tercera | no la 2 sino la 3 | la 2 no, la 3 | la 1, perdón, la 3
null <- 5 | la 7 | 0 | cero | la quinta | ninguna | cualquiera | no sé | ni idea | las dos | la 1 o la 2 | 1 y 3 | la primera y la segunda | la primera no
null <- hola | tengo 2 hijos | 3 años | qué significa la 2? no entiendo | 😂 |  | asdf
`;

describe('with titles', () => {
  const read = reader('choice_number', PREMISES);
  test.each(cases(TABLE))('"$text" → $value', ({ text, value }) => {
    expect(read(text)).toEqual(value);
  });
});

describe('without options', () => {
  const read = reader('choice_number');
  test.each(
    cases(`
2 <- la 2 | el segundo | 2️⃣ | dos | la segunda opción
1 <- la primera | el 1 | uno
10 <- 10 | 🔟 | la diez
null <- hola | la última | ninguna | 57 | la 1 o la 2
`),
  )('"$text" → $value', ({ text, value }) => {
    expect(read(text)).toEqual(value);
  });
});
