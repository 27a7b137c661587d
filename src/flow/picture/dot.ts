import type { Picture, PictureNode, Shape } from './picture.ts';

/** A picture in Graphviz's language. */
export function toDot({ flow, start, nodes, edges }: Picture): string {
  return [
    `digraph ${quoted(flow)} {`,
    '  graph [rankdir=TB, nodesep=0.3, ranksep=0.35, fontname="Helvetica", labelloc=t, pad=0.2];',
    '  node [fontname="Helvetica", fontsize=11, margin="0.12,0.06", style="filled,rounded", color="#8a9a94"];',
    '  edge [fontname="Helvetica", fontsize=9, color="#5b6b65", arrowsize=0.7];',
    `  label=${quoted(flow)};`,
    `  ${quoted(START)} [shape=circle, width=0.15, label="", style=filled, fillcolor="#1f2d28"];`,
    `  ${quoted(START)} -> ${quoted(start)};`,
    ...nodes.map((node) => `  ${quoted(node.id)} [${LOOKS[node.shape]}, label=${labelOf(node)}];`),
    ...edges.map(({ from, to, label }) => `  ${quoted(from)} -> ${quoted(to)} [label=${quoted(label)}];`),
    '}',
    '',
  ].join('\n');
}

/** No step's name has a colon. */
const START = ':start';

const LOOKS: Record<Shape, string> = {
  question: 'shape=box, fillcolor="#d9f2e6"',
  text: 'shape=box, fillcolor="#ffffff"',
  action: 'shape=box, style=filled, fillcolor="#dfe9fb"',
  choice: 'shape=diamond, style=filled, fillcolor="#fdf3d0", margin="0.02,0.02"',
  elsewhere: 'shape=cds, style=filled, fillcolor="#eee6f7"',
  end: 'shape=doublecircle, style=filled, fillcolor="#e8e8e8", width=0.4',
};

/** A line of a box holds about this much. */
const LINE = 44;

function labelOf({ title, detail, people }: PictureNode): string {
  const lines = wrapped(detail).map((line) => `<BR/>${escaped(line)}`);
  const count = people > 0 ? `<BR/><FONT COLOR="#b3261e"><B>● ${people}</B></FONT>` : '';
  return `<<B>${escaped(title)}</B>${lines.join('')}${count}>`;
}

function wrapped(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < LINE) lines[lines.length - 1] = `${last} ${word}`;
    else if (word) lines.push(word);
  }
  return lines;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
