import { beforeAll, describe, expect, it } from 'vitest';
import { checkFlows, NAMING_RULES, RULES } from '../../src/flow/checks/check-flows.ts';
import type { Checked } from '../../src/flow/checks/rule.ts';
import type { Flow } from '../../src/flow/definition.ts';
import { ACTIONS } from '../../src/usecases/actions/registry.ts';
import { type Plant, planted, shipped } from '../support/planted.ts';

const lonely: Flow = {
  flow: 'lonely',
  version: 'v1',
  start: 'leave',
  resumable: false,
  open: false,
  steps: { leave: { end: true } },
};

/** One fault a rule at least: what is planted, and where it must be found. */
const FAULTS: { rule: string; what: string; plant: Plant; at: string }[] = [
  {
    rule: 'known-steps',
    what: 'a step that is not there',
    plant: { steps: { human: { 'with-hours': { say: 'with-hours', next: 'bye' } } } },
    at: 'human.with-hours',
  },
  {
    rule: 'known-steps',
    what: 'a start that is not there',
    plant: { steps: { human: { call: null } } },
    at: 'human.null',
  },
  {
    rule: 'known-flows',
    what: 'a flow that is not there',
    plant: { steps: { menu: { 'to-human': { go: 'people' } } } },
    at: 'menu.to-human',
  },
  {
    rule: 'known-flows',
    what: 'a word that leads nowhere',
    plant: { house: { intents: { humano: 'people' } } },
    at: 'house.null',
  },
  {
    rule: 'known-actions',
    what: 'an action that is not there',
    plant: { steps: { human: { call: { do: 'call-somebody', next: 'with-hours' } } } },
    at: 'human.call',
  },
  {
    rule: 'known-texts',
    what: 'a text missing in one language',
    plant: { texts: { 'en:screening:sales.again': null } },
    at: 'screening.sales',
  },
  {
    rule: 'askable',
    what: 'a choice without options',
    plant: {
      steps: { language: { choose: { ask: 'choice', text: 'choose', save: 'language', next: 'set' } } },
    },
    at: 'language.choose',
  },
  {
    rule: 'askable',
    what: 'a range that ends before it begins',
    plant: {
      steps: {
        screening: {
          people: { ask: 'people', text: 'people', save: 'people', range: [9, 1], next: 'premises' },
        },
      },
    },
    at: 'screening.people',
  },
  {
    rule: 'same-texts',
    what: 'a placeholder of one language only',
    plant: { texts: { 'en:common:confirm': 'I understood. Is that right?' } },
    at: 'common.null',
  },
  {
    rule: 'same-texts',
    what: 'a text of one language only',
    plant: { texts: { 'es:menu:farewell': 'Hasta luego' } },
    at: 'menu.null',
  },
  {
    rule: 'known-outcomes',
    what: 'an option that leads nowhere',
    plant: {
      steps: {
        menu: {
          choose: {
            ask: 'choice',
            text: 'choose',
            options: ['screening', 'questions', 'human'],
            next: { screening: 'to-screening', questions: 'to-questions' },
          },
        },
      },
    },
    at: 'menu.choose',
  },
  {
    rule: 'known-outcomes',
    what: 'an outcome that never happens',
    plant: {
      steps: {
        human: {
          call: {
            do: 'request-human',
            next: { hours: 'with-hours', 'no-hours': 'without-hours', asleep: 'leave' },
          },
        },
      },
    },
    at: 'human.call',
  },
  {
    rule: 'known-variables',
    what: 'a text that shows what nobody has said yet',
    plant: { texts: { 'es:screening:begin': 'Sobre {{place}}' } },
    at: 'screening.begin',
  },
  {
    rule: 'known-variables',
    what: 'an action without the answer it needs',
    plant: {
      steps: {
        screening: {
          time: { ask: 'duration', text: 'time', save: 'months', range: [0, 1200], next: 'people' },
        },
      },
    },
    at: 'screening.decide',
  },
  {
    rule: 'reachable-steps',
    what: 'a step that nothing leads to',
    plant: { steps: { human: { extra: { say: 'with-hours', next: 'leave' } } } },
    at: 'human.extra',
  },
  {
    rule: 'reachable-steps',
    what: 'a flow that nothing opens',
    plant: { flows: [lonely] },
    at: 'lonely.leave',
  },
  {
    rule: 'no-loops',
    what: 'a circle without a question',
    plant: { steps: { human: { 'with-hours': { say: 'with-hours', next: 'call' } } } },
    at: 'human.call',
  },
  {
    rule: 'no-loops',
    what: 'a circle through another flow',
    plant: { steps: { human: { leave: { go: 'human' } } } },
    at: 'human.call',
  },
  {
    rule: 'nobody-stranded',
    what: 'a corner one can only go round in',
    plant: {
      steps: {
        language: { done: { say: 'done', next: 'choose' } },
      },
    },
    at: 'language.choose',
  },
  {
    rule: 'commands-heard',
    what: 'a button that swallows "cancelar"',
    plant: { texts: { 'es:my-data:choose.options.erase': 'Cancelar' } },
    at: 'my-data.choose',
  },
  {
    rule: 'commands-heard',
    what: 'a button called "asesor" that calls nobody',
    plant: { texts: { 'es:faq:more.options.another': 'Asesor' } },
    at: 'faq.more',
  },
  {
    rule: 'distinct-options',
    what: 'two options of the same words',
    plant: { texts: { 'es:screening:sales.options.down': 'Han subido' } },
    at: 'screening.sales',
  },
  {
    rule: 'distinct-words',
    what: 'a word of a flow that is a word that works everywhere',
    plant: {
      house: { words: { topics: 'faq' } },
      texts: { 'es:commands:words.topics': 'temas|Opciones', 'en:commands:words.topics': 'topics' },
    },
    at: 'house.null',
  },
  {
    rule: 'known-texts',
    what: 'a word without spellings',
    plant: { house: { words: { topics: 'faq' } } },
    at: 'common.null',
  },
  {
    rule: 'whatsapp-limits',
    what: 'a button of 21 characters',
    plant: { texts: { 'en:reminder:cannot.options.keep': 'Leave it as it is now' } },
    at: 'reminder.cannot',
  },
  {
    rule: 'whatsapp-limits',
    what: 'a row of 25 characters',
    plant: { texts: { 'es:screening:which.options.effort': 'Cuánto tiempo puede sacar' } },
    at: 'screening.which',
  },
  {
    rule: 'whatsapp-limits',
    what: 'a description of 73 characters',
    plant: { texts: { 'es:screening:premises.descriptions.shop': 'x'.repeat(73) } },
    at: 'screening.premises',
  },
  {
    rule: 'whatsapp-limits',
    what: 'a question too long for buttons',
    plant: { texts: { 'es:screening:sales.ask': 'x'.repeat(1025) } },
    at: 'screening.sales',
  },
  {
    rule: 'whatsapp-limits',
    what: 'a text that is too long only with the longest reasons',
    plant: { texts: { 'es:screening:eligible': `${'x'.repeat(1000)} {{reasons}}` } },
    at: 'screening.tell-eligible',
  },
  {
    rule: 'within-window',
    what: 'something said after an action that may take a day',
    plant: {
      actions: {
        'request-human': { outcomes: ['hours', 'no-hours'], gives: { hours: () => '' }, slow: true },
      },
    },
    at: 'human.with-hours',
  },
  {
    rule: 'verdicts-reachable',
    what: 'no way left to be eligible',
    plant: {
      steps: {
        screening: {
          premises: {
            ask: 'premises',
            text: 'premises',
            save: 'premises',
            options: ['street', 'online_only'],
            next: 'sector',
          },
        },
      },
    },
    at: 'screening.decide',
  },
  {
    rule: 'moved-steps',
    what: 'a step said to have moved that is still there',
    plant: {
      steps: {
        screening: {
          time: { ask: 'duration', text: 'time', save: 'operatingMonths', was: ['people'], next: 'people' },
        },
      },
    },
    at: 'screening.time',
  },
  {
    rule: 'nothing-breaks',
    what: 'an answer that leads nowhere',
    plant: {
      steps: {
        screening: {
          town: {
            ask: 'place',
            text: 'town',
            save: 'place',
            next: { covered: 'sales', ambiguous: 'which-town' },
          },
        },
      },
    },
    at: 'screening.town',
  },
  {
    rule: 'short-texts',
    what: 'more than a screenful',
    plant: { texts: { 'es:menu:hello': 'Hola. '.repeat(90) } },
    at: 'menu.null',
  },
  {
    rule: 'plain-texts',
    what: 'a sentence without an end',
    plant: { texts: { 'es:menu:hello': 'palabra '.repeat(40) } },
    at: 'menu.null',
  },
];

let flows: Checked;
beforeAll(async () => {
  flows = await shipped();
});

describe('a planted fault', () => {
  it.each(FAULTS)('$rule finds $what', ({ rule, plant, at }) => {
    const found = ruleOf(rule).find(planted(flows, plant));
    expect(found.map(({ flow, step }) => `${flow}.${step}`)).toContain(at);
    expect(found.every(({ message, advice }) => message !== '' && advice !== '')).toBe(true);
  });

  it('is planted for every rule', () => {
    const rules = Object.keys({ ...NAMING_RULES, ...RULES });
    expect(rules.filter((name) => !FAULTS.some(({ rule }) => rule === name))).toEqual([]);
  });
});

it('no rule finds anything in the shipped flows', () => {
  expect(checkFlows(flows)).toEqual([]);
});

it('a dead end is shown by the shortest conversation that comes to it', () => {
  const corner = planted(flows, { steps: { language: { done: { say: 'done', next: 'choose' } } } });
  const [found] = ruleOf('nobody-stranded').find(corner);
  expect(found?.conversation?.map(({ content }) => content)).toEqual([{ kind: 'text', text: 'idioma' }]);
  expect(found?.conversation?.at(-1)?.drafts.at(-1)?.text).toContain('¿En qué idioma seguimos?');
});

it('every action says what flows may count on', async () => {
  expect(Object.keys(flows.actions).sort()).toEqual(Object.keys(ACTIONS).sort());
});

function ruleOf(name: string) {
  const rule = { ...NAMING_RULES, ...RULES }[name];
  if (!rule) throw new Error(`no rule ${name}`);
  return rule;
}
