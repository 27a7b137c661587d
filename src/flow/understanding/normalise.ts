/** Chat text as plain words: no accents, no elongations, text-speak spelt out. */
export function normalise(text: string): string {
  const plain = stripAccents(text.slice(0, MAX_LENGTH).normalize('NFKC').toLowerCase())
    .replace(/[\u2019\u2018\u00b4`]/g, "'")
    .replace(/(\p{L})\1{2,}/gu, '$1')
    .replace(/[^\p{L}\p{N}\p{Extended_Pictographic}$%?!.,:;/'+\n-]+/gu, ' ');
  return plain
    .replace(/[\p{L}\p{N}']+/gu, spellOut)
    .replace(/ +/g, ' ')
    .trim();
}

export function stripAccents(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/[\u200b-\u200f\u202a-\u202e\u2066-\u2069]/g, '');
}

/** The words of a normalised text, digits included, punctuation and emoji left out. */
export function words(normalised: string): string[] {
  return normalised.match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** One spelling for all that sound alike in Colombia: "inscrivo" and "inscribo", "aser" and "hacer". */
export function foldSound(word: string): string {
  return SOUNDS.reduce((folded, [written, heard]) => folded.replace(written, heard), word);
}

// Capitals hold a sound's place (C = ch, G = hard g) while the letters around it change.
const SOUNDS: readonly (readonly [RegExp, string])[] = [
  [/ch/g, 'C'],
  [/h/g, ''],
  [/ll/g, 'y'],
  [/qu(?=[ei])/g, 'k'],
  [/q/g, 'k'],
  [/c(?=[ei])/g, 's'],
  [/c/g, 'k'],
  [/[zx]/g, 's'],
  [/v/g, 'b'],
  [/gu(?=[ei])/g, 'G'],
  [/g(?=[ei])/g, 'j'],
  [/w/g, 'gu'],
  [/y/g, 'i'],
  [/n(?=[bp])/g, 'm'],
  [/(.)\1+/g, '$1'],
  [/C/g, 'ch'],
  [/G/g, 'g'],
];

// WhatsApp accepts 4 096 characters; Twilio delivers at most 1 600.
const MAX_LENGTH = 2000;

const SPELT_OUT: Readonly<Record<string, string>> = {
  q: 'que',
  k: 'que',
  ke: 'que',
  qe: 'que',
  x: 'por',
  xq: 'porque',
  pq: 'porque',
  porq: 'porque',
  xk: 'porque',
  d: 'de',
  n: 'en',
  pa: 'para',
  "pa'": 'para',
  pal: 'para el',
  "pa'l": 'para el',
  pala: 'para la',
  tmb: 'tambien',
  tb: 'tambien',
  tbn: 'tambien',
  tambn: 'tambien',
  toy: 'estoy',
  toi: 'estoy',
  ta: 'esta',
  tan: 'estan',
  bn: 'bien',
  dnd: 'donde',
  dd: 'donde',
  cdo: 'cuando',
  cnd: 'cuando',
  cuant: 'cuanto',
  qnt: 'cuanto',
  kien: 'quien',
  qn: 'quien',
  xfa: 'por favor',
  xfavor: 'por favor',
  porfa: 'por favor',
  porfis: 'por favor',
  pls: 'por favor',
  plis: 'por favor',
  pf: 'por favor',
  ud: 'usted',
  uds: 'ustedes',
  vd: 'usted',
  osea: 'o sea',
  nose: 'no se',
  info: 'informacion',
  msj: 'mensaje',
  msjs: 'mensajes',
  mjs: 'mensajes',
  tel: 'telefono',
  cel: 'celular',
  num: 'numero',
  nro: 'numero',
  wsp: 'whatsapp',
  wpp: 'whatsapp',
  wasap: 'whatsapp',
  guasap: 'whatsapp',
  grax: 'gracias',
  grs: 'gracias',
  sta: 'esta',
  s: 'es',
  t: 'te',
  m: 'me',
  c: 'se',
  hrs: 'horas',
  hr: 'hora',
  min: 'minutos',
  kmara: 'camara',
  dl: 'del',
  alguin: 'alguien',
  aki: 'aqui',
  aca: 'aca',
  dizque: 'dice que',
};

function spellOut(word: string): string {
  return Object.hasOwn(SPELT_OUT, word) ? (SPELT_OUT[word] ?? word) : word.replace(/'/g, ' ');
}
