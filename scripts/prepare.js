// Plain JavaScript for the machine's own Node (20 or newer): brings what the project needs before its first command.
// Installs the locked packages (the Node 24 runtime among them) and a Redis server where none is on the PATH.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stamp = join(root, 'node_modules', '.prepared');

const dotenv = join(root, '.env');
if (existsSync(dotenv)) process.loadEnvFile?.(dotenv);

installPackages();
if (!process.env.REDIS_URL) installRedis();

function installPackages() {
  const locked = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === locked) return;
  say('Installing the packages (once)…');
  const quiet = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  run('npm', quiet, 'npm ci failed: is the npm registry reachable?');
  writeFileSync(stamp, locked);
}

function installRedis() {
  if (onPath('redis-server')) return;
  say('Installing a Redis server (once)…');
  if (onPath('apt-get') && process.getuid?.() === 0) {
    spawnSync('apt-get', ['-qq', 'update'], { stdio: 'ignore' });
    // The package would start a server of its own; ours starts one under DATA_DIR instead.
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
    run('apt-get', ['-qq', 'install', '-y', '--no-install-recommends', 'redis-server'], help(), env);
  } else if (onPath('brew')) run('brew', ['install', 'redis'], help());
  if (!onPath('redis-server')) stop(help());
}

function help() {
  return 'Redis is missing. Install it ("sudo apt-get install redis-server" or "brew install redis") or set REDIS_URL.';
}

function onPath(command) {
  return (process.env.PATH ?? '').split(':').some((folder) => existsSync(join(folder, command)));
}

function run(command, args, advice, env = process.env) {
  const done = spawnSync(command, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  if (done.status === 0) return;
  process.stderr.write(`${done.stdout ?? ''}${done.stderr ?? ''}`);
  stop(advice);
}

function say(line) {
  process.stderr.write(`${line}\n`);
}

function stop(advice) {
  say(advice);
  process.exit(1);
}
