import type { WrittenTexts } from '../checks/rule.ts';
import { type Condition, type Flow, isAsk, type Step } from '../definition.ts';
import { edgesOf } from '../edges.ts';
import type { Stand } from '../migration-plan.ts';

export type Shape = 'question' | 'text' | 'action' | 'choice' | 'elsewhere' | 'end';
export type PictureNode = { id: string; shape: Shape; title: string; detail: string; people: number };
export type PictureEdge = { from: string; to: string; label: string };

/** A flow as a drawing: its steps with what they say, and the ways between them. */
export type Picture = { flow: string; start: string; nodes: PictureNode[]; edges: PictureEdge[] };

/** The language of the picture. */
export type Saying = { texts: WrittenTexts; locale: string };

/** `stands` count for whatever version people stand in, by the step's name. */
export function pictureOf(
  flow: Flow,
  stands: Stand[],
  said: { texts: WrittenTexts; locale: string },
): Picture {
  const people = (step: string) =>
    stands
      .filter((one) => one.flow === flow.flow && one.step === step)
      .reduce((sum, one) => sum + one.people, 0);
  const nodes = Object.entries(flow.steps).map(([id, step]) => ({
    id,
    shape: shapeOf(step),
    title: id,
    detail: detailOf(flow, step, said),
    people: people(id),
  }));
  return { flow: flow.flow, start: flow.start, nodes, edges: edgesIn(flow, said) };
}

function shapeOf(step: Step): Shape {
  if (isAsk(step)) return 'question';
  if ('say' in step) return 'text';
  if ('do' in step) return 'action';
  if ('when' in step) return 'choice';
  return 'end' in step ? 'end' : 'elsewhere';
}

/** Enough of a text to know it by. */
const FEW_CHARACTERS = 90;

function detailOf(
  flow: Flow,
  step: Step,
  { texts, locale }: { texts: WrittenTexts; locale: string },
): string {
  const text = (key: string) => short(texts.raw(locale, `${flow.flow}:${key}`));
  if (isAsk(step)) return text(`${step.text}.ask`);
  if ('say' in step) return [step.say].flat().map(text).join(' ');
  if ('do' in step) return step.do;
  if ('go' in step) return `→ ${step.go}`;
  if ('call' in step) return `↻ ${step.call}`;
  if ('redo' in step) return `↶ ${step.redo}`;
  return 'resume' in step ? step.resume : '';
}

function short(text: string): string {
  const line = text.replace(/\s+/g, ' ').replace(/\{\{|\}\}|\*/g, '');
  return [...line].length > FEW_CHARACTERS ? `${[...line].slice(0, FEW_CHARACTERS).join('')}…` : line;
}

function edgesIn(flow: Flow, said: Saying): PictureEdge[] {
  return Object.entries(flow.steps).flatMap(([from, step]) =>
    edgesOf(step).flatMap(({ edge, to }, index) =>
      to === null ? [] : [{ from, to, label: labelOf(flow, step, { edge, index }, said) }],
    ),
  );
}

/** A way by the words of its button, or by the rule that opens it. */
function labelOf(
  flow: Flow,
  step: Step,
  { edge, index }: { edge: string; index: number },
  said: Saying,
): string {
  const { texts, locale } = said;
  if (edge === 'next') return '';
  if ('when' in step) return step.when[index] ? ruleOf(step.when[index].if) : edge;
  if (!isAsk(step)) return edge;
  const key =
    step.ask === 'yes-no'
      ? `common:${edge === 'true' ? 'yes' : 'no'}`
      : `${flow.flow}:${step.text}.options.${edge}`;
  return texts.has(locale, key) ? texts.raw(locale, key) : edge;
}

function ruleOf({ answer, ...rule }: Condition): string {
  const parts = Object.entries(rule).map(([name, value]) => `${name} ${[value].flat().join(', ')}`);
  return [...(answer === undefined ? [] : [answer]), ...parts].join(' ');
}
