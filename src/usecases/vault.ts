/** Keeps personal fields unreadable in the records, and lets an identity be found without being stored. */
export interface Vault {
  /** A keyed hash: the same text always gives the same one, and it tells nothing without the key. */
  fingerprint(text: string): string;
  seal(text: string): string;
  /** Throws where the text was altered or sealed with another key. */
  open(sealed: string): string;
}
