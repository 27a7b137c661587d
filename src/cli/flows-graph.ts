import { readFlowFiles } from '../adapters/files/flow-files.ts';
import { loadTexts } from '../adapters/i18next/texts.ts';
import { countStands } from '../adapters/mongo/flow-versions.ts';
import { drawSvg } from '../adapters/viz/svg.ts';
import { inRecords } from '../composition/open-records.ts';
import type { Stand } from '../flow/migration-plan.ts';
import { toDot } from '../flow/picture/dot.ts';
import { toMermaid } from '../flow/picture/mermaid.ts';
import { type Picture, pictureOf } from '../flow/picture/picture.ts';
import type { FlowsArguments } from './flows.ts';
import { UsageFault } from './usage.ts';

const FORMATS: Record<string, (picture: Picture) => Promise<string>> = {
  svg: (picture) => drawSvg(toDot(picture)),
  mermaid: async (picture) => toMermaid(picture),
  dot: async (picture) => toDot(picture),
};

/** `flows graph [flow] --format svg|mermaid|dot [--people]`: a drawing, with `--people` of who waits where too. */
export async function graphCommand({ values, positionals }: FlowsArguments): Promise<void> {
  const { flows } = readFlowFiles(values.flows);
  const [name] = positionals;
  const drawn = flows.filter(({ flow }) => name === undefined || flow === name);
  const draw = FORMATS[values.format];
  if (!draw || drawn.length === 0)
    throw new UsageFault(
      `usage: flows graph [${flows.map(({ flow }) => flow).join('|')}] --format ${Object.keys(FORMATS).join('|')} [--people]`,
    );
  const texts = await loadTexts(values.locales, 'America/Bogota');
  const stands = values.people ? await peopleNow() : [];
  for (const flow of drawn)
    console.log(await draw(pictureOf(flow, stands, { texts, locale: values.language })));
}

async function peopleNow(): Promise<Stand[]> {
  let stands: Stand[] = [];
  await inRecords(async ({ records }) => {
    stands = await countStands(records.models);
  });
  return stands;
}
