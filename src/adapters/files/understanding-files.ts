import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type Model, modelFrom } from '../../flow/understanding/model.ts';
import {
  everydaySchema,
  municipalitiesSchema,
  placeNamesSchema,
  type Territories,
  territoriesFileSchema,
} from '../../flow/understanding/territories.ts';

export type UnderstandingFiles = { model: Model; territories: Territories };

/** The classifier and the places, from the data folder. */
export function loadUnderstanding(dataFolder: string): UnderstandingFiles {
  return { model: loadModel(dataFolder), territories: loadTerritories(dataFolder) };
}

export function loadModel(dataFolder: string): Model {
  const file: unknown = JSON.parse(readFileSync(join(dataFolder, 'understanding/model.json'), 'utf8'));
  const bytes = readFileSync(join(dataFolder, 'understanding/model.bin'));
  return modelFrom(file, new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

export function loadTerritories(dataFolder: string): Territories {
  const read = (name: string) => readFileSync(join(dataFolder, name), 'utf8');
  return {
    territories: territoriesFileSchema.parse(parse(read('territories.yaml'))).territories,
    municipalities: municipalitiesSchema.parse(JSON.parse(read('understanding/municipalities.json'))),
    everyday: everydaySchema.parse(JSON.parse(read('understanding/everyday.json'))),
    names: placeNamesSchema.parse(JSON.parse(read('understanding/place-names.json'))),
  };
}
