import type { Paper } from '../../usecases/certificates/paper.ts';
import type { Pen } from './certificate-pdf.ts';
import { fitLines, isRightToLeft } from './lines.ts';
import { PALETTE, ROOM } from './look.ts';

const NAME = { width: ROOM.width, largest: 42, oneLineFrom: 26, smallest: 15, most: 2 } as const;
const FOOT = { top: 448, column: 250, gap: 28 } as const;

/** Who took part in what, and how it is verified. */
export function drawFacts(pen: Pen, paper: Paper): void {
  const { doc } = pen;
  pen.set('display', paper.title, 33);
  doc.fillColor(PALETTE.green).text(paper.title, ROOM.left, ROOM.top + 18, { lineBreak: false });
  doc.rect(ROOM.left, ROOM.top + 72, 64, 3).fill(PALETTE.rule);
  let y = ROOM.top + 104;
  y = paragraph(pen, paper.intro, { y, size: 15, smallest: 11, height: 40, color: PALETTE.soft }) + 8;
  y = name(pen, paper.name, y) + 12;
  doc.rect(ROOM.left, y, ROOM.width, 0.8).fill(PALETTE.gold);
  const words = `${paper.participated} ${paper.attended}`;
  paragraph(pen, words, { y: y + 16, size: 16, smallest: 9, height: FOOT.top - y - 36, color: PALETTE.ink });
  drawFoot(pen, paper);
}

function name(pen: Pen, text: string, y: number): number {
  const { doc } = pen;
  pen.set('display', text, NAME.largest);
  const measure = (line: string, size: number) => doc.fontSize(size).widthOfString(line);
  const { lines, size } = fitLines(text, measure, NAME);
  doc.fontSize(size).fillColor(PALETTE.ink);
  const height = size * 1.22;
  for (const [index, line] of lines.entries())
    doc.text(line, ROOM.left, y + index * height, {
      lineBreak: false,
      // Laid out whole, not word by word: only so do words that run to the left come in their order.
      ...(isRightToLeft(line) && { features: [] }),
    });
  return y + lines.length * height;
}

/** As large as it fits its height. */
function paragraph(
  pen: Pen,
  text: string,
  look: { y: number; size: number; smallest: number; height: number; color: string },
): number {
  const { doc } = pen;
  const options = { width: ROOM.width, lineGap: 4 };
  let { size } = look;
  pen.set('text', text, size);
  while (size > look.smallest && doc.heightOfString(text, options) > look.height)
    pen.set('text', text, --size);
  const height = doc.heightOfString(text, options);
  doc
    .fillColor(look.color)
    .text(text, ROOM.left, look.y, { ...options, height: look.height, ellipsis: true });
  return look.y + Math.min(height, look.height);
}

function drawFoot(pen: Pen, { chamber, issued, verify }: Paper): void {
  const { doc } = pen;
  const right = ROOM.left + FOOT.column + FOOT.gap;
  const width = FOOT.column;
  label(pen, chamber.label, ROOM.left, FOOT.top);
  let size = 13;
  pen.set('strong', chamber.name, size);
  while (size > 8 && doc.heightOfString(chamber.name, { width }) > 50)
    pen.set('strong', chamber.name, --size);
  doc.fillColor(PALETTE.ink).text(chamber.name, ROOM.left, FOOT.top + 16, { width });
  const below = doc.y + 5;
  pen.set('text', issued, 11.5);
  doc.fillColor(PALETTE.soft).text(issued, ROOM.left, below, { width, lineBreak: false });
  label(pen, verify.label, right, FOOT.top);
  size = 11.5;
  pen.set('strong', verify.address, size);
  while (size > 6 && doc.widthOfString(verify.address) > width) {
    size -= 0.5;
    pen.set('strong', verify.address, size);
  }
  doc
    .fillColor(PALETTE.green)
    .text(verify.address, right, FOOT.top + 17, { lineBreak: false, link: verify.address });
  pen.set('text', verify.whatsapp, 10.5);
  doc.fillColor(PALETTE.soft).text(verify.whatsapp, right, FOOT.top + 36, { width });
}

function label(pen: Pen, text: string, x: number, y: number): void {
  pen.set('text', text, 10.5);
  pen.doc.fillColor(PALETTE.soft).text(text, x, y, { lineBreak: false });
}
