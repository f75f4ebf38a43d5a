#!/usr/bin/env node
/**
 * Runs a script of this project on Node 24, whatever Node was started: `node cli/node24.mjs SCRIPT [ARG …]`.
 * On Node 24 or later it imports the script; on an older one it starts the Node 24 that `npm ci` installed as an
 * optional package and passes on signals and the exit code. Plain JavaScript of Node 12's grammar and no
 * dependency, because it must also run where everything else cannot.
 */
import { spawn } from 'node:child_process';
import * as nodeModule from 'node:module';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const WANTED_MAJOR = 24;
/**
 * What a page of hundreds of holdings is made of is garbage when it is told. With a young generation of 16 MB in the place of
 * 32, one page in twenty waits for a collection of everything (p95 of a page of fifty: 41 ms, not 32). `npm start` has 16
 * all the same: it shows a whole region with its systems in one process, which is to fit beside other work. V8 also makes in
 * the old one at once what often outlives a collection, as things do that wait for a library system, and they are garbage
 * soon all the same. Under a bound on the old one, a process collects before it grows. One that only harvests has no bound
 * but V8's own: what it reads is garbage a second later, and collecting everything twice a second was an eighth of its time.
 * What it reads also waits for others, and is copied with each collection meanwhile: in 96 MB of young a third as often. It
 * takes some 1.2 GB at a large load.
 */
const MEMORY_FLAGS = ['--max-semi-space-size=32', '--no-allocation-site-pretenuring', '--max-old-space-size=1024'];
const HARVEST_FLAGS = ['--max-semi-space-size=96', '--no-allocation-site-pretenuring'];
const PASSED_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Whether the command is one of a process that harvests and answers nobody. */
function harvestsOnly([command, part]) {
  return command === 'harvest' || (command === 'serve' && part === 'harvester');
}

/** The Node 24 binary of the project's own packages, or null where none fits this machine. */
function findNode24() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const binary = process.platform === 'win32' ? 'node.exe' : 'node';
  const name = `node-${platform}-${process.arch}`;
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name, 'bin', binary);
    if (existsSync(candidate)) return candidate;
    if (folder === dirname(folder)) return null;
  }
}

/** Runs `script` with `args` on Node 24: in this process where it is one already, else in a child. */
export async function runOnNode24(script, args) {
  if (Number(process.versions.node.split('.')[0]) >= WANTED_MAJOR) {
    process.argv = [process.execPath, script, ...args];
    // Half of a short command's time is the reading of its sources; Node keeps what it made of them.
    nodeModule.enableCompileCache();
    await import(pathToFileURL(script).href);
    return;
  }
  const node = findNode24();
  if (node === null) {
    process.stderr.write(
      `Mercia needs Node ${WANTED_MAJOR} and this is Node ${process.versions.node}.\n` +
        `No Node ${WANTED_MAJOR} package is installed for ${process.platform}-${process.arch}. Run "npm ci" again (with ` +
        `optional packages), or install Node ${WANTED_MAJOR} from your system and start the same command with it.\n`,
    );
    process.exitCode = 1;
    return;
  }
  const flags = harvestsOnly(args) ? HARVEST_FLAGS : MEMORY_FLAGS;
  // What was said to the older Node is said to this one, and goes before what is usual.
  const child = spawn(node, [...flags, ...process.execArgv, script, ...args], { stdio: 'inherit' });
  for (const signal of PASSED_SIGNALS) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    process.stderr.write(`Node ${WANTED_MAJOR} at ${node} cannot be started: ${error.message}\n`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    for (const passed of PASSED_SIGNALS) process.removeAllListeners(passed);
    process.kill(process.pid, signal);
  });
}

const started = process.argv[1];
if (started !== undefined && resolve(started) === fileURLToPath(import.meta.url)) {
  const [script, ...args] = process.argv.slice(2);
  if (script === undefined) {
    process.stderr.write('usage: node cli/node24.mjs SCRIPT [ARG …]\n');
    process.exitCode = 2;
  } else {
    await runOnNode24(resolve(script), args);
  }
}
