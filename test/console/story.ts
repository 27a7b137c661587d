import { simulatorPhone } from '../support/simulator-client.ts';
import type { TestWorld } from '../support/test-app.ts';
import { until } from '../support/waiting.ts';

export const ROSA = '+573005550101';

/** A shopkeeper who was screened and asked for a person, and others who only said hello. */
export async function tellStory(world: TestWorld): Promise<{ rosa: string; screening: string }> {
  const { ports } = world.app.house;
  for (let n = 0; n < 4; n++) await talk(world, `+5730055502${10 + n}`, ['hola']);
  await talk(world, ROSA, ['hola', '¿qué es el programa?', '¿venden zapatos de payaso?', 'asesor']);
  const rosa = (await ports.contacts.find({ kind: 'phone', value: ROSA })) ?? '';
  const answer = (said: string, value: string | number | object) => ({ said, value: value as never });
  await ports.consents.record({
    key: 'c1',
    contactId: rosa,
    purpose: 'screening',
    given: true,
    textVersion: 'abc',
    messageId: 'm',
    at: new Date(),
  });
  await ports.contacts.update(rosa, { consented: true });
  const answers = {
    operatingMonths: answer('como año y medio', 18),
    people: answer('mi hija y yo', 2),
    premises: answer('en la casa', 'home'),
    sector: answer('tienda', 'retail'),
    place: answer('Pasto', {
      kind: 'covered',
      municipality: 'Pasto',
      department: 'Nariño',
      territory: 'Pasto',
    }),
    sales: answer('igual', 'same'),
    records: answer('no', 'never'),
    customers: answer('pocos', 'few'),
    effort: answer('no tengo tiempo', 'no-time'),
  };
  const { judge } = await import('../../src/domain/screening.ts');
  const { readScreening } = await import('../../src/usecases/actions/decide-screening.ts');
  const { rubric } = world.app.house.conversing;
  const read = readScreening(answers, Object.keys(rubric.score.questions));
  if (!read) throw new Error('the story’s answers are not what a screening asks');
  const verdict = judge(read, rubric);
  const at = new Date();
  await ports.screenings.insert({
    id: 's1',
    contactId: rosa,
    at,
    rubricVersion: rubric.version,
    answers,
    verdict,
    reviewAskedAt: null,
  });
  await ports.screenings.askReview('s1', at);
  await ports.handoffs.open({ key: 'h-review', contactId: rosa, reason: 'review', at });
  return { rosa, screening: 's1' };
}

async function talk(world: TestWorld, number: string, lines: string[]): Promise<void> {
  const phone = simulatorPhone(world.app.url, number);
  for (const line of lines) {
    const before = (await phone.read()).length;
    await phone.say(line);
    await until(`an answer to ${line}`, async () => (await phone.read()).length > before);
  }
}
