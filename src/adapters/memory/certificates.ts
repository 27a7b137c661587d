import type { Certificate } from '../../domain/certificate.ts';
import { shownCode } from '../../domain/certificate-code.ts';
import type { CertificateRule } from '../../domain/certificate-rule.ts';
import type { CertificateFilter, Certificates, Certifying } from '../../usecases/certificates/ports.ts';

/** A rehearsal's certificates: codes follow one another, and nothing is signed. */
export function certifyingIn(kept: Map<string, Certificate>): Certifying {
  let count = 0;
  return {
    certificates: certificatesIn(kept),
    seal: {
      key: 'rehearsal',
      sign: async () => 'rehearsal',
      publish: async () => undefined,
      random: (bytes) => new Uint8Array(bytes).fill(++count),
    },
    keys: { publish: async () => undefined, list: async () => [] },
    links: {
      make: (code) => `https://fortaleser.example/certificates/${shownCode(code)}?t=DEMO`,
      read: () => 'wrong',
      endsAt: () => new Date(0),
    },
    rule: REHEARSED,
    calendar: {
      dayOf: (at) => at.toISOString().slice(0, 10),
      instant: (day, time) => new Date(`${day}T${time}:00Z`),
    },
  };
}

const REHEARSED: CertificateRule = {
  version: 'rehearsal',
  orientative: { stages: ['exit-diagnosis'], hours: 50, percent: 80 },
  // A chamber that has a rule of its own, to rehearse how its people are told.
  chambers: { 'own-rule': { stages: ['exit-diagnosis', 'closing-event'], hours: 50, percent: 90 } },
};

export function certificatesIn(kept: Map<string, Certificate>): Certificates {
  const all = () => [...kept.values()].reverse();
  const versionsOf = (enrolmentId: string) =>
    all()
      .filter((one) => one.enrolmentId === enrolmentId)
      .sort((one, other) => other.version - one.version);

  function change(id: string, to: (one: Certificate) => Partial<Certificate> | null): boolean {
    const before = kept.get(id);
    const changed = before && to(before);
    if (!before || !changed) return false;
    kept.set(id, { ...before, ...changed });
    return true;
  }

  return {
    latestOf: async (enrolmentId) => versionsOf(enrolmentId)[0] ?? null,
    get: async (id) => kept.get(id) ?? null,
    byCode: async (code) => all().find((one) => one.code === code) ?? null,
    ofContact: async (contactId) => all().filter((one) => one.contactId === contactId),
    async insert(certificate) {
      const { enrolmentId, version, code } = certificate;
      const known = versionsOf(enrolmentId).find((one) => one.version === version);
      if (!known && all().some((one) => one.code === code)) return null;
      for (const { id } of versionsOf(enrolmentId))
        change(id, (one) =>
          one.version < version && one.status === 'valid' ? { status: 'replaced' } : null,
        );
      if (known) return { kind: 'known', certificate: known };
      const id = `certificate-${String(kept.size + 1).padStart(6, '0')}`;
      const made: Certificate = { ...certificate, id, status: 'valid', revoked: null, told: null };
      kept.set(id, made);
      return { kind: 'issued', certificate: made };
    },
    revoke: async (id, revoked) =>
      change(id, ({ status }) => (status === 'valid' ? { status: 'revoked', revoked } : null)),
    markTold: async (id, told) => change(id, (one) => (one.told ? null : { told })),
    async list(filter, { limit, after }) {
      const fitting = all().filter((one) => fits(one, filter));
      const from = after ? fitting.findIndex(({ id }) => id === after) + 1 : 0;
      const page = fitting.slice(from, from + limit);
      return { certificates: page, next: fitting.length > from + limit ? (page.at(-1)?.id ?? null) : null };
    },
    async anonymise(contactId) {
      const theirs = all().filter((one) => one.contactId === contactId);
      for (const { id } of theirs)
        change(id, ({ revoked }) => ({ signed: null, revoked: revoked && { ...revoked, reason: '' } }));
      return theirs.length;
    },
  };
}

function fits(one: Certificate, { told, ...plain }: CertificateFilter): boolean {
  const same = Object.entries(plain).every(
    ([field, value]) => value === undefined || one[field as keyof typeof plain] === value,
  );
  return same && (told === undefined || (one.told !== null) === told);
}
