import { beforeAll, describe, expect, it } from 'vitest';
import { drawSvg } from '../../src/adapters/viz/svg.ts';
import type { Checked } from '../../src/flow/checks/rule.ts';
import { toDot } from '../../src/flow/picture/dot.ts';
import { toMermaid } from '../../src/flow/picture/mermaid.ts';
import { type Picture, pictureOf } from '../../src/flow/picture/picture.ts';
import { shipped } from '../support/planted.ts';

let pictures: Picture[];
beforeAll(async () => {
  const { flows, texts }: Checked = await shipped();
  const stands = [{ flow: 'screening', version: 'any', step: 'people', people: 37 }];
  pictures = flows.map((flow) => pictureOf(flow, stands, { texts, locale: 'es' }));
});

describe('a picture of a flow', () => {
  it('draws every step and every way between steps', async () => {
    for (const picture of pictures) {
      const svg = await drawSvg(toDot(picture));
      expect(svg.match(/class="node"/g)).toHaveLength(picture.nodes.length + 1);
      expect(svg.match(/class="edge"/g)).toHaveLength(picture.edges.length + 1);
    }
  });

  it('shows questions in their words and people where they wait', async () => {
    const svg = await drawSvg(toDot(screening()));
    expect(svg).toContain('¿Hace cuánto funciona su');
    expect(svg).toContain('● 37');
    expect(svg).toContain('Corregir algo');
  });

  it('is Mermaid too, with names that Mermaid does not take for its own', () => {
    const mermaid = toMermaid(screening());
    expect(mermaid).toContain('s_after -->|"Corregir algo"| s_which');
    expect(mermaid).toContain('s_leave((("<b>leave</b>")))');
  });
});

function screening(): Picture {
  const found = pictures.find(({ flow }) => flow === 'screening');
  if (!found) throw new Error('no screening');
  return found;
}
