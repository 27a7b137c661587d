import { z } from 'zod';
import { canonical, signedText } from '../../domain/certificate.ts';
import { digestOf } from './digest.ts';

const statement = z.strictObject({
  programme: z.string(),
  code: z.string(),
  version: z.int(),
  name: z.string(),
  minutes: z.int(),
  issued: z.string(),
  details: z.string(),
});
const details = z.strictObject({
  salt: z.string(),
  business: z.string().nullable(),
  chamber: z.string(),
  from: z.string(),
  to: z.string(),
  rule: z.string(),
});
/** What the PDF carries inside it, or what the public address answers. */
const file = z.object({ statement, details: details.optional(), key: z.string(), signature: z.string() });
const proof = z.union([file, z.object({ proof: file }).transform((one) => one.proof)]);

/** A JSON Web Key Set (RFC 7517) as `/.well-known/certificates.json` has it. */
const keySet = z.object({ keys: z.array(z.object({ kid: z.string(), x: z.string() })) });

export type Checked =
  | { kind: 'genuine'; statement: z.infer<typeof statement>; details: z.infer<typeof details> | null }
  | { kind: 'forged' | 'unreadable' | 'unknown-key' };

/**
 * Whether a certificate is as it was signed, without asking anybody. Whether it has been replaced or taken back since
 * only the programme knows.
 */
export function checkOffline(
  given: unknown,
  keys: unknown,
  isSignedBy: (publicKey: string, text: string, signature: string) => boolean,
): Checked {
  const read = proof.safeParse(given);
  const published = keySet.safeParse(keys);
  if (!read.success || !published.success) return { kind: 'unreadable' };
  const { statement, details = null, key, signature } = read.data;
  const publicKey = published.data.keys.find(({ kid }) => kid === key);
  if (!publicKey) return { kind: 'unknown-key' };
  const isSigned = isSignedBy(publicKey.x, signedText(statement), signature);
  const isWhole = details === null || digestOf(canonical(details)) === statement.details;
  return isSigned && isWhole ? { kind: 'genuine', statement, details } : { kind: 'forged' };
}

export type KeySet = {
  keys: { kty: 'OKP'; crv: 'Ed25519'; alg: 'EdDSA'; use: 'sig'; kid: string; x: string }[];
};

export function keySetOf(published: readonly { id: string; publicKey: string }[]): KeySet {
  return {
    keys: published.map(({ id: kid, publicKey: x }) => ({
      kty: 'OKP',
      crv: 'Ed25519',
      alg: 'EdDSA',
      use: 'sig',
      kid,
      x,
    })),
  };
}
