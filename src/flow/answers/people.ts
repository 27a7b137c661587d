import { type Amount, type AnswerResult, confirm, UNCLEAR, understood } from './answer-result.ts';
import { lastWord } from './last-word.ts';
import { isQuestion, isUnknown, plain } from './plain.ts';

/** `countedSelf`: there are two only because the person counts too. */
export type People = { people: Amount; countedSelf: boolean };

/** How many work in the business, the person included. */
export function parsePeople(text: string): AnswerResult<People> {
  if (isQuestion(text) || isUnknown(text)) return UNCLEAR;
  const said = withoutOtherCounts(lastWord(plain(text), ANY_PERSON));
  const crew = crewOf(said);
  const total = totalIn(said);
  const sometimes =
    /\b(?:a veces|de vez en cuando|por dias|por ratos|fines de semana|en temporada|en diciembre|cuando (?:hay|puede|se puede)|los (?:sabados|domingos))\b/.test(
      said,
    );
  if (total !== null) return sometimes ? confirm(counted(total)) : understood(counted(total));
  if (ALONE.test(said) && !/\bsol[oa] (?:con|somos|los|las|mi|nosotr)/.test(said)) {
    return crew.others === 0 && !sometimes && !/\bno (?:soy|estoy) sol/.test(said)
      ? understood(counted(1))
      : UNCLEAR;
  }
  if (crew.vague) return crew.others > 0 || crew.self ? confirm(counted({ min: 2, max: 10 })) : UNCLEAR;
  if (crew.others > 0 && (crew.self || crew.kinOnly)) {
    if (sometimes) return confirm(counted({ min: crew.others, max: crew.others + 1 }));
    return crew.self ? understood(counted(crew.others + 1)) : confirm(counted(crew.others + 1));
  }
  if (crew.others > 0) {
    const amount = { min: crew.others, max: crew.others + 1 };
    return crew.others >= 2 && !sometimes ? understood(counted(amount)) : confirm(counted(amount));
  }
  return bareNumber(said);
}

function counted(people: Amount): People {
  return { people, countedSelf: people === 2 };
}

const ANY_PERSON = /\b(?:somos|personas?|emplead|trabajador|yo|sol[oa])/;
const ALONE =
  /\b(?:sol[oa]|solit[oa]|nadie mas|ningun[oa]? mas|mi persona|unicamente yo|yo unicamente|(?<!y )yo no mas|no mas yo|yo nomas|nomas yo|yo y nadie|yo y ya|yo mism[oa]|yo y mi sombra|yo y dios|yo con dios|dios y yo)\b|^(?:no,? )?(?:solamente |solo |pues )?yo$/;

/** Years, hours, tables and money are numbers too, but not of people. */
function withoutOtherCounts(said: string): string {
  return said
    .replace(/^(\d+),? (?=(?:mi|el|la|yo|mis)\b)/, 'somos $1, ')
    .replace(/\b(?:este servidor|su servidora?|quien (?:le )?(?:habla|escribe))\b/g, 'yo')
    .replace(
      /\b(?:de )?(?:hace |desde hace |llevo |como )?\d+ (?:an(?:o|ito)s?|mes(?:es)?|semanas?|dias?|horas?|turnos?|mesas?|sillas?|locales|local|sedes?|maquinas?|pesos|millones|mil|veces|cuadras|de la (?:manana|tarde|noche)|am|pm)\b/g,
      ' ',
    )
    .replace(/\b(?:en|desde) (?:el )?(?:19|20)\d\d\b/g, ' ')
    .replace(/\buna (persona)\b/g, '1 $1')
    .replace(/\bun par(?: de)?\b/g, '2')
    .replace(/\bmedia docena(?: de)?\b/g, '6')
    .replace(/\buna docena(?: de)?\b/g, '12')
    .replace(/\bla pareja\b|\ben pareja\b/g, 'somos 2')
    .replace(/\s+/g, ' ')
    .trim();
}

/** A total that is said outright: "somos 3", "3 en total", "entre 3 y 4". */
function totalIn(said: string): Amount | null {
  const contrast =
    /\b(?:no (?:somos |son )?\d+ sino (?:que )?(?:somos |son )?|no (?:somos|son) \d+,? (?:somos|son) )(\d+)\b/.exec(
      said,
    )?.[1];
  if (contrast !== undefined) return positive(Number(contrast));
  const kept = /\b(?:somos|son) (\d+)(?: personas)?,? no \d+\b/.exec(said)?.[1];
  if (kept !== undefined) return positive(Number(kept));
  const besides =
    /\b(\d+)(?: \S+){0,3} (?:aparte de mi|sin contarme|sin contar(?:me)? a mi|sin incluirme|fuera de mi|ademas de mi|y yo|mas yo|y mi persona)\b|\b(?:aparte de mi|sin contarme|fuera de mi|ademas de mi|conmigo y|yo y|yo mas|yo con)(?: \S+){0,2} (\d+)\b|\b(?:otr[oa]s (\d+)|(\d+) mas)\b/.exec(
      said,
    );
  if (besides && !/\b(?:mi|mis) \S+ y yo\b/.test(said)) {
    return crewOf(said).kin > 0
      ? null
      : positive(Number(besides[1] ?? besides[2] ?? besides[3] ?? besides[4]) + 1);
  }
  const span =
    /\b(?:entre |de )?(\d+) ?(?:o|a|-|u|y) ?(?:hasta )?(\d+)(?! \S*(?:emplead|trabajador|hij|herman))/.exec(
      said,
    );
  if (span && /\bentre\b|\bo\b|\bu\b|\ba\b|-/.test(span[0]) && numbersIn(said).length === 2) {
    const [min = 0, max = 0] = [Number(span[1]), Number(span[2])].sort((a, b) => a - b);
    return min > 0 ? { min, max } : null;
  }
  const totals = [...said.matchAll(TOTAL)].map((match) =>
    Number(match[1] ?? match[2] ?? match[3] ?? match[4]),
  );
  if (new Set(totals).size > 1) return null;
  return totals[0] === undefined || numbersIn(said).some((other) => other > (totals[0] ?? 0))
    ? null
    : positive(totals[0]);
}

const TOTAL =
  /\b(?:somos|seremos|en total|total|son|trabajamos|quedamos|estamos|habemos|hay|trabajan|atendemos|nosotr[oa]s|entre)(?: (?:como|unos|unas|casi|los|las|en total|nosotr[oa]s|apenas|ya|solo|solamente|unicamente|aqui|por ahi|nada mas))* (\d+)\b|\b(\d+)(?: personas| trabajadores)?(?: \S+)? (?:en total|contandome|contando conmigo|conmigo|incluyendome|incluid[oa] yo|incluyendo|con migo|contando(?:me)? a mi|contando)\b|^(?:(?:como|unas|ya|son|apenas|solo|solamente) )*(\d+) person\w+(?=$|,| (?:no mas|en|nada|somos|trabaj|conmigo|contando))|\b(?:los|las) (\d+)$/g;

type Crew = { others: number; kin: number; self: boolean; kinOnly: boolean; vague: boolean };

function crewOf(said: string): Crew {
  let others = 0;
  let kin = 0;
  let vague = false;
  for (const match of said.matchAll(MEMBER)) {
    const quantity = match[1];
    const noun = match[2] ?? '';
    const isKin = KIN.test(noun);
    if (quantity === undefined && !isKin && !/s$/.test(noun)) continue;
    const plural = /s$/.test(noun);
    const digits = /\d+/.exec(quantity ?? '')?.[0];
    if (digits === undefined && plural) vague = true;
    const count = digits === undefined ? 1 : Number(digits);
    others += count;
    if (isKin) kin += count;
  }
  const self =
    /\b(?:yo|conmigo|con migo|mi persona|me (?:ayuda|ayudan|colabora|colaboran|acompana|acompanan|apoya)|trabajo con|atiendo con|estoy con)\b/.test(
      said,
    );
  return { others, kin, self, kinOnly: kin > 0 && kin === others, vague };
}

const KIN_NOUNS =
  'espos[oa]s?|marido|mujer|senora|mama|mami|papa|papi|padre|madre|herman[oa]s?|hermanit[oa]s?|hij[oa]s?|hijit[oa]s?|prim[oa]s?|cunad[oa]s?|sobrin[oa]s?|sueg[r][oa]s?|ti[oa]s?|abuel[oa]s?|companer[oa]s?|soci[oa]s?|niet[oa]s?|novi[oa]s?|pareja|yerno|nuera|comadre|compadre|amig[oa]s?|viej[oa]|pelad[oa]s?|nin[oa]s?|chin[oa]s?|vecin[oa]s?';
const WORKER_NOUNS =
  'emplead[oa]s?|empleadit[oa]s?|trabajador(?:a|es|as)?|ayudantes?|much?ach[oa]s?|muchachit[oa]s?|personas?|colaborador(?:a|es|as)?|operari[oa]s?|meser[oa]s?|cociner[oa]s?|domiciliari[oa]s?|vendedor(?:a|es|as)?|senoras|auxiliar(?:es)?|manicuristas?|estilistas?|barber[oa]s?|costurer[oa]s?|joven(?:es)?|chic[oa]s?|aprendi(?:z|ces)|asistentes?|peluquer[oa]s?|contratad[oa]s?|señorit[oa]s?';
const MEMBER = new RegExp(
  `\\b((?:mis? |el |la |los |las |un |una |uno |con |otr[oa]s? |unos |unas |\\d+ )+)?(${KIN_NOUNS}|${WORKER_NOUNS})\\b`,
  'g',
);
const KIN = new RegExp(`^(?:${KIN_NOUNS})$`);

function bareNumber(said: string): AnswerResult<People> {
  const numbers = numbersIn(said);
  const [only] = numbers;
  if (only === undefined || numbers.length > 1 || only === 0) {
    return /^(?:un[oa]|una persona|un[oa] sol[oa])$/.test(said) ? understood(counted(1)) : UNCLEAR;
  }
  const more = /\bmas de \d+/.test(said);
  if (more)
    return only >= 2
      ? understood(counted({ min: only + 1, max: only * 2 }))
      : confirm(counted({ min: 2, max: 3 }));
  if (/\b(?:menos|casi|ni) /.test(said)) return UNCLEAR;
  return said.split(' ').length <= 5 && only <= MOST ? understood(counted(only)) : confirm(counted(only));
}

// Beyond this a small business has more likely answered another question.
const MOST = 200;

function numbersIn(said: string): number[] {
  return [...said.matchAll(/\b\d+\b/g)].map((match) => Number(match[0]));
}

function positive(value: number): number | null {
  return value > 0 ? value : null;
}
