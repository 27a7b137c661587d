import type { Models } from '../adapters/mongo/models.ts';
import type { SubjectSources } from '../usecases/broadcasts/ports.ts';
import type { Vault } from '../usecases/vault.ts';

/** What a broadcast may be about. */
export function subjectsOf(_models: Models, _vault: Vault): SubjectSources {
  return {};
}
