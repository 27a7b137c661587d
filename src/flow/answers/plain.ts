import { stripAccents } from '../understanding/normalise.ts';
import { digitsFor } from './number-words.ts';

/** An answer in lower case, without accents or elongations, numbers as digits, single spaces. */
export function plain(text: string): string {
  const letters = stripAccents(keycaps(text.slice(0, MAX_LENGTH)).normalize('NFKC').toLowerCase())
    .replace(/([a-z])\1{2,}/g, '$1')
    .replace(/[^\p{L}\p{N}.,:;/?!+½¼¾\n-]+/gu, ' ');
  return digitsFor(letters.replace(/\b(?:pa|pal)\b/g, 'para').replace(/\b[qk]\b|\bke\b/g, 'que'))
    .replace(/\s+/g, ' ')
    .trim();
}

// The longest text that Twilio delivers.
const MAX_LENGTH = 1600;

function keycaps(text: string): string {
  return text
    .replace(/(\d)\ufe0f?\u20e3/gu, ' $1 ')
    .replace(/\u{1f51f}/gu, ' 10 ')
    .replace(/½/g, ' medio ');
}

/** A question instead of an answer: "¿y eso qué es?", "toca decir la verdad?" */
export function isQuestion(text: string): boolean {
  return (
    /^\s*¿/.test(text) || ASKING.test(plain(text)) || (/\?\s*$/.test(text) && ASKING_END.test(plain(text)))
  );
}

const ASKING =
  /^(?:y |pero |oiga |ve |vea |es que |ah |bueno )?(?:que (?!pena|mas|va\b)|por que\b(?! no$)|para que|como (?!\d|unos|unas|un |una |ano|medio|desde|hace|a |dos|de )|cuando |cuant[oa]s? |donde (?!viv|mi |trabaj)|quien |cual )/;
const ASKING_END =
  /^(?:y |pero |entonces |o )?si\b|\b(?:acepta\w*|recib\w+|dejan|alcanza|clasific\w+|califico|aplico|cumplo|importa|problema|sirve|vale|cuenta|cuentan|toca|puedo|puede|se puede|aplica|entra|es obligatorio|cuesta|cobran|dura|dan|hay|piden|incluye|por que|para que|que es|quien|cual|como asi|a que se refiere|se refiere|tambien|o no|o si)\b/;

/** "ni idea", "no sé", "no me acuerdo": the person cannot say. */
export function isUnknown(text: string): boolean {
  return UNKNOWN.test(plain(text));
}

const UNKNOWN =
  /\b(?:ni idea|no se\b(?! si)|no sabria|no me acuerdo|no recuerdo|quien sabe|vaya uno a saber|no estoy segur[oa]|no entiend|no entendi|no te entiend|ni la mas remota|yo que se|que se yo|depende|no tengo idea|no sabemos|no le sabria|ni se|no lo se)/;
