import { type AskStep, isAsk } from '../definition.ts';
import { eachStep, faultAt } from './each-step.ts';
import type { Rule } from './rule.ts';

/** Each question has what its kind needs, and nothing that its kind would ignore. */
export const askable: Rule = ({ flows }) =>
  eachStep(flows).flatMap((at) => {
    if (!isAsk(at.step)) return [];
    return ROOTS.filter(({ wrong }) => isAsk(at.step) && wrong(at.step)).map(({ message, advice }) =>
      faultAt(at, message, advice),
    );
  });

const TAPPED: readonly AskStep['ask'][] = ['choice', 'premises', 'sector'];
const COUNTED: readonly AskStep['ask'][] = ['number', 'people', 'duration'];

const ROOTS: { wrong(step: AskStep): boolean; message: string; advice: string }[] = [
  {
    wrong: ({ ask, options }) => TAPPED.includes(ask) && !options,
    message: 'a question to choose from has no options',
    advice: 'List them under options.',
  },
  {
    wrong: ({ ask, options }) => !TAPPED.includes(ask) && options !== undefined,
    message: 'options are shown only with choice, premises and sector',
    advice: 'Write ask: choice, or offer them under help.',
  },
  {
    wrong: ({ ask, from, reads }) =>
      (ask === 'pick') !== (from !== undefined) || (ask !== 'pick' && reads !== undefined),
    message: 'pick shows the list named in from, and only pick does',
    advice: 'Write from: with the name of a list that an action before it gives.',
  },
  {
    wrong: ({ options }) => new Set(options).size !== (options ?? []).length,
    message: 'an option is listed twice',
    advice: 'Keep one of them.',
  },
  {
    wrong: ({ ask, range }) => range !== undefined && !COUNTED.includes(ask),
    message: 'a range holds only for number, people and duration',
    advice: 'Delete it.',
  },
  {
    wrong: ({ range }) => range !== undefined && range[0] > range[1],
    message: 'the range ends before it begins',
    advice: 'Write the smaller number first.',
  },
];
