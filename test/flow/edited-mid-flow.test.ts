import { beforeAll, describe, expect, it } from 'vitest';
import { keysOnly } from '../../src/flow/checks/keys-only.ts';
import type { Checked } from '../../src/flow/checks/rule.ts';
import { sampleWorld } from '../../src/flow/checks/sample-world.ts';
import type { Conversation, Frame } from '../../src/flow/conversation.ts';
import type { AskStep, Flow, Step } from '../../src/flow/definition.ts';
import { createFlowSet } from '../../src/flow/flow-set.ts';
import type { World } from '../../src/flow/world.ts';
import { createRehearsal } from '../../src/usecases/rehearse.ts';
import { type Plant, planted, shipped } from '../support/planted.ts';
import { rehearsalHouse } from '../support/rehearsal-house.ts';

const PEOPLE = 1_000;
const AT = new Date('2026-11-20T14:00:00Z');

/** What everybody would answer, question by question. */
const ANSWERS: Record<string, string> = {
  'screening:consent': 'yes',
  'screening:time': '3 años',
  'screening:people': '3',
  'screening:premises': 'shop',
  'screening:sector': 'beauty',
  'screening:town': 'Rionegro',
  'screening:which-town': 'Pereira, Risaralda',
  'screening:sales': 'up',
  'screening:records': 'always',
  'screening:customers': 'growing',
  'screening:effort': 'ready',
  'screening:licence': 'yes-i-have',
  'screening:trend': 'up',
  'menu:choose': 'screening',
};

let before: Checked;
let waiting: Conversation[];
beforeAll(async () => {
  before = await shipped();
  waiting = await peopleInTheMiddle(before);
});

/** `ends`: on the version as edited, on the one they started, or some on each. */
const EDITS: { what: string; edit: Plant; ends: ('edited' | 'started')[] }[] = [
  { what: 'a text', ends: ['started'], edit: { texts: { 'es:screening:premises.ask': '¿Dónde trabaja?' } } },
  {
    what: 'an inserted question',
    ends: ['edited'],
    edit: { steps: { screening: { people: stepOf({ next: 'licence' }), licence: licence() } } },
  },
  {
    what: 'a removed step',
    ends: ['edited', 'started'],
    edit: { steps: { screening: { 'which-town': null, town: stepOf({ next: 'sales' }, 'town') } } },
  },
  {
    what: 'a renamed step with a migration map',
    ends: ['edited'],
    edit: {
      steps: {
        screening: {
          sales: null,
          'which-town': stepOf({ next: 'trend' }, 'which-town'),
          town: stepOf({ next: { ambiguous: 'which-town', otherwise: 'trend' } }, 'town'),
          trend: {
            ask: 'choice',
            text: 'sales',
            save: 'sales',
            options: ['up', 'same', 'down'],
            was: ['sales'],
            next: 'records',
          },
        },
      },
    },
  },
  {
    what: 'a changed step without one',
    ends: ['edited', 'started'],
    edit: {
      steps: {
        screening: {
          premises: {
            ask: 'premises',
            text: 'premises',
            save: 'premises',
            options: ['home', 'shop'],
            next: 'sector',
          },
        },
      },
    },
  },
];

describe(`of ${PEOPLE} people in the middle of the questions`, () => {
  it.each(EDITS)('$what strands nobody, and costs nobody an answer', async ({ edit, ends }) => {
    const versions = new Set<string>();
    const world = editedWorld(before, edit);
    const house = rehearsalHouse(world);
    for (const conversation of waiting) {
      const { contactId } = conversation;
      const given = frameOf(conversation)?.answers ?? {};
      const { asked, version } = await walkToVerdict(world, house, conversation);
      versions.add(version === 'edited' ? 'edited' : 'started');
      const answeredBefore = frameOf(conversation)?.trail ?? [];
      expect(asked.filter((step) => answeredBefore.includes(step))).toEqual([]);
      const screening = await house.ports.screenings.latest(contactId);
      expect(screening?.verdict.kind).toMatch(/^(?:eligible|review)$/);
      // Which municipality of that name is asked after the name alone: that answer is made fuller, not lost.
      const { place, ...rest } = given;
      expect(screening?.answers).toMatchObject(rest);
      if (place) expect(screening?.answers.place).toBeDefined();
    }
    expect([...versions].sort()).toEqual(ends);
  });
});

/** Everybody a few answers in: as many at each question as at any other. */
async function peopleInTheMiddle(checked: Checked): Promise<Conversation[]> {
  const world = sampleWorld(checked, keysOnly(checked));
  const stages: Conversation[] = [];
  const rehearsal = createRehearsal(rehearsalHouse(world), 'somebody');
  let { conversation } = await rehearsal.hear({ kind: 'text', text: 'menú' }, AT);
  while (!isThrough(conversation)) {
    ({ conversation } = await rehearsal.hear(answerTo(world, conversation), AT));
    if (Object.keys(frameOf(conversation)?.answers ?? {}).length > 1) stages.push(conversation);
  }
  const open = stages.filter((one) => !isThrough(one));
  return Array.from({ length: PEOPLE }, (_, index) => ({
    ...structuredClone(open[index % open.length] as Conversation),
    contactId: `contact-${index}`,
  }));
}

function editedWorld(checked: Checked, edit: Plant): World {
  const after = planted(checked, edit);
  const flows = after.flows.map((flow): Flow => {
    const same = checked.flows.find((one) => one.flow === flow.flow);
    return JSON.stringify(same?.steps) === JSON.stringify(flow.steps) ? flow : { ...flow, version: 'edited' };
  });
  const needs = (action: string) => checked.actions[action]?.needs ?? [];
  return {
    ...sampleWorld(after, keysOnly(after)),
    flows: createFlowSet(checked.house, flows, { kept: checked.flows, needs }),
  };
}

/** Answers every question until the verdict; gives back the steps that were asked. */
async function walkToVerdict(world: World, house: ReturnType<typeof rehearsalHouse>, from: Conversation) {
  const rehearsal = createRehearsal(house, from.contactId, from);
  const asked: string[] = [];
  let conversation = from;
  for (let turns = 0; !isThrough(conversation); turns++) {
    if (turns > 20) throw new Error(`stranded at ${frameOf(conversation)?.step}`);
    ({ conversation } = await rehearsal.hear(answerTo(world, conversation), AT));
    asked.push(frameOf(conversation)?.step ?? '');
  }
  return { asked, version: frameOf(conversation)?.version };
}

function answerTo(world: World, conversation: Conversation) {
  const frame = frameOf(conversation);
  const step = frame && world.flows.pinned(frame.flow, frame.version)?.steps[frame.step];
  const answer = ANSWERS[`${frame?.flow}:${frame?.step}`] ?? '';
  if (frame && step && 'ask' in step && (step.options || step.ask === 'yes-no')) {
    const payload = `o:${frame.flow}:${frame.version}:${frame.step}:${answer}`;
    return { kind: 'tap' as const, payload, title: answer };
  }
  return { kind: 'text' as const, text: answer };
}

/** The verdict was told: what is asked then depends on it. */
function isThrough(conversation: Conversation): boolean {
  const frame = frameOf(conversation);
  return frame?.flow === 'screening' && ['after', 'after-eligible'].includes(frame.step);
}

function frameOf({ frames }: Conversation): Frame | undefined {
  return frames.at(-1);
}

function stepOf(change: Pick<AskStep, 'next'>, name: 'people' | 'town' | 'which-town' = 'people'): Step {
  const steps = {
    people: {
      ask: 'people',
      text: 'people',
      save: 'people',
      help: { one: 1, two: 2, more: { min: 3, max: 200 } },
      range: [1, 200],
    },
    town: { ask: 'place', text: 'town', save: 'place' },
    'which-town': { ask: 'place', text: 'which-town', save: 'place' },
  } as const;
  return { ...structuredClone(steps[name]), ...change } as Step;
}

function licence(): Step {
  return {
    ask: 'choice',
    text: 'licence',
    save: 'licence',
    options: ['yes-i-have', 'not-yet'],
    next: 'premises',
  };
}
