import type { Bubble } from './bubble.ts';

/** Someone with a phone in their hand. */
export type Person = {
  /** `whatsapp:+57…`, or `whatsapp:CO.…` for someone whose number is hidden. */
  address: string;
  /** The business-scoped id beside a number, as `CO.1A2B`. */
  scopedId: string | null;
  profileName: string;
  onWhatsApp: boolean;
  optedOut: boolean;
  lastWroteAt: number | null;
  inbox: Bubble[];
  /** When our latest messages to them were accepted, oldest first. */
  sends: number[];
  /** Called after each message that reaches the phone. */
  watchers: Set<() => void>;
};

export type PersonTraits = Partial<
  Pick<Person, 'scopedId' | 'profileName' | 'onWhatsApp' | 'optedOut' | 'lastWroteAt'>
>;

export type People = ReturnType<typeof createPeople>;

export function createPeople(onShown: (person: Person, bubble: Bubble) => void = () => undefined) {
  const byAddress = new Map<string, Person>();

  /** Whoever has this address; nobody needs to be introduced. */
  function find(address: string, traits: PersonTraits = {}): Person {
    const key = withPrefix(address);
    const person = byAddress.get(key) ?? newcomer(key);
    Object.assign(person, traits);
    byAddress.set(key, person);
    if (traits.scopedId) byAddress.set(withPrefix(traits.scopedId), person);
    return person;
  }

  function show(person: Person, bubble: Bubble): void {
    person.inbox.push(bubble);
    for (const watch of person.watchers) watch();
    onShown(person, bubble);
  }

  function waitForInbox(address: string, size: number, timeoutMs = 25_000): Promise<Bubble[]> {
    const { inbox, watchers } = find(address);
    if (inbox.length >= size) return Promise.resolve(inbox);
    return new Promise((resolve, reject) => {
      const watch = () => {
        if (inbox.length < size) return;
        stop();
        resolve(inbox);
      };
      const timer = setTimeout(() => {
        stop();
        const screens = inbox.map((bubble) => bubble.screen).join('\n---\n');
        reject(new Error(`${inbox.length} of ${size} messages came:\n${screens}`));
      }, timeoutMs);
      const stop = () => {
        clearTimeout(timer);
        watchers.delete(watch);
      };
      watchers.add(watch);
    });
  }

  return { find, show, waitForInbox };
}

function withPrefix(address: string): string {
  return address.startsWith('whatsapp:') ? address : `whatsapp:${address}`;
}

function newcomer(address: string): Person {
  return {
    address,
    scopedId: null,
    profileName: 'Ana',
    onWhatsApp: true,
    optedOut: false,
    lastWroteAt: null,
    inbox: [],
    sends: [],
    watchers: new Set(),
  };
}
