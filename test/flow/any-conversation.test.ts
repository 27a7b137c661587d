import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { InboundContent } from '../../src/domain/message.ts';
import { LIMITS, length } from '../../src/domain/presentation.ts';
import { type Conversation, deserialise, serialise } from '../../src/flow/conversation.ts';
import { isAsk } from '../../src/flow/definition.ts';
import type { World } from '../../src/flow/world.ts';
import { advance } from '../../src/usecases/advance.ts';
import { createRehearsal } from '../../src/usecases/rehearse.ts';
import { rehearsalHouse, shippedWorld } from '../support/rehearsal-house.ts';

/** CONVERSATIONS=5000 looks longer. */
const RUNS = Number(process.env.CONVERSATIONS ?? 60);

let world: World;
beforeAll(async () => {
  world = await shippedWorld();
});

/** What a contact does: something of their own, or the n-th of what was offered last. */
type Move = { content: InboundContent; hours: number } | { tapped: number; hours: number };

const WORDS = [
  'hola',
  'menú',
  'atrás',
  'cancelar',
  'asesor',
  'mis datos',
  'baja',
  'idioma',
  'continuar',
  'sí',
  'no',
  '2',
  '3 años',
  'somos 4',
  'en la casa',
  'vendo empanadas',
  'Rionegro',
  'Armenia, Quindío',
  '¿cuánto dura?',
  '¿llega a Leticia?',
  '{{policyUrl}}',
  '$where',
  'constructor',
  '__proto__',
  '',
  '\n',
  'no espere, son 3 personas no 2',
  '😀'.repeat(400),
];

const hours = fc.constantFrom(0, 0, 0, 7, 26, 900);
const text = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...WORDS) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 60 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
);
const payload = fc.oneof(
  fc.constantFrom(
    'o:screening:0:time:over',
    'o:menu:0:choose:human',
    'c:menu',
    'c:nothing',
    'f:screening',
    'f:resume',
    'f:x',
    'i:cupos',
    'i:constructor',
    'o:screening:0:town:constructor',
    'o:language:0:choose:en',
    'o:my-data:0:choose:erase',
    'o:constructor:0:x:y',
  ),
  fc.string({ maxLength: 30 }),
);
const content: fc.Arbitrary<InboundContent> = fc.oneof(
  { weight: 5, arbitrary: text.map((said) => ({ kind: 'text' as const, text: said })) },
  { weight: 2, arbitrary: payload.map((id) => ({ kind: 'tap' as const, payload: id, title: id })) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<InboundContent>(
      { kind: 'media', media: 'audio', caption: '' },
      { kind: 'media', media: 'image', caption: 'mi tienda' },
      { kind: 'location', latitude: 4.4, longitude: -75.2, label: 'Ibagué, Tolima' },
      { kind: 'location', latitude: 0, longitude: 0, label: '' },
      { kind: 'unsupported' },
    ),
  },
);
const move: fc.Arbitrary<Move> = fc.oneof(
  fc.record({ content, hours }),
  fc.record({ tapped: fc.nat({ max: 9 }), hours }),
);

describe('any conversation', () => {
  it('is answered, ends in a known state and survives being written and read', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(move, { maxLength: 14 }), async (moves) => {
        await talk(moves, (after) => {
          expect(deserialise(serialise(after))).toEqual(after);
          expect(after.frames.length).toBeLessThanOrEqual(3);
          for (const frame of after.frames) {
            const step = world.flows.pinned(frame.flow, frame.version)?.steps[frame.step];
            expect(step && isAsk(step)).toBe(true);
          }
          expect(after.outbox.length).toBeGreaterThan(0);
          expect(after.outbox.length).toBeLessThanOrEqual(3);
          for (const draft of after.outbox) {
            expect(draft.text.trim()).not.toBe('');
            expect(draft.text).not.toContain('undefined');
            expect(length(draft.text)).toBeLessThanOrEqual(LIMITS.text);
          }
        });
      }),
      { numRuns: RUNS },
    );
  });

  it('goes the same way again', async () => {
    const heard = async (moves: Move[]) => {
      const states: string[] = [];
      await talk(moves, (after) => states.push(serialise(after)));
      return states;
    };
    await fc.assert(
      fc.asyncProperty(fc.array(move, { maxLength: 8 }), async (moves) => {
        expect(await heard(moves)).toEqual(await heard(moves));
      }),
      { numRuns: RUNS / 4 },
    );
  });

  it('is left with the words that work everywhere, from wherever it stands', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(move, { maxLength: 8 }), async (moves) => {
        const house = rehearsalHouse(world);
        const before = await talk(moves, () => undefined);
        if (!before) return;
        const say = async (said: string) => {
          const message = {
            id: 'last',
            contactId: 'contact',
            content: { kind: 'text' as const, text: said },
          };
          return await advance(house, before, {
            ...message,
            receivedAt: new Date(before.lastInboundAt ?? 0),
          });
        };
        expect((await say('menú')).conversation.frames.map(({ flow }) => flow)).toEqual(['menu']);
        const parked = (await say('cancelar')).conversation;
        expect(parked.frames).toEqual([]);
        expect((await say('asesor')).path.some(({ flow }) => flow === 'human')).toBe(true);
        expect((await say('atrás')).conversation.outbox.length).toBeGreaterThan(0);
      }),
      { numRuns: RUNS / 4 },
    );
  });
});

/** Plays the moves in a house of memory; calls back after every turn, and gives back where it ends. */
async function talk(moves: Move[], look: (after: Conversation) => void): Promise<Conversation | null> {
  const house = rehearsalHouse(world);
  await house.ports.contacts.resolve({ identities: [], channel: 'simulator', at: new Date(0) });
  const rehearsal = createRehearsal(house, 'contact-1');
  let after: Conversation | null = null;
  let now = Date.parse('2026-11-20T14:00:00Z');
  for (const one of moves) {
    now += one.hours * 3_600_000 + 20_000;
    const turn = await rehearsal.hear(
      'content' in one ? one.content : offered(after, one.tapped),
      new Date(now),
    );
    after = turn.conversation;
    look(after);
  }
  return after;
}

function offered(after: Conversation | null, index: number): InboundContent {
  const choices = after?.outbox.flatMap((draft) => (draft.kind === 'choices' ? draft.choices : [])) ?? [];
  const choice = choices[index % Math.max(1, choices.length)];
  return choice ? { kind: 'tap', payload: choice.id, title: choice.title } : { kind: 'text', text: 'hola' };
}
