/** A stock Koha has OAI-PMH on the host of its public catalogue, and REST for staff on another. */
import type { LmsAdapter } from '#contract/adapter.ts';
import { createKohaSimulator, type KohaSimulator } from '#simulators/koha/index.ts';
import { collectPages, harvestFully } from '#conformance/apply-harvest.ts';
import { createTestAdapter, createTestWorld } from '#tests/conformance/koha-system.ts';
import { errorOf } from '#conformance/outcome.ts';
import type { KohaTestOptions } from '#tests/conformance/koha-options.ts';
import { letPass } from '#tests/support/let-pass.ts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { FULL, harvestOf, oai } from './running-koha.ts';
import { createScriptedKoha, IDENTIFY, oaiPage, oaiRecord } from './scripted-koha.ts';

const { signal } = new AbortController();

interface StockSite {
  readonly staff: KohaSimulator;
  readonly opac: KohaSimulator;
  adapterWith(settings: object): LmsAdapter;
}

async function startSite(): Promise<StockSite> {
  const options = { login: 'oauth', preferences: { 'OAI-PMH:include_items': false } } as const;
  const world = createTestWorld(options);
  const [staff, opac] = [
    await createKohaSimulator({ world, side: 'staff' }),
    await createKohaSimulator({ world, side: 'opac' }),
  ];
  onTestFinished(async () => {
    await staff.close();
    await opac.close();
  });
  return {
    staff,
    opac,
    adapterWith(settings) {
      const adapter = createTestAdapter(staff.url, { ...options, settings });
      onTestFinished(() => adapter.close());
      return adapter;
    },
  };
}

async function harvestStep(adapter: LmsAdapter): Promise<string | undefined> {
  const { steps } = await adapter.probe(signal);
  return steps.find(({ what }) => what === 'harvest')?.detail;
}

const headerOf = (record: string): string => /<header>.*<\/header>/.exec(record)?.[0] ?? '';

describe('OAI-PMH of a stock site', () => {
  it.each([
    ['at the address of its own in the region file', ({ opac }: StockSite) => ({ oai: { address: opac.url } })],
    [
      'at the public catalogue, which is looked at where nothing is said',
      ({ opac }: StockSite) => ({ opacAddress: opac.url }),
    ],
  ])('is found %s', async (_name, settings) => {
    const site = await startSite();
    const adapter = site.adapterWith(settings(site));

    const shelf = await harvestFully(harvestOf(adapter));

    expect(shelf.records.size).toBe(26);
    expect(shelf.described.get('3')?.items).toHaveLength(3);
    expect(site.opac.calls.count('oai:ListRecords')).toBe(3);
    expect(site.staff.calls.count('items')).toBeGreaterThan(2);
    expect(await harvestStep(adapter)).toBe('OAI-PMH, items by REST: all kinds of edit are seen');
  });

  it.each([
    ['name oai.address to see them', null],
    ['let the site switch OAI-PMH on at opacAddress, or name oai.address, to see them', undefined],
  ])('is not on the host for staff: doctor names the edits that wait for the night, and %s', async (remedy, opac) => {
    const adapter = (await startSite()).adapterWith(opac === null ? { opacAddress: null } : {});

    expect(await harvestStep(adapter)).toBe(
      'REST by record number: 2 of 20 kinds of edit wait for the nightly full harvest (a field added to a record; ' +
        'a record suppressed or shown again (942$n)); ' +
        remedy,
    );
    expect(await harvestOf(adapter).unseenEdits?.(signal)).toHaveLength(2);
  });

  it('is gone without where the public catalogue does not answer, and found once it does', async () => {
    const site = await startSite();
    const adapter = site.adapterWith({ opacAddress: site.opac.url });
    await site.opac.kill();

    expect(await harvestOf(adapter).describe(signal)).toBe('REST by record number');
    expect((await harvestFully(harvestOf(adapter))).records.size).toBe(26);

    await site.opac.restart();
    expect(await harvestOf(adapter).describe(signal)).toBe('OAI-PMH, items by REST');
  });

  it.each<readonly [string, Partial<KohaTestOptions>]>([
    ['the method is automatic', {}],
    ['the method is OAI-PMH', { harvest: 'oai-pmh' }],
    ['nobody may see REST', { login: 'none' }],
    ['there is no REST', { settings: { interface: 'none' } }],
  ])('that is switched on later is found without a restart, where %s', async (_, options) => {
    const { simulator, harvest } = await oai(options);
    simulator.world.preferences['OAI-PMH'] = false;
    await collectPages(harvest, FULL).catch(() => null);
    await harvest.describe(signal).catch(() => null);
    const asked = simulator.calls.list.filter(({ query }) => query.includes('verb=Identify')).length;
    simulator.world.preferences['OAI-PMH'] = true;

    letPass(300_000);

    expect(await harvest.describe(signal)).toBe('OAI-PMH with items');
    expect((await collectPages(harvest, FULL)).at(-1)?.allLocalIds?.size).toBe(26);
    // A site without it is not asked each time.
    expect(asked).toBe(1);
  });

  it('costs no record where it spoils one: REST tells what it says, or its columns do', async () => {
    const { staff, adapterWith } = await startSite();
    const empty = oaiRecord(2).replaceAll(/<(leader|datafield).*<\/\1>/gs, '<leader>00000nam a2200000 a 4500</leader>');
    const bad = oaiRecord(3, 'Bell \u0007');
    const said: Readonly<Record<string, string>> = {
      Identify: IDENTIFY,
      GetRecord: oaiPage(`<GetRecord>${bad}</GetRecord>`),
      ListRecords: oaiPage(`<ListRecords>${oaiRecord(1)}${empty}${bad}</ListRecords>`),
      ListIdentifiers: oaiPage(`<ListIdentifiers>${headerOf(oaiRecord(1))}</ListIdentifiers>`),
    };
    const server = await createScriptedKoha(({ query }) => ({ body: said[query.get('verb') ?? ''] ?? '' }));
    onTestFinished(() => server.close());
    await staff.faults.set({ badRecords: [3] });
    const adapter = adapterWith({ oai: { address: server.address, itemsIncluded: 'no' } });

    const pages = await collectPages(harvestOf(adapter), FULL);

    const records = pages.flatMap((page) => page.records);
    expect(records.map(({ localId }) => localId)).toEqual(['1', '2', '3']);
    expect(records).toMatchObject([{}, { items: [{}, {}] }, { items: [{}, {}, {}], repairs: [expect.any(String)] }]);
    expect(pages.flatMap((page) => page.rejects).map(({ localId }) => localId)).toEqual(['3']);
  });

  it('is not gone without where the region file names its address', async () => {
    const site = await startSite();
    const adapter = site.adapterWith({ oai: { address: site.opac.url } });
    await site.opac.kill();

    expect((await errorOf(collectPages(harvestOf(adapter), FULL))).code).toBe('LMS_UNAVAILABLE');
  });
});
