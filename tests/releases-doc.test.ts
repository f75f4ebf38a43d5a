/** docs/releases.md names the versions that the code has, and docs/upgrading.md those that may not run beside it. */
import { WIRE_VERSION } from '#adapters/remote/wire.ts';
import { VERSION } from '#platform/version.ts';
import { REGION_FILE_VERSION } from '#region/file-version.ts';
import { MIGRATIONS } from '#store/migrate.ts';
import { readProjectFile } from '#tests/support/project-files.ts';
import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';

/** The rows under the first heading of a version, by their first cells. */
function versionsNamed(): Readonly<Record<string, string>> {
  const [, section = ''] = readProjectFile('docs/releases.md').split(/^## What .* is$/m);
  const rows = section.split(/^## /m)[0]?.match(/^\|.*\|$/gm) ?? [];
  const cells = rows.slice(2).map((row) => row.split('|').map((cell) => cell.trim()));
  return Object.fromEntries(cells.map(([, what = '', version = '']) => [what, version]));
}

it('docs/releases.md has the versions of Mercia, graph, adapter wire, region file and tables', () => {
  const [, graph] = /^# The public graph of Mercia (\S+)/.exec(readProjectFile('schema/released.graphql')) ?? [];
  const migrations = readdirSync(new URL('../hub/store/migrations/', import.meta.url)).flatMap(
    (name) => /^(\d{4})-/.exec(name)?.[1] ?? [],
  );

  expect(versionsNamed()).toEqual({
    Mercia: VERSION,
    graph,
    'adapter wire': WIRE_VERSION,
    'region file': REGION_FILE_VERSION,
    tables: migrations.toSorted().at(-1),
  });
  expect(readProjectFile('docs/releases.md')).toContain(`## What ${VERSION} is`);
});

it('docs/upgrading.md names the newest change of tables beside which older code may not run', () => {
  const needing = Object.entries(MIGRATIONS).filter(([, { olderMayRun }]) => olderMayRun !== true);
  const newest = needing
    .map(([name]) => name.slice(0, 4))
    .toSorted()
    .at(-1);
  const [, named] = /The newest that does not is (\d{4}):/.exec(readProjectFile('docs/upgrading.md')) ?? [];

  expect(named).toBe(newest);
});
