/** Mercia on an empty database in a process of its own: harvests the exports of a whole region, then single changes. */
import type { Hub } from '#cli/graph/hub.ts';
import { serveCommands } from '../support/child.ts';
import { spreadOf, type Spread } from '../support/stats.ts';
import { changeRecords } from './change-records.ts';
import { openExportHub, type ExportPlan } from './export-hub.ts';
import { measureHarvest, type HarvestFigures } from './measure-harvest.ts';

let hub: Hub | undefined;

const commands = {
  async load(plan: ExportPlan): Promise<HarvestFigures> {
    hub = await openExportHub(plan);
    return measureHarvest(hub, [...hub.adapters.values()]);
  },

  /** Milliseconds from a changed record to its editions, one record at a time. */
  async change(count: number): Promise<Spread> {
    const [adapter] = hub?.adapters.values() ?? [];
    if (hub === undefined || adapter === undefined) throw new Error('nothing is loaded');
    return spreadOf(await changeRecords(hub, adapter, { count, subtitle: 'a new subtitle' }));
  },
};

export type LoadCommands = typeof commands;

serveCommands(commands, async () => hub?.close());
