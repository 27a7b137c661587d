import { mongo } from 'mongoose';
import type { Certificate, Signed } from '../../domain/certificate.ts';
import type { CertificateFilter, Certificates, NewCertificate } from '../../usecases/certificates/ports.ts';
import { cursorOf } from '../../usecases/console/inbox.ts';
import { readable, type Vault } from '../../usecases/vault.ts';
import type { CertificateDocument } from './certificates-models.ts';
import { afterCursor } from './keyset.ts';
import type { Models } from './models.ts';
import { unlessTaken } from './unless-taken.ts';

export function createCertificates({ certificates }: Models, vault: Vault): Certificates {
  async function sealed({ signed, ...rest }: NewCertificate): Promise<CertificateDocument> {
    const seal = await vault.of(rest.contactId);
    const _id = new mongo.ObjectId().toHexString();
    return {
      _id,
      ...rest,
      status: 'valid',
      revoked: null,
      told: null,
      signed: seal(JSON.stringify(signed)),
    };
  }

  async function opened(found: CertificateDocument | null): Promise<Certificate | null> {
    return found && (await openCertificate(vault, found));
  }

  return {
    async latestOf(enrolmentId) {
      return await opened(await certificates.findOne({ enrolmentId }).sort({ version: -1 }).lean());
    },
    get: async (id) => await opened(await certificates.findById(id).lean()),
    byCode: async (code) => await opened(await certificates.findOne({ code }).lean()),
    async ofContact(contactId) {
      const found = await certificates.find({ contactId }).sort({ issuedAt: -1 }).lean();
      return await Promise.all(found.map((one) => openCertificate(vault, one)));
    },
    async insert(certificate) {
      const { enrolmentId, version } = certificate;
      const document = await sealed(certificate);
      const made = await unlessTaken(() => certificates.collection.insertOne(document as never));
      const kept = await opened(await certificates.findOne({ enrolmentId, version }).lean());
      if (!kept) return null;
      await certificates.updateMany(
        { enrolmentId, version: { $lt: version }, status: 'valid' },
        { $set: { status: 'replaced' } },
      );
      return { kind: made ? 'issued' : 'known', certificate: kept };
    },
    async revoke(id, { at, by, reason }) {
      const found = await certificates.findById(id, { contactId: 1 }).lean();
      if (!found) return false;
      const seal = await vault.of(found.contactId);
      const done = await certificates.updateOne(
        { _id: id, status: 'valid' },
        { $set: { status: 'revoked', revoked: { at, by, reason: seal(reason) } } },
      );
      return done.modifiedCount > 0;
    },
    async markTold(id, told) {
      const done = await certificates.updateOne({ _id: id, told: null }, { $set: { told } });
      return done.modifiedCount > 0;
    },
    async list(filter, { limit, after }) {
      const found = await certificates
        .find({ ...filterOf(filter), ...afterCursor('issuedAt', after, 'newest') })
        .sort({ issuedAt: -1, _id: -1 })
        .limit(limit + 1)
        .lean();
      const page = found.slice(0, limit);
      const last = found.length > limit ? page.at(-1) : undefined;
      return {
        certificates: await Promise.all(page.map((one) => openCertificate(vault, one))),
        next: last ? cursorOf({ at: last.issuedAt, id: last._id }) : null,
      };
    },
    async anonymise(contactId) {
      const done = await certificates.updateMany({ contactId }, { $set: { signed: '' } });
      await certificates.updateMany(
        { contactId, revoked: { $ne: null } },
        { $set: { 'revoked.reason': '' } },
      );
      return done.matchedCount;
    },
  };
}

/** What was sealed with a key that is shredded is gone. */
export async function openCertificate(vault: Vault, found: CertificateDocument): Promise<Certificate> {
  const { _id: id, signed, revoked, ...rest } = found;
  const facts = await readable(vault, signed);
  return {
    id,
    ...rest,
    revoked: revoked && { ...revoked, reason: (await readable(vault, revoked.reason)) ?? '' },
    signed: facts === null ? null : (JSON.parse(facts) as Signed),
  };
}

function filterOf({ told, ...plain }: CertificateFilter) {
  const given = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined));
  return { ...given, ...(told !== undefined && { told: told ? { $ne: null } : null }) };
}
