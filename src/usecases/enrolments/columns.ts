import { fold } from '../../flow/fold.ts';
import type { Row } from './table.ts';

export const FIELDS = [
  'phone',
  'name',
  'business',
  'chamber',
  'territory',
  'sector',
  'stage',
  'source',
  'consentedAt',
  'tags',
] as const;
export type Field = (typeof FIELDS)[number];

/** Titles as they are met in lists, folded. */
const TITLES: Record<Field, readonly string[]> = {
  phone:
    'telefono|celular|movil|whatsapp|numero|numero de celular|numero celular|numero de telefono|numero de whatsapp|telefono celular|telefono movil|cel|tel|phone|phone number|mobile|mobile number|cell phone'.split(
      '|',
    ),
  name: 'nombre|nombres|nombre completo|nombre y apellido|nombres y apellidos|nombre del participante|participante|empresario|nombre del empresario|representante legal|representante|propietario|contacto|name|full name|participant|participant name|owner|contact|contact name'.split(
    '|',
  ),
  business:
    'negocio|nombre del negocio|nombre negocio|empresa|nombre de la empresa|unidad productiva|nombre de la unidad productiva|establecimiento|nombre del establecimiento|razon social|nombre comercial|business|business name|company|shop'.split(
      '|',
    ),
  chamber: 'camara|camara de comercio|camara id|cc|chamber|chamber of commerce|chamber id'.split('|'),
  territory: 'territorio|municipio|ciudad|municipio del negocio|territory|town|city|municipality'.split('|'),
  sector: 'sector|sector economico|actividad|actividad economica|activity|economic sector'.split('|'),
  stage: 'etapa|etapa de la ruta|fase|momento|stage|phase'.split('|'),
  source:
    'fuente|fuente del dato|fuente de los datos|fuente del consentimiento|origen|origen del dato|source|consent source|data source'.split(
      '|',
    ),
  consentedAt:
    'fecha de consentimiento|fecha consentimiento|fecha del consentimiento|fecha de autorizacion|fecha autorizacion|autorizacion de datos|fecha de autorizacion de datos|consentimiento|consent date|date of consent|consented at|consentedat|consented'.split(
      '|',
    ),
  tags: 'etiqueta|etiquetas|grupo|cohorte|tag|tags|group|cohort'.split('|'),
};

const FIELD_OF = new Map(
  Object.entries(TITLES).flatMap(([field, titles]) => titles.map((title) => [title, field as Field])),
);

export type Header = {
  kind: 'header';
  /** Which cell holds it. */
  cells: Partial<Record<Field, number>>;
  /** Columns nothing is taken from, as written. */
  ignored: string[];
};
/** `twice`: two columns that both say they hold it. */
export type HeaderRefusal = { kind: 'refused'; reason: 'no-header' | 'twice'; field: Field };

/** Without these the first row is no header. */
const NEEDED: readonly Field[] = ['phone', 'name', 'business'];

export function readHeader({ cells: titles }: Row): Header | HeaderRefusal {
  const header: Header = { kind: 'header', cells: {}, ignored: [] };
  for (const [index, title] of titles.entries()) {
    const field = FIELD_OF.get(fold(title));
    if (!field) {
      if (title) header.ignored.push(title);
    } else if (header.cells[field] !== undefined) return { kind: 'refused', reason: 'twice', field };
    else header.cells[field] = index;
  }
  const missing = NEEDED.find((field) => header.cells[field] === undefined);
  return missing ? { kind: 'refused', reason: 'no-header', field: missing } : header;
}

export type Given = Partial<Record<Field, string>>;

/** A row's own values; what it leaves empty comes from `defaults`. */
export function valuesOf(header: Header, row: Row, defaults: Given): Given {
  const given = FIELDS.map((field) => {
    const index = header.cells[field];
    const own = index === undefined ? '' : (row.cells[index] ?? '').trim();
    return [field, own || defaults[field]?.trim() || ''];
  });
  return Object.fromEntries(given);
}
