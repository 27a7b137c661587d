import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { unwrapped } from './woff.ts';

/** The faces of a certificate: letters of Spanish in Fraunces and Source Sans, every other alphabet in DejaVu (docs/certificates.md). */
const FILES = {
  display: '@fontsource/fraunces/files/fraunces-latin-600-normal.woff',
  text: '@fontsource/source-sans-3/files/source-sans-3-latin-400-normal.woff',
  strong: '@fontsource/source-sans-3/files/source-sans-3-latin-600-normal.woff',
  world: 'dejavu-fonts-ttf/ttf/DejaVuSans.ttf',
  worldStrong: 'dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf',
} as const;

export type Face = 'display' | 'text' | 'strong';
export type FontFile = keyof typeof FILES;

const ELSEWHERE: Record<Face, FontFile> = {
  // DejaVu Serif knows no Arabic or Hebrew.
  display: 'worldStrong',
  text: 'world',
  strong: 'worldStrong',
};

/** What the latin files of Fontsource hold, as far as a name or an address may need it. */
const LATIN =
  /^[\n\u0020-\u007e\u00a0-\u00ff\u0131\u0152\u0153\u2013\u2014\u2018-\u201a\u201c-\u201e\u2022\u2026]*$/;

/** The file to set a text with: one face a text, so that no word changes its look half-way. */
export function fileFor(face: Face, text: string): FontFile {
  return LATIN.test(text) ? face : ELSEWHERE[face];
}

const read = new Map<FontFile, Promise<Buffer>>();

/** Read once; a file that could not be read is tried again. */
export function fontBytes(file: FontFile): Promise<Buffer> {
  const known = read.get(file);
  if (known) return known;
  const reading = readFile(fileURLToPath(import.meta.resolve(FILES[file]))).then(unwrapped);
  read.set(file, reading);
  reading.catch(() => read.delete(file));
  return reading;
}
