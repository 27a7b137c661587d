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

/** The message after its greeting, when at least two words are left. */
export function withoutGreeting(text: string): string {
  const bare = text.replace(GREETING, '');
  return bare.trim().split(/\s+/).length >= 2 ? bare : text;
}

const GREETING =
  /^[\s¡!¿]*(?:(?:ho+la+s*|ola|holi|buen(?:as?|os)?(?:\s+(?:buenas|tardes?|d[ií]as?|noches?))?|wenas|quiubo|hey|alo|al[oó]|saludos|cordial saludo|muy|se[nñ]or(?:a|es|ita)?|do[nñ]a?|doctora?|veci(?:n[oa])?|parce|sumerc[eé]|amig[oa]|disculpe|perdone?|oiga|vea|mire|ve|o[ií]s|aj[aá]|eche|ombe|una pregunta(?:ica)?|una preguntica|pregunta|gracias|c[oó]mo (?:est[aá]n?|le va|va)|bendiciones|qu[eé] pena)[\s,.!¡?:;👋🙏😊]+)+/iu;
