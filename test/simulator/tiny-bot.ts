import type { InboundMessage } from '../../src/domain/message.ts';
import type { Presentation } from '../../src/domain/presentation.ts';

/** Answers as the real bot looks, without its brain. */
export function tinyBot({ content }: InboundMessage): Presentation[] {
  switch (content.kind) {
    case 'tap':
      return content.payload === 'screening'
        ? [premises]
        : [{ kind: 'text', text: `Anotado: *${content.title}*` }];
    case 'text':
      return answerText(content.text);
    case 'media':
      return [
        { kind: 'text', text: 'Todavía no puedo escuchar audios ni ver fotos. ¿Me lo escribe, por favor?' },
      ];
    case 'location':
      return [{ kind: 'text', text: 'Gracias por la ubicación. ¿En qué *municipio* está su negocio?' }];
    default:
      return [];
  }
}

function answerText(text: string): Presentation[] {
  if (text === 'hola') return [menu];
  if (text === 'municipio') return [places];
  if (text === 'callado') return [];
  return [{ kind: 'text', text }];
}

const menu: Presentation = {
  kind: 'buttons',
  text: '¡Buenas! Soy el *asistente automático* de FortaleSER. 👋\n\nLe cuento del programa y le ayudo a ver si su negocio puede participar. Sus datos se tratan así: https://ejemplo.org/privacy',
  choices: [
    { id: 'screening', title: 'Ver si cumplo' },
    { id: 'faq', title: 'Preguntar' },
    { id: 'human', title: 'Hablar con alguien' },
  ],
};

const premises: Presentation = {
  kind: 'buttons',
  text: '¿Dónde atiende su negocio?',
  choices: [
    { id: 'shop', title: 'Local' },
    { id: 'home', title: 'En mi casa' },
    { id: 'street', title: 'En la calle' },
  ],
};

const places: Presentation = {
  kind: 'list',
  text: '¿En qué municipio está su negocio?',
  label: 'Ver municipios',
  choices: [
    { id: 'ibague', title: 'Ibagué', description: 'Tolima' },
    { id: 'espinal', title: 'El Espinal', description: 'Tolima · sur y oriente' },
    { id: 'pereira', title: 'Pereira', description: 'Risaralda' },
    { id: 'other', title: 'Otro municipio' },
  ],
};
