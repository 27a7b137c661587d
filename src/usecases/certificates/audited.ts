import type { Audit } from '../console/audit.ts';
import type { Certificates } from './ports.ts';

/** Every certificate issued and taken back leaves who did it, in ids only; why stands sealed in the certificate. */
export function auditedCertificates(
  certificates: Certificates,
  audit: Pick<Audit, 'record'>,
  clock: () => Date,
): Certificates {
  return {
    ...certificates,
    async insert(certificate) {
      const made = await certificates.insert(certificate);
      if (made?.kind === 'issued')
        await audit.record({
          who: certificate.issuedBy,
          what: certificate.version === 1 ? 'certificate.issued' : 'certificate.reissued',
          record: made.certificate.id,
          at: clock(),
        });
      return made;
    },
    async revoke(id, revoked) {
      const done = await certificates.revoke(id, revoked);
      if (done) await audit.record({ who: revoked.by, what: 'certificate.revoked', record: id, at: clock() });
      return done;
    },
  };
}
