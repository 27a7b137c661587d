import type { ExpressionOperator } from '../expression.ts';
import { ARITHMETIC } from './arithmetic.ts';
import { ARRAYS } from './arrays.ts';
import { COMPARISON } from './compare.ts';
import { CONTROL } from './control.ts';
import { DATES } from './dates.ts';
import { FIELDS } from './fields.ts';
import { STRINGS } from './strings.ts';
import { SUMMARIES } from './summary.ts';
import { TYPES } from './types.ts';

/** Every expression operator this server knows; each has a case in the contract suite. */
export const EXPRESSIONS: ReadonlyMap<string, ExpressionOperator> = new Map(
  [CONTROL, COMPARISON, ARITHMETIC, ARRAYS, TYPES, STRINGS, DATES, FIELDS, SUMMARIES].flatMap(
    Object.entries<ExpressionOperator>,
  ),
);
