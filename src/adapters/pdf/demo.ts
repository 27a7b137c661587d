import type { Pen } from './certificate-pdf.ts';
import { PAGE, PALETTE, ROOM } from './look.ts';

/** Across the words, so that no part of them is taken for real. */
export function drawDemo(pen: Pen, { text, note }: { text: string; note: string }): void {
  const { doc } = pen;
  const middle = { x: ROOM.left + ROOM.width / 2, y: PAGE.height / 2 };
  doc.save();
  doc.rotate(-24, { origin: [middle.x, middle.y] }).fillOpacity(0.1);
  pen.set('strong', text, 190);
  const width = doc.widthOfString(text);
  doc.fillColor(PALETTE.demo).text(text, middle.x - width / 2, middle.y - 120, { lineBreak: false });
  doc.restore();
  doc.fillOpacity(1);
  pen.set('strong', note, 10);
  doc.fillColor(PALETTE.demo).text(note, ROOM.left, ROOM.bottom, { lineBreak: false });
}
