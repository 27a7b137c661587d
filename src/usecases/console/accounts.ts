/** Somebody who works in the console: a coordinator sees their chamber, an admin everything. */
export type Role = 'coordinator' | 'admin';

export type Account = {
  id: string;
  name: string;
  role: Role;
  /** Null for an admin. */
  chamberId: string | null;
  disabled: boolean;
  /** Changes with the password and when disabled: sessions of before are over. */
  epoch: string;
  createdAt: Date;
};

export type NewAccount = Pick<Account, 'name' | 'role' | 'chamberId'> & { password: string };

export interface Accounts {
  /** False where the name is taken. */
  add(account: NewAccount, at: Date): Promise<boolean>;
  list(): Promise<Account[]>;
  get(id: string): Promise<Account | null>;
  byName(name: string): Promise<Account | null>;
  /** The account whose name and password these are; takes as long where there is no such name. */
  verify(name: string, password: string): Promise<Account | null>;
  /** Ends every session of the account. */
  setPassword(id: string, password: string): Promise<boolean>;
  /** Disables it and ends every session, or lets it in again. */
  setDisabled(id: string, disabled: boolean): Promise<boolean>;
}

export type ConsoleSession = {
  accountId: string;
  epoch: string;
  csrf: string;
  startedAt: number;
};

export interface ConsoleSessions {
  /** A session under a fresh random id. */
  open(account: Account, now: Date): Promise<string>;
  /** Null where unknown, idle for too long or too old; reading it counts as use, unless it is passive. */
  read(id: string, now: Date, options?: { passive: boolean }): Promise<ConsoleSession | null>;
  close(id: string): Promise<void>;
}

export interface SignInLimits {
  /** Counts an attempt before the password is looked at; false where there were too many. */
  admit(name: string, address: string): Promise<boolean>;
  /** A right password gives the attempt back. */
  forgive(name: string, address: string): Promise<void>;
}

/** NIST SP 800-63B-4, 3.1.1: fifteen where the password is all there is. */
export const PASSWORD_LENGTH = { least: 15, most: 200 } as const;

export type SignedIn =
  | { kind: 'signed-in'; sessionId: string; account: Account }
  | { kind: 'wrong' }
  | { kind: 'too-many' };

/** The same answer, after the same work, whether the account exists, is disabled or the password is wrong. */
export async function signIn(
  house: { accounts: Accounts; sessions: ConsoleSessions; limits: SignInLimits; clock: () => Date },
  given: { name: string; password: string; address: string; former: string | null },
): Promise<SignedIn> {
  const { accounts, sessions, limits } = house;
  if (!(await limits.admit(given.name, given.address))) return { kind: 'too-many' };
  const account = await accounts.verify(given.name, given.password);
  if (!account || account.disabled) return { kind: 'wrong' };
  await limits.forgive(given.name, given.address);
  if (given.former) await sessions.close(given.former);
  return { kind: 'signed-in', sessionId: await sessions.open(account, house.clock()), account };
}
