import { type Amount, type AnswerResult, confirm, UNCLEAR, understood } from './answer-result.ts';
import { localDay } from './calendar.ts';
import { lastWord } from './last-word.ts';
import { isQuestion, isUnknown, plain } from './plain.ts';
import { sinceDate } from './since.ts';

export type DurationContext = { now: Date };

/** How long the business has been open, in months. */
export function parseDuration(text: string, context: DurationContext): AnswerResult<Amount> {
  if (isQuestion(text) || isUnknown(text)) return UNCLEAR;
  const said = spans(lastWord(plain(text), HAS_TIME));
  const since = sinceDate(said, localDay(context.now));
  const amounts = distinct([...measured(said), ...(since === null ? [] : [since])]);
  const [first] = amounts;
  if (amounts.length > 1) return UNCLEAR;
  if (first !== undefined) return VAGUE_START.test(said) ? confirm(first) : understood(first);
  const bare = /^(?:como |unos |ya |llevo |hace )*(\d{1,2})$/.exec(said)?.[1];
  if (bare !== undefined && Number(bare) > 0) return confirm(Number(bare) * 12);
  if (
    /\b(?:toda la vida|toda una vida|desde siempre|siglos|hace (?:rato|mucho|tiempo)|(?:hartos|muchos|varios|unos|bastantes) (?:buenos )?an(?:o|ito)s)/.test(
      said,
    )
  ) {
    return confirm({ min: 24, max: 600 });
  }
  if (/\b(?:apenas|recien|acab\w+ de|nuevo|nueva|empezando|arrancando)\b/.test(said))
    return confirm({ min: 0, max: 11 });
  return UNCLEAR;
}

const HAS_TIME = /\b(?:an(?:o|ito)s?|mes|meses|mesecit\w+|semanas?|dias?|(?:19|20)\d\d)\b/;
const VAGUE_START = /\b(?:empece|empezamos) (?:a|con) (?:idea|pensar)/;

/** One spelling for the words of time, and nobody's age. */
function spans(said: string): string {
  return said
    .replace(/\bani?tos?\b|\banos?\b|\banio?s?\b|\banyos?\b|\bayos?\b/g, 'ano')
    .replace(/\bmesesit\w+|\bmesecit\w+|\bmeses\b|\bmecs?es\b/g, 'mes')
    .replace(/\bsemanit\w+|\bsemanas\b/g, 'semana')
    .replace(/\bdiit\w+|\bdias\b/g, 'dia')
    .replace(/\b(?:una?|1) decada y media\b/g, '15 ano')
    .replace(/\b(?:una|1) decada\b/g, '10 ano')
    .replace(/\b(\d+) decadas\b/g, (_, count: string) => `${Number(count) * 10} ano`)
    .replace(/\b(?:un|1) lustro\b/g, '5 ano')
    .replace(/\b(?:un|1) semestre\b/g, '6 mes')
    .replace(/\b(?:un|1) trimestre\b/g, '3 mes')
    .replace(/\bun par de (ano|mes|semana|dia)\b/g, '2 $1')
    .replace(/\b(?:un|una|uno) (ano|mes|semana|dia)\b/g, '1 $1')
    .replace(/\b(\d+) y medio ano\b/g, '$1 ano y medio')
    .replace(/\bmedio ano\b/g, '6 mes')
    .replace(/\b(\d+) ano (?:de edad|de vida)\b/g, ' ')
    .replace(
      /\b(?:tengo|cumpli|a mis|con mis) (?:1[89]|[2-9]\d) ano\b(?! (?:con|de|en|trabajando|vendiendo|atendiendo|que))/g,
      ' ',
    )
    .replace(/\b(?:hij[oa]s?|nin[oa]s?|niet[oa]s?|bebe) de \d+ (?:ano|mes)\b/g, ' ');
}

/** Every length of time that is said, in months. */
function measured(said: string): Amount[] {
  const out: Amount[] = [];
  let rest = said;
  for (const [pattern, read] of READINGS) {
    rest = rest.replace(pattern, (...groups: (string | undefined)[]) => {
      out.push(read(groups.slice(1, 4).map((group) => Number(group ?? 0))));
      return ' | ';
    });
  }
  return out;
}

const YEAR = '(?:el )?ano';
const READINGS: readonly (readonly [RegExp, (numbers: number[]) => Amount])[] = [
  [
    /\b(?:entre )?(\d+)(?: ano)? ?(?:a|o|y|-|u|,) ?(\d+) ano\b(?! y (?:medio|\d))/g,
    ([a = 0, b = 0]) => range(a * 12, b * 12),
  ],
  [/\b(?:entre )?(\d+)(?: mes)? ?(?:a|o|y|-|u|,) ?(\d+) mes\b/g, ([a = 0, b = 0]) => range(a, b)],
  [/\b(?:1 )?ano o (?:1 )?ano y medio\b/g, () => range(12, 18)],
  [/\b(\d+) mes (?:a|o) (?:1 )?ano\b/g, ([a = 0]) => range(a, 12)],
  [/\b(\d+) ano (?:y|con|,)? ?(\d+) mes\b/g, ([a = 0, b = 0]) => a * 12 + b],
  [/\b(?:1 )?ano (?:y|con) (\d+) mes\b/g, ([a = 0]) => 12 + a],
  [/\b(\d+) ano y (?:un )?medio\b|\b(\d+) y medio ano\b/g, ([a = 0, b = 0]) => (a || b) * 12 + 6],
  [/\b(?:1 )?ano y medio\b/g, () => 18],
  [
    /\b(?:menos de|no llega(?:mos)? a|no alcanza a|ni siquiera) (\d+) ano\b/g,
    ([a = 0]) => range(0, a * 12 - 1),
  ],
  [/\b(?:menos de|no llega(?:mos)? a) (\d+) mes\b/g, ([a = 0]) => range(0, a - 1)],
  [
    new RegExp(
      `\\b(?:no (?:llego|llega|llegamos|alcanzo|alcanzamos|completo|cumplo|cumplimos|he cumplido|hemos cumplido|ajusto|tengo)(?: ni)?(?: a| al)?|todavia no (?:cumplo|cumplimos|completo|ajusto|tiene)|falta\\S* \\S+(?: \\S+)? para) ?(?:${YEAR}|1 ano|l ano)\\b`,
      'g',
    ),
    () => range(0, 11),
  ],
  [
    /\b(?:casi|casito|ya casi|voy para|vamos para|va para|voy a (?:cumplir|completar|ajustar)|vamos a (?:cumplir|completar)|va a (?:cumplir|completar)|por cumplir|a punto de cumplir)(?: los| las| el| unos)? ?(\d+)? ?ano\b/g,
    ([a = 0]) => range((a || 1) * 12 - 3, (a || 1) * 12 - 1),
  ],
  [
    /\b(?:mas de|mas que|pasad\w+ de|pasados los|arriba de|por encima de) ?(\d+) ano\b/g,
    ([a = 0]) => range(a * 12, a * 12 + 11),
  ],
  [/\b(?:mas de|mas que) ?(\d+) mes\b/g, ([a = 0]) => range(a + 1, a + 3)],
  [
    /\b(\d+) ano (?:y (?:pico|piquito|algo|unos mes|meses|un poquito|tantos|punta)|largos?|larguitos?|y mes|pasados|pasaditos)\b/g,
    ([a = 0]) => range(a * 12 + 1, a * 12 + 11),
  ],
  [/\b(?:1 )?ano (?:y (?:pico|piquito|algo|mes)|largo|larguito|pasado y algo)\b/g, () => range(13, 23)],
  [/\b(\d+) ano\b/g, ([a = 0]) => a * 12],
  [/\b(\d+) mes (?:y medio)?\b|\b(\d+) mes$/g, ([a = 0, b = 0]) => a || b],
  [/\b(\d+) mes\b/g, ([a = 0]) => a],
  [/\b(\d+) semana\b/g, ([a = 0]) => Math.floor(a / 4.345)],
  [/\b(\d+) dia\b/g, ([a = 0]) => Math.floor(a / 30)],
  [
    /(?:^|\b(?:hace|llevo|lleva|tengo|tiene|como|apenas|ya|el|exacto|un) )ano(?! (?:pasado|antepasado|que|nuevo|\d))\b/g,
    () => 12,
  ],
];

function range(min: number, max: number): Amount {
  return min === max ? min : { min: Math.max(0, Math.min(min, max)), max: Math.max(min, max) };
}

function distinct(amounts: Amount[]): Amount[] {
  const seen = new Map(amounts.map((amount) => [JSON.stringify(amount), amount]));
  return [...seen.values()];
}
