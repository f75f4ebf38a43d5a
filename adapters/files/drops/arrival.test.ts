/** Drops that are complete when nothing of them grows any more: two looks, and what is written between them. */
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLogger } from '#platform/logger.ts';
import { expect, it } from 'vitest';
import { createFolder, describeSystem, marcFile, record, type Folder } from '../folder.fixture.ts';
import { createFilesSite } from '../site.ts';
import { createArrivals, type Arrival } from './arrival.ts';
import { createDropPlace } from '../adapter.ts';
import { listDrops } from './list-drops.ts';

const NAME = 'drops/catalogue-2026-11-26.mrc';

interface World {
  readonly folder: Folder;
  /** Sets the clock of the machine. */
  setClock(ms: number): void;
  /** How long it waited, look by look. */
  readonly waits: number[];
  look(): Promise<Arrival>;
}

/** `between` happens while it waits for the second look; the clock goes on by as much as is waited. */
function createWorld(between: (folder: Folder) => void = () => undefined): World {
  const folder = createFolder('drops');
  folder.write(NAME, marcFile(record('b1', 'Grief')));
  const drop = { folder: 'drops', complete: { stableSeconds: 30 } };
  const system = describeSystem(folder.path, { drop, records: [{ source: 'catalogue-{date}.mrc' }] });
  const site = createFilesSite(system, createLogger('silent'));
  const settings = site.settings.drop;
  if (settings === null) throw new Error('no drop');
  let clock = Date.parse('2026-11-26T06:00:00Z');
  let ticks = 0;
  const waits: number[] = [];
  const options = { site, drop: settings, now: () => clock, secret: () => undefined };
  const arrivals = createArrivals({
    ...options,
    ticks: () => ticks,
    wait(ms) {
      waits.push(ms);
      clock += ms;
      ticks += ms;
      between(folder);
      return Promise.resolve();
    },
  });
  const place = createDropPlace(options);
  return {
    folder,
    waits,
    setClock: (ms) => void (clock += ms),
    async look() {
      const { signal } = new AbortController();
      const visit = await place.visit(signal);
      const [found] = await listDrops(site.system.id, site.settings, visit, null);
      if (found === undefined) throw new Error('nothing there');
      return arrivals(found, visit, signal);
    },
  };
}

it('takes what is the same at two looks so many seconds apart, and waits for the second only once', async () => {
  const { look, waits } = createWorld();

  expect(await look()).toMatchObject({ isComplete: true });
  expect(await look()).toMatchObject({ isComplete: true });
  expect(waits).toEqual([30_000]);
});

it('does not take what grows between the looks, and takes it when it no longer does', async () => {
  let isGrowing = true;
  const { look } = createWorld(({ path }) => {
    if (isGrowing) appendFileSync(join(path, NAME), marcFile(record('b2', 'Asthma')));
  });

  expect(await look()).toMatchObject({
    isComplete: false,
    why: 'catalogue-2026-11-26.mrc is still being written',
  });
  isGrowing = false;
  expect(await look()).toMatchObject({ isComplete: true });
});

it('waits no longer for the second look where the clock of the machine was set back', async () => {
  const { look, setClock, waits } = createWorld(({ path }) => {
    if (waits.length === 1) appendFileSync(join(path, NAME), marcFile(record('b2', 'Asthma')));
  });

  expect(await look()).toMatchObject({ isComplete: false });
  setClock(-3_600_000);
  expect(await look()).toMatchObject({ isComplete: true });
  expect(waits).toEqual([30_000, 30_000]);
});
