import type { Collator } from '../bson/compare.ts';
import { type Document, isDocument, isOperatorName, MISSING } from '../bson/document.ts';
import { toDouble } from '../bson/number.ts';
import { isNumeric } from '../bson/types.ts';
import { MongoError } from '../errors.ts';
import { parsePath, someValueAt } from './paths.ts';
import { equals, hasSize, hasType, isIn, ordered, remainder, type ValueTest } from './predicates.ts';
import { compileRegex, fromBson, isRegex } from './regex.ts';

export type Matcher = (document: Document) => boolean;

export interface MatchOptions {
  collator?: Collator;
  /** Compiles `$expr`; left out where expressions are not allowed. */
  expression?: (expression: unknown) => Matcher;
}

/** Compiles a whole query; every operator is checked here, before any document is looked at. */
export function compileMatch(query: Document, options: MatchOptions = {}): Matcher {
  const clauses = Object.entries(query).flatMap(([key, operand]) => compileEntry(key, operand, options));
  const [only] = clauses;
  if (clauses.length === 1 && only) return only;
  return (document) => clauses.every((clause) => clause(document));
}

/** Whether a condition is `{ $op: … }` rather than a sub-document to equal. */
export function isOperatorDocument(condition: unknown): condition is Document {
  if (!isDocument(condition)) return false;
  const [first] = Object.keys(condition);
  return first !== undefined && isOperatorName(first) && !isReference(first);
}

/** Tests one value against `{ $op: … }`, as `$elemMatch: { $gt: 1 }` and `$pull: { $gt: 1 }` do. */
export function compileValueCondition(
  condition: Document,
  options: MatchOptions,
): (value: unknown) => boolean {
  const matcher = compileCondition('v', condition, options);
  return (value) => matcher.every((clause) => clause({ v: value }));
}

function compileEntry(key: string, operand: unknown, options: MatchOptions): Matcher[] {
  if (!isOperatorName(key)) return compileField(key, operand, options);
  switch (key) {
    case '$and':
    case '$or':
    case '$nor':
      return [compileLogical(key, operand, options)];
    case '$expr':
      if (!options.expression) throw new MongoError('BadValue', '$expr is not allowed in this context');
      return [options.expression(operand)];
    case '$comment':
      return [];
    default:
      throw new MongoError('BadValue', `unknown top level operator: ${key}`);
  }
}

function compileLogical(operator: string, operand: unknown, options: MatchOptions): Matcher {
  if (!Array.isArray(operand) || operand.length === 0) {
    throw new MongoError('BadValue', `${operator} must be a nonempty array`);
  }
  const branches = operand.map((branch) => {
    if (!isDocument(branch))
      throw new MongoError('BadValue', `${operator} argument's entries must be objects`);
    return compileMatch(branch, options);
  });
  if (operator === '$and') return (document) => branches.every((branch) => branch(document));
  const some: Matcher = (document) => branches.some((branch) => branch(document));
  return operator === '$or' ? some : (document) => !some(document);
}

function compileField(key: string, operand: unknown, options: MatchOptions): Matcher[] {
  if (isOperatorDocument(operand)) return compileCondition(key, operand, options);
  return [opened(key, equals(operand, options.collator))];
}

function compileCondition(key: string, condition: Document, options: MatchOptions): Matcher[] {
  return Object.keys(condition).map((operator) => compileOperator(key, operator, condition, options));
}

function compileOperator(key: string, operator: string, condition: Document, options: MatchOptions): Matcher {
  const operand = condition[operator];
  const { collator } = options;
  switch (operator) {
    case '$eq':
      return opened(key, equalsLiterally(operand, collator));
    case '$ne':
      return negated(opened(key, equalsLiterally(operand, collator)));
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return opened(key, ordered(operator, operand, collator));
    case '$in':
      return opened(key, isIn(operand, collator));
    case '$nin':
      return negated(opened(key, isIn(operand, collator)));
    case '$exists':
      return exists(key, isTrue(operand));
    case '$type':
      return opened(key, hasType(operand));
    case '$mod':
      return opened(key, remainder(operand));
    case '$regex':
      return opened(key, regexTest(operand, condition.$options));
    case '$options':
      if (!('$regex' in condition)) throw new MongoError('BadValue', '$options needs a $regex');
      return () => true;
    case '$size':
      return whole(key, hasSize(operand));
    case '$all':
      return compileAll(key, operand, options);
    case '$elemMatch':
      return whole(key, elementTest(operand, options));
    case '$not':
      return compileNot(key, operand, options);
    default:
      throw new MongoError('BadValue', `unknown operator: ${operator}`);
  }
}

/** `$eq` takes a regular expression as a value, not as a pattern. */
function equalsLiterally(operand: unknown, collator: Collator): ValueTest {
  if (!isRegex(operand)) return equals(operand, collator);
  const test = isIn([operand], collator);
  return (value) => isRegex(value) && test(value);
}

function compileNot(key: string, operand: unknown, options: MatchOptions): Matcher {
  if (isRegex(operand)) return negated(opened(key, equals(operand, undefined)));
  if (!isDocument(operand)) throw new MongoError('BadValue', '$not needs a regex or a document');
  if (Object.keys(operand).length === 0) throw new MongoError('BadValue', '$not cannot be empty');
  const clauses = compileCondition(key, operand, options);
  return (document) => !clauses.every((clause) => clause(document));
}

function compileAll(key: string, operand: unknown, options: MatchOptions): Matcher {
  if (!Array.isArray(operand)) throw new MongoError('BadValue', '$all needs an array');
  if (operand.length === 0) return () => false;
  const clauses = operand.map((item) => {
    const inner = isDocument(item) && '$elemMatch' in item ? item.$elemMatch : undefined;
    if (inner !== undefined) return whole(key, elementTest(inner, options));
    if (isOperatorDocument(item)) throw new MongoError('BadValue', 'no $ expressions in $all');
    return opened(key, equals(item, options.collator));
  });
  return (document) => clauses.every((clause) => clause(document));
}

function elementTest(operand: unknown, options: MatchOptions): (value: unknown) => boolean {
  if (!isDocument(operand)) throw new MongoError('BadValue', '$elemMatch needs an Object');
  if (isOperatorDocument(operand) && !isLogical(Object.keys(operand)[0])) {
    const test = compileValueCondition(operand, options);
    return (value) => Array.isArray(value) && value.some((item) => test(item));
  }
  const matcher = compileMatch(operand, options);
  return (value) =>
    Array.isArray(value) &&
    value.some((item) => (isDocument(item) ? matcher(item) : Array.isArray(item) && matcher({ ...item })));
}

function regexTest(operand: unknown, flags: unknown): ValueTest {
  const given = isRegex(operand) ? operand : null;
  const options = typeof flags === 'string' ? flags : (given?.options ?? '');
  const regex =
    given && flags === undefined ? fromBson(given) : compileRegex(given?.pattern ?? operand, options);
  return (value) =>
    typeof value === 'string'
      ? regex.test(value)
      : isRegex(value) && value.pattern === (given?.pattern ?? operand) && value.options === options;
}

/** A last array matches as a whole or by any of its items. */
function opened(key: string, test: ValueTest): Matcher {
  const open: ValueTest = (value) => test(value) || (Array.isArray(value) && value.some(test));
  return whole(key, open);
}

function whole(key: string, test: ValueTest): Matcher {
  const path = parsePath(key);
  return (document) => someValueAt(document, path, test);
}

function exists(key: string, wanted: boolean): Matcher {
  const present = whole(key, (value) => value !== MISSING);
  return wanted ? present : negated(present);
}

function negated(matcher: Matcher): Matcher {
  return (document) => !matcher(document);
}

function isLogical(operator: string | undefined): boolean {
  return operator === '$and' || operator === '$or' || operator === '$nor' || operator === '$expr';
}

function isReference(key: string): boolean {
  return key === '$ref' || key === '$id' || key === '$db';
}

function isTrue(value: unknown): boolean {
  return isNumeric(value) ? toDouble(value) !== 0 : value !== false && value !== null && value !== undefined;
}
