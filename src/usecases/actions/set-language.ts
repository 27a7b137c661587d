import type { Action } from './action.ts';

export const setLanguage: Action = async ({ ports }, context) => {
  const answers = context.input.answers as Record<string, { value: string }>;
  const locale = answers.language?.value === 'en' ? 'en' : 'es';
  await ports.contacts.update(context.contactId, { locale });
  return { outcome: 'set', locale };
};
