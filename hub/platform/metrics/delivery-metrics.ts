/** Whether files arrive at the hosts of discovery services, by delivery, read at each scrape. */
import { Gauge } from 'prom-client';
import type { Metrics } from './metrics.ts';

export interface DeliveryFigures {
  /** `deliveries[].id` of the region file. */
  readonly delivery: string;
  /** Seconds since the last began that arrived; null if none did. */
  readonly lagSeconds: number | null;
  readonly failures: number;
  readonly held: boolean;
  readonly alarm: boolean;
}

/** Where `read` rejects (the database is gone) there are no figures this time. */
export function registerDeliveryMetrics(
  { registry, onScrape }: Pick<Metrics, 'registry' | 'onScrape'>,
  read: () => Promise<readonly DeliveryFigures[]>,
): void {
  const gauge = (name: string, help: string): Gauge<'delivery'> =>
    new Gauge({ name, help, labelNames: ['delivery'], registers: [registry] });
  const lag = gauge(
    'mercia_delivery_lag_seconds',
    'Seconds since the last delivery began that arrived; absent before the first.',
  );
  const failures = gauge('mercia_delivery_failures', 'Attempts in a row that failed; 0 once a delivery has arrived.');
  const held = gauge('mercia_delivery_held', '1 while a delivery waits for an operator to let its set go, else 0.');
  const alarm = gauge('mercia_delivery_alarm', '1 while a delivery is late or has failed three times, else 0.');

  onScrape(async () => {
    for (const each of [lag, failures, held, alarm]) each.reset();
    for (const { delivery, ...figures } of await read()) {
      if (figures.lagSeconds !== null) lag.set({ delivery }, figures.lagSeconds);
      failures.set({ delivery }, figures.failures);
      held.set({ delivery }, figures.held ? 1 : 0);
      alarm.set({ delivery }, figures.alarm ? 1 : 0);
    }
  });
}
