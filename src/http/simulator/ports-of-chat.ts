import type { InboundContent, InboundMessage, OutboundContent } from '../../domain/message.ts';
import { present } from '../../domain/presentation.ts';
import { type ChatLine, type ChatView, type Deleted, readChat, watchChat } from '../../usecases/chat-view.ts';
import type { StatusReport } from '../../usecases/record-status.ts';
import type { SimulatorMessage, SimulatorPorts, SimulatorPresentation } from './ports.ts';

/** The simulator's page over the use cases that serve WhatsApp too. */
export function portsOfChat(door: {
  view: ChatView;
  receive(message: InboundMessage): Promise<unknown>;
  recordStatus(report: StatusReport): Promise<unknown>;
  sidOf(messageId: string): Promise<string | null>;
}): SimulatorPorts {
  const { view } = door;
  return {
    async receive(message) {
      await door.receive(message);
    },
    history: async (identity, page) => (await readChat(view, identity, page)).map(toMessage),
    watch: (identity, listener) => watchChat(view, identity, (line) => listener(toMessage(line))),
    async markRead(messageId) {
      const sid = await door.sidOf(messageId);
      if (sid) await door.recordStatus({ messageId, sid, status: 'read', code: null });
    },
  };
}

function toMessage(line: ChatLine): SimulatorMessage {
  const { id, direction, at, status } = line;
  const presentation = line.direction === 'in' ? asSeen(line.content) : asSent(line.content);
  return { id, direction, at: at.toISOString(), presentation, ...(status && { status }) };
}

const DELETED = { kind: 'text', text: '🗑' } as const;

/** What the bot sent, as a bubble. */
export function asSent(content: OutboundContent | Deleted): ReturnType<typeof present> {
  return content.kind === 'deleted' ? DELETED : present(content);
}

/** What a contact sent, as a bubble. */
export function asSeen(content: InboundContent | Deleted): SimulatorPresentation {
  if (content.kind === 'deleted') return DELETED;
  if (content.kind === 'tap') return { kind: 'tap', title: content.title };
  if (content.kind === 'unsupported') return { kind: 'text', text: '…' };
  return content;
}
