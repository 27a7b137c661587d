import { type Document, isDocument, put } from '../bson/document.ts';
import { MongoError } from '../errors.ts';
import { compileMatch, type MatchOptions } from '../query/match.ts';
import { valueAt } from '../query/paths.ts';

/** Finds the array item by which a document matched the query, for `$` in updates and projections. */
export function matchedIndex(
  document: Document,
  query: Document,
  arrayPath: string,
  options: MatchOptions,
): number | null {
  const array = valueAt(document, arrayPath.split('.'));
  if (!Array.isArray(array)) return null;
  const clauses = clausesAbout(query, arrayPath);
  if (clauses.length === 0) return null;
  const tests = clauses.map((clause) => compileMatch(clause, options));
  const fits = (index: number, wanted: typeof tests) => {
    const single = withArray(document, arrayPath.split('.'), [array[index]]);
    return wanted.every((test) => test(single));
  };
  const indexes = [...array.keys()];
  const all = indexes.find((index) => fits(index, tests));
  return all ?? indexes.find((index) => fits(index, tests.slice(-1))) ?? null;
}

/** Compiles arrayFilters: one test of an array item for each identifier. */
export function compileArrayFilters(
  filters: unknown,
  options: MatchOptions,
): Map<string, (item: unknown) => boolean> {
  const tests = new Map<string, (item: unknown) => boolean>();
  if (filters === undefined) return tests;
  if (!Array.isArray(filters)) throw new MongoError('TypeMismatch', 'arrayFilters must be an array');
  for (const filter of filters) {
    if (!isDocument(filter)) throw new MongoError('TypeMismatch', 'each array filter must be a document');
    const name = identifierOf(filter);
    if (tests.has(name)) {
      throw new MongoError(
        'FailedToParse',
        `Found multiple array filters with the same top-level field name ${name}`,
      );
    }
    const matcher = compileMatch(filter, options);
    tests.set(name, (item) => matcher({ [name]: item }));
  }
  return tests;
}

/** A filter that no path names is most likely a misspelt one. */
export function refuseUnusedFilters(filters: ReadonlyMap<string, unknown>, update: Document): void {
  const paths = Object.values(update).flatMap((fields) => (isDocument(fields) ? Object.keys(fields) : []));
  for (const name of filters.keys()) {
    if (paths.some((path) => path.includes(`$[${name}]`))) continue;
    throw new MongoError(
      'FailedToParse',
      `The array filter for identifier '${name}' was not used in the update`,
    );
  }
}

function identifierOf(filter: Document): string {
  const names = new Set<string>();
  collectNames(filter, names);
  const [name, other] = [...names];
  if (name === undefined)
    throw new MongoError(
      'FailedToParse',
      'Cannot use an expression without a top-level field name in arrayFilters',
    );
  if (other !== undefined) {
    throw new MongoError(
      'FailedToParse',
      `Error parsing array filter: Expected a single top-level field name, found '${name}' and '${other}'`,
    );
  }
  if (!/^[a-z][a-zA-Z0-9]*$/.test(name)) {
    throw new MongoError(
      'BadValue',
      `Error parsing array filter: The top-level field name must be an alphanumeric string beginning with a lowercase letter, found '${name}'`,
    );
  }
  return name;
}

function collectNames(filter: Document, names: Set<string>): void {
  for (const [key, operand] of Object.entries(filter)) {
    if (!key.startsWith('$')) names.add(key.split('.')[0] as string);
    else if (Array.isArray(operand)) {
      for (const branch of operand) if (isDocument(branch)) collectNames(branch, names);
    }
  }
}

function clausesAbout(query: Document, arrayPath: string): Document[] {
  return Object.entries(query).flatMap(([key, operand]) => {
    if (key === '$and' && Array.isArray(operand)) {
      return operand.flatMap((branch) => (isDocument(branch) ? clausesAbout(branch, arrayPath) : []));
    }
    if (key === '$or' && Array.isArray(operand)) {
      const branches = operand.filter(
        (branch) => isDocument(branch) && clausesAbout(branch, arrayPath).length > 0,
      );
      return branches.length > 0 ? [{ $or: branches }] : [];
    }
    return key === arrayPath || key.startsWith(`${arrayPath}.`) ? [{ [key]: operand }] : [];
  });
}

function withArray(document: Document, path: string[], array: unknown[]): Document {
  const [part = '', ...rest] = path;
  const copy = Array.isArray(document) ? ([...document] as unknown as Document) : { ...document };
  put(copy, part, rest.length === 0 ? array : withArray(copy[part] as Document, rest, array));
  return copy;
}
