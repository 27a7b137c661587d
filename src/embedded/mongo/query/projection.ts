import { type Document, has, isDocument, MISSING, put } from '../bson/document.ts';
import { toDouble } from '../bson/number.ts';
import { isNumeric } from '../bson/types.ts';
import { MongoError } from '../errors.ts';
import { compileMatch, compileValueCondition, isOperatorDocument, type MatchOptions } from './match.ts';
import { parsePath } from './paths.ts';

export type Projector = (document: Document) => Document;

export interface ProjectionOptions extends MatchOptions {
  /** Compiles an expression for a computed field. */
  compute: (expression: unknown) => (document: Document) => unknown;
  /** Finds the item that the query matched, for `"items.$": 1`; left out in aggregation. */
  positional?: (document: Document, arrayPath: string) => number | null;
}

/** A leaf keeps, drops or computes a field; a tree goes on below it. */
type Leaf = (value: unknown, root: Document) => unknown;
type Tree = Map<string, Tree | Leaf | 'keep' | 'drop'>;

interface Plan {
  tree: Tree;
  mode: 'include' | 'exclude' | null;
  id: 'keep' | 'drop' | null;
}

export function compileProjection(spec: Document, options: ProjectionOptions): Projector {
  const plan: Plan = { tree: new Map(), mode: null, id: null };
  for (const [key, rule] of Object.entries(spec)) addRule(plan, key, rule, options);
  if (plan.mode === null) plan.mode = plan.id === 'keep' ? 'include' : 'exclude';
  if (plan.id === 'drop') plan.tree.set('_id', 'drop');
  else if (plan.mode === 'include' && !plan.tree.has('_id')) plan.tree.set('_id', 'keep');
  const include = plan.mode === 'include';
  return (document) =>
    (include ? pick(document, plan.tree, document) : omit(document, plan.tree, document)) as Document;
}

function addRule(plan: Plan, key: string, rule: unknown, options: ProjectionOptions): void {
  if (key === '_id' && isSwitch(rule)) {
    plan.id = isOn(rule) ? 'keep' : 'drop';
    return;
  }
  if (key.endsWith('.$') && options.positional) {
    setMode(plan, 'include', key);
    addLeaf(plan.tree, key.slice(0, -2), positionalLeaf(key.slice(0, -2), options.positional));
    return;
  }
  if (key.startsWith('$') || key === '') {
    throw new MongoError('Location16436', `FieldPath field names may not start with '$': ${key}`);
  }
  if (isSwitch(rule)) {
    setMode(plan, isOn(rule) ? 'include' : 'exclude', key);
    addLeaf(plan.tree, key, isOn(rule) ? 'keep' : 'drop');
    return;
  }
  const [operator] = isDocument(rule) ? Object.keys(rule) : [];
  if (operator === '$slice' && options.positional) {
    addLeaf(plan.tree, key, sliceLeaf((rule as Document).$slice));
    return;
  }
  if (operator === '$elemMatch' && options.positional) {
    setMode(plan, 'include', key);
    addLeaf(plan.tree, key, elementLeaf((rule as Document).$elemMatch, options));
    return;
  }
  if (isDocument(rule) && !isOperatorDocument(rule)) {
    for (const [name, inner] of Object.entries(rule)) addRule(plan, `${key}.${name}`, inner, options);
    return;
  }
  setMode(plan, 'include', key);
  const compute = options.compute(rule);
  addLeaf(plan.tree, key, (_value, root) => compute(root));
}

function setMode(plan: Plan, mode: 'include' | 'exclude', key: string): void {
  plan.mode ??= mode;
  if (plan.mode === mode) return;
  throw mode === 'exclude'
    ? new MongoError('Location31254', `Cannot do exclusion on field ${key} in inclusion projection`)
    : new MongoError('Location31253', `Cannot do inclusion on field ${key} in exclusion projection`);
}

function addLeaf(tree: Tree, key: string, leaf: Leaf | 'keep' | 'drop'): void {
  const path = parsePath(key);
  let node = tree;
  for (const part of path.slice(0, -1)) {
    const next = node.get(part) ?? new Map();
    if (!(next instanceof Map)) throw new MongoError('BadValue', `Path collision at ${key}`);
    node.set(part, next);
    node = next;
  }
  const last = path.at(-1) ?? '';
  if (last === '' || node.has(last)) throw new MongoError('BadValue', `Path collision at ${key}`);
  node.set(last, leaf);
}

function pick(value: unknown, tree: Tree, root: Document): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => pick(item, tree, root)).filter((item) => item !== MISSING);
  }
  if (!isDocument(value)) return hasComputed(tree) ? addComputed({}, tree, root) : MISSING;
  const result: Document = {};
  for (const key of Object.keys(value)) {
    const rule = tree.get(key);
    if (rule === undefined || rule === 'drop') continue;
    const kept =
      rule === 'keep'
        ? value[key]
        : rule instanceof Map
          ? pick(value[key], rule, root)
          : rule(value[key], root);
    if (kept !== MISSING) put(result, key, kept);
  }
  return addComputed(result, tree, root, value);
}

/** Fields that the document lacks are appended in the order of the projection. */
function addComputed(result: Document, tree: Tree, root: Document, source: Document = {}): Document {
  for (const [key, rule] of tree) {
    if (has(source, key) || typeof rule === 'string') continue;
    if (rule instanceof Map && !hasComputed(rule)) continue;
    const value = rule instanceof Map ? addComputed({}, rule, root) : rule(MISSING, root);
    if (value !== MISSING) put(result, key, value);
  }
  return result;
}

function hasComputed(tree: Tree): boolean {
  for (const rule of tree.values()) {
    if (typeof rule === 'function' || (rule instanceof Map && hasComputed(rule))) return true;
  }
  return false;
}

function omit(value: unknown, tree: Tree, root: Document): unknown {
  if (Array.isArray(value)) return value.map((item) => omit(item, tree, root));
  if (!isDocument(value)) return value;
  const result: Document = {};
  for (const key of Object.keys(value)) {
    const rule = tree.get(key);
    if (rule === 'drop') continue;
    const kept =
      rule === undefined || rule === 'keep'
        ? value[key]
        : rule instanceof Map
          ? omit(value[key], rule, root)
          : rule(value[key], root);
    if (kept !== MISSING) put(result, key, kept);
  }
  return result;
}

function positionalLeaf(key: string, positional: NonNullable<ProjectionOptions['positional']>): Leaf {
  return (value, root) => {
    if (!Array.isArray(value)) return value;
    const index = positional(root, key);
    if (index === null) {
      throw new MongoError(
        'BadValue',
        "Executor error: the positional projection '.$' found no matching array item",
      );
    }
    return [value[index]];
  };
}

function sliceLeaf(operand: unknown): Leaf {
  const numbers = (Array.isArray(operand) ? operand : [operand]).map((n) =>
    isNumeric(n) ? toDouble(n) : Number.NaN,
  );
  const [first = Number.NaN, count] = numbers;
  if (numbers.length > 2 || numbers.some(Number.isNaN) || (count !== undefined && count <= 0)) {
    throw new MongoError('BadValue', 'Invalid $slice syntax');
  }
  return (value) => {
    if (!Array.isArray(value)) return value;
    if (count === undefined) return first < 0 ? value.slice(first) : value.slice(0, first);
    const start = first < 0 ? Math.max(0, value.length + first) : first;
    return value.slice(start, start + count);
  };
}

function elementLeaf(operand: unknown, options: MatchOptions): Leaf {
  if (!isDocument(operand)) throw new MongoError('BadValue', 'elemMatch: Invalid argument, object required');
  const test = isOperatorDocument(operand)
    ? compileValueCondition(operand, options)
    : elementMatcher(operand, options);
  return (value) => {
    if (!Array.isArray(value)) return MISSING;
    const index = value.findIndex(test);
    return index < 0 ? MISSING : [value[index]];
  };
}

function elementMatcher(operand: Document, options: MatchOptions): (item: unknown) => boolean {
  const matcher = compileMatch(operand, options);
  return (item) => isDocument(item) && matcher(item);
}

function isSwitch(rule: unknown): boolean {
  return typeof rule === 'boolean' || isNumeric(rule);
}

function isOn(rule: unknown): boolean {
  return typeof rule === 'boolean' ? rule : toDouble(rule) !== 0;
}
