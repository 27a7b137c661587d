import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
export const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** `bound` is authenticated but not kept: it opens only where it is said again. */
export function sealBytes(key: KeyObject, bytes: Buffer, bound = ''): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, iv).setAAD(Buffer.from(bound));
  const body = cipher.update(bytes);
  const end = cipher.final();
  return Buffer.concat([iv, cipher.getAuthTag(), body, end]);
}

/** Throws where anything was altered. */
export function openBytes(key: KeyObject, sealed: Buffer, bound = ''): Buffer {
  const decipher = createDecipheriv(ALGORITHM, key, sealed.subarray(0, IV_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES)).setAAD(Buffer.from(bound));
  const body = decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES));
  return Buffer.concat([body, decipher.final()]);
}
