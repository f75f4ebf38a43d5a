import { createLogger } from '#platform/logger.ts';
import { createMetrics } from '#platform/metrics/metrics.ts';
import { openStoreLater } from '#store/open-later.ts';
import { databaseUrl } from '#tests/support/fresh-database.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { expect, it } from 'vitest';
import { addDatabaseMetrics } from './metrics.ts';

const store = withTestDatabase();

/** What a process says of a database. */
async function scrapeOf(url: string): Promise<string> {
  const opened = openStoreLater({ databaseUrl: url, directUrl: undefined }, createLogger('silent'), 'test');
  const metrics = createMetrics();
  addDatabaseMetrics(metrics, opened);
  try {
    return (await metrics.scrape()).text;
  } finally {
    await opened.close();
  }
}

it('a process says whether its database can be used, also while it is gone', async () => {
  expect(await scrapeOf(databaseUrl(store))).toMatch(/^mercia_database_usable 1$/m);
  expect(await scrapeOf('postgres://mercia@127.0.0.1:1/mercia')).toMatch(/^mercia_database_usable 0$/m);
});
