/** Codes and rules of lending as a Koha tells them, and what may be wrong with its reports. */
import { createKohaSystem, REPORTS } from '#tests/conformance/koha-system.ts';
import type { KohaTestOptions } from '#tests/conformance/koha-options.ts';
import type { PolicySource } from '#contract/adapter.ts';
import { addLibrary } from '#simulators/koha/world.ts';
import { expect, it, onTestFinished } from 'vitest';

const signal = new AbortController().signal;

async function sourceOf(options: Partial<KohaTestOptions> = {}) {
  const system = await createKohaSystem({ login: 'oauth', settings: { policies: REPORTS }, ...options });
  const adapter = system.createAdapter(`http://127.0.0.1:${system.port}`, 5_000);
  onTestFinished(async () => {
    await adapter.close();
    await system.close();
  });
  const source: PolicySource | undefined = adapter.policies;
  if (source === undefined) throw new Error('this Koha tells nothing');
  return { source, world: system.simulator.world, adapter };
}

it('refuses a report that a stock Koha cuts without a word', async () => {
  const cut = await sourceOf({ preferences: { SvcMaxReportRows: 3 } });
  await expect(cut.source.loanRules?.(signal)).rejects.toThrow(
    `[${cut.adapter.system.id}] settings.policies.rules: gives 3 of 8 rows; raise the preference SvcMaxReportRows`,
  );
});

it('says so in what doctor reports, and declares no rules then', async () => {
  const { adapter } = await sourceOf({ preferences: { SvcMaxReportRows: 3 } });

  const probe = await adapter.probe(signal);

  expect(probe.steps.find(({ what }) => what === 'rules of lending')).toMatchObject({ ok: false });
  expect(probe.capabilities).not.toContain('LOAN_POLICIES');
  expect(probe.capabilities).toContain('CODE_LISTS');
});

it('refuses a report that is not public', async () => {
  const { source, world } = await sourceOf();
  for (const report of world.reports.values()) report.public = false;

  await expect(source.loanRules?.(signal)).rejects.toMatchObject({ code: 'LMS_BAD_RESPONSE' });
});

it('tells item types and categories from their reports, and item types that nobody may borrow', async () => {
  const { source, world } = await sourceOf({ preferences: { SvcMaxReportRows: 100 } });
  for (const [id, type] of world.itemTypes) if (id === 'MP') type.not_for_loan = true;

  const lists = await source.codeLists(signal);
  const rules = await source.loanRules?.(signal);

  expect(lists.find(({ list }) => list === 'PATRON_CATEGORY')?.codes).toEqual([{ code: 'CON', label: 'Consultant' }]);
  expect(lists.find(({ list }) => list === 'ITEM_TYPE')?.codes).toContainEqual({ code: 'BK', label: 'Books' });
  expect(rules?.rules.filter(({ terms }) => terms.lent === false).flatMap(({ itemTypes }) => itemTypes)).toContain(
    'MP',
  );
});

it('tells branches as the region file writes them, whatever their letters in Koha', async () => {
  const { source, world } = await sourceOf();
  world.libraries.delete('A1');
  addLibrary(world, 'a1', 'Alder Main');

  const branches = (await source.codeLists(signal)).find(({ list }) => list === 'BRANCH');

  expect(branches?.codes).toContainEqual({ code: 'A1', label: 'Alder Main' });
});

it('tells no item types and categories that neither a report nor the region file names', async () => {
  const { source } = await sourceOf({ settings: { itemTypes: {} } });

  const told = (await source.codeLists(signal)).map(({ list }) => list);

  expect(told).toEqual(['BRANCH', 'LOCATION', 'COLLECTION', 'STATUS']);
  expect(source.loanRules).toBeUndefined();
});

it('tells the numbers of each list of states apart', async () => {
  const { source } = await sourceOf({ settings: {} });

  const statuses = (await source.codeLists(signal)).find(({ list }) => list === 'STATUS')?.codes;

  expect(statuses).toContainEqual({ code: 'LOST 1', label: 'Lost' });
  expect(statuses).toContainEqual({ code: 'NOT_LOAN 1', label: 'Not for loan' });
});
