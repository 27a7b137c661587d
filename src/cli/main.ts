import { enableCompileCache } from 'node:module';
import { UsageFault } from './usage.ts';

// What was read once is kept where Node keeps such things.
enableCompileCache();

type Command = (args: string[]) => Promise<void>;

/** Every command by its name; its module is loaded when it is called. */
const COMMANDS: Record<string, { about: string; load(): Promise<Command> }> = {
  chat: {
    about: 'chat with the bot in the terminal [--from +57…] [--record FILE]',
    load: async () => (await import('./chat.ts')).chat,
  },
  receive: {
    about: 'replay a saved webhook body: receive FILE',
    load: async () => (await import('./receive.ts')).receive,
  },
  export: {
    about:
      'print screenings, messages, contacts, consents, handoffs, enrolments, businesses, certificates, bookings or rsvps [--format jsonl|csv]',
    load: async () => (await import('./export.ts')).exportRecords,
  },
  handoffs: {
    about: 'list who waits for a person; handoffs close ID',
    load: async () => (await import('./handoffs.ts')).listHandoffs,
  },
  consents: {
    about: 'consents verify: whether the receipts of permissions are as they were written',
    load: async () => (await import('./consents.ts')).consents,
  },
  'data-requests': {
    about: 'what people asked about their data and by when; data-requests close ID',
    load: async () => (await import('./data-requests.ts')).dataRequests,
  },
  retention: {
    about: 'how long each class of data is kept, and what the last nights ended; retention run does it now',
    load: async () => (await import('./retention.ts')).retention,
  },
  seed: {
    about: 'seed --demo: invented chambers, advisors, sessions, enrolments, bookings and events around today',
    load: async () => (await import('./seed.ts')).seed,
  },
  chambers: {
    about: 'list the chambers; chambers set ID --name … --phone … --hours … --territories a,b',
    load: async () => (await import('./chambers.ts')).listChambers,
  },
  enrolments: {
    about:
      'businesses on the route: list, add, import FILE, stage, hours, rename, withdraw, reinstate, export',
    load: async () => (await import('./enrolments.ts')).enrolments,
  },
  certificates: {
    about: 'certificates list, issue, revoke, verify (also offline), batch of a cohort, status',
    load: async () => (await import('./certificates.ts')).certificates,
  },
  advisors: {
    about: 'who accompanies businesses: list, add, hours, exception, set, remove',
    load: async () => (await import('./advisors.ts')).advisors,
  },
  sessions: {
    about: 'sessions: list, add (once or by a rule), assign ID ADVISOR|none, cancel ID --message …',
    load: async () => (await import('./sessions.ts')).sessions,
  },
  events: {
    about: 'closing events: list, make, edit, cancel, show who answered, check-in by code or name',
    load: async () => (await import('./events.ts')).events,
  },
  backup: {
    about:
      'copy the records to a folder, and the keys that open them to another: backup DIR --keys OTHER_DIR',
    load: async () => (await import('./backup.ts')).backup,
  },
  restore: {
    about: 'read a backup back: restore DIR --keys OTHER_DIR [--force]',
    load: async () => (await import('./backup.ts')).restoreRecords,
  },
  broadcast: {
    about:
      'one message to an audience: list, plan, send, approve, pause, resume, cancel, retry, status, exclude import',
    load: async () => (await import('./broadcast.ts')).broadcast,
  },
  accounts: {
    about: 'accounts list, add NAME --role coordinator|admin [--chamber ID], disable, enable or reset NAME',
    load: async () => (await import('./accounts.ts')).accounts,
  },
  flows: {
    about: 'flows check, publish, status, graph or replay: what is wrong, who waits where, how they look',
    load: async () => (await import('./flows.ts')).flows,
  },
  templates: {
    about: 'the texts of proactive messages to submit for approval, and which have a Content SID',
    load: async () => (await import('./templates.ts')).templates,
  },
  understand: {
    about: 'read JSON Lines {text} or {question,text} and print what is understood',
    load: async () => (await import('./understand.ts')).understand,
  },
  evaluate: {
    about: 'measure the understanding on files that nothing is tuned on',
    load: async () => (await import('./evaluate.ts')).evaluate,
  },
  gaps: {
    about: 'questions nothing was found for, as draft FAQ entries [--least N]',
    load: async () => (await import('./gaps.ts')).gaps,
  },
  'embedded-mongo': {
    about: 'run the embedded records alone: --port N --data DIR',
    load: async () => (await import('./embedded-mongo.ts')).embeddedMongo,
  },
  'fake-whatsapp': {
    about: 'run the double of Twilio that the tests use',
    load: async () => (await import('./fake-whatsapp.ts')).fakeWhatsApp,
  },
};

const [name = 'help', ...args] = process.argv.slice(2);
const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
if (command) await call(command);
else showCommands();

async function call({ load }: { load(): Promise<Command> }): Promise<void> {
  // Whoever reads our output may have seen enough (`… | head`).
  process.stdout.on('error', () => undefined);
  try {
    await (await load())(args);
  } catch (error) {
    if (isBrokenPipe(error)) return;
    console.error(isWrongCall(error) ? error.message : await explained(error));
    process.exitCode = 1;
  }
}

/** Loaded only now: it knows everything that can be wrong, and most commands go well. */
async function explained(error: unknown): Promise<unknown> {
  const { explain } = await import('../composition/plain-faults.ts');
  return explain(error);
}

function showCommands(): void {
  const lines = Object.entries(COMMANDS).map(([one, { about }]) => `  ${one.padEnd(16)} ${about}`);
  const usage = `npm run -s cli -- COMMAND\n\n${lines.join('\n')}`;
  if (name === 'help') {
    console.log(usage);
    return;
  }
  console.error(`There is no command ${name}.\n\n${usage}`);
  process.exitCode = 1;
}

function isWrongCall(error: unknown): error is Error {
  if (error instanceof UsageFault) return true;
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}

function isBrokenPipe(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EPIPE';
}
