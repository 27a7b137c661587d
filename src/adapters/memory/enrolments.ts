import type { Enrolment } from '../../domain/enrolment.ts';
import type { EnrolmentFilter, EnrolmentKey, Enrolments } from '../../usecases/enrolment-ports.ts';
import { nameKey, nameWords } from '../../usecases/enrolments/names.ts';

export function enrolmentsIn(kept: Map<string, Enrolment>): Enrolments {
  const all = () => [...kept.values()];
  const find = ({ contactId, businessName }: EnrolmentKey) =>
    all().find((one) => one.contactId === contactId && nameKey(one.businessName) === nameKey(businessName));

  function change(id: string, to: (one: Enrolment) => Partial<Enrolment> | null): boolean {
    const before = kept.get(id);
    const changed = before && to(before);
    if (!before || !changed) return false;
    kept.set(id, { ...before, ...changed });
    return true;
  }

  return {
    async enrol({ by, stage = 'entry-diagnosis', ...given }) {
      const known = find(given);
      if (known) return { kind: 'known', enrolment: known };
      const id = `enrolment-${String(kept.size + 1).padStart(6, '0')}`;
      const history = [{ stage, at: given.enrolledAt, by }];
      const businessId = `business-${kept.size + 1}`;
      const enrolment: Enrolment = {
        ...given,
        id,
        businessId,
        stage,
        history,
        credits: [],
        status: 'active',
      };
      kept.set(id, enrolment);
      return { kind: 'enrolled', enrolment };
    },
    get: async (id) => kept.get(id) ?? null,
    ofContact: async (contactId) =>
      all()
        .filter((one) => one.contactId === contactId)
        .sort(activeThenNewest),
    list: async (filter, { limit, after = '' }) =>
      all()
        .filter((one) => one.id > after && fits(one, filter))
        .slice(0, limit),
    known: async (keys) => keys.map((key) => find(key)?.id ?? null),
    moveTo: async (id, { stage, at, by }) =>
      change(id, (one) =>
        one.stage === stage || one.status !== 'active'
          ? null
          : { stage, history: [...one.history, { stage, at, by }] },
      ),
    credit: async (id, credit) =>
      change(id, ({ credits }) =>
        credits.some(({ key }) => key === credit.key) ? null : { credits: [...credits, credit] },
      ),
    uncredit: async (id, key) =>
      change(id, ({ credits }) => {
        const left = credits.filter((credit) => credit.key !== key);
        return left.length === credits.length ? null : { credits: left };
      }),
    rename: async (id, { name, businessName }) =>
      change(id, (one) => {
        const same = businessName && find({ contactId: one.contactId, businessName });
        if (same && same.id !== id) return null;
        return { ...(name !== undefined && { name }), ...(businessName !== undefined && { businessName }) };
      }),
    withdraw: async (id) =>
      change(id, ({ status }) => (status === 'active' ? { status: 'withdrawn' } : null)),
    reinstate: async (id) =>
      change(id, ({ status }) => (status === 'withdrawn' ? { status: 'active' } : null)),
    async anonymise(contactId) {
      const theirs = all().filter((one) => one.contactId === contactId);
      for (const { id } of theirs) change(id, () => ({ name: null, businessName: null }));
      return theirs.length;
    },
  };
}

function activeThenNewest(one: Enrolment, other: Enrolment): number {
  return one.status.localeCompare(other.status) || other.enrolledAt.getTime() - one.enrolledAt.getTime();
}

function fits(one: Enrolment, { named, tag, ...plain }: EnrolmentFilter): boolean {
  const words = new Set([...nameWords(one.name), ...nameWords(one.businessName)]);
  const same = Object.entries(plain).every(
    ([field, value]) => value === undefined || one[field as keyof typeof plain] === value,
  );
  return (
    same && (!tag || one.tags.includes(tag)) && nameWords(named ?? null).every((word) => words.has(word))
  );
}
