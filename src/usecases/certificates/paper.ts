import type { Certificate, Signed } from '../../domain/certificate.ts';
import { shownCode } from '../../domain/certificate-code.ts';
import type { Texts } from '../../flow/world.ts';
import { hoursInWords } from './hours-in-words.ts';
import type { Certifying } from './ports.ts';

/** What stands on a certificate, in words; nothing is left to say for who draws it. */
export type Paper = {
  language: string;
  issuedAt: Date;
  title: string;
  tagline: string;
  intro: string;
  name: string;
  participated: string;
  attended: string;
  issued: string;
  chamber: { label: string; name: string };
  code: { label: string; text: string };
  verify: { label: string; address: string; whatsapp: string };
  /** Written across it where it is not real. */
  demo: { text: string; note: string } | null;
  /** The chamber's own, PNG or JPEG. */
  logo: Uint8Array | null;
  /** Carried inside the file, to be checked without asking anybody. */
  proof: Signed;
};

export interface Printer {
  /** A4, landscape. */
  pdf(paper: Paper): Promise<Buffer>;
  /** The first page of a PDF as PNG, for a phone. */
  picture(pdf: Uint8Array): Promise<Buffer>;
}

export type PaperWorld = {
  texts: Texts;
  calendar: Certifying['calendar'];
  publicUrl: string;
  demo: boolean;
  logoOf(chamber: string): Promise<Uint8Array | null>;
};

/** The language of a certificate: the programme's. */
const LANGUAGE = 'es';

/** Null where its owner has had their data deleted. */
export async function paperOf(world: PaperWorld, certificate: Certificate): Promise<Paper | null> {
  const { signed } = certificate;
  if (!signed) return null;
  const { texts, publicUrl } = world;
  const { statement, details } = signed;
  const text = (key: string, params = {}) => texts.get(LANGUAGE, `certificate-page:paper.${key}`, params);
  const day = (one: string) => texts.date(LANGUAGE, world.calendar.instant(one, '12:00'));
  const { business, chamber } = details;
  return {
    language: LANGUAGE,
    issuedAt: certificate.issuedAt,
    title: text('title'),
    tagline: text('tagline'),
    intro: text('intro', { chamber }),
    name: statement.name,
    participated: business ? text('participated', { business }) : text('participated-alone'),
    attended: text('attended', {
      hours: hoursInWords(texts, LANGUAGE, statement.minutes),
      from: day(details.from),
      to: day(details.to),
    }),
    issued: text('issued', { date: day(statement.issued) }),
    chamber: { label: text('chamber'), name: chamber },
    code: { label: text('code'), text: shownCode(statement.code) },
    verify: {
      label: text('verify'),
      address: `${publicUrl}/certificates/${shownCode(statement.code)}`,
      whatsapp: text('whatsapp'),
    },
    demo: world.demo ? { text: text('demo'), note: text('demo-note') } : null,
    logo: await world.logoOf(certificate.chamber),
    proof: signed,
  };
}
