/** Days and times said in English, as the reader of days knows them; other words stay. */
export function inSpanish(text: string): string {
  return WORDS.reduce((said, [english, spanish]) => said.replace(english, spanish), text);
}

const days: [string, string][] = [
  ['mon(?:day)?', 'lunes'],
  ['tue(?:s|sday)?', 'martes'],
  ['wed(?:nesday)?', 'miércoles'],
  ['thu(?:rs|rsday)?', 'jueves'],
  ['fri(?:day)?', 'viernes'],
  ['sat(?:urday)?', 'sábado'],
  ['sunday', 'domingo'],
];
const months: [string, string][] = [
  ['jan(?:uary)?', 'enero'],
  ['february', 'febrero'],
  ['march', 'marzo'],
  ['apr(?:il)?', 'abril'],
  ['june', 'junio'],
  ['july', 'julio'],
  ['aug(?:ust)?', 'agosto'],
  ['september', 'septiembre'],
  ['oct(?:ober)?', 'octubre'],
  ['november', 'noviembre'],
  ['dec(?:ember)?', 'diciembre'],
];
const others: [string, string][] = [
  ['day after tomorrow', 'pasado mañana'],
  ['tomorrow', 'mañana'],
  ['today', 'hoy'],
  ['yesterday', 'ayer'],
  ['next week', 'la próxima semana'],
  ['(?:in the |this )?morning', 'en la mañana'],
  ['(?:in the |this )?afternoon', 'en la tarde'],
  ['(?:in the |this )?evening', 'en la noche'],
  ['at(?= \\d)', 'a las'],
];

const WORDS = [...others, ...days, ...months].map(([english, spanish]): [RegExp, string] => [
  new RegExp(`\\b${english}\\b`, 'giu'),
  spanish,
]);
