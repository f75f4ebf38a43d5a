/**
 * The adapter against bodies recorded from real Symphony servers, served as they were. The tables name every body that
 * it could meet and what comes of it, and every body that it does not read, with the reason. Skipped without them.
 */
import { readdirSync, readFileSync } from 'node:fs';
import type { LmsAdapter } from '#contract/adapter.ts';
import { refusalCode, refusalKind } from '#adapters/symphony/refusal.ts';
import { normalise, wireItem } from '#adapters/symphony/wire.ts';
import { createId } from '#domain/ids.ts';
import { MerciaError } from '#platform/errors.ts';
import { collectPages } from '#conformance/apply-harvest.ts';
import { createTestAdapter, SYSTEM } from '#tests/conformance/symphony-config.ts';
import { sharedAvailable, sharedPath } from '#tests/support/shared.ts';
import { readRows } from '#tests/support/tsv-rows.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { createScriptedSymphony } from './scripted-symphony.ts';
import type { Asked, Said, ScriptedServer } from '../scripted-server.ts';

/** What the site of the recordings would write into its region file, as far as the recordings go. */
const { settings: SETTINGS, libraries: LIBRARIES } = JSON.parse(
  readFileSync(new URL('recorded-site.json', import.meta.url), 'utf8'),
) as {
  readonly settings: object;
  readonly libraries: readonly string[];
};

/** File, title, and its copies' states. Titles that follow in one file are parents or neighbours. */
const TITLES = readRows(new URL('recorded-titles.tsv', import.meta.url));
const BY_FILE = [...Map.groupBy(TITLES, ([file]) => file)];

/** Bodies of JSON that the adapter could meet, each with its own test below. */
const JSON_BODIES = [
  'psu-myaccount/bib-6066288-callList-itemList.json',
  'psu-myaccount/error-hold-duplicate-722.json',
  'psu-myaccount/item-by-barcode.json',
  'psu-myaccount/item-by-key-checkedout.json',
  'psu-myaccount/policy-itemType-simpleQuery.json',
  'psu-myaccount/policy-location-simpleQuery.json',
  'psu-myaccount/renew-error-500-unhandledException.json',
];

/** Bodies of patrons' accounts: `recorded-accounts.test.ts` reads them. */
const OF_PATRONS = [
  'psu-myaccount/holdRecord-3912343.json',
  'psu-myaccount/holdRecord-cancelled.json',
  'psu-myaccount/patron-checkouts.json',
  'psu-myaccount/patron-holds-blocks-checkouts.json',
  'psu-myaccount/placeHold-success.json',
  'psu-myaccount/renew-success.json',
  'stanford-mylibrary/circRecord.json',
  'stanford-mylibrary/legacy-lookupPatronInfo-fees-999181.xml',
  'stanford-mylibrary/legacy-lookupPatronInfo-fees-999182.xml',
  'stanford-mylibrary/patron-checkouts-holds-block.json',
  'stanford-mylibrary/patron-empty.json',
  'stanford-mylibrary/patron-group-proxy.json',
  'stanford-mylibrary/patron-group-sponsor-members.json',
  'stanford-mylibrary/patron-overdue-holds-blocks.json',
];

const signal = new AbortController().signal;
const open: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

function recorded(name: string): Buffer {
  return readFileSync(sharedPath('recordings', 'symphony', ...name.split('/')));
}

function json(name: string): unknown {
  return JSON.parse(recorded(name).toString('utf8'));
}

async function over(
  script: (asked: Asked) => Said | undefined,
  settings: Readonly<Record<string, unknown>> = {},
): Promise<{ readonly adapter: LmsAdapter; readonly server: ScriptedServer }> {
  const server = await createScriptedSymphony((asked) => script(asked) ?? policyAnswer(asked));
  const adapter = createTestAdapter(server.address, {
    login: false,
    owners: Object.fromEntries(LIBRARIES.map((code) => [code, 'penn'])),
    settings: { ...SETTINGS, ...settings },
  });
  open.push(
    () => server.close(),
    () => adapter.close(),
  );
  return { adapter, server };
}

function policyAnswer({ path }: Asked): Said | undefined {
  if (path === '/symws/policy/location/simpleQuery')
    return { body: json('psu-myaccount/policy-location-simpleQuery.json') };
  if (path === '/symws/policy/itemType/simpleQuery')
    return { body: json('psu-myaccount/policy-itemType-simpleQuery.json') };
  if (path !== '/symws/policy/library/simpleQuery') return undefined;
  return { body: LIBRARIES.map((key) => ({ resource: '/policy/library', key, fields: { displayName: key } })) };
}

/** The states of all titles of one file, as the adapter gives them; copies of bound parents come from a second file. */
async function statesOf(name: string): Promise<Readonly<Record<string, string>>> {
  const body = recorded(`psu-blacklight/${name}`);
  const ids = [...body.toString('utf8').matchAll(/<TitleInfo>\s*<titleID>(\d+)</g)].map((match) => match[1] ?? '');
  const parents = /-(2679972|53953)\.xml$/.exec(name)?.[1];
  const bound = { '2679972': 'lookupTitleInfo-boundwith-2729719.xml', '53953': 'lookupTitleInfo-boundwith-571994.xml' };
  const { adapter } = await over(({ path, query }) => {
    if (path !== '/symws/rest/standard/lookupTitleInfo') return undefined;
    if (ids.some((id) => query.getAll('titleID').includes(id))) return { body };
    return parents === undefined
      ? undefined
      : { body: recorded(`psu-blacklight/${bound[parents as keyof typeof bound]}`) };
  });
  const answers = await adapter.items?.findAvailability(
    ids.map((id) => ({ id: createId(SYSTEM, 'holding', `${id}@penn`), liveKeys: [`r:${id}`, 'l:penn'] })),
    signal,
  );
  const states: Record<string, string> = {};
  for (const [index, answer] of (answers ?? []).entries()) {
    if (answer === null || answer instanceof MerciaError) throw new Error(`${name}: no facts of ${ids[index] ?? ''}`);
    const counts = Map.groupBy(
      answer.items.map(({ status, use, due }) => [status, use, ...(due === null ? [] : [due.at ?? due.on])].join(' ')),
      (text) => text,
    );
    states[ids[index] ?? ''] = [...counts]
      .map(([text, all]) => `${all.length} ${text}`)
      .toSorted()
      .join(', ');
  }
  return states;
}

describe.skipIf(!sharedAvailable)('recorded bodies', () => {
  it('are all named here: read with their states, or not asked for', () => {
    const all = ['psu-blacklight', 'psu-myaccount', 'stanford-mylibrary'].flatMap((folder) =>
      readdirSync(sharedPath('recordings', 'symphony', folder)).map((file) => `${folder}/${file}`),
    );
    const named = [...BY_FILE.map(([file]) => `psu-blacklight/${file}`), ...JSON_BODIES, ...OF_PATRONS];

    expect(named.toSorted()).toEqual(all.toSorted());
  });

  it.each(BY_FILE)('of titles: %s', async (file, titles) => {
    expect(await statesOf(file)).toEqual(Object.fromEntries(titles.map(([, title, states]) => [title, states])));
  });

  it('of a title with its tree give the record, its copies and what each library owns', async () => {
    const { adapter } = await over(
      ({ path }) =>
        path === '/symws/catalog/bib/key/6066288'
          ? { body: json('psu-myaccount/bib-6066288-callList-itemList.json') }
          : undefined,
      { keys: { from: 6066288, to: 6066288 } },
    );

    const pages =
      adapter.harvest === undefined
        ? []
        : await collectPages(adapter.harvest, { run: { kind: 'full' }, resumeAt: null });
    const [record] = pages.flatMap((page) => page.records);

    expect(record).toMatchObject({ localId: '6066288', visibility: 'PUBLIC', changedAt: '2020-07-01T15:35:00-04:00' });
    if (record === undefined || record.deleted) throw new Error('no record came');
    expect(record.marc.fields.find((field) => field.tag === '001')).toEqual({ tag: '001', value: 'a6066288' });
    expect(record.items[0]).toEqual({
      localId: '6066288:000068095208',
      barcode: '000068095208',
      ownerCode: 'UP-PAT',
      callNumber: 'HG2491.J646 2010',
      locationCode: 'PATERNO-3',
      itemType: 'BOOK',
      visibility: 'PUBLIC',
      status: 'ON_LOAN',
      statusAtSource: 'CHECKEDOUT',
      use: 'UNKNOWN',
      // What this version leaves out of the tree, price and dates among it, is not told.
      details: { enumeration: null, copyNumber: '1', other: [{ name: 'classification', value: 'LC' }] },
      staffNotes: null,
    });
    expect(record.holdings).toHaveLength(1);
    expect(record.holdings[0]?.siteCodes).toEqual([
      'UP-PAT',
      'ABINGTON',
      'BERKS',
      'BRANDYWINE',
      'HARRISBURG',
      'WILKESBAR',
    ]);
  });

  it('of single copies are read in their one shape', () => {
    const shelved = wireItem.parse(normalise(json('psu-myaccount/item-by-barcode.json')));
    const lent = wireItem.parse(normalise(json('psu-myaccount/item-by-key-checkedout.json')));

    expect(shelved).toMatchObject({ key: '17036759:4:1', barcode: '000062062862', currentLocation: 'STACKS-EM' });
    expect(lent).toMatchObject({ key: '22092848:1:1', currentLocation: 'CHECKEDOUT', homeLocation: 'STACKS-HB3' });
  });

  it.each([
    ['psu-myaccount/error-hold-duplicate-722.json', 'hatErrorResponse.722', 'refused'],
    ['psu-myaccount/renew-error-500-unhandledException.json', 'unhandledException', 'fault'],
  ])('of refusals are told from faults: %s', (file, code, kind) => {
    expect(refusalCode(recorded(file))).toBe(code);
    expect(refusalKind(code)).toBe(kind);
  });

  it('of policies name every location that the region file does not explain', async () => {
    const xml = recorded('psu-blacklight/lookupTitleInfo-sample1.xml').toString('utf8');
    const { adapter } = await over(({ path, query }) =>
      path === '/symws/rest/standard/lookupTitleInfo'
        ? { body: xml.replace('24053587', query.get('titleID') ?? '') }
        : undefined,
    );

    const probe = await adapter.probe(signal);

    expect(probe.steps.filter((step) => !step.ok)).toEqual([]);
    const codes = probe.unmapped.map(({ code }) => code);
    expect(codes).toContain('ANNEXPREP');
    expect(codes).not.toContain('CHECKEDOUT');
    expect(codes).not.toContain('ONHOLD-PA');
    expect(probe.steps.find((step) => step.what === 'locations')?.detail).toMatch(
      /^\d+ of 724 locations are not mapped/,
    );
  });
});
