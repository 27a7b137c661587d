/** The one name that is a slip away from the phrase, or null when none or several are. Names in `except` never match. */
export function nearMiss(
  phrase: string,
  names: Iterable<string>,
  except: ReadonlySet<string>,
): string | null {
  const allowed = phrase.length >= 9 ? 2 : 1;
  let best: string | null = null;
  let bestDistance = allowed + 1;
  let tied = false;
  for (const name of names) {
    if (name.length < 5 || Math.abs(name.length - phrase.length) > allowed || except.has(name)) continue;
    if (name[0] !== phrase[0] && name.at(-1) !== phrase.at(-1)) continue;
    const distance = editDistance(phrase, name, allowed);
    if (distance < bestDistance) {
      best = name;
      bestDistance = distance;
      tied = false;
    } else if (distance === bestDistance && distance <= allowed) tied = true;
  }
  return tied ? null : best;
}

/** Slips (insert, drop, replace, swap two neighbours) between two words, or `limit + 1` when there are more. */
export function editDistance(one: string, other: string, limit: number): number {
  if (Math.abs(one.length - other.length) > limit) return limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, i) => i);
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1];
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      if (swapped) cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + 1);
      row.push(cost);
    }
    if (Math.min(...row) > limit) return limit + 1;
    beforeLast = last;
    last = row;
  }
  return Math.min(last[other.length] ?? 0, limit + 1);
}
