import { type Document, has, isDocument, isIndex, MISSING } from '../bson/document.ts';

export type Path = readonly string[];

export function parsePath(dotted: string): Path {
  return dotted.split('.');
}

/**
 * Tests the values a dotted path leads to, going through arrays on the way as MongoDB's queries do.
 * The test sees a last array as a whole: to look into it is the operator's business.
 */
export function someValueAt(
  node: unknown,
  path: Path,
  test: (value: unknown) => boolean,
  depth = 0,
): boolean {
  const part = path[depth];
  if (part === undefined) return test(node);
  if (Array.isArray(node)) {
    if (
      isIndex(part) &&
      Number(part) < node.length &&
      someValueAt(node[Number(part)], path, test, depth + 1)
    ) {
      return true;
    }
    return node.some((item) => isDocument(item) && someValueAt(item, path, test, depth));
  }
  if (!isDocument(node) || !has(node, part)) return test(MISSING);
  return someValueAt(node[part], path, test, depth + 1);
}

/** The value at a path without going through arrays. */
export function valueAt(document: Document, path: Path): unknown {
  let node: unknown = document;
  for (const part of path) {
    if (Array.isArray(node) && isIndex(part))
      node = Number(part) < node.length ? node[Number(part)] : MISSING;
    else if (isDocument(node) && has(node, part)) node = node[part];
    else return MISSING;
  }
  return node;
}

/** All values a path leads to, each last array opened once: what sort and distinct look at. */
export function valuesAt(document: Document, path: Path): unknown[] {
  const values: unknown[] = [];
  someValueAt(document, path, (value) => {
    if (Array.isArray(value)) values.push(...value);
    else if (value !== MISSING) values.push(value);
    return false;
  });
  return values;
}
