import PDFDocument from 'pdfkit';
import type { Paper } from '../../usecases/certificates/paper.ts';
import { drawBand } from './band.ts';
import { drawDemo } from './demo.ts';
import { drawFacts } from './facts.ts';
import { type Face, type FontFile, fileFor, fontBytes } from './fonts.ts';
import { PAGE, PALETTE } from './look.ts';

/** Chooses a font for what is written next. */
export type Pen = { doc: PDFKit.PDFDocument; set(face: Face, text: string, size: number): void };

/** A4, landscape, made from the record alone: nothing is kept of it. */
export async function certificatePdf(paper: Paper): Promise<Buffer> {
  const fonts = await fontsFor(paper);
  const doc = new PDFDocument({
    size: [PAGE.width, PAGE.height],
    margin: 0,
    lang: paper.language,
    displayTitle: true,
    font: '',
    info: {
      Title: `${paper.title} · ${paper.name}`,
      Author: paper.chamber.name,
      Subject: paper.code.text,
      CreationDate: paper.issuedAt,
      ModDate: paper.issuedAt,
    },
  });
  for (const [file, bytes] of fonts) doc.registerFont(file, bytes);
  const whole = gathered(doc);
  const pen: Pen = {
    doc,
    set(face, text, size) {
      const file = fileFor(face, text);
      doc.font(file).fontSize(size);
    },
  };
  doc.rect(0, 0, PAGE.width, PAGE.height).fill(PALETTE.paper);
  drawBand(pen, paper);
  drawFacts(pen, paper);
  if (paper.demo) drawDemo(pen, paper.demo);
  doc.file(Buffer.from(JSON.stringify(paper.proof)), {
    name: 'certificate.json',
    type: 'application/json',
    creationDate: paper.issuedAt,
    modifiedDate: paper.issuedAt,
  });
  doc.end();
  return await whole;
}

async function fontsFor(paper: Paper): Promise<Map<FontFile, Buffer>> {
  const texts = Object.values(paper).filter((value) => typeof value === 'string');
  const words = [...texts, paper.chamber.name, paper.verify.address].join(' ');
  const faces = ['display', 'text', 'strong'] as const;
  const files = new Set<FontFile>([...faces, ...faces.map((face) => fileFor(face, words))]);
  return new Map(await Promise.all([...files].map(async (file) => [file, await fontBytes(file)] as const)));
}

function gathered(doc: PDFKit.PDFDocument): Promise<Buffer> {
  const chunks: Buffer[] = [];
  return new Promise((resolve, reject) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    doc.on('end', () => resolve(Buffer.concat(chunks)));
    doc.on('error', reject);
  });
}
