// A conversation as a transcript: YAML pairs of what the contact said and what is expected back. Pure.

/** @typedef {import('../ports.ts').SimulatorMessage} Message */

/**
 * @param {Message[]} messages oldest first
 * @returns {string}
 */
export function toTranscript(messages) {
  const lines = [];
  let expecting = false;
  for (const message of messages) {
    if (message.direction === 'in') {
      lines.push(...said(message.presentation), '  expected:');
      expecting = true;
    } else {
      // What comes unasked (a reminder, an invitation) opens a pair of its own.
      if (!expecting) lines.push('- expected:');
      expecting = true;
      lines.push(...expected(message.presentation));
    }
  }
  return closeEmpty(lines).join('\n').concat('\n');
}

/** @param {Message['presentation']} presentation */
function said(presentation) {
  switch (presentation.kind) {
    case 'tap':
      return [`- tap: ${scalar(presentation.title, 2)}`];
    case 'media':
      return [
        `- media: ${presentation.media}`,
        ...(presentation.caption ? [`  caption: ${scalar(presentation.caption, 2)}`] : []),
      ];
    case 'location':
      return [
        `- location: { latitude: ${presentation.latitude}, longitude: ${presentation.longitude}, label: ${JSON.stringify(presentation.label)} }`,
      ];
    case 'template':
      return [`- said: ${scalar(presentation.template, 2)}`];
    default:
      return [`- said: ${scalar(presentation.text, 2)}`];
  }
}

/** @param {Message['presentation']} presentation */
function expected(presentation) {
  switch (presentation.kind) {
    case 'text':
      return [`    - ${scalar(presentation.text, 6)}`];
    case 'buttons':
    case 'list':
      return [
        `    - text: ${scalar(presentation.text, 6)}`,
        '      choices:',
        ...presentation.choices.map((choice) => `        - ${scalar(choice.title, 10)}`),
      ];
    case 'template':
      return [`    - template: ${scalar(presentation.template, 6)}`];
    case 'media':
      return [`    - media: ${presentation.media}`];
    default:
      return [`    - ${scalar(presentation.kind === 'tap' ? presentation.title : presentation.label, 6)}`];
  }
}

/** @param {string[]} lines a contact still waiting for an answer expects `[]` */
function closeEmpty(lines) {
  if (lines.length === 0) return ['[]'];
  return lines.map((line, index) => {
    const next = lines[index + 1];
    return line.endsWith('expected:') && !next?.startsWith('    -') ? `${line} []` : line;
  });
}

// Words and sentences that YAML reads as they stand: no mark of its own, no "no", "null" or number.
const PLAIN = /^[\p{L}¿¡][\p{L}\p{N} ,.;?!¿¡()«»/+-]*$/u;
const READ_OTHERWISE = /^(?:y|n|yes|no|on|off|true|false|null|nan|inf)$/i;
// Everything but the C0 and C1 controls, surrogates and line breaks that YAML folds or forbids.
const PRINTABLE = /^[\n\x20-\x7E\u00A0-\u2027\u202A-\uD7FF\uE000-\uFEFE\uFF00-\uFFFD\u{10000}-\u{10FFFF}]*$/u;

/**
 * @param {string} text
 * @param {number} indent of the lines of a block
 */
function scalar(text, indent) {
  if (PLAIN.test(text) && !READ_OTHERWISE.test(text) && text.trim() === text) return text;
  const readableBlock = text.includes('\n') && /^\S/.test(text) && /\S$/.test(text) && PRINTABLE.test(text);
  if (!readableBlock) return JSON.stringify(text);
  const padding = ' '.repeat(indent + 2);
  return `|-\n${text
    .split('\n')
    .map((line) => (line ? padding + line : ''))
    .join('\n')}`;
}
