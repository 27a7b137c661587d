import type { FakeWhatsApp } from '../support/fake-whatsapp/fake-whatsapp.ts';

/** As approved for who has not written for a day. */
const TEMPLATES = {
  'session-reminder': 'Su sesión: {{1}}. Lugar: {{2}}.',
  'advisor-reminder': 'Sesión con {{1}}: {{2}}. Lugar: {{3}}.',
  'advisor-agenda': 'El {{1}} tiene {{2}} sesiones: {{3}}.',
  'session-attendance': '¿Llegó {{1}}, {{2}}?',
};

export function reminderTemplates(fake: FakeWhatsApp): NodeJS.ProcessEnv {
  const approved = Object.entries(TEMPLATES).map(([name, body]) => {
    const numbers = [...body.matchAll(/{{(\d)}}/g)].map(([, number = '']) => [number, 'algo']);
    const definition = { variables: Object.fromEntries(numbers), types: { 'twilio/text': { body } } };
    return `${name}:es=${fake.addTemplate({ language: 'es', ...definition })}`;
  });
  return { TWILIO_TEMPLATES: approved.join(',') };
}
