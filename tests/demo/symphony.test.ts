import { runsInOrder } from '#marc/holding-statements.ts';
import { isControlField } from '#marc/marc-record.ts';
import { runsOf } from '#domain/lending/statement-runs.ts';
import { generateSymphony } from '#demo/generate-symphony.ts';
import { READER_SURNAMES } from '#demo/readers.ts';
import { toPublications } from '#demo/publications.ts';
import { SHOWCASE } from '#demo/showcase.ts';
import { changeSymphonyOnce } from '#demo/symphony-changes.ts';
import { SHARED_CODES, SYMPHONY_CODES } from '#demo/symphony-libraries.ts';
import { readTitles } from '#demo/titles.ts';
import { writeTruth } from '#demo/truth.ts';
import { createRandom } from '#simulators/random.ts';
import type { SymphonyItem, SymphonyPolicy, SymphonyWorld } from '#simulators/symphony/world.ts';
import { describe, expect, it } from 'vitest';
import { NOW, values } from './made-region.ts';

const publications = toPublications(readTitles());
const byKey = new Map(publications.map((publication) => [publication.key, publication]));
const make = (seed: number) => generateSymphony(publications, { seed, now: NOW });
const { world, truth } = make(1);
const bibs = [...world.bibs.values()];
const items = [...world.items.values()];
const publicRows = truth.filter((row) => row.visibility === 'PUBLIC');
const itemsOf = (record: number): readonly SymphonyItem[] => items.filter(({ bibKey }) => bibKey === String(record));
const policy = (name: string, code: string): SymphonyPolicy | undefined => world.policies.get(name)?.get(code);

function asText({ calls, items: copies, circRecords, holds, patrons, bibs: titles }: SymphonyWorld): string {
  return JSON.stringify([titles, calls, copies, patrons, circRecords, holds].map((table) => [...table]));
}

describe('the Symphony of the demo region', () => {
  it('is the same for the same seed, and another for another seed', () => {
    const again = make(1);

    expect(asText(again.world)).toBe(asText(world));
    expect(writeTruth(again.truth)).toBe(writeTruth(truth));
    expect(asText(make(2).world)).not.toBe(asText(world));
  });

  it('holds about 1,000 records, each with one row of truth that names a publication', () => {
    expect(bibs.length).toBeGreaterThan(950);
    expect(bibs.length).toBeLessThan(1050);
    expect(truth.map((row) => row.record)).toEqual(bibs.map(({ key }) => Number(key)));
    for (const row of publicRows) expect(byKey.has(row.edition), String(row.record)).toBe(true);
  });

  it('uses codes that its own policies have, and each number once', () => {
    for (const item of items) {
      expect(policy('library', item.library), item.key).toBeDefined();
      expect(policy('location', item.homeLocation), item.homeLocation).toBeDefined();
      expect(policy('location', item.currentLocation), item.currentLocation).toBeDefined();
      expect(policy('itemType', item.itemType), item.itemType).toBeDefined();
    }
    expect(new Set(items.map(({ barcode }) => barcode)).size).toBe(items.length);
  });

  it('states runs of journals in holdings records, and has each volume of them', () => {
    const stated = bibs.flatMap(({ key, marc: { leader }, holdingsRecords: fields }) =>
      runsInOrder({ leader, fields }).map(({ place, shelf, statement }) => ({
        key,
        place,
        shelf,
        text: statement.text,
      })),
    );

    expect(stated.length).toBeGreaterThan(5);
    for (const { key, place, shelf, text } of stated) {
      const owned = itemsOf(Number(key)).filter((item) => item.library === place);
      const volumes = owned.map(({ callKey }) => world.calls.get(callKey)?.volumetric);
      const { from, to } = runsOf(text)?.[0]?.volumes ?? { from: 0, to: 0 };
      const wanted = Array.from({ length: (to ?? 0) - from + 1 }, (_, index) => ` v.${from + index}`);
      expect(volumes).toEqual(expect.arrayContaining(wanted));
      expect(policy('location', shelf ?? ''), text).toBeDefined();
    }
  });

  it('writes a reader’s name into hidden records only', () => {
    const named = new Set(
      bibs
        .filter(({ marc }) => READER_SURNAMES.some((name) => JSON.stringify(marc).includes(name)))
        .map(({ key }) => Number(key)),
    );
    const hidden = truth.filter((row) => row.visibility === 'ILL_TEMPORARY').map((row) => row.record);

    expect([...named]).toEqual(hidden);
    expect(items.filter(({ staffNote }) => staffNote !== null).every((item) => named.has(Number(item.bibKey)))).toBe(
      true,
    );
  });

  it('hides exactly the titles that the truth says are hidden', () => {
    const shadowed = bibs.filter((bib) => bib.shadowed).map(({ key }) => Number(key));

    expect(truth.filter((row) => row.visibility === 'SUPPRESSED').map((row) => row.record)).toEqual(shadowed);
  });
});

describe('every case of the Symphony is there', () => {
  const at = (location: string): number => items.filter((item) => item.currentLocation === location).length;
  const loans = [...world.circRecords.values()];
  const holds = [...world.holds.values()];
  const own = SYMPHONY_CODES;
  const librariesOf = (record: number): number =>
    new Set(itemsOf(record).map(({ library }) => library.slice(0, 3))).size;
  const perEdition = [...Map.groupBy(publicRows, (row) => row.edition).values()];
  const has = (tag: string, pattern: RegExp, code = 'a'): number =>
    bibs.filter(({ marc }) => values(marc, tag, code).some((text) => pattern.test(text))).length;

  const cases: readonly (readonly [what: string, count: number, atLeast: number])[] = [
    ['RDA imprint', has('264', /./, 'b'), 250],
    ['AACR2 imprint', has('260', /./, 'b'), 250],
    ['ISBN-13 with hyphens', has('020', /^97[89]-[\d-]+$/), 250],
    ['ISBN-10', has('020', /^\d{9}[\dX]/), 250],
    [
      'MeSH',
      bibs.filter(({ marc }) => marc.fields.some((f) => f.tag === '650' && !isControlField(f) && f.ind2 === '2'))
        .length,
      50,
    ],
    ['print and e-book on one record', publicRows.filter((row) => row.also !== '').length, 20],
    [
      'e-book with a link and no copy',
      publicRows.filter(
        (row) => byKey.get(row.edition)?.title.form === 'electronic' && itemsOf(row.record).length === 0,
      ).length,
      50,
    ],
    ['two records of one title', perEdition.filter((rows) => rows.length > 1).length, 250],
    ['one record that libraries share', publicRows.filter((row) => librariesOf(row.record) > 1).length, 50],
    [
      'item type of the first library',
      items.filter((item) => item.itemType === own.temestead.itemTypes.loan).length,
      200,
    ],
    [
      'item type of the second library',
      items.filter((item) => item.itemType === own.leamsworth.itemTypes.loan).length,
      200,
    ],
    [
      'DESK at the first library',
      items.filter((item) => item.homeLocation === 'DESK' && item.library !== 'LEAM').length,
      8,
    ],
    [
      'DESK at the second library',
      items.filter((item) => item.homeLocation === 'DESK' && item.library === 'LEAM').length,
      8,
    ],
    ['on loan', loans.filter((loan) => (loan.dueDate ?? 0) > NOW).length, 100],
    ['overdue', loans.filter((loan) => (loan.dueDate ?? NOW) < NOW).length, 20],
    ['lent by the hour', loans.filter((loan) => (loan.dueDate ?? 1) % 3_600_000 === 0).length, 5],
    [
      'recalled',
      loans.filter((loan) => loan.recallDueDate !== null && loan.recallDueDate < (loan.dueDate ?? 0)).length,
      5,
    ],
    ['in a department', at('DEPTCHARGE'), 20],
    ['hold queue', holds.filter((hold) => hold.status === 'PLACED').length, 25],
    ['on the hold shelf', at('HOLDS'), 6],
    ['in transit for a hold', items.filter((item) => item.transit?.reason === 'HOLD').length, 5],
    ['in transit home', items.filter((item) => item.transit?.reason === 'RETURN').length, 4],
    ['assumed lost', at('LOST-ASSUM'), 6],
    ['lost', at('LOST'), 3],
    ['missing', at('MISSING'), 5],
    ['at the bindery', at('BINDERY'), 3],
    ['in process', at('INPROCESS'), 3],
    ['on order', at('ON-ORDER'), 8],
    ['for use in the library', at('REFERENCE') + at('L-QUIET'), 20],
    ['bound into another title', world.boundWiths.length, 6],
    ['shadowed title', bibs.filter((bib) => bib.shadowed).length, 12],
    ['shadowed call number', [...world.calls.values()].filter((call) => call.shadowed).length, 2],
    ['shadowed copy', items.filter((item) => item.shadowed).length, 6],
    [
      'shadowed location',
      items.filter((item) => policy('location', item.currentLocation)?.shadowed === true).length,
      10,
    ],
    ['loan from elsewhere', items.filter((item) => item.itemType === SHARED_CODES.ill).length, 10],
    ['volumes', [...world.calls.values()].filter((call) => call.volumetric !== null).length, 60],
    ['a location that nobody mapped', at(SHARED_CODES.unmapped), 2],
  ];

  it.each(cases)('%s: %d, at least %d', (_what, count, atLeast) => {
    expect(count).toBeGreaterThanOrEqual(atLeast);
  });
});

describe('the showcase in the Symphony', () => {
  it('has the states that docs/first-question.md shows, whatever the seed', () => {
    for (const seed of [1, 7]) {
      const made = make(seed);
      const copies = [...made.world.items.values()].filter(({ bibKey }) => Number(bibKey) <= 3);

      expect(made.truth.slice(0, 3).map((row) => row.edition)).toEqual([
        SHOWCASE.pathology,
        SHOWCASE.publicationManual,
        SHOWCASE.publicationManual,
      ]);
      expect(copies.map((item) => [item.library, item.currentLocation, item.shadowed])).toEqual([
        ['TEM-GEN', 'STACKS', false],
        ['TEM-GEN', 'CHECKEDOUT', false],
        ['TEM-ONY', 'INTRANSIT', false],
        ['LEAM', 'LOST-ASSUM', false],
        ['LEAM', 'L-SHELF', true],
        ['TEM-GEN', 'REFERENCE', false],
        ['LEAM', 'HOLDS', false],
      ]);
    }
  });
});

describe('changeSymphonyOnce', () => {
  it('lends, takes back, renews and places holds, and leaves the showcase alone', () => {
    const made = make(1);
    const showcase = new Set([1, 2, 3, 4, 5]);
    const shown = (): string =>
      JSON.stringify([...made.world.items.values()].filter(({ bibKey }) => showcase.has(Number(bibKey))));
    const before = shown();
    const random = createRandom(3);

    const kinds = Array.from({ length: 200 }, () => changeSymphonyOnce(made.world, showcase, random)?.kind);

    expect(new Set(kinds)).toEqual(new Set(['LENT', 'RETURNED', 'RENEWED', 'ASKED_FOR']));
    expect(shown()).toBe(before);
    for (const loan of made.world.circRecords.values()) {
      expect(['CHECKEDOUT', 'DEPTCHARGE']).toContain(made.world.items.get(loan.itemKey)?.currentLocation);
    }
  });
});
