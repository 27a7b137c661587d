import {
  createHash,
  createPrivateKey,
  createPublicKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
  sign,
  verify,
} from 'node:crypto';
import type { CertificateSeal, PublishedKeys } from '../../usecases/certificates/ports.ts';

/** `secret` is CERTIFICATE_KEY: 32 random bytes or more, in any printable form. */
export function createCertificateSeal(secret: string, keys: PublishedKeys): CertificateSeal {
  const pair = pairFrom(secret);
  let published: Promise<void> | null = null;
  async function publish(): Promise<void> {
    published ??= keys.publish(pair, new Date());
    // What failed is tried again by whoever comes next.
    await published.catch((error: unknown) => {
      published = null;
      throw error;
    });
  }
  return {
    key: pair.id,
    async sign(text) {
      await publish();
      return sign(null, Buffer.from(text, 'utf8'), pair.secret).toString('base64url');
    },
    publish,
    random: (bytes) => randomBytes(bytes),
  };
}

/** `publicKey` is a JSON Web Key's `x` (RFC 8037): the 32 bytes in base64url. */
export function isSignedBy(publicKey: string, text: string, signature: string): boolean {
  try {
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
    return verify(null, Buffer.from(text, 'utf8'), key, Buffer.from(signature, 'base64url'));
  } catch {
    return false;
  }
}

/** PKCS #8 of an Ed25519 key (RFC 8410, 7) up to its 32 bytes. */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');
const ID_BYTES = 8;

function pairFrom(secret: string): { id: string; publicKey: string; secret: KeyObject } {
  const seed = Buffer.from(hkdfSync('sha256', secret, '', 'fortaleser/certificate-key', 32));
  const key = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(key).export({ format: 'jwk' }).x ?? '';
  const id = createHash('sha256').update(Buffer.from(publicKey, 'base64url')).digest();
  return { id: id.subarray(0, ID_BYTES).toString('hex'), publicKey, secret: key };
}
