import { describe, expect, it } from 'vitest';
import { registerHarvestMetrics, type HarvestFigures } from './harvest-metrics.ts';
import { registerLoanMetrics, type LoanListFigures } from './loan-metrics.ts';
import { createMetrics } from './metrics.ts';

const FIGURES = { lagSeconds: 90, records: 12, rejects: 1, problem: null };

describe('metrics', () => {
  it('count calls and facts by system', async () => {
    const metrics = createMetrics();
    metrics.calls.call('koha-a', 'availability', 'ok', 20);
    metrics.calls.call('koha-a', 'availability', 'LMS_TIMEOUT', 10_000);
    metrics.calls.facts('koha-a', 'LIVE', 3);

    const { text } = await metrics.scrape();

    expect(text).toContain('mercia_calls_total{system="koha-a",kind="availability",outcome="LMS_TIMEOUT"} 1');
    expect(text).toContain('mercia_call_duration_seconds_bucket{le="0.025",system="koha-a",kind="availability"} 1');
    expect(text).toContain('mercia_facts_total{system="koha-a",state="LIVE"} 3');
  });

  it('count what became of writes', async () => {
    const metrics = createMetrics();
    metrics.calls.write('koha-a', 'renew', 'UNKNOWN');

    const { text } = await metrics.scrape();

    expect(text).toContain('mercia_writes_total{system="koha-a",kind="renew",outcome="UNKNOWN"} 1');
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
    let figures = new Map<string, HarvestFigures>([
      ['koha-a', FIGURES],
      ['koha-b', { ...FIGURES, lagSeconds: null, problem: 'it did not answer' }],
    ]);
    registerHarvestMetrics(metrics, async () => figures);
    const before = (await metrics.scrape()).text;
    figures = new Map([['koha-a', FIGURES]]);
    const after = (await metrics.scrape()).text;

    expect(before).toContain('mercia_harvest_failed{system="koha-b"} 1');
    expect(before).not.toContain('mercia_harvest_lag_seconds{system="koha-b"}');
    expect(after).not.toContain('koha-b');
    expect(after).toContain('mercia_harvest_lag_seconds{system="koha-a"} 90');
  });

  it('tell each list of loans by system, and forget one that is gone', async () => {
    const metrics = createMetrics();
    const told: LoanListFigures = {
      system: 'koha-a',
      list: 'OPEN_LOANS',
      lagSeconds: 60,
      rows: 12,
      leftOut: 3,
      problem: null,
    };
    const failed = { ...told, list: 'READERS', lagSeconds: null, rows: null, problem: 'it did not answer' };
    let lists = [told, failed];
    registerLoanMetrics(metrics, async () => lists);
    const before = (await metrics.scrape()).text;
    lists = [told];
    const after = (await metrics.scrape()).text;

    expect(before).toContain('mercia_loan_list_failed{system="koha-a",list="READERS"} 1');
    expect(before).not.toMatch(/mercia_loan_list_(lag_seconds|rows)\{system="koha-a",list="READERS"\}/);
    expect(after).not.toContain('READERS');
    expect(after).toContain('mercia_loan_list_lag_seconds{system="koha-a",list="OPEN_LOANS"} 60');
    expect(after).toContain('mercia_loan_list_rows{system="koha-a",list="OPEN_LOANS"} 12');
    expect(after).toContain('mercia_loan_list_left_out{system="koha-a",list="OPEN_LOANS"} 3');
    expect(after).toContain('mercia_loan_list_failed{system="koha-a",list="OPEN_LOANS"} 0');
  });

  it('are scraped although the database is gone, without what is read there', async () => {
    const metrics = createMetrics();
    let isGone = false;
    registerHarvestMetrics(metrics, async () => {
      if (isGone) throw new Error('gone');
      return new Map([['koha-a', FIGURES]]);
    });
    await metrics.scrape();
    isGone = true;

    const { text } = await metrics.scrape();

    expect(text).toContain('mercia_requests_total');
    expect(text).not.toContain('mercia_harvest_records{');
  });

  it('are named after Mercia in base units, but for those of the process itself', async () => {
    const names = createMetrics()
      .registry.getMetricsAsArray()
      .map(({ name }) => name);

    for (const name of names) expect(name).toMatch(/^(mercia|process|nodejs)_(?!.*(_ms|_milliseconds)$)/);
  });
});
