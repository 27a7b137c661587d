import type { PlaceAnswer } from '../understanding/places.ts';
import { type Amount, type AnswerResult, confirm, UNCLEAR, understood } from './answer-result.ts';
import { parseDuration } from './duration.ts';
import { parsePeople } from './people.ts';
import { isQuestion, plain } from './plain.ts';
import { parsePremises } from './premises.ts';
import { parseSector } from './sector.ts';

export type CorrectionField = 'time' | 'people' | 'premises' | 'sector' | 'town';

/** An earlier answer taken back in the middle of the flow, with what is to stand in its place. */
export type Correction = { field: CorrectionField; value: Amount | string };

export type CorrectionContext = { now: Date; findPlace?: (text: string) => PlaceAnswer | null };

/** "no espere, son 3 personas no 2" → people, 3. */
export function parseCorrection(text: string, context: CorrectionContext): AnswerResult<Correction> {
  if (isQuestion(text)) return UNCLEAR;
  const said = plain(text);
  if (!TAKES_BACK.test(said)) return UNCLEAR;
  const kept = correctedPart(said);
  const found = FIELDS.flatMap((field) => readField(field, kept, { context, whole: said }));
  const named = FIELDS.filter((field) => NAMES[field].test(said));
  const wanted = named.length === 1 ? found.filter(({ value }) => value.field === named[0]) : found;
  const [only] = wanted;
  if (only === undefined || wanted.length > 1) return UNCLEAR;
  return only.sure ? understood(only.value) : confirm(only.value);
}

const FIELDS: readonly CorrectionField[] = ['time', 'people', 'premises', 'sector', 'town'];

const TAKES_BACK =
  /\b(?:no,? (?:espere|espera|mentira|perdon|no|que pena|ya va|aguarde|son|es|era|eran|somos|llevo|tengo|en)|espere|espera|perdon\w*|disculp\w+|me equivoque|equivoqu\w+|me confundi|mejor dicho|corrijo|corregir|corrija|correccion|quise decir|queria decir|digo|miento|mentiras?|que pena|en realidad|cambi\w+|rectifico|la verdad (?:es|son|somos)|ay no|uy no|escribi mal|puse mal|puse|anote mal|dije|le dije|en vez de|en lugar de|sino|era|eran|no es|no son|no somos)\b/;

const NAMES: Readonly<Record<CorrectionField, RegExp>> = {
  time: /\b(?:an(?:o|ito)s?|mes(?:es|ecit\w+)?|tiempo|antiguedad|llevo|llevamos|abri|abrimos)\b/,
  people:
    /\b(?:personas?|emplead\w+|trabajador\w*|somos|trabajamos|ayudantes?|gente|much?ach\w+|yo y|y yo)\b/,
  premises:
    /\b(?:local\w*|casa|calle|internet|ambulante|online|domicilio|redes|arriend\w+|almacen|carrito|esquina|virtual|instagram|garaje|plaza)\b/,
  sector: /\b(?:sector|vendo|vendemos|hago|hacemos|actividad|gremio|me dedico)\b/,
  town: /\b(?:municipio|ciudad|pueblo|vivo|queda|quedo|estoy en|soy de|ubicad\w+)\b/,
};

/** What stands after the taking back: "son 3 no 2" → "son 3", "no son 2 sino 3" → "son 3", "no en la calle, en la casa" → "en la casa". */
function correctedPart(said: string): string {
  const opened = said
    .replace(
      /^(?:ay|uy|eh|oiga|hola|ah|no|,|\s|veci|senorita|doctor)+(?=\b(?:espere|perdon|mentira|me equivoque|que pena|disculp))/g,
      '',
    )
    .replace(OPENING, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const instead = /^(.*?)\b(?:en vez de|en lugar de)\b(.*)$/.exec(opened);
  if (instead) {
    const [, before = '', after = ''] = instead;
    return before.trim() !== '' ? before : (after.split(/,|\bes\b|\bson\b|\bponga\b/).at(-1) ?? after);
  }
  const but =
    /\b(?:no|dije|puse|le dije|habia dicho|habia puesto)\b.*?\b(?:sino|y es|y son|pero es|pero son|pero somos|y somos|y en realidad|es que)\b(?: que)?(.*)$/.exec(
      opened,
    )?.[1];
  if (but !== undefined && but.trim() !== '') return withNoun(but, opened);
  const first =
    /^(?:no )(?:es |son |somos |era |eran |en |llevo |tengo )?(.+?)(?:,| |\.)+(?:es|son|somos|era|eran|llevo|tengo|en|vendo|hago)\b(.*)$/.exec(
      opened,
    );
  if (first && !/^(?:no )/.test(first[2] ?? ''))
    return withNoun(
      `${/\b(?:somos)\b/.test(opened) ? 'somos ' : ''}${/ en [^,]*$/.test(opened) ? 'en ' : ''}${first[2] ?? ''}`,
      opened,
    );
  const trailing = /^(.+?)[, ]+(?:y )?no (?!espere|perdon)(?:de |en |es |son |somos |a )?.+$/.exec(
    opened,
  )?.[1];
  return trailing ?? opened;
}

/** "no son 2 personas sino 3": the noun is said once. */
function withNoun(part: string, whole: string): string {
  if (/[a-z]{4,}/.test(part.replace(/\b(?:como|unos|unas)\b/g, ''))) return part.trim();
  const noun = /\b\d+ ((?:personas?|emplead\w+|an(?:o|ito)s?|mes(?:es)?|trabajador\w*)\b)/.exec(whole)?.[1];
  return noun === undefined ? part.trim() : `${part.trim()} ${noun}`;
}

const OPENING =
  /\b(?:no,? )?(?:espere(?:se|me)?|espera|perdon(?:e|eme|a|ame)?|disculp(?:e|a|eme|ame)|que pena(?: con usted)?|me equivoque(?: ahi| antes)?|me confundi|mejor dicho|corrijo|correccion|rectifico|quise decir|queria decir|digo|miento|mentiras?|ya va|aguarde|en realidad|la verdad(?: es que)?|ay no|uy no|escribi mal|puse mal|anote mal|no no|cambie(?:me|lo)?|cambiar|corrija(?:me)?|corregir|quiero (?:cambiar|corregir))\b[,:.;! ]*/g;

type Read = { value: Correction; sure: boolean };

function readField(
  field: CorrectionField,
  kept: string,
  { context, whole }: { context: CorrectionContext; whole: string },
): Read[] {
  const result = parseField(field, kept, { context, whole });
  return result.kind === 'unclear'
    ? []
    : [{ value: { field, value: result.value }, sure: result.kind === 'understood' }];
}

function parseField(
  field: CorrectionField,
  kept: string,
  { context, whole }: { context: CorrectionContext; whole: string },
): AnswerResult<Amount | string> {
  if (field === 'time')
    return NAMES.time.test(whole) || /\b(?:19|20)\d\d\b/.test(kept) ? parseDuration(kept, context) : UNCLEAR;
  if (field === 'people') {
    if (!NAMES.people.test(whole) && !/\b(?:sol[oa]|espos|mama|herman|hij)\w*/.test(kept)) return UNCLEAR;
    const result = parsePeople(kept);
    return result.kind === 'unclear' ? result : { kind: result.kind, value: result.value.people };
  }
  if (field === 'premises') {
    if (!NAMES.premises.test(kept)) return UNCLEAR;
    const result = parsePremises(kept);
    return result.kind === 'unclear' ? result : { kind: result.kind, value: result.value.premises };
  }
  if (field === 'sector') return parseSector(kept.replace(/\b(?:local|tienda fisica|casa)\b/g, ' '));
  const place = context.findPlace?.(kept) ?? null;
  if (place?.municipality == null) return UNCLEAR;
  return place.kind === 'ambiguous' ? confirm(place.municipality) : understood(place.municipality);
}
