import type { SendOutcome } from '../domain/delivery.ts';
import type { ChannelName } from '../domain/message.ts';
import type { Channel } from './channel.ts';
import type { Metrics } from './metrics-ports.ts';
import type { Outbound } from './outbound-ports.ts';
import type { Conversations, Ports } from './ports.ts';

/** Answers on their way whose time is being taken; more than are ever sent at one time. */
const MOST_RUNNING = 10_000;

/** The same ports, with what goes through them measured: no use case knows of it. */
export function measuredPorts(ports: Ports, metrics: Metrics): Ports {
  const purposes = new Map<string, string>();
  return {
    ...ports,
    conversations: measuredConversations(ports, metrics),
    outbound: measuredOutbound(ports, metrics, purposes),
    channel: measuredChannel(ports.channel, metrics, purposes),
  };
}

function measuredConversations({ conversations, clock }: Ports, metrics: Metrics): Conversations {
  return {
    load: (contactId) => conversations.load(contactId),
    snapshot: (conversation) => conversations.snapshot(conversation),
    async commit(conversation, expected) {
      const won = await conversations.commit(conversation, expected);
      const { lastInboundAt } = conversation;
      if (won && lastInboundAt) metrics.turnTook(secondsSince(new Date(lastInboundAt), clock()));
      return won;
    },
  };
}

function measuredOutbound(
  { outbound, clock }: Ports,
  metrics: Metrics,
  purposes: Map<string, string>,
): Outbound {
  const running = new Map<string, Date>();
  return {
    ...outbound,
    async claim(...[record, claimed]: Parameters<Outbound['claim']>) {
      const won = await outbound.claim(record, claimed);
      if (won) note(purposes, record.id, record.purpose);
      if (won && record.answers) note(running, record.id, record.answers);
      return won;
    },
    async markSent(...[id, sid]: Parameters<Outbound['markSent']>) {
      const marked = await outbound.markSent(id, sid);
      const since = running.get(id);
      if (since) metrics.replyTook(secondsSince(since, clock()));
      running.delete(id);
      return marked;
    },
    async recordStatus(...[update]: Parameters<Outbound['recordStatus']>) {
      const recorded = await outbound.recordStatus(update);
      if (recorded.kind === 'recorded') metrics.status(update.status, update.code);
      return recorded;
    },
  };
}

function measuredChannel(
  channel: Ports['channel'],
  metrics: Metrics,
  purposes: Map<string, string>,
): Ports['channel'] {
  const measured = new Map<ChannelName, Channel>();
  return (name) => {
    const found = channel(name);
    if (!found) return undefined;
    const known = measured.get(name);
    if (known) return known;
    const made: Channel = {
      name: found.name,
      paced: found.paced,
      listSent: (to, since) => found.listSent(to, since),
      sentBodies: (content) => found.sentBodies(content),
      showTyping: (inboundId) => found.showTyping(inboundId),
      async send(request) {
        const outcome = await found.send(request);
        const purpose = purposes.get(request.messageId) ?? 'unknown';
        purposes.delete(request.messageId);
        metrics.sent({ purpose, outcome: outcome.kind, why: whyOf(outcome) });
        return outcome;
      },
    };
    measured.set(name, made);
    return made;
  };
}

/** A code, or a reason of ours; the words of a provider are no label. */
function whyOf(outcome: SendOutcome): string {
  if (outcome.kind === 'accepted') return '';
  if (outcome.kind === 'refused' && outcome.code !== null) return String(outcome.code);
  return /^[a-z-]{1,40}$/.test(outcome.reason) ? outcome.reason : 'other';
}

/** What was begun and never ended does not pile up. */
function note<T>(kept: Map<string, T>, id: string, value: T): void {
  if (kept.size >= MOST_RUNNING) {
    const [oldest] = kept.keys();
    if (oldest !== undefined) kept.delete(oldest);
  }
  kept.set(id, value);
}

function secondsSince(since: Date, now: Date): number {
  return Math.max(0, now.getTime() - since.getTime()) / 1_000;
}
