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
  /** When our messages to them were accepted, newest last. */
  sends: number[];
};

export type PersonTraits = Partial<Pick<Person, 'scopedId' | 'profileName' | 'onWhatsApp' | 'optedOut'>>;

export type People = ReturnType<typeof createPeople>;

export function createPeople() {
  const byAddress = new Map<string, Person>();

  function find(address: string, traits: PersonTraits = {}): Person {
    const key = toAddress(address);
    const person = byAddress.get(key) ?? newcomer(key);
    Object.assign(person, traits);
    byAddress.set(key, person);
    if (traits.scopedId) byAddress.set(toAddress(traits.scopedId), person);
    return person;
  }

  return { find };
}

export function toAddress(address: string): string {
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
  };
}
