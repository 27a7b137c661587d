// How long understanding takes: start-up, a question, each parser. Run: node bench/understanding.ts
import { loadUnderstanding } from '../src/adapters/files/understanding-files.ts';
import { type Question, readAnswer } from '../src/flow/answers/read-answer.ts';
import { createUnderstander } from '../src/flow/understanding/understander.ts';

const started = performance.now();
const { model, territories } = loadUnderstanding(new URL('../data/', import.meta.url).pathname);
const understander = createUnderstander(model, territories);
console.log(`start-up            ${(performance.now() - started).toFixed(1)} ms`);

const MESSAGES = [
  'hola',
  '¿cuánto dura el programa y dan certificado?',
  'soy de rionegro antioquia, ¿me cubre?',
  'kiero inskribir mi panaderia x fa',
  'mire es que yo tengo una tiendita hace como tres años con mi esposo y quería saber si nos pueden tener en cuenta o qué papeles piden',
];
const ANSWERS: [Question, string][] = [
  ['time', 'como año y medio'],
  ['people', 'mi esposo, mi hija y yo'],
  ['premises', 'en el garaje de mi casa'],
  ['sector', 'vendo empanadas y jugos'],
  ['yesno', 'hágale pues'],
  ['choice_number', 'la segunda'],
  ['datetime', 'el martes en la mañanita'],
  ['correction', 'no espere, son 3 personas no 2'],
];
const context = { now: new Date(), options: [], findPlace: understander.findPlace };

measure(
  'a question',
  () => {
    for (const text of MESSAGES) understander.understand(text);
  },
  MESSAGES.length,
);
for (const [question, text] of ANSWERS) measure(question, () => readAnswer(question, text, context), 1);

function measure(name: string, work: () => void, size: number): void {
  const ROUNDS = 300;
  for (let round = 0; round < 50; round++) work();
  const from = performance.now();
  for (let round = 0; round < ROUNDS; round++) work();
  console.log(`${name.padEnd(18)} ${((performance.now() - from) / ROUNDS / size).toFixed(3).padStart(6)} ms`);
}
