import { readHistory } from '../adapters/mongo/history.ts';
import type { ChatView } from '../usecases/chat-view.ts';
import type { House } from './house.ts';

/** A house's chats as they grow, seen from the simulator's side. */
export function chatViewOf(house: House): ChatView {
  return {
    contacts: house.ports.contacts,
    history: (page) => readHistory(house.records.models, house.vault, page),
    listen: house.signals.listen,
    channel: 'simulator',
    clock: house.ports.clock,
  };
}
