import { BSON, type Document } from 'mongodb';
import { beforeAll, describe, expect, test } from 'vitest';
import { DOCUMENT, EXPRESSION_CASES, REFUSED_EXPRESSIONS } from '../cases/expressions.ts';
import { codes, elsewhere, refusal, useDatabase } from '../support.ts';

const contract = useDatabase();
const evaluate = (expression: unknown): Promise<Document[]> =>
  contract.db
    .collection('one')
    .aggregate([{ $project: { _id: 0, value: expression } }], { promoteValues: false })
    .toArray();

beforeAll(async () => {
  await contract.db.collection('one').insertOne({ ...DOCUMENT });
});

describe('evaluates', () => {
  test.each(EXPRESSION_CASES.map((each) => ({ ...each, title: BSON.EJSON.stringify(each.expression) })))(
    '$title',
    async ({ expression, value, documentdb }) => {
      const [found = {}] = await evaluate(expression);
      const wanted = documentdb !== undefined && elsewhere ? documentdb : value;
      expect(canonical(found)).toEqual(canonical(wanted === undefined ? {} : { value: wanted }));
    },
  );
});

describe('refuses', () => {
  test.each(REFUSED_EXPRESSIONS.map((each) => ({ ...each, title: BSON.EJSON.stringify(each.expression) })))(
    '$title',
    async ({ expression, code, documentdb }) => {
      const refused = await refusal(evaluate(expression));
      expect(codes(code, documentdb)).toContain(Number(refused.code));
    },
  );
});

function canonical(document: Document): unknown {
  return JSON.parse(
    BSON.EJSON.stringify(BSON.deserialize(BSON.serialize(document), { promoteValues: false }), {
      relaxed: false,
    }),
  );
}
