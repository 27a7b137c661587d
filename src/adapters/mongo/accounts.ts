import { randomBytes } from 'node:crypto';
import type { Account, Accounts, Role } from '../../usecases/console/accounts.ts';
import type { AccountDocument, ConsoleModels } from './console-models.ts';
import { unlessTaken } from './unless-taken.ts';

export type Passwords = {
  hash(password: string): Promise<string>;
  matches(password: string, hash: string | null): Promise<boolean>;
};

export function createAccounts(
  { accounts }: Pick<ConsoleModels, 'accounts'>,
  passwords: Passwords,
): Accounts {
  const byKey = (name: string) => accounts.findOne({ key: keyOf(name) }).lean();
  const change = async (_id: string, $set: Partial<AccountDocument>) => {
    const done = await accounts.updateOne({ _id }, { $set: { ...$set, epoch: random() } });
    return done.matchedCount === 1;
  };
  return {
    async add({ password, name, role, chamberId }, createdAt) {
      const hash = await passwords.hash(password);
      const account = { name: name.trim(), key: keyOf(name), role, chamberId, password: hash };
      const document = { _id: random(), ...account, disabled: false, epoch: random(), createdAt };
      return await unlessTaken(() => accounts.collection.insertOne(document as never));
    },
    async list() {
      return (await accounts.find().sort({ key: 1 }).lean()).map(toAccount);
    },
    async get(id) {
      const found = await accounts.findById(id).lean();
      return found && toAccount(found);
    },
    async byName(name) {
      const found = await byKey(name);
      return found && toAccount(found);
    },
    async verify(name, password) {
      const found = await byKey(name);
      return (await passwords.matches(password, found?.password ?? null)) && found ? toAccount(found) : null;
    },
    setPassword: async (id, password) => change(id, { password: await passwords.hash(password) }),
    setDisabled: (id, disabled) => change(id, { disabled }),
  };
}

function toAccount({ _id: id, name, role, chamberId, disabled, epoch, createdAt }: AccountDocument): Account {
  return { id, name, role: role as Role, chamberId, disabled, epoch, createdAt };
}

function keyOf(name: string): string {
  return name.trim().normalize('NFKC').toLowerCase();
}

function random(): string {
  return randomBytes(12).toString('hex');
}
