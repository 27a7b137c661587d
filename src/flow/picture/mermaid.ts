import type { Picture, PictureNode, Shape } from './picture.ts';

/** A picture in Mermaid's language, for a README or a comment on a change. */
export function toMermaid({ flow, start, nodes, edges }: Picture): string {
  return [
    '---',
    `title: ${flow}`,
    '---',
    'flowchart TD',
    `  start_((" ")) --> ${idOf(start)}`,
    ...nodes.map((node) => `  ${idOf(node.id)}${boxed(node)}`),
    ...edges.map(
      ({ from, to, label }) => `  ${idOf(from)} -->${label ? `|${quoted(label)}|` : ''} ${idOf(to)}`,
    ),
    '',
  ].join('\n');
}

const BRACKETS: Record<Shape, [string, string]> = {
  question: ['(', ')'],
  text: ['[', ']'],
  action: ['[[', ']]'],
  choice: ['{', '}'],
  elsewhere: ['>', ']'],
  end: ['(((', ')))'],
};

function boxed({ shape, title, detail, people }: PictureNode): string {
  const [open, close] = BRACKETS[shape];
  const lines = [`<b>${title}</b>`, ...(detail ? [detail] : []), ...(people > 0 ? [`● ${people}`] : [])];
  return `${open}${quoted(lines.join('<br/>'))}${close}`;
}

/** `end` and the like are words of Mermaid's own. */
function idOf(step: string): string {
  return `s_${step.replaceAll('-', '_')}`;
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '#quot;')}"`;
}
