import { createTestAdapter, testConfig } from '#tests/conformance/koha-system.ts';
import { createLogger } from '#platform/logger.ts';
import { freshGuard } from '#tests/support/host-guard.ts';
import { expect, it } from 'vitest';
import { adapterKinds, createAdapter, shelfNamesOf } from './registry.ts';

const context = (changes: object) => ({
  system: { ...testConfig('http://127.0.0.1:1', { login: 'none' }), ...changes },
  secret: () => undefined,
  guard: freshGuard(testConfig('http://127.0.0.1:1', { login: 'none' })),
  logger: createLogger('silent'),
  now: Date.now,
});

it('builds the adapter of the kind that the region file names', async () => {
  const adapter = createAdapter(context({}));

  expect(adapter.system).toEqual(createTestAdapter('http://127.0.0.1:1', { login: 'none' }).system);
  await adapter.close();
});

it('refuses an unknown kind and lists those that it knows', () => {
  expect(() => createAdapter(context({ kind: 'cuckoo' }))).toThrow(
    expect.objectContaining({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining('known kinds: koha, symphony') as string,
    }),
  );
});

it('refuses settings that are wrong, naming the key', () => {
  expect(() => createAdapter(context({ settings: { oai: { path: 'oai.pl' } } }))).toThrow(
    expect.objectContaining({ code: 'CONFIG_INVALID', message: expect.stringContaining('oai.path') as string }),
  );
});

it('has every kind by its name', () => {
  expect([...adapterKinds.keys()]).toEqual([...adapterKinds.values()].map(({ kind }) => kind));
  expect([...adapterKinds.keys()]).toEqual(expect.arrayContaining(['koha', 'symphony']));
});

it('tells what the settings of each kind call the shelves of an owner code', () => {
  const named = (kind: string, settings: object): unknown => shelfNamesOf(context({ kind, settings }).system, 'MAIN');

  expect(named('koha', { locations: { GEN: 'Open shelves' } })).toMatchObject({
    GEN: 'Open shelves',
    CART: 'Book cart',
  });
  expect(
    named('symphony', {
      locations: { REF: { use: 'REFERENCE', name: 'Reading room' }, OLD: { name: 'Store' } },
      libraries: { MAIN: { locations: { REF: { name: 'Reference' } } } },
    }),
  ).toMatchObject({ REF: 'Reference', OLD: 'Store' });
  expect(named('files', { records: [{ source: 'a.mrc' }], locations: { A: 'Annexe' } })).toEqual({ A: 'Annexe' });
});
