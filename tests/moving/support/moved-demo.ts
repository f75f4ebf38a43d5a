/** The demonstration on the way to a move: the second Koha's three libraries may go into the first. */
import { readDemoRegion } from '#cli/region/region-source.ts';
import { HIDDEN_COLLECTION } from '#demo/koha-setup.ts';
import { CODES } from '#demo/libraries.ts';
import { DEMO_CATEGORIES } from '#demo/registrations.ts';
import { findLoaded, loadPeople } from '#demo/move-koha.ts';
import { createLogger } from '#platform/logger.ts';
import { loadMarc, type BulkLoadReport } from '#simulators/koha/bulk-load.ts';
import { addLibrary } from '#simulators/koha/world.ts';
import type { DemoGraph } from '#tests/e2e/support/whole-graph.ts';
import { harvestLoans } from '#union-index/loans/index.ts';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';

export const MOVING = ['tamehollow', 'blythecross', 'ankerdale'];
/** The first Koha has branches MAIN and LIB of others already. */
export const BRANCHES = new Map([
  ['MAIN', 'TAM'],
  ['DEN', 'TDN'],
  ['LIB', 'BLX'],
  ['AMB', 'ANK'],
]);
const SITES: Readonly<Record<string, readonly [library: string, site: string]>> = {
  TAM: ['tamehollow', 'tamehollow-main'],
  TDN: ['tamehollow', 'tamehollow-dental'],
  BLX: ['blythecross', 'blythecross-library'],
  ANK: ['ankerdale', 'ankerdale-school'],
};

/**
 * Lets the region file say that the libraries may be at both systems; `agreed` says that they and their new neighbours agreed to a move.
 * Gives its new text.
 */
export async function allowMove(graph: DemoGraph, { agreed = false } = {}): Promise<string> {
  const file = parse(graph.regionText) as {
    readonly libraries: { readonly id: string; readonly system: string; memberships?: unknown; patronData?: unknown }[];
    readonly identity: { readonly issuers: readonly { readonly libraries: Record<string, string> }[] };
    readonly systems: {
      readonly id: string;
      readonly owners: unknown[];
      readonly settings: { readonly suppression: { readonly hiddenItems: Record<string, unknown> } };
    }[];
  };
  for (const library of file.libraries) {
    if (agreed && ['koha-a', 'koha-b'].includes(library.system)) {
      library.patronData = {
        controller: library.id,
        agreement: 'A-1',
        dpia: 'D-1',
        purposes: ['MOVE_RECONCILIATION', 'STATISTICS'],
        reviewOn: '2031-03-31',
      };
    }
    if (!MOVING.includes(library.id)) continue;
    // So that somebody of its staff can sign for it.
    for (const { libraries } of file.identity.issuers) libraries[`${library.id}.example`] = library.id;
    library.memberships = [
      { system: 'koha-b', phase: 'LIVE' },
      { system: 'koha-a', phase: 'TEST_LOADED' },
    ];
  }
  const owners = Object.entries(SITES).map(([code, [library, site]]) => ({ code, library, site }));
  const target = file.systems.find(({ id }) => id === 'koha-a');
  target?.owners.push(...owners);
  // As the new system hides copies once it was set up for those who come.
  if (target !== undefined) target.settings.suppression.hiddenItems['collection_code'] = [HIDDEN_COLLECTION];
  const regionText = stringify(file);
  graph.hub.replace(readDemoRegion({ regionText, secrets: graph.demo.env }));
  await graph.hub.phases.look();
  return regionText;
}

/** Lets the region file say that a library is at the first Koha alone, as once it is archived. Gives its new text. */
export async function endMove(graph: DemoGraph, regionText: string, moved: string): Promise<string> {
  const file = parse(regionText) as {
    readonly libraries: { readonly id: string; system: string; memberships?: unknown }[];
    readonly systems: { readonly id: string; owners: { readonly library: string }[] }[];
  };
  for (const library of file.libraries.filter(({ id }) => id === moved)) {
    library.system = 'koha-a';
    delete library.memberships;
  }
  for (const system of file.systems.filter(({ id }) => id === 'koha-b'))
    system.owners = system.owners.filter(({ library }) => library !== moved);
  const text = stringify(file);
  graph.hub.replace(readDemoRegion({ regionText: text, secrets: graph.demo.env }));
  await graph.hub.phases.look();
  return text;
}

/** Harvests records and lists of readers of these systems. Throws what went wrong. */
export async function bring({ hub, database: { db }, harvest }: DemoGraph, systems: readonly string[]): Promise<void> {
  const problems = (await harvest(systems)).flatMap(({ problem }) => problem ?? []);
  const each = { db, clock: () => new Date(), logger: createLogger('silent'), signal: new AbortController().signal };
  for (const adapter of hub.adapters.values()) {
    if (!systems.includes(adapter.system.id)) continue;
    const { lists } = await harvestLoans({ ...each, adapter, region: hub.region, holder: hub.holder });
    problems.push(...lists.flatMap(({ problem }) => problem ?? []));
  }
  if (problems.length > 0) throw new Error(problems.join('\n'));
}

/** What a code of the second Koha becomes in the first. */
export function codeInTarget(list: string, code: string): string {
  const [from, to] = [CODES['koha-b'], CODES['koha-a']];
  type Codes = Readonly<Record<string, string | number>>;
  const same = (a: Codes, b: Codes, value: string): string => {
    const meaning = Object.keys(a).find((name) => String(a[name]) === value) ?? '';
    return String(b[meaning] ?? value);
  };
  switch (list) {
    case 'ITEM_TYPE':
      return same(from.itemTypes, to.itemTypes, code);
    case 'LOCATION':
      return same(from.shelves, to.shelves, code);
    case 'PATRON_CATEGORY': {
      const place = DEMO_CATEGORIES['koha-b'].indexOf(code);
      return DEMO_CATEGORIES['koha-a'][place] ?? code;
    }
    case 'BRANCH':
      return BRANCHES.get(code) ?? code;
    case 'STATUS':
      return code
        .split(',')
        .map((one) => {
          const [, name = '', value = ''] = /^\s*([A-Z_]+) (-?\d+)\s*$/.exec(one) ?? [];
          if (name === 'LOST') return `LOST ${same(from.lost, to.lost, value)}`;
          return name === 'NOT_LOAN' ? `NOT_LOAN ${same(from.notForLoan, to.notForLoan, value)}` : one;
        })
        .join(',');
    default:
      return code;
  }
}

/** The supplier's night: the files of the folder into the first Koha, then readers, loans, holds and charges. */
export function loadTarget(graph: DemoGraph, folder: string): readonly BulkLoadReport[] {
  const [from, to] = [
    { id: 'koha-b' as const, world: graph.simulator('koha-b').world },
    { id: 'koha-a' as const, world: graph.simulator('koha-a').world },
  ];
  for (const [old, code] of BRANCHES) addLibrary(to.world, code, from.world.libraries.get(old)?.name ?? code);
  const reports = ['records.mrc', 'updates.mrc'].map((file) =>
    loadMarc(to.world, readFileSync(join(folder, file)), { cleanIsbn: false, matchRecordId: file === 'updates.mrc' }),
  );
  for (const file of ['records-large.xml', 'updates-large.xml'])
    if (existsSync(join(folder, file)))
      reports.push(
        loadMarc(to.world, readFileSync(join(folder, file)), {
          cleanIsbn: false,
          matchRecordId: file.startsWith('up'),
        }),
      );
  const rows = readFileSync(join(folder, 'items.csv'), 'utf8').trim().split('\r\n').slice(1);
  const barcodes = new Map(
    rows.flatMap((row): (readonly [number, string])[] => {
      const [barcode = '', , , system, number] = row.split(',');
      return barcode === '' || system !== 'koha-b' ? [] : [[Number(number), barcode]];
    }),
  );
  // What attention.csv says of hidden copies: a rule of the target has to hide them.
  to.world.preferences.OpacHiddenItems = { ...to.world.preferences.OpacHiddenItems, ccode: [HIDDEN_COLLECTION] };
  loadPeople({ from, to, branches: BRANCHES }, findLoaded({ from, to }, barcodes));
  return reports;
}
