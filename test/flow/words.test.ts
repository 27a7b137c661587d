import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readFlowFiles } from '../../src/adapters/files/flow-files.ts';
import { FOLDERS } from '../../src/composition/paths.ts';
import { assembleWorld } from '../../src/composition/world.ts';
import type { Flow } from '../../src/flow/definition.ts';
import { createFlowSet } from '../../src/flow/flow-set.ts';
import type { World } from '../../src/flow/world.ts';
import { createRehearsal, type Rehearsal } from '../../src/usecases/rehearse.ts';
import { FACTS, rehearsalHouse, shippedWorld } from '../support/rehearsal-house.ts';

const FLOW: Flow = {
  flow: 'parcel',
  version: 'v1',
  start: 'named',
  resumable: false,
  open: false,
  steps: {
    named: { when: [{ if: { known: 'said' }, go: 'found' }], otherwise: 'which' },
    which: { ask: 'text', text: 'which', next: 'leave' },
    found: { say: 'found', next: 'leave' },
    leave: { end: true },
  },
};
const SPELLINGS: Record<string, string> = { es: 'rastrear|rastrear paquete *', en: 'track *' };
const NOW = new Date('2026-11-20T14:00:00Z');

let world: World;
let person: Rehearsal;
beforeAll(async () => {
  const { texts } = await shippedWorld();
  const { house, flows } = readFlowFiles(FOLDERS.flows);
  if (!house) throw new Error('the shipped flows are broken');
  world = assembleWorld({
    flows: createFlowSet({ ...house, words: { parcel: 'parcel' } }, [...flows, FLOW]),
    texts: {
      ...texts,
      get(locale, key, params) {
        if (key === 'commands:words.parcel') return SPELLINGS[locale] ?? '';
        if (key === 'parcel:found') return `[${String(params?.said)}]`;
        return key === 'parcel:which.ask' ? '¿Cuál paquete?' : texts.get(locale, key, params);
      },
    },
    facts: FACTS,
  });
});
beforeEach(() => {
  person = createRehearsal(rehearsalHouse(world), 'contact');
});

const said = async (text: string) =>
  (await person.hear({ kind: 'text', text }, NOW)).drafts.map((draft) => draft.text).join('\n');

describe('the word of a flow', () => {
  it.each(['rastrear', '¡Rastrear!', 'RASTREAR PAQUETE', 'track'])('opens it: %s', async (word) => {
    expect(await said(word)).toContain('¿Cuál paquete?');
  });

  it.each([
    ['Rastrear  paquete  Ab-12 x', 'Ab-12 x'],
    ['¡track! 7', '7'],
  ])('hands on what follows it, as it was written: %s', async (text, rest) => {
    expect(await said(text)).toContain(`[${rest}]`);
  });

  it.each(['rastrear el camión', 'rastreares', 'no voy a rastrear'])(
    'is no part of another sentence: %s',
    async (text) => {
      expect(await said(text)).not.toMatch(/paquete\?|\[/);
    },
  );

  it('is heard in the middle of another flow, which goes on afterwards', async () => {
    const [menu] = (await person.hear({ kind: 'text', text: 'hola' }, NOW)).drafts.slice(-1);
    const [answer] = (await person.hear({ kind: 'text', text: 'track 7' }, NOW)).drafts.slice(-1);
    expect(answer?.text).toContain('[7]');
    expect(answer).toMatchObject({ kind: 'choices', choices: menu?.kind === 'choices' && menu.choices });
  });

  it('said again in the middle of its own flow it begins with what follows this time', async () => {
    await said('rastrear');
    expect(await said('track 9')).toContain('[9]');
  });
});
