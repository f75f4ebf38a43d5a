/** Zebra, a server of others, over the records that are published: it answers the same CQL. */
import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { deletionsPath, exportRecords } from '#feeds/files/export-records.ts';
import type { Database } from '#store/tables.ts';
import { makeTemporaryFolder, projectRoot } from '#tests/support/mercia-process.ts';
import { readAtOnePosition } from '#feed-log/index.ts';
import type { Kysely } from 'kysely';
import { feedRegion } from './feed-region.ts';
import { findFreePort, isInstalled, runTool } from './tools.ts';

export const HAS_ZEBRA = isInstalled('zebraidx', '-V') && isInstalled('zebrasrv', '-V');

export interface Zebra {
  /** Base address of its SRU. */
  readonly url: string;
  close(): Promise<void>;
}

/** Indexes everything that is published, and serves it on loopback. */
export function startZebra(db: Kysely<Database>): Promise<Zebra> {
  return startZebraOf((folder) => exportAll(db, folder));
}

/** Indexes the MARC file that `write` puts into the folder, and serves it by SRU and Z39.50 on one port of loopback. */
export async function startZebraOf(
  write: (folder: string) => Promise<{ readonly path: string; readonly records: number }>,
): Promise<Zebra> {
  const folder = makeTemporaryFolder();
  for (const name of ['zebra', 'zebra-sru']) {
    cpSync(join(projectRoot, 'tests', 'feeds', name), folder.path, { recursive: true });
  }
  for (const name of ['register', 'lock']) mkdirSync(join(folder.path, name));
  const port = await findFreePort();
  const config = join(folder.path, 'yazgfs.xml');
  writeFileSync(config, readFileSync(config, 'utf8').replaceAll('9999', String(port)));
  const { path, records } = await write(folder.path);
  await runTool('zebraidx', ['-n', 'init'], folder.path);
  const { notes } = await runTool('zebraidx', ['-n', 'update', path], folder.path);
  // At a record that it cannot read it drops the rest of the file, and ends with code 0.
  if (!notes.includes(`Records: ${String(records)} i/u/d ${String(records)}/0/0`)) throw new Error(notes);
  const child = spawn('zebrasrv', ['-f', 'yazgfs.xml'], { cwd: folder.path, stdio: 'ignore' });
  const url = `http://127.0.0.1:${String(port)}/Default`;
  await untilAnswered(url, child);
  return {
    url,
    async close() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
      folder.remove();
    },
  };
}

async function exportAll(
  db: Kysely<Database>,
  folder: string,
): Promise<{ readonly path: string; readonly records: number }> {
  const path = join(folder, 'editions.mrc');
  const part = { repository: 'editions', set: null, since: null };
  const files = { part, format: 'iso2709', gzip: false, out: path, deletions: deletionsPath(path, 'iso2709') } as const;
  const { records } = await readAtOnePosition({ db, region: feedRegion() }, (feeds) =>
    exportRecords(feeds, files, () => undefined),
  );
  return { path, records };
}

async function untilAnswered(url: string, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 100 && child.exitCode === null; tries += 1) {
    try {
      if ((await fetch(url)).ok) return;
    } catch {
      await wait(100);
    }
  }
  throw new Error('zebrasrv does not answer');
}
