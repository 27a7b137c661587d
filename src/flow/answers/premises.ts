import { type AnswerResult, confirm, UNCLEAR, understood } from './answer-result.ts';
import { lastWord } from './last-word.ts';
import { isQuestion, isUnknown, plain } from './plain.ts';

export type PremisesKind = 'shop' | 'home' | 'street' | 'online_only';

/** `both`: in the street and at home. */
export type Premises = { premises: PremisesKind; both?: true };

/** Where the business works. */
export function parsePremises(text: string): AnswerResult<Premises> {
  if (isQuestion(text) || isUnknown(text)) return UNCLEAR;
  const said = withoutDenied(withoutIdioms(lastWord(plain(text), ANY)));
  const home = HOME.test(said);
  const street = STREET.test(said);
  const shop = SHOP.test(said.replace(SHOP_AT_HOME, ' '));
  const online = ONLINE.test(said);
  if (street && home) return confirm({ premises: 'home', both: true });
  if (street && shop) return UNCLEAR;
  if (home && shop)
    return INSIDE_HOME.test(said) ? understood({ premises: 'home' }) : confirm({ premises: 'shop' });
  if (home) return understood({ premises: 'home' });
  if (shop) return understood({ premises: 'shop' });
  if (street) return online ? UNCLEAR : understood({ premises: 'street' });
  if (online) return understood({ premises: 'online_only' });
  if (/\b(?:puestico|puesto|puestecito|chuzo|chuzito|quiosco|kiosco|kiosko|caseta|toldo|plaza)\b/.test(said))
    return confirm({ premises: 'shop' });
  return UNCLEAR;
}

const ANY = /\b(?:local|casa|calle|internet|ambulante|tienda)/;

const HOME =
  /\b(?:casa|casita|kasa|caza|hogar|ogar|sala|garaje|garage|garach|apartamento|apartaestudio|apto|vivienda|mi domicilio|cocina de mi|patio|antejardin|primer piso de (?:mi|la)|donde (?:yo )?vivo|donde vivimos|mi cuarto|mi pieza|habitacion|residencia|terraza de mi|en la pieza|rancho|ranchito|finca donde vivo)\b/;
const SHOP =
  /\b(?:local|locales|localcito|localito|lokal|almacen|almazen|tienda|tiendita|establecimiento|centro comercial|pasaje comercial|plaza de mercado|galeria|bodega|oficina|arrend\w+|alquil\w+|arriendo|consultorio|negocio propio con vitrina|restaurante|peluqueria|barberia|salon de belleza|panaderia|cafeteria|ferreteria|drogueria|minimercado|taller|isla en|stand en|vitrina|estudio|sede|punto fijo|sitio fijo|punto de venta)\b/;
const STREET =
  /\b(?:calle|calles|kalle|caye|ambulante|anbulante|ambulando|carrito|carreta|carretilla|esquina|eskina|anden|semaforos?|parques?|playa|puerta a puerta|de casa en casa|casa por casa|casa a casa|triciclo|bicicleta|bici|a pie|recorr\w+|voceando|megafono|en la moto|en moto|food truck|carro de perros|carro de comidas|rebusque|rebuscando|via publica|espacio publico|los buses|transmilenio|sin (?:sitio|puesto|lugar) fijo|por los barrios|por todo el pueblo|de un lado a otro|ando vendiendo|estacionari[oa]|mercado de las pulgas|ferias)\b/;
const ONLINE =
  /\b(?:internet|interne|instagram|insta|ig|facebook|face|fb|redes|redes sociales|online|on line|linea|virtual|virtualmente|whatsapp|wasap|guasap|tiktok|tik tok|pagina web|tienda virtual|mercado libre|marketplace|digital|catalogo|por chat|estados)\b/;
const SHOP_AT_HOME =
  /\btienda (?:virtual|online|en linea)\b|\blocal(?:cito)? (?:en|de|dentro de) (?:mi|la) (?:misma )?(?:casa|casita)\b/g;
const INSIDE_HOME =
  /\b(?:en|dentro de|de|desde|adelante de|debajo de|al lado de|frente de|en la parte de adelante de) (?:mi|la|nuestra|una) (?:misma |propia |parte de )?(?:casa|casita|vivienda|sala|garaje|antejardin|primer piso)\b|\bdonde vivo\b|\b(?:en el|en un|el) (?:garaje|garage|antejardin|primer piso|patio)\b/;

/** "de casa en casa" is the street, not a home; "tienda de barrio" in one's street is a shop. */
function withoutIdioms(said: string): string {
  return said
    .replace(/\b(?:de )?casa (?:en|por|a) casa\b/g, ' puerta a puerta ')
    .replace(/\b(?:en|a) las casas\b/g, ' ')
    .replace(/\b(?:a|con|de) (?:puerta|vista|vitrina|ventana) (?:de|a) (?:la )?calle\b/g, ' local ')
    .replace(
      /\b(?:sobre|en) (?:toda )?(?:la|una) (?:calle|esquina|avenida|carrera) (?:principal|\d+)?\b(?=.*\blocal\b)/g,
      ' ',
    )
    .replace(
      /\b(?:local|tienda|almacen|restaurante|panaderia)(?: \S+){0,4} (?:calle|esquina|parque|playa|anden)\b/g,
      (match) => match.replace(/(?:calle|esquina|parque|playa|anden)$/, ''),
    )
    .replace(/\bservicio a domicilio\b|\bhago domicilios\b|\by domicilios\b|\bcon domicilios?\b/g, ' ');
}

/** "no tengo local", "en la casa no", "ni local ni nada": places that are set aside. */
function withoutDenied(said: string): string {
  const place =
    '(?:local(?:cito)?|almacen|tienda(?: fisica)?|establecimiento|casa|calle|sitio fijo|puesto fijo|sede|punto fijo|punto de venta|oficina|internet|ambulante|sitio fisico)';
  return said
    .replace(
      new RegExp(
        `\\b(?:no|nunca|sin|ni) (?:\\S+ ){0,3}?(?:un |una |el |la |en |mi )*${place}\\b(?! (?:sino|pero))(?: propi[oa]| fij[oa]| fisic[oa])?`,
        'g',
      ),
      (match) =>
        /\b(?:solo|solamente|mas)\b/.test(match)
          ? match
          : match.includes('sitio fijo') || match.includes('puesto fijo')
            ? ' sin sitio fijo '
            : ' ',
    )
    .replace(new RegExp(`\\b(?:en |el |la |mi )*${place} (?:ya )?no\\b(?! mas)`, 'g'), ' ')
    .trim();
}
