/** How far what is passed on to discovery systems is, read at each scrape. */
import { Gauge } from 'prom-client';
import type { Metrics } from './metrics.ts';

export interface FeedFigures {
  readonly position: number;
  /** Seconds since the oldest change was made that is not published; 0 if all are. */
  readonly lagSeconds: number;
  readonly heldSets: number;
  readonly heldEditions: number;
  readonly unrendered: number;
  /** Whether the last try to publish failed. */
  readonly failed: boolean;
  /** Entries by the repository's name. */
  readonly entries: ReadonlyMap<string, number>;
}

/** `read` gives null if nothing is passed on; where it rejects (the database is gone) there are no figures this time. */
export function registerFeedMetrics(
  { registry, onScrape }: Pick<Metrics, 'registry' | 'onScrape'>,
  read: () => Promise<FeedFigures | null>,
): void {
  const gauge = (name: string, help: string): Gauge => new Gauge({ name, help, registers: [registry] });
  const position = gauge('mercia_feed_position', 'Last position of the log of the feeds.');
  const lag = gauge('mercia_feed_lag_seconds', 'Age of the oldest change of the index that the feeds do not have yet.');
  const heldSets = gauge('mercia_feed_held_sets', 'Sets of the feeds that an operator has to let go.');
  const heldEditions = gauge('mercia_feed_held_editions', 'Editions whose changes wait for an operator.');
  const unrendered = gauge('mercia_feed_unrendered_editions', 'Editions that cannot be written for the feeds.');
  const failed = gauge('mercia_feed_failed', '1 if the last try to publish failed, else 0.');
  const entries = new Gauge({
    name: 'mercia_feed_entries',
    help: 'Entries of a repository of the feeds that are not deleted.',
    labelNames: ['repository'],
    registers: [registry],
  });

  onScrape(async () => {
    // A gauge without labels is 0 when it is reset, which would say that all is well: it is set, or taken out.
    for (const each of [position, lag, heldSets, heldEditions, unrendered, failed]) each.remove();
    entries.reset();
    const figures = await read();
    if (figures === null) return;
    position.set(figures.position);
    lag.set(figures.lagSeconds);
    heldSets.set(figures.heldSets);
    heldEditions.set(figures.heldEditions);
    unrendered.set(figures.unrendered);
    failed.set(figures.failed ? 1 : 0);
    for (const [repository, count] of figures.entries) entries.set({ repository }, count);
  });
}
