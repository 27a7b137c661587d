import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type Route, routeSchema } from '../../domain/route.ts';

/** Throws a ZodError that says what is wrong in the file. */
export function loadRoute(folder: string): Route {
  return routeSchema.parse(parse(readFileSync(join(folder, 'route.yaml'), 'utf8')));
}
