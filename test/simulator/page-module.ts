/** Loads one of the page's modules: the server's own compiler settings know no JavaScript. */
export async function pageModule<Module>(name: string): Promise<Module> {
  return (await import(new URL(`../../src/http/simulator/page/${name}`, import.meta.url).href)) as Module;
}
