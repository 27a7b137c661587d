import { isDocument, MISSING } from '../../bson/document.ts';
import { MongoError } from '../../errors.ts';
import type { Compile, ExpressionOperator, Scope } from '../expression.ts';
import { truthy } from '../truth.ts';
import { arrayOf, namedOperands, nothing, wholeOf } from './operands.ts';

/** Operators that decide which of their operands are evaluated, or evaluate one many times. */
export const CONTROL: Record<string, ExpressionOperator> = {
  $literal: (operand) => () => operand,

  $and: (operand, compile) => {
    const items = listOf(operand).map(compile);
    return (scope) => items.every((item) => truthy(item(scope)));
  },

  $or: (operand, compile) => {
    const items = listOf(operand).map(compile);
    return (scope) => items.some((item) => truthy(item(scope)));
  },

  $not: (operand, compile) => {
    const items = listOf(operand).map(compile);
    const [item] = items;
    if (!item || items.length !== 1)
      throw new MongoError('Location16020', 'Expression $not takes exactly 1 arguments.');
    return (scope) => !truthy(item(scope));
  },

  $cond: (operand, compile) => {
    const [condition, yes, no] = conditionParts(operand).map(compile);
    return (scope) => (truthy(condition?.(scope)) ? yes : no)?.(scope);
  },

  $ifNull: (operand, compile) => {
    const items = listOf(operand).map(compile);
    if (items.length < 2) throw new MongoError('BadValue', '$ifNull needs at least two arguments');
    return (scope) => {
      for (const item of items.slice(0, -1)) {
        const value = item(scope);
        if (!nothing(value)) return value;
      }
      return items.at(-1)?.(scope);
    };
  },

  $switch: (operand, compile) => {
    const { branches, default: fallback } = namedOperands('$switch', operand, {
      required: ['branches'],
      optional: ['default'],
    });
    const compiled = arrayOf('$switch', branches).map((branch) => {
      const parts = namedOperands('$switch', branch, { required: ['case', 'then'] });
      // biome-ignore lint/suspicious/noThenProperty: MongoDB's own word
      return { case: compile(parts.case), then: compile(parts.then) };
    });
    const otherwise = fallback === undefined ? null : compile(fallback);
    return (scope) => {
      const branch = compiled.find((candidate) => truthy(candidate.case(scope)));
      if (branch) return branch.then(scope);
      if (otherwise) return otherwise(scope);
      throw new MongoError(
        'Location40066',
        '$switch could not find a matching branch for an input, and no default was specified.',
      );
    };
  },

  $let: (operand, compile) => {
    const { vars, in: body } = namedOperands('$let', operand, { required: ['vars', 'in'] });
    if (!isDocument(vars))
      throw new MongoError('FailedToParse', 'invalid parameter: expected an object (vars)');
    const variables = Object.entries(vars).map(([name, value]) => ({
      name: variableName(name),
      value: compile(value),
    }));
    const inner = compile(body);
    return (scope) => {
      const values = variables.map(({ name, value }): [string, unknown] => [name, value(scope)]);
      return inner({ ...scope, ...Object.fromEntries(values) });
    };
  },

  $map: (operand, compile) => {
    const {
      input,
      as,
      in: body,
    } = namedOperands('$map', operand, { required: ['input', 'in'], optional: ['as'] });
    const each = forEach(input, as, compile);
    const inner = compile(body);
    return (scope) => each('$map', scope)?.map(({ inside }) => orNull(inner(inside))) ?? null;
  },

  $filter: (operand, compile) => {
    const { input, as, cond, limit } = namedOperands('$filter', operand, {
      required: ['input', 'cond'],
      optional: ['as', 'limit'],
    });
    const each = forEach(input, as, compile);
    const condition = compile(cond);
    const most = limit === undefined ? null : compile(limit);
    return (scope) => {
      const kept = each('$filter', scope)?.filter(({ inside }) => truthy(condition(inside)));
      const max = most?.(scope);
      return (
        kept?.slice(0, nothing(max) ? kept.length : wholeOf('$filter', max)).map(({ item }) => item) ?? null
      );
    };
  },

  $reduce: (operand, compile) => {
    const parts = namedOperands('$reduce', operand, { required: ['input', 'initialValue', 'in'] });
    const [input, initial, inner] = [compile(parts.input), compile(parts.initialValue), compile(parts.in)];
    return (scope) => {
      const items = input(scope);
      if (nothing(items)) return null;
      return arrayOf('$reduce', items).reduce(
        (value, item) => inner({ ...scope, value, this: item }),
        initial(scope),
      );
    };
  },
};

function listOf(operand: unknown): unknown[] {
  return Array.isArray(operand) ? operand : [operand];
}

function conditionParts(operand: unknown): unknown[] {
  if (!Array.isArray(operand)) {
    const {
      if: condition,
      then,
      else: otherwise,
    } = namedOperands('$cond', operand, { required: ['if', 'then', 'else'] });
    return [condition, then, otherwise];
  }
  if (operand.length !== 3)
    throw new MongoError(
      'Location16020',
      `Expression $cond takes exactly 3 arguments. ${operand.length} were passed in.`,
    );
  return operand;
}

function forEach(input: unknown, as: unknown, compile: Compile) {
  const evaluate = compile(input);
  const name = as === undefined ? 'this' : variableName(as);
  return (operator: string, scope: Scope): { item: unknown; inside: Scope }[] | null => {
    const items = evaluate(scope);
    if (nothing(items)) return null;
    return arrayOf(operator, items).map((item) => ({ item, inside: { ...scope, [name]: item } }));
  };
}

function variableName(name: unknown): string {
  if (typeof name === 'string' && /^[a-z\u0080-\uffff][a-zA-Z0-9_\u0080-\uffff]*$/.test(name)) return name;
  throw new MongoError(
    'FailedToParse',
    `'${String(name)}' starts with an invalid character for a user variable name`,
  );
}

function orNull(value: unknown): unknown {
  return value === MISSING ? null : value;
}
