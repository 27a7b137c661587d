import type { Certificate, Signed } from '../../domain/certificate.ts';
import type { CertificateRule } from '../../domain/certificate-rule.ts';
import type { Calendar } from '../session-ports.ts';

export type NewCertificate = Omit<Certificate, 'id' | 'status' | 'revoked' | 'told' | 'signed'> & {
  signed: Signed;
};

export type CertificateFilter = {
  chamber?: string | undefined;
  status?: Certificate['status'] | undefined;
  enrolmentId?: string | undefined;
  /** Given to its owner, or not yet. */
  told?: boolean | undefined;
};

/** Certificates as they stand in the records. One is unique per enrolment and version, and so is its code. */
export interface Certificates {
  /** Of the highest version. */
  latestOf(enrolmentId: string): Promise<Certificate | null>;
  get(id: string): Promise<Certificate | null>;
  byCode(code: string): Promise<Certificate | null>;
  /** Newest first. */
  ofContact(contactId: string): Promise<Certificate[]>;
  /** Ours, or that of who was quicker; those of earlier versions are then replaced. Null where the code is taken. */
  insert(certificate: NewCertificate): Promise<{ kind: 'issued' | 'known'; certificate: Certificate } | null>;
  /** False where it is not valid any more. */
  revoke(id: string, revoked: { at: Date; by: string; reason: string }): Promise<boolean>;
  /** Its owner was given the link; false where they were given it before. */
  markTold(id: string, told: { at: Date; by: string }): Promise<boolean>;
  /** Newest first, after `after`. */
  list(
    filter: CertificateFilter,
    page: { limit: number; after?: string | undefined },
  ): Promise<{ certificates: Certificate[]; next: string | null }>;
  /** Names and details go; that it was issued, when and for how many hours, stays. */
  anonymise(contactId: string): Promise<number>;
}

/** What makes a certificate hard to forge. */
export interface CertificateSeal {
  /** The id of the key that signs now. */
  key: string;
  /** Its public half is published before anything is signed with it. */
  sign(text: string): Promise<string>;
  publish(): Promise<void>;
  random(bytes: number): Uint8Array;
}

/** A public key as anybody may have it; `publicKey` is its 32 bytes in base64url. */
export type PublicKey = { id: string; publicKey: string };

/** Every key that has ever signed: what an old one signed stays verifiable. */
export interface PublishedKeys {
  publish(key: PublicKey, since: Date): Promise<void>;
  /** Oldest first. */
  list(): Promise<(PublicKey & { since: Date })[]>;
}

/** Personal addresses of one certificate: whoever has one sees this certificate and nothing else, until it ends. */
export interface CertificateLinks {
  make(code: string, now: Date): string;
  /** What is still open for whom holds `token`. */
  read(code: string, token: string, now: Date): 'open' | 'expired' | 'wrong';
  /** Of a token that was read as open. */
  endsAt(token: string): Date;
}

/** All that certificates stand on besides enrolments and chambers. */
export type Certifying = {
  certificates: Certificates;
  seal: CertificateSeal;
  keys: PublishedKeys;
  links: CertificateLinks;
  rule: CertificateRule;
  calendar: Pick<Calendar, 'dayOf' | 'instant'>;
};
