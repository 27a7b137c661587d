import { foldSound, normalise, stripAccents, words } from './normalise.ts';
import type { Municipality, Territories } from './territories.ts';

/** What a name may stand for. */
export type PlaceName =
  | { kind: 'municipality'; place: Municipality }
  | { kind: 'department'; department: string }
  | { kind: 'region'; name: string; territory: string | null; department: string | null };

export type Gazetteer = {
  names: ReadonlyMap<string, PlaceName[]>;
  /** Names that are everyday words too. */
  common: ReadonlySet<string>;
  /** Words that are no misspelt place. */
  everyday: ReadonlySet<string>;
  /** The longest name, in words. */
  longest: number;
};

export function createGazetteer(data: Territories): Gazetteer {
  const names = new Map<string, PlaceName[]>();
  const add = (name: string, meaning: PlaceName, fold = foldPhrase) => {
    const key = fold(name);
    const known = names.get(key) ?? [];
    if (!known.some((other) => sameMeaning(other, meaning))) names.set(key, [...known, meaning]);
  };
  for (const [department, municipalities] of Object.entries(data.municipalities)) {
    if (department !== 'Bogotá') add(department, { kind: 'department', department });
    for (const municipality of municipalities) {
      add(municipality, { kind: 'municipality', place: { municipality, department } }, foldName);
    }
  }
  for (const [name, [municipality, department]] of Object.entries(data.names.aliases)) {
    add(name, { kind: 'municipality', place: { municipality, department } });
  }
  for (const [name, department] of Object.entries(data.names.departments))
    add(name, { kind: 'department', department });
  for (const [name, region] of Object.entries(data.names.regions)) {
    add(name, {
      kind: 'region',
      name,
      territory: region.territory ?? null,
      department: region.department ?? null,
    });
  }
  const longest = Math.max(...[...names.keys()].map((name) => name.split(' ').length));
  return {
    names,
    common: new Set(data.names.common.map(foldPhrase)),
    everyday: new Set(data.everyday),
    longest,
  };
}

/** As foldPhrase, for an official name, which holds no text-speak: there are over a thousand at every start. */
function foldName(name: string): string {
  return words(stripAccents(name.toLowerCase())).map(foldSound).join(' ');
}

export function foldPhrase(phrase: string): string {
  return words(normalise(phrase)).map(foldSound).join(' ');
}

function sameMeaning(one: PlaceName, other: PlaceName): boolean {
  if (one.kind === 'municipality' && other.kind === 'municipality') {
    return (
      one.place.municipality === other.place.municipality && one.place.department === other.place.department
    );
  }
  return one.kind === 'department' && other.kind === 'department' && one.department === other.department;
}
