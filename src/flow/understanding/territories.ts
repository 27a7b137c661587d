import { z } from 'zod';

/** One of the programme's 33 territories, as data/territories.yaml writes it. */
export const territorySchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['municipality', 'department', 'subregion']),
  department: z.string(),
  municipalities: z.array(z.string()).default([]),
  unsure: z.array(z.string()).default([]),
  source: z.string().optional(),
});

export const territoriesFileSchema = z.strictObject({
  version: z.number(),
  source: z.string(),
  territories: z.array(territorySchema),
});

/** Department → its municipalities. */
export const municipalitiesSchema = z.record(z.string(), z.array(z.string()));

/**
 * How people call places beyond their official names: `aliases` for a municipality, `departments`, `regions` (with the
 * territory where a whole one is meant), and `common`: names that are everyday words, surnames or first names too, taken
 * as a place only after "en", "de", "desde" …, with their department, or as the whole answer.
 */
export const placeNamesSchema = z.strictObject({
  aliases: z.record(z.string(), z.tuple([z.string(), z.string()])),
  departments: z.record(z.string(), z.string()),
  regions: z.record(
    z.string(),
    z.strictObject({ territory: z.string().optional(), department: z.string().optional() }),
  ),
  common: z.array(z.string()),
});

/** data/understanding/everyday.json, written by training. */
export const everydaySchema = z.array(z.string());

export type Territory = z.infer<typeof territorySchema>;

/** `everyday`: folded words of people's messages that are no misspelt place. */
export type Territories = {
  everyday: string[];
  territories: Territory[];
  municipalities: z.infer<typeof municipalitiesSchema>;
  names: z.infer<typeof placeNamesSchema>;
};

export type Municipality = { municipality: string; department: string };

export type Coverage = { kind: 'covered' | 'uncovered' | 'unsure'; territory: Territory | null };

/** Whether one municipality is in a territory; `unsure` where the lists differ. */
export function coverageOf(place: Municipality, territories: Territory[]): Coverage {
  for (const territory of territories) {
    if (territory.department !== place.department) continue;
    if (covers(territory, place.municipality)) return { kind: 'covered', territory };
  }
  const unsure = territories.find(
    (territory) => territory.department === place.department && territory.unsure.includes(place.municipality),
  );
  return unsure ? { kind: 'unsure', territory: unsure } : { kind: 'uncovered', territory: null };
}

function covers(territory: Territory, municipality: string): boolean {
  if (territory.kind === 'department') return true;
  if (territory.kind === 'municipality') return territory.name === municipality;
  return territory.municipalities.includes(municipality);
}
