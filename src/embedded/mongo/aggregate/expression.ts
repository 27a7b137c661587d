import { type Document, has, isDocument, isOperatorName, MISSING, put } from '../bson/document.ts';
import { MongoError } from '../errors.ts';
import { EXPRESSIONS } from './operators/registry.ts';

/** The variables in sight, without their `$$`: ROOT, NOW, those of `let` and those of the operators around. */
export type Scope = Record<string, unknown>;

/** MISSING where the expression leads nowhere. */
export type Evaluate = (scope: Scope) => unknown;

/** Compiles a part of an expression, for an operator's operands. */
export type Compile = (expression: unknown) => Evaluate;

export type ExpressionOperator = (operand: unknown, compile: Compile) => Evaluate;

export interface ExpressionOptions {
  /** Values of the command's `let`. */
  variables: Document;
  /** `$$NOW`, the same through a whole command. */
  now?: Date;
}

/** Compiles an expression; its operators are checked here, before any document is looked at. */
export function compileExpression(
  expression: unknown,
  options: ExpressionOptions,
): (document: Document) => unknown {
  const evaluate = compile(expression);
  const shared: Scope = { ...options.variables, NOW: options.now ?? new Date(), REMOVE: MISSING };
  return (document) => evaluate({ ...shared, ROOT: document, CURRENT: document });
}

function compile(expression: unknown): Evaluate {
  if (typeof expression === 'string' && expression.startsWith('$')) return compilePath(expression);
  if (Array.isArray(expression)) return compileArray(expression);
  if (!isDocument(expression)) return () => expression;
  const [first] = Object.keys(expression);
  if (first !== undefined && isOperatorName(first)) return compileOperator(first, expression);
  return compileObject(expression);
}

function compileOperator(name: string, expression: Document): Evaluate {
  if (Object.keys(expression).length !== 1) {
    throw new MongoError(
      'Location15983',
      'an expression specification must contain exactly one field, the name of the expression',
    );
  }
  const operator = EXPRESSIONS.get(name);
  if (!operator) throw new MongoError('InvalidPipelineOperator', `Unrecognized expression '${name}'`);
  return operator(expression[name], compile);
}

/** An absent value becomes null in an array and leaves no field in a document. */
function compileArray(expressions: unknown[]): Evaluate {
  const items = expressions.map(compile);
  return (scope) => items.map((item) => orNull(item(scope)));
}

function compileObject(expression: Document): Evaluate {
  const fields = Object.entries(expression).map(([key, value]) => ({ key, value: compile(value) }));
  return (scope) => {
    const result: Document = {};
    for (const { key, value } of fields) {
      const found = value(scope);
      if (found !== MISSING) put(result, key, found);
    }
    return result;
  };
}

function compilePath(expression: string): Evaluate {
  const isVariable = expression.startsWith('$$');
  const [first = '', ...rest] = expression.slice(isVariable ? 2 : 1).split('.');
  const parts = isVariable ? rest : [first, ...rest];
  if (parts.includes('') || (isVariable && first === '')) {
    throw new MongoError('Location15998', `FieldPath must not be empty or end with a '.': ${expression}`);
  }
  const name = isVariable ? first : 'CURRENT';
  return (scope) => {
    if (!has(scope, name)) throw new MongoError('Location17276', `Use of undefined variable: ${name}`);
    return follow(scope[name], parts, 0);
  };
}

/** Unlike a query, an expression never takes a number in a path for the place in an array. */
function follow(value: unknown, parts: readonly string[], depth: number): unknown {
  const part = parts[depth];
  if (part === undefined) return value;
  if (Array.isArray(value)) {
    return value
      .map((item) => (isDocument(item) || Array.isArray(item) ? follow(item, parts, depth) : MISSING))
      .filter((item) => item !== MISSING);
  }
  if (!isDocument(value) || !has(value, part)) return MISSING;
  return follow(value[part], parts, depth + 1);
}

function orNull(value: unknown): unknown {
  return value === MISSING ? null : value;
}
