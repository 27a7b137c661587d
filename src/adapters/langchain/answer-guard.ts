import { numberOf } from '../../flow/answers/number-words.ts';
import { foldSound, normalise, words } from '../../flow/understanding/normalise.ts';

/** An answer that a chat model proposes, with the entries it says it rests on. */
export type Proposal = { ids: string[]; answer: string };

export type Source = { id: string; text: string };

export type Verdict =
  | { kind: 'grounded'; ids: string[]; answer: string }
  | { kind: 'refused'; reason: string };

/** Lets a phrasing pass only if it says nothing that the cited entries do not say. */
export function checkAnswer(proposal: Proposal, retrieved: Source[]): Verdict {
  const answer = proposal.answer.trim();
  const cited = retrieved.filter(({ id }) => proposal.ids.includes(id));
  if (cited.length === 0 || cited.length !== new Set(proposal.ids).size)
    return refused('cites what was not retrieved');
  if (answer === '' || answer.length > LONGEST) return refused('too short or too long');
  if (STRANGE.test(answer)) return refused('holds a link, an address or markup');
  const source = cited.map(({ text }) => text).join('\n');
  const known = new Set(words(normalise(source)).map(stem));
  const number = strangeNumber(answer, source);
  if (number !== null) return refused(`number not in the source: ${number}`);
  const name = strangeName(answer, known);
  if (name !== null) return refused(`name not in the source: ${name}`);
  const promise = words(normalise(answer)).find((word) => PROMISES.test(word) && !known.has(stem(word)));
  if (promise !== undefined) return refused(`promise not in the source: ${promise}`);
  if (NEGATION.test(normalise(answer)) !== NEGATION.test(normalise(source)))
    return refused('denies or affirms what the source does not');
  return overlap(answer, known) < LEAST_OVERLAP
    ? refused('strays from the source')
    : { kind: 'grounded', ids: proposal.ids, answer };
}

// A chat bubble that is still read.
const LONGEST = 900;
// Of the longer words of an answer, how many must stand in the cited entries.
const LEAST_OVERLAP = 0.55;

const STRANGE = /https?:|www\.|\w@\w|[<>{}[\]|]/;
const NEGATION = /\b(?:no|nunca|jamas|sin|tampoco|ningun\w*|nadie|not|never|without|none|cannot)\b/;
const PROMISES =
  /^(?:gratis|gratuit\w*|garanti\w+|asegur\w+|promet\w+|plata|dinero|efectivo|subsidi\w+|credit\w*|prestam\w*|prest\w+|financi\w+|regal\w+|entreg\w+|pag\w+|cobr\w+|cost\w+|cuota\w*|consign\w+|aprobad\w+|aprob\w+|seleccionad\w+|elegid\w+|quedo|aceptad\w+|inscrit\w+|abiert\w+|cerrad\w+|disponible\w*|cupo\w*|llamar\w*|contactar\w*|llam\w+|hoy|manana|lunes|martes|miercoles|jueves|viernes|sabado|domingo|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|todos|siempre|cualquier\w*|obligator\w+|presiden\w+|gobierno|free|guarante\w+|promis\w+|money|loan\w*|grant\w*|subsid\w+|paid|pay\w*|approved|selected|accepted|open|closed|available|tomorrow|today|everyone|always)$/;

function refused(reason: string): Verdict {
  return { kind: 'refused', reason };
}

function strangeNumber(answer: string, source: string): string | null {
  const known = new Set(numbersIn(source));
  return numbersIn(answer).find((number) => !known.has(number)) ?? null;
}

/** Numbers in digits or in words, as digits without separators. */
function numbersIn(text: string): string[] {
  const digits = [...text.matchAll(/\d+(?:[.,]\d{3})*(?:[.,]\d+)?/g)].map(([number]) =>
    number.replace(/[.,](?=\d{3}\b)/g, ''),
  );
  const spelt = words(normalise(text)).flatMap((word) => {
    const value = word in ENGLISH_NUMBERS ? ENGLISH_NUMBERS[word] : numberOf(word);
    return value === null || value === undefined || value < 2 || /^\d/.test(word) ? [] : [String(value)];
  });
  const large = words(normalise(text)).filter((word) =>
    /^(?:mil|miles|millon|millones|billon|billones|ciento|cientos|doscient\w+|quinient\w+|thousand|million|billion|hundred)$/.test(
      word,
    ),
  );
  return [...digits, ...spelt, ...large];
}

const ENGLISH_NUMBERS: Readonly<Record<string, number>> = {
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  twelve: 12,
  fifty: 50,
};

/** A capitalised word inside a sentence, or an acronym anywhere, that the source does not hold. */
function strangeName(answer: string, known: ReadonlySet<string>): string | null {
  for (const sentence of answer.split(/[.!?:\n•]+/)) {
    for (const [index, word] of (sentence.match(/[\p{L}\p{N}]+/gu) ?? []).entries()) {
      const isName =
        /^\p{Lu}{2,}/u.test(word) ||
        (/^\p{Lu}/u.test(word) && (index > 0 || !OPENERS.has(stem(word.toLowerCase()))));
      if (isName && !words(normalise(word)).every((part) => known.has(stem(part)))) return word;
    }
  }
  return null;
}

const OPENERS = new Set(
  `sí si claro con por para el la los las un una en es son hay dura incluye entregan al además también usted le su puede este esta eso lo buenas hola mire
  vea pues se opera piden cumple apoya cuando como entonces yes the it there at they you your to in this of course hello`
    .split(/\s+/)
    .map((word) => stem(word)),
);

function overlap(answer: string, known: ReadonlySet<string>): number {
  const long = words(normalise(answer)).filter((word) => word.length >= 5);
  if (long.length === 0) return 1;
  return long.filter((word) => known.has(stem(word))).length / long.length;
}

function stem(word: string): string {
  return foldSound(normalise(word))
    .slice(0, 6)
    .replace(/[aeo]?s?$/, '');
}
