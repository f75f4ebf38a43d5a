import { readingRulesOf } from '#adapters/registry.ts';
import type { SystemConfig } from '#domain/region.ts';
import { createLogger } from '#platform/logger.ts';
import { REPORTS, testConfig as kohaConfig } from '#tests/conformance/koha-system.ts';
import { testConfig as symphonyConfig } from '#tests/conformance/symphony-config.ts';
import { expect, it } from 'vitest';

const NOWHERE = 'http://127.0.0.1:9';
const koha = kohaConfig(NOWHERE, { login: 'none' });
const records = [{ source: 'catalogue.mrc' }];

it.each<readonly [string, SystemConfig, object]>([
  ['Koha', koha, { policies: REPORTS }],
  ['Symphony', symphonyConfig(NOWHERE, { login: false }), { policies: { map: 'map.csv', rules: 'rules.csv' } }],
  ['files', { ...koha, kind: 'files', settings: { records } }, { policies: { rules: [{ days: 21 }] } }],
])('saying where rules of lending are has no record read again: %s', (_, system, more) => {
  const told = { ...system, settings: { ...(system.settings as object), ...more } };

  const digestOf = (one: SystemConfig): string => readingRulesOf(one, createLogger('silent')).digest;

  expect(digestOf(told)).toBe(digestOf(system));
});

it('is nothing to do with where files lie', () => {
  const files = (source: string, changes: string | null): string => {
    const lists = [{ source, changes, columns: { record: 'BIB', barcode: 'BARCODE', status: 'STATUS' } }];
    const settings = { records: [{ source: `${source}.mrc`, changes }], items: lists };
    return readingRulesOf({ ...koha, kind: 'files', settings }, createLogger('silent')).digest;
  };

  expect(files('http://127.0.0.1:4106/items.csv', null)).toBe(files('http://127.0.0.1:9/other.csv', null));
});
