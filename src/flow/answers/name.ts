import { type AnswerResult, confirm, UNCLEAR, understood } from './answer-result.ts';
import { isQuestion, isUnknown, plain } from './plain.ts';

/** A person's or a business's name, as it will be written. */
export function parseName(text: string): AnswerResult<string> {
  if (isQuestion(text) || isUnknown(text) || /\d/.test(text)) return UNCLEAR;
  const name = text
    .normalize('NFC')
    .replace(/\ufe0f|[\p{Extended_Pictographic}\u200b-\u200f\u202a-\u202e\u2066-\u2069]/gu, '')
    .replace(INTRODUCTION, '')
    .replace(COURTESY, '')
    .replace(/[.,;:!]+\s*$/u, '')
    .replace(/\s+/g, ' ')
    .trim();
  const parts = name.split(' ');
  if (!/^[\p{L}][\p{L}'’. -]*$/u.test(name) || name.length < 2 || name.length > MAX_LENGTH) return UNCLEAR;
  if (NOT_A_NAME.test(plain(name)) || parts.length > 6) return UNCLEAR;
  const written = parts.map(capitalised).join(' ');
  return parts.length > 4 || name.length < 3 ? confirm(written) : understood(written);
}

// What fits on one line of a certificate.
const MAX_LENGTH = 60;

const INTRODUCTION =
  /^\s*(?:(?:hola|buenas|buenos d[ií]as|buenas tardes|s[ií]|claro|bueno|pues|mire|vea|con gusto)[,.!\s]+)*(?:(?:yo\s+)?me\s+llamo|mi\s+nombre(?:\s+completo)?\s+es|el\s+nombre\s+es|soy|habla(?:\s+con)?|yo\s+soy|le\s+habla|a\s+nombre\s+de|me\s+dicen|ll[aá]meme|es)\s+(?:(?:do[nñ]|do[nñ]a|la\s+se[nñ]ora|el\s+se[nñ]or|la|el)\s+)?/iu;
const COURTESY =
  /[,.]?\s*(?:a la orden|a sus [oó]rdenes|para servirle|mucho gusto|gracias|por favor|y usted.*)\s*[.!]?\s*$/iu;
const NOT_A_NAME =
  /\b(?:no|si|hola|buenas|gracias|quiero|para|porque|nombre|prefiero|despues|negocio|tienda|ayuda|menu|asesor|ok|listo|claro|dale|nadie|nada|que|usted|cancelar|atras|baja|persona|robot)\b/;
const JOINING = new Set(['de', 'del', 'la', 'las', 'los', 'y']);

function capitalised(word: string, at: number): string {
  const lower = word.toLocaleLowerCase('es-CO');
  if (at > 0 && JOINING.has(lower)) return lower;
  return lower.replace(
    /(^|[-'’])(\p{L})/gu,
    (_, before: string, letter: string) => before + letter.toLocaleUpperCase('es-CO'),
  );
}
