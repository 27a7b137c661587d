import { type AnswerResult, confirm, UNCLEAR, understood } from './answer-result.ts';
import { isUnknown, plain } from './plain.ts';

/** Yes or no, as Colombia says it. "Déjeme pensarlo" is neither. */
export function parseYesNo(text: string): AnswerResult<boolean> {
  const emoji = fromEmoji(text);
  const said = plain(text).replace(/[.!]+/g, ' ').replace(/\s+/g, ' ').trim();
  if (said === '') return emoji === null ? UNCLEAR : understood(emoji);
  if (UNDECIDED.test(said) || isUnknown(said) || ASKS.test(said)) return UNCLEAR;
  const idiom = fromIdiom(said);
  const rest = said.replace(YES_IDIOMS, ' ').replace(NO_IDIOMS, ' ').replace(/\s+/g, ' ').trim();
  const yes = idiom.yes || YES_START.test(rest) || (rest.split(' ').length <= 4 && YES_ANYWHERE.test(rest));
  const no = idiom.no || NO_START.test(rest) || (rest.split(' ').length <= 4 && NO_ANYWHERE.test(rest));
  if (yes === no || (emoji !== null && emoji !== yes)) return UNCLEAR;
  if (HEDGED.test(said)) return confirm(yes);
  return turnsBack(rest, yes) ? UNCLEAR : understood(yes);
}

const YES_IDIOMS =
  /\b(?:claro que si|por supuesto(?: que si)?|como no|por que no|no (?:hay|tengo|veo|le veo) (?:ningun |ningunos )?(?:problema|inconveniente|lio|pega|rollo)|no me opongo|no faltaba mas|no mas faltaba|no lo dude|sin (?:duda|problema|falta)|de una(?: vez)?|de todas|hagale(?: pues)?|hagamosle|agale|hagale mijo|dele(?: pues)?|dale(?: pues)?|de acuerdo|esta bien|todo bien|bien pueda|me parece(?: bien)?|me gustaria|me encantaria|asi es|eso es|correcto|afirmativo|ni mas faltaba|clarin|clarinete|listo el pollo|obvio(?: que si| si| microbio)?|claro|con gusto|con mucho gusto|con todo gusto|si senor[a]?|que si|pues si|a la fija|fijo que si|eso si|como dice|hagamole|me sirve|va que va|va pa esa)\b/g;
const NO_IDIOMS =
  /\b(?:claro que no|obvio (?:que )?no|por supuesto que no|para nada|de ninguna manera|de ningun modo|ni loc[oa]|ni de (?:fundas|riesgos|vainas|chiste|fundingues)|ni por el (?:chiras|putas|berraco)|ni muert[oa]|ni a bala|ni modo|que va|nada que ver|nada de eso|todavia no|aun no|por ahora no|ahora no|no por ahora|no senor[a]?|no gracias|gracias pero no|mejor no|prefiero (?:que )?no|pues no|que no|ni riesgo|no me interesa|no quiero|no acepto|no autorizo|no estoy de acuerdo|no deseo|no puedo|no tengo|no hay|no llevo|no hago|en absoluto|tampoco|nunca|jamas|paila|ni hablar|ni pio|eso no|nada|ninguno|ninguna)\b/g;
const YES_START =
  /^(?:ay |uy |ah |pues |bueno |oiga |jaja |eh |mm |mmm )*(?:si|sii|sip|sep|sipi|sisas|sis|sizas|siz|sy|yes|yep|claro|obvio|listo|ok|oki|okay|okey|oka|va|vale|bueno|aja|uju|ujum|mju|simon|sisa|exacto|exactamente|efectivamente|positivo|acepto|autorizo|confirmo|confirmado|confirmadisimo|perfecto|seguro|segurisimo|dale|dele|hecho|breve|melo|eso$|eso si|siempre|s|apruebo|clarisimo|deacuerdo|correcta|cierto|verdad|verdadero|afirmo|total|totalmente|quiero|desde luego|bacano|chevere|de una)\b/;
const YES_ANYWHERE = /\b(?:si|sip|sisas|acepto|autorizo|confirmo|de una|simon)\b/;
const NO_START =
  /^(?:ay |uy |ah |pues |bueno |oiga |jaja |eh |mm |mmm )*(?:no|noo|nop|nope|nah|na|nonis|nones|nanay|nanai|naranjas|nel|nelson|negativo|nunca|jamas|ni|tampoco|falso|nanais|nain|nooo|cancelo|rechazo|nada|paila)\b/;
const NO_ANYWHERE = /\b(?:no|nop|nanai|nanay|nel|jamas)\b/;

const UNDECIDED =
  /\b(?:pensarl[oa]|pensar|lo pienso|pienso y|consult\w+|preguntarle a|toca (?:verlo|mirar\w*|hablar\w*|preguntar\w*|ver)|despues|mas tarde|luego|ahorita|talvez|tal vez|de pronto|quizas?|puede ser|puede que|a lo mejor|depende|a veces|mas o menos|si y no|ni si ni no|otro dia|manana le|le aviso|le confirmo|mas adelante|aguante|espere|esperese|un momento|ya le digo|ya veremos|vamos a ver|ahi miramos|miremos|veamos|segun|masomenos|regular|no siempre|casi siempre|casi nunca|poco|ahi vamos|en veremos|no del todo|algo|si dios quiere|en eso estoy|estoy en eso|en tramite|aveces)\b/;
const ASKS =
  /^(?:¿|y si |y que|que es|para que|por que(?! no$)|cual|cuanto|cuando|como asi|como es|como asi|quien|donde|a que se refiere|se refiere|que significa|que quiere decir|toca |es obligatorio|tengo que|que pasa si)|\b(?:que es eso|para que|es obligatorio|cuanto cuesta|tiene costo|a que se refiere|como asi|y eso que|que pasa si)\b/;
const HEDGED =
  /\b(?:creo|supongo|me imagino|yo diria|pareciera|seguramente|se supone|posiblemente|probablemente|por ahi)\b/;

/** "sí, pero no quiero …", "no, aunque sí anoto": the second half takes back the first. */
function turnsBack(rest: string, yes: boolean): boolean {
  const after = rest
    .split(/\b(?:pero|aunque|sin embargo|solo que)\b/)
    .slice(1)
    .join(' ');
  return (
    (yes ? /\b(?:no|nunca|todavia)\b/ : /\b(?:si|claro|quiero|anoto|tambien)\b/).test(after) ||
    (yes && /^(?:si|s) ?,? no\b/.test(rest))
  );
}

function fromIdiom(said: string): { yes: boolean; no: boolean } {
  const no = first(said, NO_IDIOMS);
  const yes = first(said, YES_IDIOMS);
  if (no === null || yes === null)
    return { yes: yes !== null && startsWell(said, yes), no: no !== null && startsWell(said, no) };
  // "claro que no" and "por qué no" are found by both: where they overlap, the longer reading wins.
  const overlap = no.at < yes.at + yes.size && yes.at < no.at + no.size;
  if (overlap) return { yes: yes.size > no.size, no: no.size > yes.size };
  return { yes: true, no: true };
}

type Idiom = { at: number; size: number };

function first(said: string, idioms: RegExp): Idiom | null {
  const match = [...said.matchAll(idioms)][0];
  return match ? { at: match.index, size: match[0].length } : null;
}

/** An idiom deep inside a long sentence is not the answer. */
function startsWell(said: string, idiom: Idiom): boolean {
  return said.slice(0, idiom.at).split(' ').length <= 4;
}

function fromEmoji(text: string): boolean | null {
  const yes = /[\u{1f44d}\u2705\u{1f44c}\u{1f64c}\u2714\u{1f91d}\u{1f197}]/u.test(text);
  const no = /[\u{1f44e}\u274c\u{1f645}\u{1f6ab}\u26d4\u2716]/u.test(text);
  return yes === no ? null : yes;
}
