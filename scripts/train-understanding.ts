// Trains the classifier of questions from data/understanding/phrases and writes model.json and model.bin beside them.
// Temperature and thresholds come from messages that the measuring model has not seen: each of the shared files is held
// out once, since a file is one hand with its own register. Nothing under data/understanding/test is read here.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type HeldOut, temperatureFor, thresholdsFor } from '../src/flow/understanding/calibration.ts';
import type { Classifier } from '../src/flow/understanding/classifier.ts';
import { slotsFrom } from '../src/flow/understanding/expand.ts';
import { featuresOf } from '../src/flow/understanding/features.ts';
import { foldPhrase } from '../src/flow/understanding/gazetteer.ts';
import { type Labelled, labelledLines, labelledText } from '../src/flow/understanding/labelled.ts';
import { compileConcepts, compileVocabulary } from '../src/flow/understanding/lexicon.ts';
import type { Thresholds } from '../src/flow/understanding/model.ts';
import { foldSound, normalise, words } from '../src/flow/understanding/normalise.ts';
import { createSpeller } from '../src/flow/understanding/spelling.ts';
import { territoriesFileSchema } from '../src/flow/understanding/territories.ts';
import { type TrainOptions, train } from '../src/flow/understanding/train.ts';

const FOLDER = new URL('../data/understanding/', import.meta.url).pathname;

const messages = readPhrases();
const labels = [...new Set(messages.map(({ intent }) => intent))].sort();
const municipalities: Record<string, string[]> = JSON.parse(read('municipalities.json'));
const { territories } = territoriesFileSchema.parse(parse(read('../territories.yaml')));
const concepts = compileConcepts({ concepts: parse(read('concepts.yaml')), municipalities });
const vocabulary = compileVocabulary(
  messages.map(({ text }) => text),
  concepts,
);
const options: TrainOptions = {
  labels,
  concepts,
  speller: createSpeller(vocabulary),
  slots: slotsFrom(
    municipalities,
    territories.map(({ name }) => name),
  ),
  bits: 16,
  copies: 5,
  epochs: 6,
  seed: 7,
};

// Names of municipalities that are everyday words as well.
const COMMON = new Set<string>(JSON.parse(read('place-names.json')).common.map(foldPhrase));

const heldOut = holdOutEachHand();
const temperature = temperatureFor(heldOut, labels);
const thresholds = thresholdsFor(heldOut, { labels, temperature });
write({ ...train(messages, options), temperature }, thresholds);
writeFileSync(join(FOLDER, 'everyday.json'), `${JSON.stringify(everydayWords())}\n`);

/** Longer words that people use for anything but a place: never taken for a misspelt one. */
function everydayWords(): string[] {
  const counts = new Map<string, number>();
  for (const { text, intent } of messages) {
    if (intent === 'territorios') continue;
    for (const word of new Set(words(normalise(text)).map(foldSound)))
      counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const names = new Set(Object.values(municipalities).flat().map(foldPhrase));
  const often = [...counts].filter(
    ([word, count]) => word.length >= 4 && (count >= 3 || (count >= 2 && !names.has(word))),
  );
  return often
    .map(([word]) => word)
    .filter((word) => options.concepts.get(word) !== 'place' || COMMON.has(word))
    .sort();
}

function read(name: string): string {
  return readFileSync(join(FOLDER, name), 'utf8');
}

function readPhrases(): Labelled[] {
  return readdirSync(join(FOLDER, 'phrases')).flatMap((name) => {
    const content = read(join('phrases', name));
    const hand = name.replace(/\..*$/, '');
    return name.endsWith('.jsonl') ? labelledLines(content, hand) : labelledText(content, hand);
  });
}

function holdOutEachHand(): HeldOut[] {
  return ['dev', 'coast', 'west', 'centre'].flatMap((hand) => {
    const classifier = train(
      messages.filter((message) => message.hand !== hand),
      options,
    );
    return messages
      .filter((message) => message.hand === hand)
      .map(({ text, intent }) => ({ intent, features: featuresOf(text, options), classifier }));
  });
}

function write(classifier: Classifier, chosen: Thresholds): void {
  const { weights, ...rest } = classifier;
  writeFileSync(
    join(FOLDER, 'model.json'),
    `${JSON.stringify({ version: 1, ...rest, thresholds: chosen, concepts: Object.fromEntries(concepts), vocabulary })}\n`,
  );
  writeFileSync(join(FOLDER, 'model.bin'), weights);
  console.log(
    `${messages.length} messages and patterns, ${labels.length} intents, ${weights.length} weights`,
  );
  console.log(`temperature ${temperature.toFixed(2)}, thresholds ${JSON.stringify(chosen)}`);
}
