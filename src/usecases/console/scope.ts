import { fold } from '../../flow/fold.ts';
import type { Chamber } from '../ports.ts';
import type { Account } from './accounts.ts';

/** Territories whose people an account sees, by key; null is everybody. People of no known territory are everybody's. */
export type Scope = string[] | null;

export function scopeOf(account: Pick<Account, 'role' | 'chamberId'>, chambers: Chamber[]): Scope {
  if (account.role === 'admin') return null;
  const chamber = chambers.find((one) => one.id === account.chamberId);
  return (chamber?.territories ?? []).map(territoryKey);
}

export function inScope(scope: Scope, territory: string | null): boolean {
  return scope === null || territory === null || scope.includes(territory);
}

/** "Santa Rosa de Cabal" and `santa-rosa-de-cabal` are the same place. */
export function territoryKey(name: string): string {
  return fold(name)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
