// Trains the classifier of questions from data/understanding/phrases and writes model.json and model.bin beside them.
// Thresholds come from messages that the measuring model has not seen: each file of phrases is held out once.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type Classifier, probabilities } from '../src/flow/understanding/classifier.ts';
import { featuresOf } from '../src/flow/understanding/features.ts';
import { type Labelled, labelledLines, labelledText } from '../src/flow/understanding/labelled.ts';
import { compileConcepts } from '../src/flow/understanding/lexicon.ts';
import { type TrainOptions, train } from '../src/flow/understanding/train.ts';

const FOLDER = new URL('../data/understanding/', import.meta.url).pathname;
const THRESHOLDS = { answer: 0.62, also: 0.8, offer: 0.12 };

const messages = readPhrases();
const labels = [...new Set(messages.map(({ intent }) => intent))].sort();
const concepts = compileConcepts({
  concepts: parse(readFileSync(join(FOLDER, 'concepts.yaml'), 'utf8')),
  municipalities: JSON.parse(readFileSync(join(FOLDER, 'municipalities.json'), 'utf8')),
});
const options: TrainOptions = { labels, concepts, bits: 16, copies: 3, epochs: 6, seed: 7 };

const temperature = process.argv.includes('--quick') ? 1 : calibrate();
write({ ...train(messages, options), temperature });

function readPhrases(): Labelled[] {
  const folder = join(FOLDER, 'phrases');
  return readdirSync(folder).flatMap((name) => {
    const content = readFileSync(join(folder, name), 'utf8');
    const hand = name.replace(/\..*$/, '');
    return name.endsWith('.jsonl') ? labelledLines(content, hand) : labelledText(content, hand);
  });
}

/** The temperature with the least surprise on held-out hands. */
function calibrate(): number {
  const hands = [...new Set(messages.map(({ hand }) => hand))];
  const seen: { message: Labelled; classifier: Classifier }[] = [];
  for (const hand of hands) {
    const classifier = train(
      messages.filter((message) => message.hand !== hand),
      options,
    );
    for (const message of messages) if (message.hand === hand) seen.push({ message, classifier });
  }
  const candidates = Array.from({ length: 26 }, (_, i) => 0.5 + i * 0.1);
  const losses = candidates.map((value) => ({ value, loss: surprise(seen, value) }));
  losses.sort((one, other) => one.loss - other.loss);
  const best = losses[0]?.value ?? 1;
  console.log(`temperature ${best.toFixed(1)} on ${seen.length} held-out messages`);
  return best;
}

function surprise(seen: { message: Labelled; classifier: Classifier }[], temperature: number): number {
  return seen.reduce((sum, { message, classifier }) => {
    const values = probabilities(featuresOf(message.text, options), { ...classifier, temperature });
    return sum - Math.log(Math.max(1e-6, values[labels.indexOf(message.intent)] ?? 0));
  }, 0);
}

function write(classifier: Classifier): void {
  const { weights, ...rest } = classifier;
  const file = { version: 1, ...rest, thresholds: THRESHOLDS, concepts: Object.fromEntries(concepts) };
  writeFileSync(join(FOLDER, 'model.json'), `${JSON.stringify(file)}\n`);
  writeFileSync(join(FOLDER, 'model.bin'), weights);
  console.log(`${messages.length} messages, ${labels.length} intents, ${weights.length} weights`);
}
