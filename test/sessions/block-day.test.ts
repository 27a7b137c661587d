import { expect, it } from 'vitest';
import { createCalendar } from '../../src/adapters/calendar/calendar.ts';
import { noSessions, sessionsIn } from '../../src/adapters/memory/sessions.ts';
import { blockDay } from '../../src/usecases/actions/advisors/block-day.ts';
import type { Advancing } from '../../src/usecases/advance.ts';
import { editAdvisor, exceptionOn } from '../../src/usecases/advisors/edit-advisor.ts';
import { advisorOf, NOW } from './stores.ts';

it('a day blocked while a coordinator edits the same advisor: both are kept', async () => {
  const stores = sessionsIn(noSessions());
  await stores.advisors.save(advisorOf());
  const advisors = {
    ...stores.advisors,
    async byContact(contactId: string) {
      const found = await stores.advisors.byContact(contactId);
      await editAdvisor(stores.advisors, 'luz', exceptionOn('2026-12-01', []));
      await editAdvisor(stores.advisors, 'luz', () => ({ maxPerDay: 2 }));
      return found;
    },
  };
  const house = {
    ports: { ...stores, advisors },
    calendar: createCalendar('America/Bogota'),
    world: { texts: { date: () => '' } },
  } as unknown as Advancing;
  const answers = { day: { said: 'el 4 de diciembre', value: { date: '2026-12-04' } } };
  const result = await blockDay(house, {
    ...{ key: 't.0', contactId: 'contact-luz', messageId: 't', now: NOW, locale: 'es', memory: {} },
    input: { values: {}, answers },
  });
  expect(result.outcome).toBe('blocked');
  const kept = await stores.advisors.get('luz');
  expect(kept?.exceptions.map(({ date }) => date).sort()).toEqual(['2026-12-01', '2026-12-04']);
  expect(kept?.maxPerDay).toBe(2);
});
