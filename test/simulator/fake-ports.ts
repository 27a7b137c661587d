import { type Identity, identityText } from '../../src/domain/identity.ts';
import type { InboundMessage } from '../../src/domain/message.ts';
import type { Presentation } from '../../src/domain/presentation.ts';
import type {
  SimulatorMessage,
  SimulatorPorts,
  SimulatorPresentation,
} from '../../src/http/simulator/ports.ts';

export type FakePorts = SimulatorPorts & {
  received: InboundMessage[];
  read: string[];
  watchers(): number;
  say(identity: Identity, presentation: Presentation, at?: Date): SimulatorMessage;
};

/** Everything in memory; `answer` is the bot. */
export function fakePorts(
  answer: (message: InboundMessage) => Presentation[] = () => [],
  { answerAfterMs = 0 }: { answerAfterMs?: number } = {},
): FakePorts {
  const conversations = new Map<string, SimulatorMessage[]>();
  const listeners = new Set<{ key: string; listener: (message: SimulatorMessage) => void }>();
  let count = 0;

  function of(identity: Identity): SimulatorMessage[] {
    const key = identityText(identity);
    const messages = conversations.get(key) ?? [];
    conversations.set(key, messages);
    return messages;
  }

  function add(identity: Identity, message: SimulatorMessage): SimulatorMessage {
    of(identity).push(message);
    emit(identity, message);
    return message;
  }

  function emit(identity: Identity, message: SimulatorMessage): void {
    for (const { key, listener } of listeners) if (key === identityText(identity)) listener({ ...message });
  }

  const ports: FakePorts = {
    received: [],
    read: [],
    watchers: () => listeners.size,
    say(identity, presentation, at = new Date()) {
      count += 1;
      return add(identity, {
        id: `out-${count}`,
        direction: 'out',
        at: at.toISOString(),
        presentation,
        status: 'sent',
      });
    },
    async receive(message) {
      if (ports.received.some((known) => known.id === message.id)) return;
      ports.received.push(message);
      const [identity] = message.identities;
      if (!identity) return;
      add(identity, {
        id: message.id,
        direction: 'in',
        at: message.receivedAt.toISOString(),
        presentation: shownAs(message),
        ...(message.repliedTo ? { repliedTo: message.repliedTo } : {}),
      });
      setTimeout(() => {
        for (const presentation of answer(message)) ports.say(identity, presentation);
      }, answerAfterMs);
    },
    async history(identity, { limit, before }) {
      const messages = of(identity);
      const end = before ? messages.findIndex(({ id }) => id === before) : messages.length;
      return messages.slice(Math.max(0, end - limit), Math.max(0, end));
    },
    async watch(identity, listener) {
      const watcher = { key: identityText(identity), listener };
      listeners.add(watcher);
      return () => listeners.delete(watcher);
    },
    async markRead(messageId) {
      ports.read.push(messageId);
    },
  };
  return ports;
}

function shownAs({ content }: InboundMessage): SimulatorPresentation {
  if (content.kind === 'tap') return { kind: 'tap', title: content.title };
  if (content.kind === 'unsupported') return { kind: 'text', text: '' };
  return content;
}
