import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

export type SourceFile = {
  /** Relative to `src`, as `flow/engine.ts`. */
  path: string;
  lines: number;
  /** What it imports: files relative to `src`, packages by their name, node's own as `node:fs`. */
  imports: string[];
  /** The texts written in it, without comments. */
  literals: string[];
  code: string;
};

/** Every TypeScript file of the product. */
export function sourceFiles(root: string): SourceFile[] {
  return globSync('**/*.ts', { cwd: root }).map((path) => {
    const text = readFileSync(join(root, path), 'utf8');
    const code = withoutComments(text);
    const imports = [...code.matchAll(IMPORT)].map(([, from, bare, late]) =>
      resolve(path, from ?? bare ?? late ?? ''),
    );
    const literals = [...code.matchAll(LITERAL)].map(([literal]) => literal.slice(1, -1));
    return { path, lines: text.split('\n').length - 1, imports, literals, code };
  });
}

// The formatter writes each of them in just this way.
const IMPORT = /\bfrom '([^'\n]+)';|\bimport '([^'\n]+)';|\bimport\('([^'\n]+)'\)/g;
const LITERAL = /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g;

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[\s;{}(,])\/\/[^\n]*/g, '$1');
}

function resolve(from: string, target: string): string {
  if (target.startsWith('.')) return normalize(join(dirname(from), target));
  if (target.startsWith('node:')) return target;
  return target
    .split('/')
    .slice(0, target.startsWith('@') ? 2 : 1)
    .join('/');
}
