#!/usr/bin/env node
/**
 * Runs a script of this project on Node 24, whatever Node was started: `node doors/cli/node24.mjs SCRIPT [ARG …]`. An older Node
 * starts the Node 24 that `npm ci` installed as an optional package. `doors/cli/mercia.mjs` uses it too, to start long-running
 * commands with V8's flags (`v8-flags.mjs`). Plain JavaScript that an older Node can read, and no dependency, because it
 * must also run where everything else cannot.
 */
import { spawn } from 'node:child_process';
import * as nodeModule from 'node:module';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chooseV8Flags, withoutSaid } from './v8-flags.mjs';

const WANTED_MAJOR = 24;
const PASSED_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

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

/** What a process needs to read our TypeScript: nothing, but where Mercia is installed as a package of another folder. */
const TYPES = import.meta.url.includes('/node_modules/')
  ? // Node calls what strips them experimental, in each process.
    ['--disable-warning=ExperimentalWarning', `--import=${new URL('./strip-types.mjs', import.meta.url).href}`]
  : [];

/**
 * Half of what a start takes is the reading of its sources: Node keeps what it made of them, here, where nobody can put anything who
 * cannot change the sources. Where this user may not write, nothing is kept.
 */
export const CODE_CACHE =
  process.env.NODE_COMPILE_CACHE || fileURLToPath(new URL('../../node_modules/.cache/mercia-code', import.meta.url));

/**
 * Runs `script` with `args` on Node 24. In this process if it is one and has the flags, or needs none (`flagged` false);
 * else Node is started once more.
 */
export async function runOnNode24(script, args, flagged = false) {
  const isNode24 = Number(process.versions.node.split('.')[0]) >= WANTED_MAJOR;
  const said = process.execArgv.concat((process.env.NODE_OPTIONS || '').split(/\s+/));
  const missing = withoutSaid(chooseV8Flags(args), said);
  const types = TYPES.filter((flag) => !process.execArgv.includes(flag));
  if (isNode24 && types.length === 0 && (!flagged || missing.length === 0)) {
    process.argv = [process.execPath, script, ...args];
    nodeModule.enableCompileCache(CODE_CACHE);
    await import(pathToFileURL(script).href);
    return;
  }
  const node = isNode24 ? process.execPath : findNode24();
  if (node === null) {
    process.stderr.write(
      `Mercia needs Node ${WANTED_MAJOR} and this is Node ${process.versions.node}.\n` +
        `No Node ${WANTED_MAJOR} package is installed for ${process.platform}-${process.arch}. Run "npm ci" again (with ` +
        `optional packages), or install Node ${WANTED_MAJOR} from your system and start the same command with it.\n`,
    );
    process.exitCode = 1;
    return;
  }
  startNode(node, [...missing, ...types, ...process.execArgv, script, ...args]);
}

/** In the place of this process, which keeps its id; in a child where the platform or an older Node cannot do that. */
function startNode(node, args) {
  const env = { ...process.env, NODE_COMPILE_CACHE: CODE_CACHE };
  if (process.platform !== 'win32' && typeof process.execve === 'function') process.execve(node, [node, ...args], env);

  // By the channel the child learns that this process ended, even if it was killed.
  const child = spawn(node, args, {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...env, NODE24_LAUNCHER: String(process.pid) },
  });
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
    process.stderr.write('usage: node doors/cli/node24.mjs SCRIPT [ARG …]\n');
    process.exitCode = 2;
  } else {
    await runOnNode24(resolve(script), args);
  }
}
