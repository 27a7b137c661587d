import { Binary, BSONRegExp, Decimal128, Double, Long, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decode, encode } from '../../../src/embedded/mongo/bson/codec.ts';
import { compareValues } from '../../../src/embedded/mongo/bson/compare.ts';
import { inverted, keyOf } from '../../../src/embedded/mongo/bson/key.ts';

const number = fc.oneof(
  fc.integer(),
  fc.double(),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((n) => Long.fromBigInt(n)),
  fc
    .integer({ min: -3, max: 3 })
    .chain((n) =>
      fc.constantFrom(
        n,
        Long.fromNumber(n),
        new Double(n),
        Decimal128.fromString(String(n)),
        2 ** 53 + n,
        Long.fromBigInt(2n ** 53n + BigInt(n)),
      ),
    ),
  fc
    .tuple(fc.bigInt({ min: -(10n ** 33n), max: 10n ** 33n }), fc.integer({ min: -400, max: 400 }))
    .map(([n, e]) => Decimal128.fromString(`${n}E${e}`)),
);
const leaf = fc.oneof(
  number,
  fc.string({ unit: 'binary', maxLength: 4 }),
  fc.constantFrom(null, undefined, true, false, new MinKey(), new MaxKey(), 'a', 'a\0', 'a\0b', 'ab', ''),
  fc.date({ noInvalidDate: true }),
  fc.integer({ min: 0, max: 9 }).map((n) => new ObjectId(`00000000000000000000000${n}`)),
  fc.uint8Array({ maxLength: 3 }).map((bytes) => new Binary(Buffer.from(bytes))),
  fc.tuple(fc.nat(9), fc.nat(9)).map(([t, i]) => new Timestamp({ t, i })),
  fc.constantFrom('a', 'ab').map((pattern) => new BSONRegExp(pattern)),
);
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 2 },
    leaf,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'ab'), tie('value'), { maxKeys: 2, noNullPrototype: true }),
  ),
}));

test('keys are ordered as their values are', () => {
  fc.assert(
    fc.property(value, value, (a, b) => {
      const wanted = Math.sign(compareValues(a, b));
      expect(Math.sign(Buffer.compare(keyOf(a), keyOf(b)))).toBe(wanted);
      expect(Math.sign(Buffer.compare(inverted(keyOf(a)), inverted(keyOf(b))))).toBe(
        wanted === 0 ? 0 : -wanted,
      );
    }),
    { numRuns: 2_000 },
  );
});

test('no key is the beginning of another, so that fields can be joined', () => {
  fc.assert(
    fc.property(value, value, (a, b) => {
      const [x, y] = [keyOf(a), keyOf(b)];
      if (!x.equals(y)) expect(y.subarray(0, x.length).equals(x)).toBe(false);
    }),
    { numRuns: 2_000 },
  );
});

test('a document comes back from its bytes as it was', () => {
  fc.assert(
    fc.property(
      fc.dictionary(
        fc.string({ maxLength: 3 }).filter((key) => !key.includes('\0')),
        value,
        { noNullPrototype: true },
      ),
      (document) => {
        const bytes = encode(document);
        expect(encode(decode(bytes)).equals(bytes)).toBe(true);
      },
    ),
    { numRuns: 1_000 },
  );
});
