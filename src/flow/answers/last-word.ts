/** "2 años, no, perdón, 3" → "3": what was said after taking something back, if it still answers. */
export function lastWord(said: string, answers: RegExp): string {
  const parts = said.split(TAKEN_BACK);
  const last = parts.at(-1)?.trim() ?? said;
  return parts.length > 1 && (answers.test(last) || /\d/.test(last)) ? last : said;
}

const TAKEN_BACK =
  /(?:,|\.|\s|^)(?:no,? )?(?:perdon(?:e|eme)?|digo|mejor dicho|corrijo|miento|mentira|me equivoque|quise decir|no espere|espere|no no)\b[,:. ]*(?:(?:son|es|somos|era|eran) )?/;
