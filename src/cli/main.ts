import { ScriptFault } from '../composition/script.ts';
import { SettingFault } from '../config.ts';
import { UsageFault } from './usage.ts';

type Command = (args: string[]) => Promise<void>;

/** Every command by its name; its module is loaded when it is called. */
const COMMANDS: Record<string, { about: string; load(): Promise<Command> }> = {
  chat: {
    about: 'chat with the bot in the terminal [--from +57…]',
    load: async () => (await import('./chat.ts')).chat,
  },
  receive: {
    about: 'replay a saved webhook body: receive FILE',
    load: async () => (await import('./receive.ts')).receive,
  },
  export: {
    about: 'print screenings, messages, contacts, consents or handoffs [--format jsonl|csv]',
    load: async () => (await import('./export.ts')).exportRecords,
  },
  handoffs: {
    about: 'list who waits for a person; handoffs close ID',
    load: async () => (await import('./handoffs.ts')).handoffs,
  },
  chambers: {
    about: 'list the chambers; chambers set ID --name … --phone … --hours … --territories a,b',
    load: async () => (await import('./chambers.ts')).chambers,
  },
  flows: {
    about: 'flows check, publish, status, graph or replay: what is wrong, who waits where, how they look',
    load: async () => (await import('./flows.ts')).flows,
  },
  understand: {
    about: 'read JSON Lines {text} or {question,text} and print what is understood',
    load: async () => (await import('./understand.ts')).understand,
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
const command = COMMANDS[name];
if (!command) {
  const lines = Object.entries(COMMANDS).map(([one, { about }]) => `  ${one.padEnd(16)} ${about}`);
  console.log(`npm run -s cli -- COMMAND\n\n${lines.join('\n')}`);
  process.exitCode = name === 'help' ? 0 : 1;
} else {
  try {
    await (await command.load())(args);
  } catch (error) {
    const plain = [UsageFault, SettingFault, ScriptFault].some((kind) => error instanceof kind);
    console.error(plain && error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
