import { type Document, isDocument, isIndex, MISSING } from '../bson/document.ts';
import { MongoError } from '../errors.ts';
import { valueAt } from '../query/paths.ts';
import { applyChange, type Change, type Positions } from './apply.ts';
import { OPERATORS, type UpdateContext } from './operators.ts';

/** Changes a document in place. */
export type Updater = (document: Document, positions: Positions) => void;

/** Compiles `{ $op: { path: operand } }`; a replacement or a pipeline is not for here. */
export function compileOperators(update: Document, context: UpdateContext): Updater {
  const changes: Change[] = [];
  const renames: [string, string][] = [];
  const touched: string[] = [];
  for (const [operator, fields] of Object.entries(update)) {
    const known = OPERATORS[operator];
    if (!known && operator !== '$rename') {
      throw new MongoError(
        'FailedToParse',
        `Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update specified as an array`,
      );
    }
    if (!isDocument(fields)) {
      throw new MongoError(
        'FailedToParse',
        `Modifiers operate on fields but we found another type for ${operator}`,
      );
    }
    for (const [path, operand] of Object.entries(fields)) {
      checkPath(path);
      touched.push(path);
      if (known) {
        changes.push({
          path: path.split('.'),
          creates: known.creates,
          modify: known.prepare(operand, path, context),
        });
        continue;
      }
      const target = renameTarget(path, operand);
      touched.push(target);
      renames.push([path, target]);
    }
  }
  refuseConflicts(touched);
  changes.sort((a, b) => compareNames(a.path, b.path));
  return (document, positions) => {
    for (const change of changes) applyChange(document, change, positions);
    for (const [from, to] of renames) rename(document, from, to, positions);
  };
}

function rename(document: Document, from: string, to: string, positions: Positions): void {
  const value = valueAt(document, from.split('.'));
  if (value === MISSING) return;
  refuseArrays(document, from);
  refuseArrays(document, to);
  applyChange(document, { path: from.split('.'), creates: false, modify: () => MISSING }, positions);
  applyChange(document, { path: to.split('.'), creates: true, modify: () => value }, positions);
}

function refuseArrays(document: Document, path: string): void {
  const parts = path.split('.');
  for (let i = 1; i < parts.length; i++) {
    if (Array.isArray(valueAt(document, parts.slice(0, i)))) {
      throw new MongoError(
        'BadValue',
        `$rename cannot go through the array '${parts.slice(0, i).join('.')}'`,
      );
    }
  }
}

function renameTarget(path: string, target: unknown): string {
  if (typeof target !== 'string')
    throw new MongoError('BadValue', `The 'to' field for $rename must be a string: ${path}`);
  checkPath(target);
  if (path === target)
    throw new MongoError('BadValue', `The source and target field for $rename must differ: ${path}`);
  if ([path, target].some((name) => name.split('.').some((part) => part.startsWith('$')))) {
    throw new MongoError('BadValue', `$rename may not be dynamic: ${path}`);
  }
  return target;
}

function checkPath(path: string): void {
  const parts = path.split('.');
  if (parts.includes('')) {
    const message =
      path === ''
        ? 'An empty update path is not valid.'
        : `The update path '${path}' contains an empty field name, which is not allowed.`;
    throw new MongoError('EmptyFieldName', message);
  }
  const [first = ''] = parts;
  if (first.startsWith('$')) {
    throw new MongoError(
      'DollarPrefixedFieldName',
      `The dollar ($) prefixed field '${first}' in '${path}' is not valid for storage.`,
    );
  }
  for (const part of parts.slice(1)) {
    if (part.startsWith('$') && part !== '$' && !/^\$\[[a-zA-Z0-9]*\]$/.test(part)) {
      throw new MongoError(
        'DollarPrefixedFieldName',
        `The dollar ($) prefixed field '${part}' in '${path}' is not valid for storage.`,
      );
    }
  }
}

function refuseConflicts(paths: string[]): void {
  const sorted = [...paths].sort();
  for (let i = 0; i < sorted.length; i++) {
    for (let j = i + 1; j < sorted.length; j++) {
      const [a, b] = [sorted[i] as string, sorted[j] as string];
      if (b === a || b.startsWith(`${a}.`)) {
        throw new MongoError(
          'ConflictingUpdateOperators',
          `Updating the path '${b}' would create a conflict at '${a}'`,
        );
      }
    }
  }
}

/** MongoDB adds new fields by name, numbers by value. */
function compareNames(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const [x, y] = [a[i] as string, b[i] as string];
    if (x === y) continue;
    if (isIndex(x) && isIndex(y)) return Number(x) - Number(y);
    return x < y ? -1 : 1;
  }
  return a.length - b.length;
}
