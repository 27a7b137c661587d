/** Whose certificate it is: the name that stands in the programme's text. */
export const PROGRAMME = 'FortaleSER';

/** What is signed and shown to whoever has the code, and nothing more. */
export type Statement = {
  programme: string;
  code: string;
  version: number;
  name: string;
  minutes: number;
  /** A day, `2026-11-27`. */
  issued: string;
  /** The digest of the details, which are salted: it tells nothing to who does not have them. */
  details: string;
};

/** What else stands on the paper; it is checked by whoever has the paper. */
export type Details = {
  salt: string;
  business: string | null;
  chamber: string;
  /** Days. */
  from: string;
  to: string;
  rule: string;
};

export type Signed = { statement: Statement; details: Details; key: string; signature: string };

/** Issued for an enrolment; one of a later version replaces those before. */
export type Certificate = {
  id: string;
  enrolmentId: string;
  contactId: string;
  chamber: string;
  version: number;
  code: string;
  minutes: number;
  issuedAt: Date;
  issuedBy: string;
  status: 'valid' | 'replaced' | 'revoked';
  revoked: { at: Date; by: string; reason: string } | null;
  /** When its owner was first given the link, and in what: the chat, a batch, by an account. */
  told: { at: Date; by: string } | null;
  /** Null once its owner has had their data deleted. */
  signed: Signed | null;
};

/** What a code comes to, for anybody: never more than a name and hours. */
export type Verified =
  | { kind: 'valid'; code: string; name: string; minutes: number; issued: string; proof: Proof }
  | { kind: 'replaced'; code: string }
  | { kind: 'revoked'; code: string }
  /** Its owner has had their data deleted: that it was issued is all that is left. */
  | { kind: 'anonymised'; code: string; minutes: number }
  | { kind: 'unknown' }
  /** Mistyped: no code is written like that. */
  | { kind: 'slip' };

export type Proof = Pick<Signed, 'statement' | 'key' | 'signature'>;

/** The same facts always give the same text: names in order, nothing between (RFC 8785, of texts and whole numbers). */
export function canonical(facts: Record<string, string | number | null>): string {
  const names = Object.keys(facts).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${JSON.stringify(facts[name])}`).join(',')}}`;
}

/** What the signature is over: a text of another kind can never pass for a certificate. */
export function signedText(statement: Statement): string {
  return `fortaleser-certificate-1\n${canonical(statement)}`;
}

/** What remains of a name that can be written on paper: no pictures, no control characters, single spaces. */
export function printedName(name: string): string {
  return name.normalize('NFC').replace(UNSEEN, '').replace(PICTURES, ' ').replace(/\s+/g, ' ').trim();
}

/** Joiners, direction marks, skin tones, the signs that make a letter a picture. */
const UNSEEN = /\p{Cf}|\p{Emoji_Modifier}|\u{FE0F}|\u{20E3}/gu;
const PICTURES = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Cc}|\p{Co}|\p{Cs}/gu;
