import { createHmac, createSecretKey, hkdfSync, type KeyObject, randomBytes } from 'node:crypto';
import type { KeyStore, Opened, Seal, StoredKey, Vault } from '../../usecases/vault.ts';
import { KEY_BYTES, openBytes, sealBytes } from './sealing.ts';
import { createShortMemory } from './short-memory.ts';

/** How long a process may go on with a key it has read, and how many it remembers (about 1 KB each). */
const REMEMBERED = { keepMs: 60_000, most: 10_000 };
/** A retired key is destroyed when every process has long forgotten it and what waited has been answered. */
export const SHRED_AFTER_MS = 10 * REMEMBERED.keepMs;

const ID_BYTES = 12;
/** `k1.<key id>.<sealed>`. What the single key of before has sealed is plain base64, without a dot. */
const MARK = 'k1.';

/** `secret` is ENCRYPTION_KEY: 32 random bytes or more, in any printable form. */
export function createVault(secret: string, store: KeyStore): Vault {
  const hashKey = derive(secret, 'identity-hash');
  const houseKey = derive(secret, 'field-seal');
  const wrapKey = derive(secret, 'key-wrap');
  const sealing = createShortMemory<Seal>(REMEMBERED);
  const opening = createShortMemory<ContactKey | 'shredded' | 'missing'>(REMEMBERED);

  const openHouse = (sealed: string) => openBytes(houseKey, Buffer.from(sealed, 'base64')).toString('utf8');

  async function sealOf(contactId: string): Promise<Seal> {
    const id = randomBytes(ID_BYTES).toString('base64url');
    const wrapped = sealBytes(wrapKey, randomBytes(KEY_BYTES), bindingOf({ id, owner: contactId }));
    const stored = await store.active(contactId, { id, wrapped: wrapped.toString('base64') });
    const contactKey = unwrap(wrapKey, stored);
    if (!contactKey) throw new Error(`key ${stored.id} is active and shredded`);
    return (text) => sealWith(contactKey, text);
  }

  async function keyOf(id: string): Promise<ContactKey | 'shredded' | 'missing'> {
    const stored = await store.get(id);
    return stored ? (unwrap(wrapKey, stored) ?? 'shredded') : 'missing';
  }

  return {
    fingerprint: (text) => createHmac('sha256', hashKey).update(text).digest('base64url'),
    seal: (text) => sealBytes(houseKey, Buffer.from(text, 'utf8')).toString('base64'),
    open: openHouse,
    of: (contactId) => sealing.get(contactId, () => sealOf(contactId)),
    async read(sealed): Promise<Opened> {
      // A field that was emptied: what it held is gone like what lost its key.
      if (sealed === '') return { kind: 'shredded' };
      if (!sealed.startsWith(MARK)) return { kind: 'opened', text: openHouse(sealed) };
      const [id = '', body = ''] = sealed.slice(MARK.length).split('.');
      const key = await opening.get(id, () => keyOf(id));
      if (key === 'shredded' || key === 'missing') return { kind: key };
      return {
        kind: 'opened',
        text: openBytes(key.key, Buffer.from(body, 'base64'), key.binding).toString(),
      };
    },
    async retire(contactId, at) {
      await store.retire(contactId, at);
      sealing.forget(contactId);
    },
    async join(from, to) {
      await store.join(from, to);
      sealing.forget(from);
    },
    shred: (now) => store.shred(new Date(now.getTime() - SHRED_AFTER_MS), now),
  };
}

type ContactKey = { id: string; key: KeyObject; binding: string };

function sealWith({ id, key, binding }: ContactKey, text: string): string {
  return `${MARK}${id}.${sealBytes(key, Buffer.from(text, 'utf8'), binding).toString('base64')}`;
}

function unwrap(wrapKey: KeyObject, { id, owner, wrapped }: StoredKey): ContactKey | null {
  if (!wrapped) return null;
  const binding = bindingOf({ id, owner });
  const key = createSecretKey(openBytes(wrapKey, Buffer.from(wrapped, 'base64'), binding));
  return { id, key, binding };
}

/** A text opens only as this contact's and under this key, wherever in the records it was moved. */
function bindingOf({ id, owner }: Pick<StoredKey, 'id' | 'owner'>): string {
  return `${owner}|${id}`;
}

function derive(secret: string, purpose: string): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', `fortaleser/${purpose}`, KEY_BYTES)));
}
