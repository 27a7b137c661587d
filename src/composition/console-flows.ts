import { countStands, loadFlowVersions } from '../adapters/mongo/flow-versions.ts';
import { drawSvg } from '../adapters/viz/svg.ts';
import type { Stand } from '../flow/migration-plan.ts';
import { toDot } from '../flow/picture/dot.ts';
import { pictureOf } from '../flow/picture/picture.ts';
import type { Desk } from '../http/console/desk.ts';
import type { House } from './house.ts';
import { remembered } from './remembered.ts';

/** The flows as they are published, and where people stand in them. */
export function flowDesk(house: House, rememberMs: number): Desk['flows'] {
  const { conversing, records, texts } = house;
  const { models } = records;
  const { flows } = conversing.world;
  const names = flows.names();
  const stands = remembered(rememberMs, async (_key: string) => {
    const [waiting, left] = await Promise.all([
      countStands(models, ['$stands']),
      countStands(models, [{ $ifNull: ['$left', []] }]),
    ]);
    return { waiting, left };
  });
  const draw = remembered(rememberMs, async (key: string) => {
    const [name, locale, people] = JSON.parse(key) as [string, string, Stand[]];
    const flow = flows.current(name);
    return flow ? await drawSvg(toDot(pictureOf(flow, people, { texts, locale }))) : '';
  });
  return {
    names,
    stands: () => stands(''),
    picture: (name, locale, people) => draw(JSON.stringify([name, locale, people])),
    async versions() {
      const { waiting } = await stands('');
      return (await loadFlowVersions(models)).map(({ flow, publishedAt }) => ({
        flow: flow.flow,
        version: flow.version,
        current: flows.current(flow.flow)?.version === flow.version,
        publishedAt,
        people: waiting
          .filter((one) => one.flow === flow.flow && one.version === flow.version)
          .reduce((sum, { people }) => sum + people, 0),
      }));
    },
  };
}
