import { type Certificate, canonical, PROGRAMME, printedName, signedText } from '../../domain/certificate.ts';
import { codeFrom } from '../../domain/certificate-code.ts';
import { type Missing, requirementFor, whatIsMissing } from '../../domain/certificate-rule.ts';
import { type Enrolment, minutesOf } from '../../domain/enrolment.ts';
import type { Enrolments } from '../enrolment-ports.ts';
import type { Chambers } from '../ports.ts';
import { digestOf } from './digest.ts';
import type { Certifying, NewCertificate } from './ports.ts';

export type Issuing = {
  ports: { certifying: Certifying; enrolments: Pick<Enrolments, 'get'>; chambers: Pick<Chambers, 'list'> };
};

export type Issued =
  | { kind: 'issued' | 'known'; certificate: Certificate; enrolment: Enrolment }
  | { kind: 'missing'; missing: Missing[]; whose: 'chamber' | 'ours'; enrolment: Enrolment }
  /** A coordinator took it back: only a coordinator gives another. */
  | { kind: 'revoked'; certificate: Certificate; enrolment: Enrolment }
  | { kind: 'unknown' };

export type IssueWish = {
  enrolmentId: string;
  by: string;
  now: Date;
  /** A coordinator wants a new version, with the facts as they are now. */
  again?: boolean;
};

/** The certificate of an enrolment, made where it is earned and there is none, or where the name has changed. */
export async function issueCertificate(house: Issuing, wish: IssueWish): Promise<Issued> {
  const { certifying, enrolments } = house.ports;
  const enrolment = await enrolments.get(wish.enrolmentId);
  if (!enrolment) return { kind: 'unknown' };
  const latest = await certifying.certificates.latestOf(enrolment.id);
  if (latest && !wish.again) {
    if (latest.status === 'revoked') return { kind: 'revoked', certificate: latest, enrolment };
    if (isStillRight(latest, enrolment)) return { kind: 'known', certificate: latest, enrolment };
  }
  const { requirement, whose } = requirementFor(certifying.rule, enrolment.chamber);
  const missing = whatIsMissing(enrolment, requirement);
  if (missing.length > 0) return { kind: 'missing', missing, whose, enrolment };
  for (let tries = 0; tries < CODE_TRIES; tries++) {
    const made = await certifying.certificates.insert(await newCertificate(house, enrolment, latest, wish));
    if (made) return { ...made, enrolment };
  }
  throw new Error('no code is free', { cause: { enrolmentId: enrolment.id } });
}

/** Of 65 random bits two do not meet; if they ever do, the next ones do not. */
const CODE_TRIES = 3;

/** One whose owner had their data deleted is not made again by itself. */
function isStillRight({ signed }: Certificate, { name }: Enrolment): boolean {
  return signed === null || signed.statement.name === printedName(name ?? '');
}

async function newCertificate(
  { ports }: Issuing,
  enrolment: Enrolment,
  latest: Certificate | null,
  { by, now }: IssueWish,
): Promise<NewCertificate> {
  const { seal, rule, calendar } = ports.certifying;
  const { dayOf } = calendar;
  const version = (latest?.version ?? 0) + 1;
  const code = codeFrom(seal.random(CODE_BYTES));
  const minutes = minutesOf(enrolment);
  const chambers = await ports.chambers.list();
  const details = {
    salt: Buffer.from(seal.random(SALT_BYTES)).toString('base64url'),
    business: enrolment.businessName && printedName(enrolment.businessName),
    chamber: chambers.find(({ id }) => id === enrolment.chamber)?.name ?? enrolment.chamber,
    from: dayOf(enrolment.enrolledAt),
    to: dayOf(lastDay(enrolment, now)),
    rule: rule.version,
  };
  const statement = {
    programme: PROGRAMME,
    code,
    version,
    name: printedName(enrolment.name ?? ''),
    minutes,
    issued: dayOf(now),
    details: digestOf(canonical(details)),
  };
  const signature = await seal.sign(signedText(statement));
  return {
    enrolmentId: enrolment.id,
    contactId: enrolment.contactId,
    chamber: enrolment.chamber,
    version,
    code,
    minutes,
    issuedAt: now,
    issuedBy: by,
    signed: { statement, details, key: seal.key, signature },
  };
}

const CODE_BYTES = 9;
/** The details are few and easily guessed: without salt their digest would tell them. */
const SALT_BYTES = 16;

/** The last time something was attended; never before the enrolment. */
function lastDay({ enrolledAt, credits, history }: Enrolment, now: Date): Date {
  const times = [...credits, ...history].map(({ at }) => at.getTime());
  return new Date(Math.min(now.getTime(), Math.max(enrolledAt.getTime(), ...times)));
}
