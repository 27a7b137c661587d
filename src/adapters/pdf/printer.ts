import type { Printer } from '../../usecases/certificates/paper.ts';

/** Certificates by pdfkit, their pictures by PDFium; loaded when the first one is asked for. */
export function createPrinter(): Printer {
  return {
    pdf: async (paper) => (await import('./certificate-pdf.ts')).certificatePdf(paper),
    picture: async (pdf) => (await import('./picture.ts')).firstPage(pdf),
  };
}
