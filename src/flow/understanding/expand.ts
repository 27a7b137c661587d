import { pick } from './random.ts';

export type Slots = Readonly<Record<string, readonly string[]>>;

/** One message of a pattern: "(hola|buenas) {lugar}" → "buenas Tunja". */
export function expand(pattern: string, slots: Slots, random: () => number): string {
  return pattern
    .replace(/\(([^()]*\|[^()]*)\)/g, (_, choices: string) => pick(choices.split('|'), random))
    .replace(/\{(\w+)\}/g, (whole, name: string) => (slots[name] ? pick(slots[name], random) : whole))
    .replace(/\s+/g, ' ')
    .replace(/ (?=[,.?])/g, '')
    .trim();
}

export function isPattern(text: string): boolean {
  return /\([^()]*\|[^()]*\)|\{[a-z]+\}/.test(text);
}

/** How many messages a pattern can give, at most `limit`. */
export function varietyOf(pattern: string, limit: number): number {
  const choices = [...pattern.matchAll(/\(([^()]*\|[^()]*)\)/g)].map(
    (match) => (match[1] ?? '').split('|').length,
  );
  const slots = (pattern.match(/\{[a-z]+\}/g) ?? []).length;
  return Math.min(limit, choices.reduce((product, count) => product * count, 1) * 6 ** slots);
}

export function slotsFrom(
  municipalities: Readonly<Record<string, readonly string[]>>,
  listed: readonly string[],
): Slots {
  const towns = Object.values(municipalities).flat();
  return {
    ...SLOTS,
    // Listed places and capitals are asked about far more often than villages.
    lugar: [...towns, ...repeat([...listed, ...KNOWN_TOWNS], 8)],
    departamento: Object.keys(municipalities),
  };
}

function repeat<T>(items: T[], times: number): T[] {
  return Array.from({ length: times }, () => items).flat();
}

const KNOWN_TOWNS =
  words(`Soacha|Envigado|Floridablanca|Soledad|Tunja|Manizales|Popayán|Santa Marta|Valledupar|Cúcuta|Riohacha|Leticia|Mocoa|Yopal|Rionegro|Buenaventura|Maicao|
  Girardot|Sogamoso|Duitama|Espinal|Melgar|Sabaneta|Girón|Piedecuesta|Barrancabermeja|Ipiales|Tuluá|Buga|Cartago|Marinilla|La Ceja|Saravena|Tame|Puerto Asís|Pitalito|Garzón|San Andrés|Turbo|Magangué|
  Lorica|Zipaquirá|Chía|Facatativá|Fusagasugá|Calarcá|Jamundí|Yumbo|Malambo|Aguachica|Caucasia|Uribia|San José del Guaviare|Chaparral|Acacías|Granada|Puerto Nariño|el Chocó|el Huila|el Tolima|la Guajira|el Meta|el Putumayo|Boyacá|Antioquia|el Amazonas`);

const SLOTS: Slots = {
  oficio:
    words(`panadería|tienda|ferretería|peluquería|barbería|restaurante|droguería|papelería|miscelánea|carnicería|fruver|heladería|cafetería|asadero|salón de belleza|spa de uñas|sastrería|taller de costura|boutique|zapatería|
    hotel|hostal|hospedaje|agencia de viajes|taller de motos|café internet|lavandería|gimnasio|veterinaria|carpintería|floristería|licorera|minimercado|granero|comida rápida|pizzería|repostería|joyería|bisutería|tipografía|lavadero de carros|
    guardería|chatarrería|fonda|puesto de arepas|puesto de jugos|taller de soldadura|estudio de fotografía|marroquinería|taller de confección|distribuidora|cacharrería|consultorio|parqueadero|billar|bar|jardín infantil|óptica|mueblería|cigarrería|cevichería`),
  producto:
    words(`empanadas|arepas|ropa|zapatos|tortas|jugos|helados|artesanías|bolsos|uniformes|almuerzos|tamales|frutas|verduras|huevos|quesos|carne|pescado|perfumes|maquillaje|celulares|repuestos|muebles|flores|juguetes|cosméticos|
    camisetas|joyas|mochilas|café|miel|plantas|dulces|cerveza|medicinas|tornillos|pinturas|cobijas|velas|jabones|pollos|leche|panela|comida para perros|computadores`),
  oficiante:
    words(`modista|peluquera|barbero|tendero|cocinera|panadero|artesana|manicurista|sastre|zapatero|mecánico|electricista|plomero|carpintero|confeccionista|ferretero|estilista|repostera|campesino|taxista|fotógrafo|
    contadora|abogada|pescador|ganadero|reciclador|diseñadora|tatuador|costurera|carnicero|vendedora de catálogo|guía turístico|soldador|programador`),
  tiempo: words(
    '6 meses|ocho meses|un año|dos años|tres meses|año y medio|diez meses|5 años|veinte años|un mes|nueve meses|once meses|seis meses|15 días|cuatro años',
  ),
  pariente: words(
    'esposo|mamá|hija|hijo|hermana|marido|señora|papá|cuñada|sobrino|prima|suegra|esposa|tía|socio',
  ),
  dia: words('lunes|martes|miércoles|jueves|viernes|sábado|15|otro día|20|lunes que viene'),
  hora: words('2|3|8|10|4 de la tarde|9 de la mañana|11|5'),
  numero: words('12|25|40|62|70|85|100|8|15|37'),
};

function words(text: string): readonly string[] {
  return text.split('|').map((word) => word.trim());
}
