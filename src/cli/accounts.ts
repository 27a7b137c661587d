import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { hashPassword, isPassword } from '../adapters/crypto/passwords.ts';
import { createAccounts } from '../adapters/mongo/accounts.ts';
import { createAudit } from '../adapters/mongo/audit.ts';
import { inRecords, type OpenRecords } from '../composition/open-records.ts';
import type { Accounts } from '../usecases/console/accounts.ts';
import type { Audit } from '../usecases/console/audit.ts';
import { UsageFault } from './usage.ts';

const USAGE =
  'usage: accounts list | accounts add NAME --role coordinator|admin [--chamber ID] | accounts disable|enable|reset NAME';

const options = { role: { type: 'string' }, chamber: { type: 'string' } } as const;

type Task = { accounts: Accounts; audit: Audit; name: string; open: OpenRecords };

/** Accounts of the console. A password is made here, shown once, and kept as a hash only. */
export async function accounts(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const [verb = 'list', name] = positionals;
  await inRecords(async (open) => {
    const passwords = { hash: hashPassword, matches: isPassword };
    const store = createAccounts(open.records.models, passwords);
    const task = { accounts: store, audit: createAudit(open.records.models), name: name ?? '', open };
    if (verb === 'list') await list(task);
    else if (!name) throw new UsageFault(USAGE);
    else if (verb === 'add') await add(task, values);
    else if (verb === 'reset') await reset(task);
    else if (verb === 'disable' || verb === 'enable') await setDisabled(task, verb === 'disable');
    else throw new UsageFault(USAGE);
  });
}

async function list({ accounts: store }: Task): Promise<void> {
  for (const { epoch: _, ...account } of await store.list()) console.log(JSON.stringify(account));
}

async function add(task: Task, given: { role?: string | undefined; chamber?: string | undefined }) {
  const { role, chamber } = given;
  if (role !== 'coordinator' && role !== 'admin') throw new UsageFault(USAGE);
  const chambers = await task.open.chambers.list();
  if (role === 'coordinator' && !chambers.some(({ id }) => id === chamber))
    throw new UsageFault(
      `--chamber must be one of: ${chambers.map(({ id }) => id).join(', ') || 'none yet (chambers set …)'}`,
    );
  const password = newPassword();
  const chamberId = role === 'admin' ? null : (chamber ?? null);
  if (!(await task.accounts.add({ name: task.name, role, chamberId, password }, new Date())))
    throw new UsageFault(`there is an account ${task.name} already`);
  const account = await task.accounts.byName(task.name);
  await note(task, 'account-add', account?.id);
  console.log(JSON.stringify({ added: task.name, role, chamberId, password }));
}

async function reset(task: Task): Promise<void> {
  const id = await idOf(task);
  const password = newPassword();
  await task.accounts.setPassword(id, password);
  await note(task, 'account-reset', id);
  console.log(JSON.stringify({ reset: task.name, password }));
}

async function setDisabled(task: Task, disabled: boolean): Promise<void> {
  const id = await idOf(task);
  await task.accounts.setDisabled(id, disabled);
  await note(task, disabled ? 'account-disable' : 'account-enable', id);
  console.log(JSON.stringify({ [disabled ? 'disabled' : 'enabled']: task.name }));
}

async function idOf({ accounts: store, name }: Task): Promise<string> {
  const account = await store.byName(name);
  if (!account) throw new UsageFault(`there is no account ${name}`);
  return account.id;
}

async function note({ audit }: Task, what: string, record = ''): Promise<void> {
  await audit.record({ who: 'cli', what, record, at: new Date() });
}

/** 96 random bits, in a form that can be typed from a slip of paper. */
function newPassword(): string {
  return (randomBytes(12).toString('hex').match(/.{6}/g) ?? []).join('-');
}
