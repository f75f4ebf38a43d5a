/** A second graph over the same systems: its region is empty first, then nothing was harvested yet, and its database goes away at the end. */
import { readDemoRegion } from '#cli/region/region-source.ts';
import { startGraph, type WholeGraph } from '#tests/e2e/support/whole-graph.ts';
import { setTimeout as delay } from 'node:timers/promises';
import type { Stage, World } from './world.ts';

/** With a few answers longer than the pages need. */
const SLOW_MS = 5_000;

export function indexWorlds({ graph: { demo }, open, onClose }: Stage): readonly World[] {
  const source = readDemoRegion({ regionText: demo.regionText, secrets: demo.env });
  let opened: { readonly fresh: WholeGraph; readonly url: string } | null = null;
  const over = new AbortController();
  let harvest: Promise<unknown> = Promise.resolve();
  const openOnce = async (): Promise<NonNullable<typeof opened>> => {
    if (opened !== null) return opened;
    // No region file may say so: it names one system at least. The graph is told of it beside the file.
    const fresh = await startGraph({ ...source, region: { ...source.region, libraries: [], systems: [] } });
    onClose(() => fresh.close());
    opened = { fresh, url: (await open({ graphUrl: fresh.url })).url };
    return opened;
  };
  const becoming = (name: World['name'], become: (fresh: WholeGraph) => Promise<void>): World => ({
    name,
    begin: async () => {
      const { fresh, url } = await openOnce();
      await become(fresh);
      return url;
    },
    end: async () => undefined,
  });
  const read = async ({ hub }: WholeGraph): Promise<void> => {
    if (hub.region.systems.length === 0) hub.replace(source);
  };
  return [
    becoming('no system', async () => undefined),
    becoming('nothing read yet', read),
    {
      ...becoming('first harvest', async (fresh) => {
        await read(fresh);
        for (const { simulator } of demo.systems) await simulator.faults.set({ slowMs: SLOW_MS });
        harvest = fresh.harvest(undefined, 'auto', over.signal);
        await whenReading(fresh);
      }),
      end: async () => {
        over.abort();
        for (const { simulator } of demo.systems) await simulator.faults.clear();
        // Nobody needs what it would read.
        await Promise.allSettled([harvest]);
      },
    },
    becoming('database down', (fresh) => fresh.database.db.destroy()),
  ];
}

async function whenReading({ ask }: WholeGraph): Promise<void> {
  const isRunning = async (): Promise<boolean> => {
    const { data } = await ask<{ region: { systems: readonly { harvest: { running: boolean } }[] } }>(
      '{ region { systems { harvest { running } } } }',
    );
    return data.region.systems.some(({ harvest }) => harvest.running);
  };
  while (!(await isRunning())) await delay(50);
}
