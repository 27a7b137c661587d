import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's own folders, wherever the process was started. */
const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const FOLDERS = {
  flows: join(ROOT, 'flows'),
  locales: join(ROOT, 'locales'),
  data: join(ROOT, 'data'),
  consoleAssets: join(ROOT, 'src/http/console/assets'),
};
