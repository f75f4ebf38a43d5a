import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openTargetFolder } from './target-folder.ts';

it('deletes what a killed process left of the same folder, and nothing that may still be written to', async () => {
  const parent = mkdtempSync(join(tmpdir(), 'mercia-folder-'));
  const leave = (name: string, hoursAgo: number): void => {
    const then = new Date(Date.now() - hoursAgo * 3_600_000);
    mkdirSync(join(parent, name));
    writeFileSync(join(parent, name, 'records.mrc'), 'a record');
    for (const place of [join(parent, name, 'records.mrc'), join(parent, name)]) utimesSync(place, then, then);
  };
  leave('.out.0a1b2c3d.part', 2);
  leave('.out.4e5f6a7b.part', 0.5);
  leave('.out-of-another.0a1b2c3d.part', 2);
  leave('.out.part', 2);

  const folder = await openTargetFolder(join(parent, 'out'));

  const [unfinished, finished] = folder.places;
  expect(finished).toBe(join(parent, 'out'));
  expect(readdirSync(unfinished)).toEqual([]);
  await folder.discard();
  expect(readdirSync(parent).toSorted()).toEqual(['.out-of-another.0a1b2c3d.part', '.out.4e5f6a7b.part', '.out.part']);
  rmSync(parent, { recursive: true });
});
