/** A message and what its writer wants; `hand` says which file it came from. */
export type Labelled = { text: string; intent: string; hand: string };

/** JSON Lines {text, intent}. */
export function labelledLines(content: string, hand: string): Labelled[] {
  return content
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const { text, intent } = JSON.parse(line) as { text: string; intent: string };
      return { text, intent, hand };
    });
}

/** Plain text: a line `## intent`, then one message a line (`\n` for a line break inside it). */
export function labelledText(content: string, hand: string): Labelled[] {
  const out: Labelled[] = [];
  let intent = '';
  for (const line of content.split('\n')) {
    if (line.startsWith('## ')) intent = line.slice(3).trim();
    else if (line.trim() !== '' && !line.startsWith('# '))
      out.push({ text: line.replaceAll('\\n', '\n').trim(), intent, hand });
  }
  return out;
}
