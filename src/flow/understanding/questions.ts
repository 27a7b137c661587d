/** The separate questions of a message: "¿cuánto dura y dan certificado?" holds two. None when it holds one. */
export function questionsIn(text: string): string[] {
  const parts = text
    .split(SENTENCE)
    .flatMap((sentence) => sentence.split(JOINED))
    .map((part) => part.trim())
    .filter((part) => part.split(/\s+/).length >= 2 && ASKS.test(part));
  return parts.length > 1 ? parts.slice(0, MAX_QUESTIONS) : [];
}

const MAX_QUESTIONS = 6;
const SENTENCE = /[.?!;\n]+|\s[-•]\s/u;
const JOINED =
  /,?\s+(?:y|e|o|adem[aá]s|tambi[eé]n|y\s+(?:tambi[eé]n|adem[aá]s|otra\s+cos(?:a|ita)))\s+(?=(?:de\s+)?(?:si\s|que\s|qu[eé]\s|q\s|cu[aá]|kuan|c[oó]mo|d[oó]nde|qui[eé]n|dan\s|hay\s|entregan|dura|piden|toca|certifican|en\s+(?:qu[eé]|d[oó]nde)|por\s+d[oó]nde|me\s+(?:dan|certifican|inscribo)))|,\s+(?=(?:qu[eé]|cu[aá]nt[oa]s?|c[oó]mo|d[oó]nde|qui[eé]n|cu[aá]l(?:es)?|dan|hay)\s)/giu;
const ASKS =
  /(?:^|\s)(?:qu[eé]|q|k|ke|cu[aá]\S*|kuan\S*|c[oó]mo|d[oó]nde|adonde|qui[eé]n\S*|dan|hay|entregan|dura|piden|toca|certifican|si|puedo|sirve|aplica|entra|llega|est[aá]n?|necesito|quiero|quisiera|inscrib\S*)(?:\s|$)/iu;
