import { PROGRAMME } from '../../domain/certificate.ts';
import type { Paper } from '../../usecases/certificates/paper.ts';
import type { Pen } from './certificate-pdf.ts';
import { BAND, PAGE, PALETTE } from './look.ts';
import { drawQr } from './qr.ts';

const INNER = BAND.width - 2 * BAND.inner;
const QR = { side: 124, quiet: 12, top: 384 } as const;
const LOGO = { top: 236, height: 104 } as const;

/** The programme's name, the chamber's logo where it has one, and what the certificate is verified by. */
export function drawBand(pen: Pen, paper: Paper): void {
  const { doc } = pen;
  doc.rect(0, 0, BAND.width, PAGE.height).fill(PALETTE.band);
  drawWeave(doc, 0);
  drawWeave(doc, PAGE.height - WEAVE.height);
  pen.set('display', PROGRAMME, 27);
  doc.fillColor(PALETTE.cream).text(PROGRAMME, BAND.inner, 92, { lineBreak: false });
  pen.set('text', paper.tagline, 11.5);
  doc.fillColor(PALETTE.gold).text(paper.tagline, BAND.inner, 130, { width: INNER, lineGap: 1.5 });
  if (paper.logo) drawLogo(doc, paper.logo);
  const left = (BAND.width - QR.side) / 2;
  doc.roundedRect(left, QR.top, QR.side, QR.side, 8).fill(PALETTE.cream);
  drawQr(doc, paper.verify.address, {
    x: left + QR.quiet,
    y: QR.top + QR.quiet,
    width: QR.side - 2 * QR.quiet,
    color: PALETTE.band,
  });
  pen.set('strong', paper.code.text, 12);
  doc
    .fillColor(PALETTE.cream)
    .text(paper.code.text, 0, QR.top + QR.side + 10, { width: BAND.width, align: 'center' });
}

/** Missing in pdfkit's types. */
type ImageOpener = { openImage(bytes: Buffer): Buffer };

/** What cannot be read as a picture is left out: a certificate needs no logo. */
function drawLogo(doc: PDFKit.PDFDocument, logo: Uint8Array): void {
  try {
    const image = (doc as unknown as ImageOpener).openImage(Buffer.from(logo));
    doc.roundedRect(BAND.inner, LOGO.top, INNER, LOGO.height, 8).fill(PALETTE.cream);
    doc.image(image, BAND.inner + 10, LOGO.top + 10, {
      fit: [INNER - 20, LOGO.height - 20],
      align: 'center',
      valign: 'center',
    });
  } catch {
    return;
  }
}

const WEAVE = { height: 60, step: 18, row: 12 } as const;

/** Zigzags as they are plaited from cane on the coast. */
function drawWeave(doc: PDFKit.PDFDocument, top: number): void {
  doc.save();
  doc.rect(0, top, BAND.width, WEAVE.height).clip();
  for (let row = 0; row <= WEAVE.height / WEAVE.row; row++) {
    const y = top + row * WEAVE.row;
    doc.moveTo(-WEAVE.step, y);
    for (let x = 0, up = true; x <= BAND.width + WEAVE.step; x += WEAVE.step / 2, up = !up)
      doc.lineTo(x, up ? y - WEAVE.row * 0.55 : y);
    doc
      .lineWidth(row === 2 || row === 3 ? 2.6 : 3.4)
      .stroke(row === 2 || row === 3 ? PALETTE.gold : PALETTE.weave);
  }
  doc.restore();
}
