import type { Vault } from '../../usecases/vault.ts';
import { openCertificate } from './certificates.ts';
import type { Models } from './models.ts';

/** Certificates in the open, oldest first, with what checks them offline. */
export async function* exportCertificates(
  { certificates }: Models,
  vault: Vault,
): AsyncIterable<Record<string, unknown>> {
  for await (const found of certificates.find().sort({ issuedAt: 1, _id: 1 }).lean().cursor()) {
    const { signed, ...rest } = await openCertificate(vault, found);
    yield { ...rest, name: signed?.statement.name ?? null, signed };
  }
}
