import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { type Lock, licencesText, shippedPackages } from '../../scripts/licences.ts';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const lock = JSON.parse(read('package-lock.json')) as Lock;

/** Nothing that would oblige who runs this to more than to name it. */
const ACCEPTED =
  /^(MIT|ISC|Apache-2\.0|MIT OR Apache-2\.0|BSD-[023]-Clause|0BSD|BlueOak-1\.0\.0|OFL-1\.1|MPL-2\.0|Unlicense)$/;

/** Fonts that may be embedded (Bitstream Vera, public domain): its README says so. */
const READ_BY_HAND = ['dejavu-fonts-ttf'];

it('the licences of what ships are listed as they are locked', () => {
  expect(read('docs/licences.md')).toBe(licencesText(lock));
});

it('each of them may be used here', () => {
  const others = shippedPackages(lock).filter(
    ({ name, licence }) => !ACCEPTED.test(licence) && !READ_BY_HAND.includes(name),
  );
  expect(others).toEqual([]);
});

it('every version is pinned: what is tested is what runs', () => {
  const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<
    'dependencies' | 'devDependencies',
    Record<string, string>
  >;
  const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
    ([, version]) => !/^\d+\.\d+\.\d+$/.test(version),
  );
  expect(loose).toEqual([]);
});
