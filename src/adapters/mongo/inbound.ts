import { position } from '../../domain/records.ts';
import { MAX_TURN_ATTEMPTS } from '../../domain/turn-attempt.ts';
import type { Inbound } from '../../usecases/ports.ts';
import type { Vault } from '../../usecases/vault.ts';
import { isDuplicate } from './connection.ts';
import type { MessageDocument } from './documents.ts';
import { expiryFrom, toInbound } from './message-document.ts';
import type { Models } from './models.ts';
import { oldestContacts } from './oldest-contacts.ts';
import { rawMessages } from './raw-messages.ts';

export function createInbound({ messages }: Models, vault: Vault): Inbound {
  const raw = rawMessages(messages);
  return {
    async insert(message, contactId) {
      const { id, channel, content, receivedAt, repliedTo } = message;
      const seal = await vault.of(contactId);
      const document: MessageDocument = {
        _id: id,
        direction: 'in',
        contactId,
        channel,
        content: seal(JSON.stringify(content)),
        position: position(receivedAt, id, 0),
        open: true,
        dueAt: receivedAt,
        attempts: 0,
        createdAt: receivedAt,
        expiresAt: expiryFrom(receivedAt),
        ...(repliedTo && { repliedTo }),
      };
      try {
        await raw.insertOne(document);
        return true;
      } catch (error) {
        if (isDuplicate(error)) return false;
        throw error;
      }
    },
    async unanswered(contactId, limit) {
      const found = await raw
        .find({ contactId, direction: 'in', open: true })
        .sort({ position: 1 })
        .limit(limit)
        .toArray();
      return await Promise.all(found.map((one) => toInbound(vault, one)));
    },
    async unansweredById(id) {
      const found = await raw.findOne({ _id: id, direction: 'in', open: true });
      return found && (await toInbound(vault, found));
    },
    async beginAttempt(id, attempt, now) {
      const isFull = `turnAttempts.${MAX_TURN_ATTEMPTS - 1}`;
      const isAtIt = { $elemMatch: { process: attempt.process, leaseUntil: { $gt: now } } };
      const done = await raw.updateOne(
        { _id: id, open: true, [isFull]: { $exists: false }, turnAttempts: { $not: isAtIt } },
        { $push: { turnAttempts: attempt } },
      );
      return done.modifiedCount === 1;
    },
    async failAttempt(id, attempt, at) {
      await messages.updateOne(
        { _id: id, 'turnAttempts.id': attempt.id },
        { $set: { 'turnAttempts.$.leaseUntil': at } },
      );
    },
    async returnAttempt(id, attempt) {
      await messages.updateOne({ _id: id }, { $pull: { turnAttempts: { id: attempt.id } } });
    },
    async markAnswered(id, at) {
      await raw.updateOne({ _id: id, open: true }, { $set: { open: false, answeredAt: at } });
    },
    async lastReceivedAt(contactId) {
      const last = await messages
        .findOne({ contactId, direction: 'in' }, { createdAt: 1 })
        .sort({ position: -1 })
        .lean();
      return last?.createdAt ?? null;
    },
    async waitingContacts(before, limit) {
      return await oldestContacts(messages, { direction: 'in', open: true, dueAt: { $lt: before } }, limit);
    },
  };
}
