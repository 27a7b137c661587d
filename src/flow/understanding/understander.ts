import { probabilities } from './classifier.ts';
import { featuresOf } from './features.ts';
import { createGazetteer } from './gazetteer.ts';
import type { Model } from './model.ts';
import { findPlace, type PlaceAnswer } from './places.ts';
import { questionsIn, withoutGreeting } from './questions.ts';
import type { Territories } from './territories.ts';

export type { PlaceAnswer } from './places.ts';

/** `intents`: all that were asked, the main one first. `offers`: up to three to choose from. */
export type Understanding = {
  kind: 'answer' | 'offer' | 'fallback';
  intent: string;
  intents: string[];
  offers: string[];
  place?: PlaceAnswer;
  confidence: number;
};

export type Understander = {
  understand(text: string): Understanding;
  findPlace(text: string): PlaceAnswer | null;
};

export const OUT_OF_SCOPE = 'fuera';

export function createUnderstander(model: Model, territories: Territories): Understander {
  const data = { gazetteer: createGazetteer(territories), territories: territories.territories };
  const options = { bits: model.classifier.bits, concepts: model.concepts, speller: model.speller };
  const judge = (text: string) => probabilities(featuresOf(text, options), model.classifier);

  /** A greeting before a question says nothing about it: judged with and without, and averaged. */
  function rank(text: string): Ranked {
    const whole = judge(text);
    const bare = withoutGreeting(text);
    if (bare === text) return ranked(whole, model);
    const question = judge(bare);
    return ranked(
      whole.map((value, label) => (value + (question[label] ?? 0)) / 2),
      model,
    );
  }

  function understand(text: string): Understanding {
    const place = findPlace(text, data, { lenient: false });
    const understanding = withAllQuestions(decide(rank(text), model), text);
    return place === null ? understanding : { ...understanding, place };
  }

  /** Adds what else was asked; two clear questions make a clear message even where the whole is not. */
  function withAllQuestions(whole: Understanding, text: string): Understanding {
    const asked = topicsIn(text);
    const sure = asked[0];
    if (whole.kind === 'answer') {
      return { ...whole, intents: [...new Set([whole.intent, ...asked])].slice(0, MAX_ANSWERS) };
    }
    if (sure === undefined || asked.length < 2) return whole;
    const intent = asked.includes(whole.intent) ? whole.intent : sure;
    const intents = [...new Set([intent, ...asked])].slice(0, MAX_ANSWERS);
    return { kind: 'answer', intent, intents, offers: [], confidence: model.thresholds.also };
  }

  function topicsIn(text: string): string[] {
    const topics = questionsIn(text).flatMap((question) => {
      const [first] = rank(question);
      if (first === undefined || first.probability < model.thresholds.also) return [];
      return isTopic(first.intent) ? [first.intent] : [];
    });
    return [...new Set(topics)];
  }

  return { understand, findPlace: (text) => findPlace(text, data, { lenient: true }) };
}

// More than three short answers in one bubble are not read.
const MAX_ANSWERS = 3;

type Ranked = { intent: string; probability: number }[];

function ranked(values: number[], model: Model): Ranked {
  return values
    .map((probability, label) => ({ intent: model.classifier.labels[label] ?? OUT_OF_SCOPE, probability }))
    .sort((one, other) => other.probability - one.probability);
}

function decide(candidates: Ranked, { thresholds }: Model): Understanding {
  const inScope = candidates.filter(({ intent }) => intent !== OUT_OF_SCOPE);
  const best = inScope[0] ?? { intent: OUT_OF_SCOPE, probability: 0 };
  const confidence = best.probability;
  if (confidence >= thresholds.answer) {
    return { kind: 'answer', intent: best.intent, intents: [best.intent], offers: [], confidence };
  }
  if (confidence >= thresholds.offer) {
    const offers = inScope
      .slice(0, 3)
      .filter(({ probability }, i) => i === 0 || probability >= thresholds.offer / 4);
    return {
      kind: 'offer',
      intent: best.intent,
      intents: [best.intent],
      offers: offers.map(({ intent }) => intent),
      confidence,
    };
  }
  return { kind: 'fallback', intent: OUT_OF_SCOPE, intents: [], offers: [], confidence: 1 - confidence };
}

function isTopic(intent: string): boolean {
  return intent !== OUT_OF_SCOPE && intent !== 'menu' && intent !== 'baja';
}
