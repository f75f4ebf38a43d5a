import { createLogger } from '#platform/logger.ts';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { createSite } from './site.ts';
import { systemOf } from './system.fixture.ts';
import type { SystemId } from '#domain/ids.ts';

function loggedSite() {
  const logged: unknown[] = [];
  const logger = createLogger('silent');
  logger.warn = (fields: unknown) => logged.push(fields);
  const system = systemOf('hill' as SystemId, 'files', []);
  return { logged, site: createSite({ system, schema: z.object({}), logger, ownerList: 'branch' }) };
}

it('logs each code once, as the region file writes it', () => {
  const { logged, site } = loggedSite();
  for (let copy = 0; copy < 3; copy += 1) site.onUnmapped('status', '1', { column: 'LOST', written: 'LOST=1' });
  site.onUnknownOwner('Z9');

  expect(logged).toEqual([
    { list: 'status', code: 'LOST=1' },
    { list: 'branch', code: 'Z9' },
  ]);
});

it('counts texts in the place of codes, and logs none of them: they may hold names', () => {
  const { logged, site } = loggedSite();
  for (let copy = 1; copy <= 12; copy += 1) {
    const code = `Lent to Quillfeather ${copy}`;
    site.onUnmapped('status', code, { column: 'ST', written: `ST=${code}` });
  }
  site.onUnknownOwner('For Quillfeather');

  expect(logged).toEqual([
    { list: 'status', column: 'ST', values: 1 },
    { list: 'status', column: 'ST', values: 10 },
    { list: 'branch', column: 'branch', values: 1 },
  ]);
});

it('keeps nothing of texts in the place of codes', () => {
  const { logged, site } = loggedSite();
  for (let copy = 1; copy <= 10; copy += 1) site.onUnmapped('status', 'Lent to Quillfeather');

  // The same text is counted again each time: to know that it came before, it would have to be kept.
  expect(logged).toEqual([
    { list: 'status', column: 'status', values: 1 },
    { list: 'status', column: 'status', values: 10 },
  ]);
});
