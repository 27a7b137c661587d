/** How wide a text is at a size. */
export type Measure = (text: string, size: number) => number;

export type Set = { lines: string[]; size: number };

/** The largest size at which a text fits `width` in at most `most` lines; one line is kept as long as it is not small. */
export function fitLines(
  text: string,
  measure: Measure,
  room: { width: number; largest: number; oneLineFrom: number; smallest: number; most: number },
): Set {
  for (let size = room.largest; size >= room.smallest; size -= 0.5) {
    const lines = wrap(text, (line) => measure(line, size) <= room.width);
    const most = size >= room.oneLineFrom ? 1 : room.most;
    if (lines && lines.length <= most) return { lines, size };
  }
  return { lines: broken(text, (line) => measure(line, room.smallest) <= room.width), size: room.smallest };
}

/** Null where a word alone does not fit. */
function wrap(text: string, fits: (line: string) => boolean): string[] | null {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    if (!fits(word)) return null;
    const last = lines.at(-1);
    if (last !== undefined && fits(`${last} ${word}`)) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return balanced(lines, fits);
}

/** Of two lines the first gives words away until they are about as long. */
function balanced([first, second, ...rest]: string[], fits: (line: string) => boolean): string[] {
  if (first === undefined) return [];
  if (second === undefined || rest.length > 0) return [first, ...(second ? [second] : []), ...rest];
  const words = first.split(' ');
  const moved = `${words.at(-1)} ${second}`;
  const shorter = words.slice(0, -1).join(' ');
  if (words.length < 2 || shorter.length < moved.length || !fits(moved)) return [first, second];
  return balanced([shorter, moved], fits);
}

/** In the middle of a word, where nothing else helps: no letter is lost. */
function broken(text: string, fits: (line: string) => boolean): string[] {
  const lines = [''];
  for (const letter of text) {
    const last = lines.at(-1) ?? '';
    if (last !== '' && !fits(last + letter)) lines.push(letter);
    else lines[lines.length - 1] = last + letter;
  }
  return lines;
}

/** Hebrew, Arabic and their like. */
export function isRightToLeft(line: string): boolean {
  return /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/.test(line);
}
