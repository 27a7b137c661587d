import { BSON } from 'mongodb';
import { expect, test } from 'vitest';
import { ACCUMULATORS } from '../../src/embedded/mongo/aggregate/accumulators.ts';
import { EXPRESSIONS } from '../../src/embedded/mongo/aggregate/operators/registry.ts';
import { STAGES } from '../../src/embedded/mongo/aggregate/stages/registry.ts';
import { OPERATORS } from '../../src/embedded/mongo/update/operators.ts';
import { EXPRESSION_CASES } from './cases/expressions.ts';
import { PIPELINES } from './cases/pipelines.ts';
import { QUERIES } from './cases/queries.ts';
import { UPDATES } from './cases/updates.ts';

const QUERY_OPERATORS = [
  '$eq',
  '$ne',
  '$gt',
  '$gte',
  '$lt',
  '$lte',
  '$in',
  '$nin',
  '$exists',
  '$type',
  '$mod',
  '$regex',
  '$size',
  '$all',
  '$elemMatch',
  '$not',
  '$and',
  '$or',
  '$nor',
  '$expr',
  '$comment',
];

/** What has no case that the real server was asked too must not be there. */
test.each([
  { kind: 'query', names: QUERY_OPERATORS, cases: QUERIES.map(({ query }) => query) },
  {
    kind: 'update',
    names: Object.keys(OPERATORS).filter((name) => name !== '$currentDate'),
    cases: UPDATES.map(({ update }) => update),
  },
  {
    kind: 'expression',
    names: EXPRESSIONS.keys(),
    cases: EXPRESSION_CASES.map(({ expression }) => expression),
  },
  { kind: 'stage', names: STAGES.keys(), cases: PIPELINES.map(({ pipeline }) => pipeline) },
  { kind: 'accumulator', names: ACCUMULATORS.keys(), cases: PIPELINES.map(({ pipeline }) => pipeline) },
])('every $kind operator has a case in the contract suite', ({ names, cases }) => {
  const text = cases.map((each) => BSON.EJSON.stringify(each, { relaxed: true })).join('\n');
  expect([...names].filter((name) => !text.includes(`"${name}":`))).toEqual([]);
});
