/** The separate questions of a message: "¿cuánto dura y dan certificado?" holds two. None when it holds one. */
export function questionsIn(text: string): string[] {
  const parts = text
    .replace(/[¿¡]/g, ' ')
    .split(SENTENCE)
    .flatMap((sentence) => sentence.split(JOINED))
    .map((part) => part.trim())
    .filter((part) => part.split(/\s+/).length >= 2 && ASKS.test(part));
  return parts.length > 1 ? parts.slice(0, MAX_QUESTIONS) : [];
}

const MAX_QUESTIONS = 6;
const SENTENCE = /[.?!;\n]+|\s[-•]\s/u;
const JOINED = /,\s*|\s+(?:y|e|o|adem[aá]s|tambi[eé]n|pero|otra\s+cos(?:a|ita))\s+/giu;
const ASKS =
  /(?:^|\s)(?:qu[eé]|q|k|ke|cu[aá]\S*|kuan\S*|c[oó]mo|d[oó]nde|adonde|qui[eé]n\S*|dan|hay|entregan|dura|piden|toca|certifican|si|puedo|sirve|aplica|entra|llega|est[aá]n?|necesito|quiero|quisiera|inscrib\S*)(?:\s|$)/iu;
