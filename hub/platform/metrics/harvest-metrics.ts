/** How far the harvest of each library system is, read at each scrape. */
import { Gauge } from 'prom-client';
import type { Metrics } from './metrics.ts';

export interface HarvestFigures {
  /** Seconds since a harvest last finished; null before the first. */
  readonly lagSeconds: number | null;
  readonly records: number;
  readonly rejects: number;
  /** Why the newest harvest failed; null if it did not. */
  readonly problem: string | null;
}

/** `read` gives the figures by the system's id; where it rejects (the database is gone) there are none this time. */
export function registerHarvestMetrics(
  { registry, onScrape }: Pick<Metrics, 'registry' | 'onScrape'>,
  read: () => Promise<ReadonlyMap<string, HarvestFigures>>,
): void {
  const gauge = (name: string, help: string): Gauge<'system'> =>
    new Gauge({ name, help, labelNames: ['system'], registers: [registry] });
  const lag = gauge(
    'mercia_harvest_lag_seconds',
    'Seconds since a harvest of a system last finished; absent before the first.',
  );
  const records = gauge('mercia_harvest_records', 'Records of a system in the union index that are not deleted.');
  const rejects = gauge('mercia_harvest_rejects', 'Records of a system that could not be read and are still not.');
  const failed = gauge('mercia_harvest_failed', '1 where the newest harvest of a system ended before its end, else 0.');

  onScrape(async () => {
    for (const each of [lag, records, rejects, failed]) each.reset();
    for (const [system, figures] of await read()) {
      if (figures.lagSeconds !== null) lag.set({ system }, figures.lagSeconds);
      records.set({ system }, figures.records);
      rejects.set({ system }, figures.rejects);
      failed.set({ system }, figures.problem === null ? 0 : 1);
    }
  });
}
