/** Numbers as people write them: digits, words, "un par", "docena". Keys are plain words without accents. */
const UNITS: Readonly<Record<string, number>> = {
  cero: 0,
  un: 1,
  uno: 1,
  una: 1,
  unito: 1,
  dos: 2,
  doss: 2,
  tres: 3,
  tress: 3,
  cuatro: 4,
  cuatr: 4,
  kuatro: 4,
  cinco: 5,
  sinco: 5,
  cinko: 5,
  seis: 6,
  ceis: 6,
  siete: 7,
  ciete: 7,
  ocho: 8,
  nueve: 9,
  nuebe: 9,
  diez: 10,
  dies: 10,
  once: 11,
  onse: 11,
  doce: 12,
  dose: 12,
  trece: 13,
  trese: 13,
  catorce: 14,
  catorse: 14,
  quince: 15,
  quinse: 15,
  kince: 15,
  dieciseis: 16,
  diesiseis: 16,
  diecisiete: 17,
  diesisiete: 17,
  dieciocho: 18,
  diesiocho: 18,
  diecinueve: 19,
  diesinueve: 19,
  veinte: 20,
  beinte: 20,
  veintiun: 21,
  veintiuno: 21,
  veintiuna: 21,
  veintidos: 22,
  veintitres: 23,
  veinticuatro: 24,
  veinticinco: 25,
  veintiseis: 26,
  veintisiete: 27,
  veintiocho: 28,
  veintinueve: 29,
  treinta: 30,
  cuarenta: 40,
  cincuenta: 50,
  sesenta: 60,
  setenta: 70,
  ochenta: 80,
  noventa: 90,
  cien: 100,
};

export function numberOf(word: string): number | null {
  if (/^\d{1,6}$/.test(word)) return Number(word);
  return Object.hasOwn(UNITS, word) ? (UNITS[word] ?? null) : null;
}

/** "treinta y cinco" → 35, "1.200" → 1200, "2️⃣" → 2; other words stay. */
export function digitsFor(plain: string): string {
  const joined = plain
    .replace(/(\d)\ufe0f?\u20e3/gu, ' $1 ')
    .replace(/(\d)\.(\d{3})\b/g, '$1$2')
    .replace(/\b(\d+)(?=[a-z])/g, '$1 ');
  return joined
    .replace(
      /\b(treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa) (?:y|i) ([a-z]+)\b/g,
      (whole, tens, unit) => {
        const sum = numberOf(unit);
        return sum !== null && sum > 0 && sum < 10 ? String((numberOf(tens) ?? 0) + sum) : whole;
      },
    )
    .replace(/[a-z]+/g, (word) => {
      const value = numberOf(word);
      return value === null || ARTICLES.has(word) ? word : String(value);
    });
}

// "un" and "una" count only where a unit or a person follows: left to the parser.
const ARTICLES = new Set(['un', 'una', 'uno']);
