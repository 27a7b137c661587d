// Stand-ins for what a real phone would send: the simulator has no files.

import { h } from './dom.js';
import { icon } from './icons.js';
import { richText } from './rich-text.js';
import { words } from './words.js';

/** @typedef {import('../ports.ts').SimulatorMessage['presentation']} Presentation */
/** @typedef {import('./api.js').Content} Content */

/** What the attachment menu offers, in its order. @type {Content[]} */
export const ATTACHMENTS = [
  { kind: 'media', media: 'audio', caption: '' },
  { kind: 'media', media: 'image', caption: '' },
  { kind: 'media', media: 'sticker', caption: '' },
  { kind: 'location', latitude: 4.4431, longitude: -75.2428, label: words.places },
  { kind: 'media', media: 'contact-card', caption: '' },
];

/** @param {Extract<Presentation, { kind: 'media' | 'location' }>} presentation */
export function mediaView(presentation) {
  if (presentation.kind === 'location') {
    return h(
      'div',
      { class: 'media' },
      h('img', { src: 'map.svg', alt: words.location, width: 240, height: 130, class: 'picture' }),
      h(
        'p',
        { class: 'text place' },
        presentation.label || `${presentation.latitude}, ${presentation.longitude}`,
      ),
    );
  }
  const view = pictureOf(presentation.media);
  return presentation.caption ? h('div', { class: 'media' }, view, richText(presentation.caption)) : view;
}

/** @param {import('../../../domain/message.ts').MediaType} media */
function pictureOf(media) {
  switch (media) {
    case 'audio':
      return h(
        'div',
        { class: 'voice', role: 'img', 'aria-label': words.audio },
        icon('play'),
        h('img', { src: 'wave.svg', alt: '', width: 150, height: 26 }),
        h('span', {}, '0:07'),
      );
    case 'sticker':
      return h('img', { src: 'sticker.svg', alt: words.sticker, width: 120, height: 120, class: 'sticker' });
    case 'image':
    case 'video':
      return h('img', { src: 'photo.svg', alt: words[media], width: 240, height: 160, class: 'picture' });
    case 'contact-card':
      return h(
        'div',
        { class: 'card' },
        h('span', { class: 'card-icon' }, icon('contact-card')),
        h('span', {}, h('b', {}, words.cardName), h('small', {}, words['contact-card'])),
      );
    case 'document':
      return h('div', { class: 'card' }, h('span', { class: 'card-icon' }, icon('document')), words.document);
  }
}
