import { randomBytes, randomInt } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { chatViewOf } from '../composition/chat-view-of.ts';
import type { House } from '../composition/house.ts';
import { inHouse } from '../composition/open-house.ts';
import { type Identity, parseIdentity } from '../domain/identity.ts';
import type { Choice, InboundContent } from '../domain/message.ts';
import { asSent } from '../http/simulator/ports-of-chat.ts';
import { type ChatLine, readChat, watchChat } from '../usecases/chat-view.ts';
import { transcriptOfChat } from './transcript-of-chat.ts';
import { UsageFault } from './usage.ts';

/** A chat in the terminal: a line is a message, `#2` taps the second button; `--record` keeps it as a transcript. */
export async function chat(args: string[]): Promise<void> {
  const options = { from: { type: 'string' }, record: { type: 'string' } } as const;
  const { values } = parseArgs({ args, options });
  const identity = parseIdentity(values.from ?? (values.record ? somebodyNew() : '+573000000000'));
  if (!identity) throw new UsageFault('--from takes a number like +573000000000');
  await inHouse(async (house) => {
    const lines = await talk(house, identity);
    if (values.record) writeFileSync(values.record, transcriptOfChat(lines));
  });
}

/** A transcript begins with somebody the bot has never met. */
function somebodyNew(): string {
  return `+57300${String(randomInt(10_000_000)).padStart(7, '0')}`;
}

/** Gives back what was said in it. */
async function talk(house: House, identity: Identity): Promise<ChatLine[]> {
  const view = chatViewOf(house);
  const screen = createScreen();
  const before = await readChat(view, identity, { limit: LATEST });
  screen.know(before);
  const stop = await watchChat(view, identity, (line) => screen.show([line]));
  house.start();
  console.log('Write to the bot; #2 taps the second button, an empty line or Ctrl-D ends.');
  for await (const said of createInterface({ input: process.stdin })) {
    if (said.trim() === '') break;
    await house.receive(toMessage(identity, contentOf(said, screen.choices())));
    await answered(house, identity);
    screen.show(await readChat(view, identity, { limit: LATEST }));
  }
  stop();
  const earlier = new Set(before.map(({ id }) => id));
  return (await readChat(view, identity, { limit: LONGEST_CHAT })).filter(({ id }) => !earlier.has(id));
}

/** Lines of one sitting. */
const LONGEST_CHAT = 1_000;

/** Lines looked at again after an answer, should the live view have missed one. */
const LATEST = 30;
const ON_ITS_WAY = new Set(['queued', 'sending']);

/** Shows each line of the bot's once, when it has gone out; its choices can be tapped until the next one. */
function createScreen() {
  const known = new Set<string>();
  let choices: Choice[] = [];
  return {
    choices: () => choices,
    know(lines: ChatLine[]): void {
      for (const { id } of lines) known.add(id);
    },
    show(lines: ChatLine[]): void {
      for (const line of lines) {
        if (line.direction === 'in' || known.has(line.id) || ON_ITS_WAY.has(line.status ?? '')) continue;
        known.add(line.id);
        choices = show(line);
      }
    },
  };
}

function contentOf(said: string, choices: Choice[]): InboundContent {
  const tapped = /^#(\d+)$/.exec(said.trim());
  const choice = choices[Number(tapped?.[1] ?? 0) - 1];
  return choice ? { kind: 'tap', payload: choice.id, title: choice.title } : { kind: 'text', text: said };
}

function toMessage(identity: Identity, content: InboundContent) {
  return {
    id: `CLI${randomBytes(16).toString('hex')}`,
    channel: 'simulator' as const,
    identities: [identity],
    to: 'whatsapp:+10000000000',
    content,
    profileName: null,
    repliedTo: null,
    receivedAt: new Date(),
  };
}

/** Longer than the pace of sends may hold a reply back. */
const PATIENCE_MS = 40_000;

async function answered(house: House, identity: Identity): Promise<void> {
  const contactId = await house.ports.contacts.find(identity);
  for (const until = Date.now() + PATIENCE_MS; contactId && Date.now() < until; ) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    const waiting = await house.ports.inbound.unanswered(contactId, 1);
    const sending = await house.ports.outbound.pending(contactId, 1);
    if (waiting.length + sending.length === 0) break;
  }
}

function show(line: Extract<ChatLine, { direction: 'out' }>): Choice[] {
  const looks = asSent(line.content);
  if (looks.kind === 'template') return [];
  const choices = looks.kind === 'text' ? [] : looks.choices;
  console.log(`\n${looks.text}`);
  choices.forEach((choice, index) => {
    console.log(`  #${index + 1} [${choice.title}]${choice.description ? ` ${choice.description}` : ''}`);
  });
  console.log();
  return choices;
}
