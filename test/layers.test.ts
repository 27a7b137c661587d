import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type SourceFile, sourceFiles } from './support/source-files.ts';

const files = sourceFiles(fileURLToPath(new URL('../src/', import.meta.url)));

/** A layer is the longest of these that a path begins with; what it may import is its own files, these and packages. */
const LAYERS: Record<string, string[]> = {
  'domain/': ['zod'],
  'flow/': ['domain/', 'zod'],
  'usecases/': ['flow/', 'domain/', 'zod'],
  'adapters/bullmq/': ['usecases/', 'bullmq', 'ioredis'],
  'adapters/crypto/': ['usecases/', 'domain/'],
  'adapters/calendar/': ['usecases/', 'luxon', 'colombian-holidays', 'rrule-temporal'],
  'adapters/html/': ['htm', 'preact', 'preact-render-to-string'],
  'adapters/files/': ['usecases/', 'flow/', 'domain/', 'zod', 'yaml'],
  'adapters/ical/': ['usecases/', 'ical-generator'],
  'adapters/i18next/': ['usecases/', 'flow/', 'domain/', 'i18next'],
  'adapters/langchain/': ['usecases/', 'flow/', 'domain/', 'zod', '@langchain/core', 'langchain'],
  'adapters/memory/': ['usecases/', 'flow/', 'domain/'],
  'adapters/mongo/': ['usecases/', 'flow/', 'domain/', 'mongoose'],
  'adapters/pdf/': ['usecases/', 'domain/', 'pdfkit', 'qrcode', '@hyzyla/pdfium', 'pngjs'],
  'adapters/phone/': ['usecases/', 'libphonenumber-js'],
  'adapters/pino/': ['usecases/', 'pino'],
  'adapters/prom/': ['usecases/', 'prom-client'],
  'adapters/redis/': ['usecases/', 'flow/', 'domain/', 'ioredis', 'rate-limiter-flexible'],
  'adapters/sheets/': ['usecases/', 'csv-parse', 'csv-stringify', 'read-excel-file', 'write-excel-file'],
  'adapters/simulator/': ['usecases/', 'flow/', 'domain/'],
  'adapters/twilio/': ['usecases/', 'flow/', 'domain/', 'twilio'],
  'adapters/viz/': ['@viz-js/viz'],
  'http/': ['usecases/', 'flow/', 'domain/', 'express', 'zod', 'helmet'],
  'http/console/': ['http/', 'usecases/', 'flow/', 'domain/', 'adapters/html/', 'express', 'zod', 'cookie'],
  'embedded/mongo/': ['mongodb', 'bson', 'mingo'],
  'embedded/mongod/': ['embedded/free-port.ts', 'mongodb'],
  'embedded/redis/': ['embedded/free-port.ts', 'embedded/one-at-a-time.ts', 'ioredis'],
  'embedded/': ['embedded/'],
};

/** Layers that see everything: the composition, the commands and the process itself. */
const OUTERMOST = ['composition/', 'cli/', 'app.ts', 'serve.ts', 'main.ts', 'config.ts'];

const NODE = 'node:';

/** What an import from outside the project's own adapters would couple us to twice, and why these may be. */
const SHARED_VENDORS: Record<string, string> = {
  zod: 'a language for shapes, used in every layer',
  ioredis: 'embedded/redis asks the server it starts, BullMQ works on the connection it is given',
  mongodb: 'embedded/mongo and embedded/mongod ask the servers they start',
};

const READS_ENVIRONMENT: Record<string, string> = {
  'main.ts': 'hands it to config',
  'composition/open-house.ts': 'hands it to config, for commands',
  'composition/open-records.ts': 'hands it to config, for commands',
  'cli/templates.ts': 'hands it to config',
  'embedded/services.ts': 'looks for a program on the PATH, which is no setting',
};

/** A file longer than this has more than one idea. */
const LONGEST = 250;

/** Words that people write, to be read and never said. */
const READERS: Record<string, string> = {
  'flow/answers/': 'patterns of answers',
  'flow/checks/samples.ts': 'an answer of each kind',
  'flow/understanding/': 'patterns of questions',
  'adapters/langchain/answer-guard.ts': 'words that a phrased answer may add',
  'cli/evaluate.ts': 'messages to measure with',
};

describe('the layers', () => {
  it('are all known: a new folder says what it may import', () => {
    const strangers = files.filter(({ path }) => !layerOf(path) && !isOutermost(path));
    expect(strangers.map(({ path }) => path)).toEqual([]);
  });

  it('import inwards only', () => {
    const outward = files.flatMap(({ path, imports }) => {
      const layer = layerOf(path);
      if (!layer) return [];
      const allowed = [layer, ...(LAYERS[layer] ?? [])];
      return imports
        .filter((target) => !target.startsWith(NODE) && !allowed.some((one) => belongs(target, one)))
        .map((target) => `${path} imports ${target}`);
    });
    expect(outward).toEqual([]);
  });

  it('import nothing of the tests but the double that a command runs', () => {
    const outside = files.flatMap(({ path, imports }) =>
      imports.filter((target) => target.startsWith('../')).map((target) => `${path} imports ${target}`),
    );
    expect(outside).toEqual(['cli/fake-whatsapp.ts imports ../test/support/fake-whatsapp/fake-whatsapp.ts']);
  });

  it('know a vendor in one place only', () => {
    const homes = new Map<string, Set<string>>();
    for (const { path, imports } of files.filter((file) => /^(adapters|embedded)\//.test(file.path)))
      for (const target of imports.filter(isVendor))
        homes.set(target, (homes.get(target) ?? new Set()).add(path.split('/').slice(0, 2).join('/')));
    const twice = [...homes].filter(([vendor, places]) => places.size > 1 && !SHARED_VENDORS[vendor]);
    expect(twice.map(([vendor, places]) => `${vendor}: ${[...places].join(', ')}`)).toEqual([]);
  });
});

describe('every file of src', () => {
  it('leaves the environment to config', () => {
    const readers = files.filter(({ path, code }) => /process\.env\b/.test(code) && !READS_ENVIRONMENT[path]);
    expect(readers.map(({ path }) => path)).toEqual([]);
  });

  it('is one idea', () => {
    const long = files.filter(({ lines }) => lines > LONGEST);
    expect(long.map(({ path, lines }) => `${path}: ${lines} lines`)).toEqual([]);
  });

  it('leaves what people read to locales/', () => {
    const spoken = files
      .filter(({ path }) => !Object.keys(READERS).some((reader) => path.startsWith(reader)))
      .flatMap(({ path, literals }) => literals.filter(isSpanish).map((literal) => `${path}: ${literal}`));
    expect(spoken).toEqual([]);
  });

  it('keeps away from what TypeScript alone would need a build for', () => {
    const built = files.filter(({ code }) =>
      /^\s*(export )?(const )?enum \w|constructor\([^)]*\b(public|private|protected|readonly) /m.test(code),
    );
    expect(built.map(({ path }) => path)).toEqual([]);
  });
});

function layerOf(path: string): string | undefined {
  const fits = Object.keys(LAYERS).filter((layer) => path.startsWith(layer));
  return fits.sort((one, other) => other.length - one.length)[0];
}

function isOutermost(path: string): boolean {
  return OUTERMOST.some((place) => path.startsWith(place));
}

/** `target` is a file or folder of src, or a package. */
function belongs(target: string, allowed: string): boolean {
  if (!allowed.endsWith('/')) return target === allowed;
  return target.startsWith(allowed);
}

function isVendor(target: SourceFile['imports'][number]): boolean {
  return !target.startsWith(NODE) && !target.endsWith('.ts');
}

/** Letters that English does not have, in words that stand side by side. */
function isSpanish(literal: string): boolean {
  return /[áéíóúüñ¿¡]/i.test(literal) && /\p{L}\s+\p{L}/u.test(literal);
}
