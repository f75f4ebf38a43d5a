/** A snapshot is taken, and everybody who may takes all of it along: as JSON, CSV and a workbook, which is unpacked. */
import { makeTemporaryFolder, runMercia } from '#tests/support/mercia-process.ts';
import { partsOfZip } from '#platform/sheets/raw-xlsx.ts';
import { unzip } from '#platform/sheets/zip.fixture.ts';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { snapshotsFor, type Said } from './evidence.ts';
import type { Person } from './planted-region.ts';
import type { RunningMercia } from './running-mercia.ts';

export async function exportSnapshot(
  mercia: Pick<RunningMercia, 'url'>,
  tokens: ReadonlyMap<Person, string>,
): Promise<readonly Said[]> {
  const folder = makeTemporaryFolder();
  const said: Said[] = [];
  const run = async (person: Person, ...args: readonly string[]): Promise<string> => {
    const command = runMercia(args, { MERCIA_URL: mercia.url, MERCIA_TOKEN: tokens.get(person) ?? '' });
    const code = await command.ended;
    const where = `${person}: mercia ${args.join(' ')}`;
    if (code !== 0) throw new Error(`${where} ended with ${String(code)}: ${command.stderr()}`);
    said.push({ where, text: `${command.stdout()}\n${command.stderr()}`, may: snapshotsFor(person) });
    return command.stdout();
  };
  try {
    await run('migration', 'snapshot', 'take', 'marks');
    const reports = await run('migration', 'compare', '--json');
    const names = [...reports.matchAll(/^\{"name":"([a-z-]+)"/gm)].map(([, name = '']) => name);
    if (names.length === 0) throw new Error('the scene is not as planned: there are no reports');
    for (const person of ['migration', 'operator', 'staff'] as const) {
      const to = (name: string): string => join(folder.path, `${person}-${name}`);
      for (const population of ['RECORDS', 'ITEMS', 'STATEMENTS']) {
        const notes = population === 'ITEMS' ? ['--staff-notes'] : [];
        const files = ['--csv', to(`${population}.csv`), '--xlsx', to(`${population}.xlsx`)];
        await run(person, 'compare', 'rows', '--of', population, ...notes, '--json', ...files);
      }
      for (const file of readdirSync(folder.path).filter((name) => name.startsWith(person))) {
        said.push({ where: `${person}: ${file}`, text: textOf(join(folder.path, file)), may: snapshotsFor(person) });
      }
    }
  } finally {
    folder.remove();
  }
  return said;
}

/** All parts of a workbook, one after another; any other file as it is. */
function textOf(path: string): string {
  const bytes = readFileSync(path);
  if (!path.endsWith('.xlsx')) return bytes.toString('utf8');
  return (partsOfZip(bytes) ?? []).map(({ name }) => unzip(bytes, name)).join('\n');
}
