import { instance } from '@viz-js/viz';

/** Draws Graphviz's language as SVG, in this process: no browser and no installed program. */
export async function drawSvg(dot: string): Promise<string> {
  const viz = await instance();
  return viz.renderString(dot, { format: 'svg' });
}
