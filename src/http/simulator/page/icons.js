/** Line drawings on a 24 × 24 grid. */
const PATHS = {
  send: 'M4.5 4.6 20.5 12 4.5 19.4l2.2-7.4Z',
  plus: 'M12 5v14M5 12h14',
  close: 'M6 6l12 12M18 6 6 18',
  copy: 'M9 9V5.5A1.5 1.5 0 0 1 10.5 4h8A1.5 1.5 0 0 1 20 5.500v8a1.5 1.5 0 0 1-1.5 1.500H15M5.5 9h8A1.5 1.5 0 0 1 15 10.500v8a1.5 1.5 0 0 1-1.5 1.500h-8A1.5 1.5 0 0 1 4 18.500v-8A1.5 1.5 0 0 1 5.5 9Z',
  check: 'M5 12.500l4.5 4.500L19 7.5',
  reply: 'M10 6 4 12l6 6M4.5 12H13c4 0 7 2.5 7 6.5',
  list: 'M8.5 6.500H20M8.5 12H20M8.5 17.500H20M4 6.500h.01M4 12h.01M4 17.500h.01',
  down: 'M6 9.500l6 6 6-6',
  audio:
    'M12 3.500a2.7 2.7 0 0 1 2.7 2.700v5.600a2.7 2.7 0 0 1-5.4 0V6.200A2.7 2.7 0 0 1 12 3.500ZM6 11.500a6 6 0 0 0 12 0M12 17.500V21',
  play: 'M8 5.500v13l11-6.500Z',
  image:
    'M5.5 4.500h13a1.5 1.5 0 0 1 1.5 1.500v12a1.5 1.5 0 0 1-1.5 1.500h-13A1.5 1.5 0 0 1 4 18V6a1.5 1.5 0 0 1 1.5-1.500ZM4 16l4.5-4.5 4 4 3-3L20 17M14.8 8.800h.01',
  sticker:
    'M12 3.500a8.5 8.5 0 1 0 8.5 8.500A8.5 8.5 0 0 0 12 3.500ZM8.5 14.200a4.5 4.5 0 0 0 7 0M9 9.700h.01M15 9.700h.01',
  location:
    'M12 21s-6.5-5.8-6.5-11a6.5 6.5 0 0 1 13 0c0 5.2-6.5 11-6.5 11ZM12 12.500A2.5 2.5 0 1 0 12 7.500a2.5 2.5 0 0 0 0 5Z',
  'contact-card': 'M12 12.500a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20c.8-3.6 3.8-5.5 7.5-5.500s6.7 1.9 7.5 5.5',
  video:
    'M5 6.500h8.500A1.5 1.5 0 0 1 15 8v8a1.5 1.5 0 0 1-1.5 1.500H5A1.5 1.5 0 0 1 3.5 16V8A1.5 1.5 0 0 1 5 6.500ZM15 10.500l5.5-3v9l-5.5-3',
  document:
    'M7 3.500h7l4.5 4.500v11A1.5 1.5 0 0 1 17 20.500H7A1.5 1.5 0 0 1 5.5 19V5A1.5 1.5 0 0 1 7 3.500ZM13.5 3.500v5h5M9 13h6M9 16.500h6',
  clock: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16ZM12 8v4.300l2.8 1.7',
  sent: 'M5 12.500l4.5 4.500L19 7.5',
  delivered: 'M1.5 12.5 6 17l9-9.500M10.5 15.5 12 17l9.5-9.5',
  retry: 'M19.5 12a7.5 7.5 0 1 1-2.3-5.400M19.5 3.500v4h-4',
};

/** @typedef {keyof typeof PATHS} IconName */

/**
 * @param {IconName} name
 * @returns {SVGSVGElement} decorative: what it stands for is said by its button
 */
export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', `icon icon-${name}`);
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', PATHS[name]);
  svg.append(path);
  return svg;
}
