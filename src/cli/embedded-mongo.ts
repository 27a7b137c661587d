import { once } from 'node:events';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

/** Runs the embedded MongoDB alone, in this process, until it is told to stop: `--port N --data DIR`. */
export async function embeddedMongo(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { port: { type: 'string', default: '0' }, data: { type: 'string', default: '.data' } },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > MAX_PORT)
    throw new Error(`--port ${values.port} is no port`);
  silenceExperimentalWarning();
  const { createEmbeddedServer } = await import('../embedded/mongo/server.ts');
  const { uriOf } = await import('../embedded/mongo/find-server.ts');
  const server = await createEmbeddedServer({
    dataDir: resolve(values.data),
    port,
    onFault: (error) => console.error(error),
  });
  console.log(uriOf(server.port));
  await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
  await server.close();
}

const MAX_PORT = 65_535;

/** node:sqlite announces itself as experimental when it is first loaded; whoever runs this need not care. */
function silenceExperimentalWarning(): void {
  const emit = process.emitWarning.bind(process);
  process.emitWarning = (warning: string | Error, ...rest: unknown[]) => {
    const name = typeof rest[0] === 'string' ? rest[0] : (rest[0] as { type?: string } | undefined)?.type;
    if (name !== 'ExperimentalWarning') Reflect.apply(emit, process, [warning, ...rest]);
  };
}
