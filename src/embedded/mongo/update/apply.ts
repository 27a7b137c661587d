import { type Document, has, isDocument, isIndex, MISSING, put } from '../bson/document.ts';
import { typeOf } from '../bson/types.ts';
import { MongoError } from '../errors.ts';
import type { Modifier } from './operators.ts';

/** One change of one path. Parts may be `$`, `$[]` or `$[name]`. */
export interface Change {
  path: readonly string[];
  creates: boolean;
  modify: Modifier;
}

export interface Positions {
  /** The array item that the query matched, for `$`. */
  matched: (arrayPath: string) => number | null;
  /** A test of one item for each name in arrayFilters. */
  filters: Map<string, (item: unknown) => boolean>;
}

/** How far one index may reach past the end of an array (MongoDB: kMaxArrayPadding). */
const MAX_PADDING = 1_500_000;

export function applyChange(document: Document, change: Change, positions: Positions): void {
  walk(document, change, positions, 0, []);
}

function walk(node: unknown, change: Change, positions: Positions, depth: number, reached: string[]): void {
  const part = change.path[depth] as string;
  if (part.startsWith('$')) {
    for (const index of expand(node, part, positions, reached)) {
      descend(node, String(index), change, positions, depth, reached);
    }
    return;
  }
  descend(node, part, change, positions, depth, reached);
}

function descend(
  node: unknown,
  part: string,
  change: Change,
  positions: Positions,
  depth: number,
  reached: string[],
): void {
  if (!isContainer(node, part)) {
    if (!change.creates) return;
    throw new MongoError(
      'PathNotViable',
      `Cannot create field '${part}' in element {${reached.at(-1) ?? ''}: ${describe(node)}}`,
    );
  }
  const container = node as Document;
  const present = has(container, part) ? container[part] : MISSING;
  const last = depth === change.path.length - 1;
  if (last) {
    replace(container, part, change.modify(present), present);
    return;
  }
  let next = present;
  if (next === MISSING) {
    if (!change.creates) return;
    next = {};
    // Only once something below it was really written: $setOnInsert may write nothing.
    walk(next, change, positions, depth + 1, [...reached, part]);
    if (Object.keys(next as Document).length > 0) replace(container, part, next, MISSING);
    return;
  }
  walk(next, change, positions, depth + 1, [...reached, part]);
}

function isContainer(node: unknown, part: string): boolean {
  return isDocument(node) || (Array.isArray(node) && isIndex(part));
}

function replace(container: Document | unknown[], part: string, value: unknown, present: unknown): void {
  if (value === present) return;
  if (!Array.isArray(container)) {
    if (value === MISSING) delete container[part];
    else put(container, part, value);
    return;
  }
  const index = Number(part);
  if (value === MISSING) {
    container[index] = null;
    return;
  }
  if (index > container.length + MAX_PADDING) {
    throw new MongoError('BadValue', `can't fill more than ${MAX_PADDING} array elements`);
  }
  while (container.length < index) container.push(null);
  container[index] = value;
}

function expand(node: unknown, part: string, positions: Positions, reached: string[]): number[] {
  const path = reached.join('.');
  if (part === '$') {
    const index = positions.matched(path);
    if (index === null) {
      throw new MongoError(
        'BadValue',
        'The positional operator did not find the match needed from the query.',
      );
    }
    return [index];
  }
  if (!Array.isArray(node)) {
    throw new MongoError(
      'BadValue',
      `Cannot apply array updates to non-array element ${path}: ${describe(node)}`,
    );
  }
  const indexes = [...node.keys()];
  const name = part.slice(2, -1);
  if (name === '') return indexes;
  const filter = positions.filters.get(name);
  if (!filter)
    throw new MongoError(
      'BadValue',
      `No array filter found for identifier '${name}' in path '${path}.${part}'`,
    );
  return indexes.filter((index) => filter(node[index]));
}

function describe(value: unknown): string {
  return value === MISSING ? 'missing' : typeof value === 'object' ? typeOf(value) : JSON.stringify(value);
}
