/** How far the harvest of loans as a whole is, by system and list, read at each scrape. */
import { Gauge } from 'prom-client';
import type { Metrics } from './metrics.ts';

export interface LoanListFigures {
  readonly system: string;
  /** One of a short closed list: `OPEN_LOANS`. */
  readonly list: string;
  /** Seconds since the harvest began that brought it; null if none has finished. */
  readonly lagSeconds: number | null;
  /** Rows that it kept; null if nobody counted. */
  readonly rows: number | null;
  readonly leftOut: number;
  /** Why the newest harvest failed; null if it did not. */
  readonly problem: string | null;
}

/** Where `read` rejects (the database is gone) there are no figures this time. */
export function registerLoanMetrics(
  { registry, onScrape }: Pick<Metrics, 'registry' | 'onScrape'>,
  read: () => Promise<readonly LoanListFigures[]>,
): void {
  const gauge = (name: string, help: string): Gauge<'system' | 'list'> =>
    new Gauge({ name, help, labelNames: ['system', 'list'], registers: [registry] });
  const lag = gauge(
    'mercia_loan_list_lag_seconds',
    'Seconds since the harvest began that brought a list of loans of a system; absent before the first.',
  );
  const rows = gauge('mercia_loan_list_rows', 'Rows that the newest whole harvest of a list of loans kept.');
  const leftOut = gauge(
    'mercia_loan_list_left_out',
    'Rows of a list of loans that were not kept, for want of an agreement or of a known copy.',
  );
  const failed = gauge(
    'mercia_loan_list_failed',
    '1 where the newest harvest of a list of loans ended before its end, else 0.',
  );

  onScrape(async () => {
    for (const each of [lag, rows, leftOut, failed]) each.reset();
    for (const { system, list, ...figures } of await read()) {
      if (figures.lagSeconds !== null) lag.set({ system, list }, figures.lagSeconds);
      if (figures.rows !== null) rows.set({ system, list }, figures.rows);
      leftOut.set({ system, list }, figures.leftOut);
      failed.set({ system, list }, figures.problem === null ? 0 : 1);
    }
  });
}
