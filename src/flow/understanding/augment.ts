import { pick } from './random.ts';

/** A message as another hand might have typed it: fillers around it, text-speak, missing words, slips of the finger. */
export function vary(text: string, options: { random: () => number; fillers: boolean }): string {
  const { random } = options;
  let varied = text;
  if (options.fillers && random() < 0.35) varied = `${pick(OPENERS, random)} ${varied}`;
  if (options.fillers && random() < 0.2) varied = `${varied} ${pick(CLOSERS, random)}`;
  if (random() < 0.3) varied = textSpeak(varied, random);
  if (random() < 0.25) varied = dropWord(varied, random);
  if (random() < 0.6) varied = mangle(varied, random() < 0.6 ? 0.12 : 0.05, random);
  if (random() < 0.3) varied = varied.replace(/[¿?¡!.,]/g, '');
  return varied;
}

/** Each letter is, with this probability, dropped, doubled, swapped with the next or replaced. */
export function mangle(text: string, rate: number, random: () => number): string {
  const letters = [...text];
  for (let i = 0; i < letters.length; i++) {
    const letter = letters[i] ?? '';
    if (!/\p{L}/u.test(letter) || random() >= rate) continue;
    const kind = random();
    if (kind < 0.25) letters[i] = '';
    else if (kind < 0.45) letters[i] = letter + letter;
    else if (kind < 0.65) [letters[i], letters[i + 1]] = [letters[i + 1] ?? '', letter];
    else letters[i] = pick(NEIGHBOURS[letter.toLowerCase()] ?? ALPHABET, random);
  }
  return letters.join('');
}

const ALPHABET = [...'abcdefghijklmnopqrstuvwxyz'];

// Neighbours on a phone keyboard, and letters that sound alike.
const NEIGHBOURS: Readonly<Record<string, readonly string[]>> = {
  a: [...'sqzáe'],
  b: [...'vngv'],
  c: [...'xvsk'],
  d: [...'sfe'],
  e: [...'wri3'],
  g: [...'fhj'],
  h: [...'gj'],
  i: [...'uoye'],
  j: [...'hkg'],
  k: [...'jlc'],
  l: [...'kñ'],
  m: [...'nñ'],
  n: [...'mbñ'],
  o: [...'ipu0'],
  p: [...'ol'],
  q: [...'wak'],
  r: [...'et'],
  s: [...'adzc'],
  t: [...'ry'],
  u: [...'yio'],
  v: [...'cbb'],
  y: [...'tui'],
  z: [...'xss'],
};

const OPENERS =
  list(`hola|buenas|buenas tardes|buenos días|oiga|vea|mire|veci|parce|una pregunta|disculpe|hola buenas|qué pena|ve|oís|sumercé|ajá|pues|bueno|
  por favor|ole|mano|mijo|señorita|doctor|y|es que|hola una pregunta|le pregunto|quería saber|quisiera saber|me gustaría saber|necesito saber|dígame|cuénteme|entonces|ah|ok|listo|y otra cosa|ombe|eche|hey|Buen día|muy buenas`);
const CLOSERS = list(
  'gracias|por favor|porfa|mil gracias|🙏|?|??|pues|veci|parce|o qué|oís|cierto|sumercé|muchas gracias|😊|dígame|ome|y ya|bendiciones|quedo atento|quedo pendiente|jaja|mano',
);

function list(text: string): readonly string[] {
  return text.split('|').map((item) => item.trim());
}

function textSpeak(text: string, random: () => number): string {
  const swaps: readonly [RegExp, string][] = [
    [/\bque\b/gi, pick(['q', 'k', 'ke'], random)],
    [/\bqué\b/gi, 'q'],
    [/\bpor\b/gi, 'x'],
    [/\bpara\b/gi, 'pa'],
    [/\bde\b/gi, 'd'],
    [/qu(?=[ei])/gi, 'k'],
    [/v/gi, 'b'],
    [/\bh/gi, ''],
    [/ll/gi, 'y'],
    [/z/gi, 's'],
    [/c(?=[ei])/gi, 's'],
  ];
  return swaps.reduce((out, [from, to]) => (random() < 0.35 ? out.replace(from, to) : out), text);
}

function dropWord(text: string, random: () => number): string {
  const parts = text.split(' ');
  if (parts.length < 6) return text;
  parts.splice(Math.floor(random() * parts.length), 1);
  return parts.join(' ');
}
