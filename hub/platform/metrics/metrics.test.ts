import { describe, expect, it } from 'vitest';
import { createGauges } from './gauges.ts';
import { createMetrics, type Metrics } from './metrics.ts';

const TOLD = { system: 'koha-a', lagSeconds: 90 as number | null, problem: null as string | null };

const createHarvestGauges = ({ registry }: Metrics) =>
  createGauges<'system', typeof TOLD>(
    registry,
    ['system'],
    [
      ['mercia_harvest_lag_seconds', 'absent before the first', ({ lagSeconds }) => lagSeconds],
      ['mercia_harvest_failed', '1 or 0', ({ problem }) => problem !== null],
    ],
  );

describe('metrics', () => {
  it('count calls and facts by system', async () => {
    const metrics = createMetrics();
    metrics.calls.call('koha-a', 'availability', 'ok', 20);
    metrics.calls.call('koha-a', 'availability', 'LMS_TIMEOUT', 10_000);
    metrics.calls.facts('koha-a', 'LIVE', 3);

    metrics.calls.told([{ system: 'koha-a', library: 'wyre', reason: null, count: 2 }]);

    const { text } = await metrics.scrape();

    expect(text).toContain('mercia_holdings_told_total{system="koha-a",library="wyre",reason="none"} 2');
    expect(text).toContain('mercia_calls_total{system="koha-a",kind="availability",outcome="LMS_TIMEOUT"} 1');
    expect(text).toContain('mercia_call_duration_seconds_bucket{le="0.025",system="koha-a",kind="availability"} 1');
    expect(text).toContain('mercia_facts_total{system="koha-a",state="LIVE"} 3');
  });

  it('say for how long a system has failed, until it answers again', async () => {
    let now = 1_000;
    const { calls, scrape } = createMetrics(() => now);
    const failingFor = async () =>
      /^mercia_calls_failing_seconds\{system="koha-a"\} (\d+)$/m.exec((await scrape()).text)?.[1];

    calls.call('koha-a', 'availability', 'LMS_UNAVAILABLE', 20);
    now += 240_000;
    calls.call('koha-a', 'items', 'LMS_TIMEOUT', 10_000);
    now += 60_000;
    calls.call('koha-a', 'items', 'LMS_TOO_MANY_ITEMS', 20);
    calls.call('koha-a', 'items', 'BAD_USER_INPUT', 20);
    // Calls about accounts need other permissions: they say nothing of whether it answers questions about copies.
    calls.call('koha-a', 'account', 'LMS_NOT_PERMITTED', 20);
    calls.call('koha-a', 'account', 'ok', 20);

    expect(await failingFor()).toBe('240');

    calls.call('koha-a', 'availability', 'ok', 20);
    calls.call('koha-a', 'account', 'LMS_NOT_PERMITTED', 20);
    now += 600_000;
    calls.call('koha-a', 'account', 'LMS_NOT_PERMITTED', 20);

    expect(await failingFor()).toBe('0');
  });

  it('count what became of writes', async () => {
    const metrics = createMetrics();
    metrics.calls.write('koha-a', 'renew', 'UNKNOWN');

    const { text } = await metrics.scrape();

    expect(text).toContain('mercia_writes_total{system="koha-a",kind="renew",outcome="UNKNOWN"} 1');
  });

  it('tell of refusals from the start, so that the first ones are an increase', async () => {
    const { text } = await createMetrics().scrape();

    expect(text).toContain('mercia_requests_total{status="429"} 0');
    expect(text).toContain('mercia_requests_total{status="503"} 0');
  });

  it('tell budgets that were met from those that were missed, and neither of a request without one', async () => {
    const metrics = createMetrics();
    metrics.requests.answered({ status: 200, elapsedMs: 900, time: { budgetMs: 1_000, reserveMs: 50 } });
    metrics.requests.answered({ status: 200, elapsedMs: 1_001, time: { budgetMs: 1_000, reserveMs: 80 } });
    metrics.requests.answered({ status: 400, elapsedMs: 1, time: null });

    const { text } = await metrics.scrape();

    expect(text).toContain('mercia_request_budgets_total{outcome="met"} 1');
    expect(text).toContain('mercia_request_budgets_total{outcome="missed"} 1');
    expect(text).toContain('mercia_requests_total{status="400"} 1');
    expect(text).toContain('mercia_request_reserve_seconds 0.08');
  });

  it('forget the harvest of a system that left the region', async () => {
    const metrics = createMetrics();
    let rows = [TOLD, { system: 'koha-b', lagSeconds: null, problem: 'it did not answer' }];
    metrics.sample(async () => rows, createHarvestGauges(metrics));
    const before = (await metrics.scrape()).text;
    rows = [TOLD];
    const after = (await metrics.scrape()).text;

    expect(before).toContain('mercia_harvest_failed{system="koha-b"} 1');
    expect(before).not.toContain('mercia_harvest_lag_seconds{system="koha-b"}');
    expect(after).not.toContain('koha-b');
    expect(after).toContain('mercia_harvest_lag_seconds{system="koha-a"} 90');
    expect(after).toContain('mercia_harvest_failed{system="koha-a"} 0');
  });

  it('say nothing, rather than 0, if a figure without labels is not known', async () => {
    const metrics = createMetrics();
    let rows = [{ position: 7 }];
    const set = createGauges<never, { readonly position: number }>(
      metrics.registry,
      [],
      [['mercia_feed_position', 'The last position.', ({ position }) => position]],
    );
    metrics.sample(() => rows, set);
    const before = (await metrics.scrape()).text;
    rows = [];
    const after = (await metrics.scrape()).text;

    expect(before).toContain('\nmercia_feed_position 7');
    expect(after).not.toContain('\nmercia_feed_position ');
  });

  it('are scraped although the database hangs, without what is read there', async () => {
    const metrics = createMetrics(Date.now, 50);
    let asked = 0;
    const hang = (): Promise<readonly (typeof TOLD)[]> => {
      asked += 1;
      return new Promise(() => undefined);
    };
    metrics.sample(hang, createHarvestGauges(metrics));
    await metrics.scrape();

    const { text } = await metrics.scrape();

    expect(text).toContain('mercia_requests_total');
    expect(text).not.toContain('mercia_harvest_failed{');
    expect(asked).toBe(1);
  });

  it('are scraped although the database is gone, without what is read there', async () => {
    const metrics = createMetrics();
    let isGone = false;
    const read = async () => {
      if (isGone) throw new Error('gone');
      return [TOLD];
    };
    metrics.sample(read, createHarvestGauges(metrics));
    await metrics.scrape();
    isGone = true;

    const { text } = await metrics.scrape();

    expect(text).toContain('mercia_requests_total');
    expect(text).not.toContain('mercia_harvest_failed{');
  });

  it('are named after Mercia in base units, but for those of the process itself', async () => {
    const names = createMetrics()
      .registry.getMetricsAsArray()
      .map(({ name }) => name);

    for (const name of names) expect(name).toMatch(/^(mercia|process|nodejs)_(?!.*(_ms|_milliseconds)$)/);
  });
});
