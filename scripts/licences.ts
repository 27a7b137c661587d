import { readFileSync } from 'node:fs';

type Package = { version?: string; license?: string; dev?: boolean };
export type Lock = { packages: Record<string, Package> };

/** Says none in its package.json; its LICENSE is MIT's. */
const UNSAID: Record<string, string> = { 'png-js': 'MIT' };

/** What runs in production, with the tools of development left out: name, version and licence. */
export function shippedPackages({ packages }: Lock): { name: string; version: string; licence: string }[] {
  return Object.entries(packages)
    .filter(([path, { dev }]) => path !== '' && !dev)
    .map(([path, { version = '', license }]) => {
      const name = path.split('node_modules/').at(-1) ?? path;
      return { name, version, licence: license ?? UNSAID[name] ?? 'unknown' };
    });
}

/** `docs/licences.md`, from the lock file alone: the same on every machine. */
export function licencesText(lock: Lock): string {
  const byLicence = Map.groupBy(shippedPackages(lock), ({ licence }) => licence);
  const sections = [...byLicence]
    .sort(([, some], [, others]) => others.length - some.length)
    .map(([licence, found]) => {
      const names = [...new Set(found.map(({ name, version }) => `${name} ${version}`))].sort();
      return `## ${licence} (${names.length})\n\n${names.join(' · ')}\n`;
    });
  return `# Licences of what this programme runs on

Made by \`npm run licences\` from \`package-lock.json\`; the tools of development are not among them. Everything may be used, changed
and passed on; MPL-2.0 asks that changes to its own files be published, OFL-1.1 that fonts be not sold by themselves.

${sections.join('\n')}`;
}

if (import.meta.main) {
  const lock = readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8');
  process.stdout.write(licencesText(JSON.parse(lock) as Lock));
}
