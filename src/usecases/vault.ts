/** Keeps personal fields unreadable in the records, and lets an identity be found without being stored. */
export interface Vault {
  /** A keyed hash: the same text always gives the same one, and it tells nothing without the key. */
  fingerprint(text: string): string;
  /** For what is nobody's. */
  seal(text: string): string;
  /** Throws where the text was altered or sealed with another key. */
  open(sealed: string): string;
  /** Seals what is this contact's with a key of their own, made where there is none. Hold it for one piece of work only. */
  of(contactId: string): Promise<Seal>;
  /** Opens whatever was sealed, with whichever key. Throws where it was altered. */
  read(sealed: string): Promise<Opened>;
  /** From now on this contact is sealed with a new key; those before are shredded once nobody can hold them. */
  retire(contactId: string, at: Date): Promise<void>;
  /** What was sealed for one contact is now another's, and is shredded with theirs. */
  join(from: string, to: string): Promise<void>;
  /** Destroys retired keys that no process can still seal with: what they sealed is gone, in every backup. */
  shred(now: Date): Promise<number>;
}

export type Seal = (text: string) => string;
/** `missing` is a key that was never shredded and is not there: someone must bring it back. */
export type Opened = { kind: 'opened'; text: string } | { kind: 'shredded' } | { kind: 'missing' };

/** Where the contacts' keys lie, wrapped by the house key and apart from the data. */
export interface KeyStore {
  /** The key to seal this contact with: `fresh` where there is none; of two at once both get the same. */
  active(contactId: string, fresh: Pick<StoredKey, 'id' | 'wrapped'>): Promise<StoredKey>;
  get(id: string): Promise<StoredKey | null>;
  retire(contactId: string, at: Date): Promise<void>;
  join(from: string, to: string): Promise<void>;
  /** Takes the wrapped keys out of those retired before `before`; says how many. */
  shred(before: Date, at: Date): Promise<number>;
}

/** `owner` is the contact it was made for, whoever they have become; without `wrapped` it is shredded. */
export type StoredKey = { id: string; owner: string; wrapped?: string };

/** The text, or null where its key is gone. */
export async function readable(vault: Pick<Vault, 'read'>, sealed: string): Promise<string | null> {
  const opened = await vault.read(sealed);
  return opened.kind === 'opened' ? opened.text : null;
}
