import type { Gazetteer } from './gazetteer.ts';
import { type Mention, type MentionOptions, mentionsIn } from './mentions.ts';
import { type Coverage, coverageOf, type Municipality, type Territory } from './territories.ts';

export type PlaceAnswer = {
  kind: 'covered' | 'uncovered' | 'ambiguous';
  municipality: string | null;
  department: string | null;
  /** The territory's name. */
  territory?: string;
  /** What to ask back: "Rionegro (Antioquia)", or the covered places of a department. */
  options?: string[];
};

export type PlaceData = { gazetteer: Gazetteer; territories: Territory[] };

/** The place that a message is about, and whether the programme reaches it; null when it names none. */
export function findPlace(text: string, data: PlaceData, options: MentionOptions): PlaceAnswer | null {
  const mentions = mentionsIn(text, data.gazetteer, options);
  const departments = departmentsNamed(mentions);
  const kept = withoutContext(withoutNegated(withoutRepeats(mentions)));
  const answers = kept.map((mention) => answerOf(mention, departments, data));
  const business = kept.findIndex((mention) => mention.business);
  if (business >= 0) return answers[business] ?? null;
  return merged(answers);
}

function departmentsNamed(mentions: Mention[]): string[] {
  return mentions.flatMap((mention) =>
    mention.meanings.flatMap((meaning) => {
      if (meaning.kind === 'department') return [meaning.department];
      return meaning.kind === 'region' && meaning.department ? [meaning.department] : [];
    }),
  );
}

function withoutRepeats(mentions: Mention[]): Mention[] {
  return mentions.filter(
    (mention, at) => mentions.findIndex(({ meanings }) => meanings === mention.meanings) === at,
  );
}

function withoutNegated(mentions: Mention[]): Mention[] {
  const kept = mentions.filter((mention) => !mention.negated);
  return kept.length > 0 ? kept : mentions;
}

/** "Pasto, Nariño" names one place: the department is only context. */
function withoutContext(mentions: Mention[]): Mention[] {
  const towns = mentions.filter((mention) =>
    mention.meanings.some((meaning) => meaning.kind === 'municipality'),
  );
  return mentions.filter((mention) => {
    const departments = mention.meanings.flatMap((meaning) => {
      if (meaning.kind === 'department') return [meaning.department];
      return meaning.kind === 'region' ? [meaning.department ?? ''] : [];
    });
    if (departments.length === 0) return true;
    return !towns.some(
      (town) =>
        town !== mention &&
        town.meanings.some(
          (meaning) =>
            meaning.kind === 'municipality' && departments.some((name) => contains(name, meaning.place)),
        ),
    );
  });
}

function contains(department: string, place: Municipality): boolean {
  return (
    department === '' ||
    place.department === department ||
    (department === 'Cundinamarca' && place.municipality === 'Bogotá')
  );
}

function answerOf(mention: Mention, departments: string[], data: PlaceData): PlaceAnswer {
  const towns = mention.meanings.flatMap((meaning) =>
    meaning.kind === 'municipality' ? [meaning.place] : [],
  );
  const others = departments.filter(
    (name) =>
      !mention.meanings.some((meaning) => meaning.kind === 'department' && meaning.department === name),
  );
  const inContext = towns.filter((town) => others.includes(town.department));
  const candidates = inContext.length > 0 ? inContext : towns;
  const region = mention.meanings.find((meaning) => meaning.kind === 'region');
  const department = mention.meanings.find((meaning) => meaning.kind === 'department');
  let answer: PlaceAnswer;
  if (candidates.length > 0 && inContext.length === 0 && department?.kind === 'department') {
    answer = eitherDepartmentOrTown(department.department, candidates, data);
  } else if (candidates.length > 0) answer = answerForTowns(candidates, data);
  else if (region?.kind === 'region') answer = answerForRegion(region, data);
  else if (department?.kind === 'department') answer = answerForDepartment(department.department, data);
  else answer = { kind: 'ambiguous', municipality: null, department: null };
  return mention.near && answer.kind === 'covered' ? { ...answer, kind: 'ambiguous' } : answer;
}

/** "Nariño", "Arauca", "Caldas": a department and towns of that name. */
function eitherDepartmentOrTown(department: string, towns: Municipality[], data: PlaceData): PlaceAnswer {
  const listed = towns.find((town) => data.territories.some((territory) => isListed(territory, town)));
  if (listed !== undefined) return answerForTowns([listed], data);
  return answerForDepartment(department, data);
}

function answerForTowns(towns: Municipality[], data: PlaceData): PlaceAnswer {
  const listed = towns.filter((town) => data.territories.some((territory) => isListed(territory, town)));
  const candidates = listed.length === 1 ? listed : towns;
  const judged = candidates.map((town) => ({ town, coverage: coverageOf(town, data.territories) }));
  const [first] = judged;
  if (first === undefined) return { kind: 'ambiguous', municipality: null, department: null };
  if (judged.length === 1) return answerForTown(first.town, first.coverage);
  const kinds = new Set(judged.map(({ coverage }) => coverage.kind));
  if (kinds.size === 1 && first.coverage.kind === 'uncovered') {
    return { kind: 'uncovered', municipality: first.town.municipality, department: null };
  }
  const options = judged.map(({ town }) => `${town.municipality} (${town.department})`);
  return { kind: 'ambiguous', municipality: first.town.municipality, department: null, options };
}

function answerForTown(town: Municipality, coverage: Coverage): PlaceAnswer {
  const territory = coverage.territory ? { territory: coverage.territory.name } : {};
  return { kind: coverage.kind === 'unsure' ? 'ambiguous' : coverage.kind, ...town, ...territory };
}

function answerForRegion(
  region: { territory: string | null; department: string | null },
  data: PlaceData,
): PlaceAnswer {
  const territory = data.territories.find(({ id }) => id === region.territory);
  if (territory)
    return {
      kind: 'covered',
      municipality: null,
      department: territory.department,
      territory: territory.name,
    };
  if (region.department !== null)
    return { ...answerForDepartment(region.department, data), kind: 'ambiguous' };
  return { kind: 'ambiguous', municipality: null, department: null };
}

function answerForDepartment(department: string, data: PlaceData): PlaceAnswer {
  const inside = data.territories.filter((territory) => territory.department === department);
  const whole = inside.find((territory) => territory.kind === 'department');
  if (whole) return { kind: 'covered', municipality: null, department, territory: whole.name };
  if (inside.length === 0) return { kind: 'uncovered', municipality: null, department };
  return { kind: 'ambiguous', municipality: null, department, options: inside.map(({ name }) => name) };
}

function isListed(territory: Territory, town: Municipality): boolean {
  return (
    territory.kind === 'municipality' &&
    territory.name === town.municipality &&
    territory.department === town.department
  );
}

function merged(answers: PlaceAnswer[]): PlaceAnswer | null {
  const [first] = answers;
  if (first === undefined) return null;
  const other = answers.find((answer) => answer.kind !== first.kind);
  if (other === undefined) return first;
  const options = answers
    .map((answer) => answer.municipality ?? answer.department ?? '')
    .filter((name) => name !== '');
  return { kind: 'ambiguous', municipality: null, department: null, options };
}
