import type { FakeWhatsApp } from './fake-whatsapp/fake-whatsapp.ts';

/** Approved texts in Spanish by the name of their notice, as the setting that names them. */
export function noticeTemplates(fake: FakeWhatsApp, bodies: Record<string, string>): NodeJS.ProcessEnv {
  const named = Object.entries(bodies).map(([name, body]) => {
    const variables = Object.fromEntries([...body.matchAll(/{{(\d)}}/g)].map(([, n = '']) => [n, 'algo']));
    const sid = fake.addTemplate({ language: 'es', variables, types: { 'twilio/text': { body } } });
    return `${name}:es=${sid}`;
  });
  return { TWILIO_TEMPLATES: named.join(',') };
}
