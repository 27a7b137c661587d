import { PDFiumLibrary } from '@hyzyla/pdfium';
import { PNG } from 'pngjs';

/** Wide enough for a phone held across, sharp enough to read the code. */
const WIDTH = 1400;

let opening: Promise<PDFiumLibrary> | null = null;

/** Opened once, when it is first needed. */
function library(): Promise<PDFiumLibrary> {
  opening ??= PDFiumLibrary.init();
  return opening;
}

/** The first page as PNG. */
export async function firstPage(pdf: Uint8Array): Promise<Buffer> {
  const document = await (await library()).loadDocument(pdf);
  try {
    const page = document.getPage(0);
    const { originalWidth } = page.getOriginalSize();
    const { data, width, height } = await page.render({
      scale: WIDTH / originalWidth,
      render: async ({ data }) => data,
    });
    return toPng(data, width, height);
  } finally {
    document.destroy();
  }
}

/** Flat colours: rows need no filter to pack well, and finding the best one takes longer than all the rest. */
const PACKING = { filterType: 0, deflateLevel: 6, deflateStrategy: 0 } as const;

function toPng(rgba: Uint8Array, width: number, height: number): Buffer {
  const png = new PNG({ width, height });
  png.data = Buffer.from(rgba.buffer, rgba.byteOffset, rgba.byteLength);
  return PNG.sync.write(png, PACKING);
}
