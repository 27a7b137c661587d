import QRCode from 'qrcode';

/** Squares of a QR code at a place, as one path; the quiet zone around it is the caller's. */
export function drawQr(
  doc: PDFKit.PDFDocument,
  text: string,
  { x, y, width, color }: { x: number; y: number; width: number; color: string },
): void {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  const side = width / modules.size;
  for (let row = 0; row < modules.size; row++) {
    for (let from = 0; from < modules.size; ) {
      let to = from;
      while (to < modules.size && modules.get(row, to)) to++;
      // A row's neighbours as one: no hair lines between them.
      if (to > from) doc.rect(x + from * side, y + row * side, (to - from) * side, side + 0.05);
      from = to + 1;
    }
  }
  doc.fill(color);
}
