import { isBiblioHidden } from '#simulators/koha/visibility.ts';
import { createHash } from 'node:crypto';
import { parseIso2709Record } from '#marc/iso2709-parse.ts';
import { writeIso2709 } from '#marc/iso2709-write.ts';
import { parseMarcXmlRecord } from '#marc/marcxml-parse.ts';
import { writeMarcXml } from '#marc/marcxml-write.ts';
import { generateDemoRegion } from '#demo/generate.ts';
import { CODES } from '#demo/libraries.ts';
import { SHOWCASE } from '#demo/showcase.ts';
import { writeTruth } from '#demo/truth.ts';
import { cpuMsSince } from '#tests/support/cpu-time.ts';
import { describe, expect, it } from 'vitest';
import { NOW, items, publicRows, publications, records, region, truth, values, world } from './made-region.ts';

/** A world as text: what it holds, in order, functions left out. */
function fingerprint(seed: number, now = NOW): string {
  const made = generateDemoRegion({ seed, now });
  const hash = createHash('sha256').update(writeTruth(made.truth));
  for (const each of made.worlds.values()) {
    for (const part of [
      each.libraries,
      each.biblios,
      each.items,
      each.patrons,
      each.checkouts,
      each.holds,
      each.transfers,
    ]) {
      hash.update(JSON.stringify([...part]));
    }
  }
  const { bibs, calls, items: copies, circRecords, holds } = made.symphony;
  for (const part of [bibs, calls, copies, circRecords, holds]) hash.update(JSON.stringify([...part]));
  return hash.digest('hex');
}

describe('the demo region', () => {
  it('is the same for the same seed and day, and another for another seed', () => {
    const first = fingerprint(1);

    expect(fingerprint(1)).toBe(first);
    expect(fingerprint(2)).not.toBe(first);
  });

  it('holds about 3,000 records, and is made quickly', () => {
    const before = process.cpuUsage();
    generateDemoRegion({ now: NOW });

    expect(cpuMsSince(before)).toBeLessThan(4_000);
    expect(records.length + region.symphony.bibs.size).toBeGreaterThan(2850);
    expect(records.length + region.symphony.bibs.size).toBeLessThan(3150);
    expect(items.length).toBeGreaterThan(2500);
  });

  it('describes real publications: every ISBN has a right check digit, every key stands once', () => {
    const isbns = [...publications.values()].flatMap((publication) => publication.isbns);
    const checks = isbns.map((isbn) => {
      const sum = Array.from(isbn).reduce(
        (total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3),
        0,
      );
      return sum % 10;
    });

    expect(new Set(isbns).size).toBe(isbns.length);
    expect(checks.filter((check) => check !== 0)).toEqual([]);
  });

  it('writes MARC that comes back as it went, in both forms', () => {
    for (const { marc, system, biblio_id: number } of records) {
      const where = `${system} ${number}`;
      const iso = parseIso2709Record(writeIso2709(marc));
      const xml = parseMarcXmlRecord(writeMarcXml(marc));
      if (!('record' in iso) || !('record' in xml)) throw new Error(`${where} was refused`);

      expect(iso.repairs, where).toEqual([]);
      expect(iso.record.fields, where).toEqual(marc.fields);
      expect(xml.record.fields, where).toEqual(marc.fields);
      expect(marc.leader, where).toHaveLength(24);
      expect(values(marc, '008')[0], where).toHaveLength(40);
    }
  });
});

describe('the truth', () => {
  it('has one row for each record and names publications of the list', () => {
    const rows = new Set(region.truth.map((row) => `${row.system}/${row.record}`));
    const titles = [...region.symphony.bibs.keys()].map((key) => `symphony-d/${key}`);

    expect(rows.size).toBe(region.truth.length);
    expect(rows).toEqual(new Set([...records.map((record) => `${record.system}/${record.biblio_id}`), ...titles]));
    for (const row of publicRows) {
      expect(publications.has(row.edition.replace('set:', '')), `${row.system}/${row.record}`).toBe(true);
      if (row.also !== '') expect(publications.get(row.edition)?.otherForm).toBe(row.also);
    }
  });

  it('gives an edition only to records that could be read as one: title or ISBN agree but for a slip', () => {
    for (const row of publicRows) {
      const publication = publications.get(row.edition.replace('set:', ''));
      const marc = world(row.system).biblios.get(row.record)?.marc;
      const title = marc === undefined ? '' : (values(marc, '245', 'a')[0] ?? '');
      const length = Math.abs(title.replace(/ [:/]$|\.$/, '').length - (publication?.title.title.length ?? 0));

      expect(length, `${row.system}/${row.record} ${title}`).toBeLessThanOrEqual(
        row.edition.startsWith('set:') ? 12 : 2,
      );
    }
  });

  it('hides exactly what the records say is hidden, and what only hidden copies have', () => {
    for (const row of truth) {
      const biblio = world(row.system).biblios.get(row.record);
      const marc = biblio?.marc ?? { leader: '', fields: [] };
      const suppressed = values(marc, '942', 'n').includes('1') || isBiblioHidden(world(row.system), row.record);
      const ill = values(marc, '942', 'c').includes(CODES[row.system].itemTypes.ill);

      expect(row.visibility).toBe(ill ? 'ILL_TEMPORARY' : suppressed ? 'SUPPRESSED' : 'PUBLIC');
      expect(biblio?.framework_id === 'FA' || biblio?.framework_id === 'ILL').toBe(ill);
    }
  });

  it('is written as one line a record', () => {
    const [heading, ...lines] = writeTruth(region.truth).trimEnd().split('\n');

    expect(heading).toBe('system\trecord\tedition\talso\tvisibility');
    expect(lines).toHaveLength(region.truth.length);
    expect(lines[0]).toBe('koha-a\t1\t9780702075551\t\tPUBLIC');
  });
});

describe('the showcase', () => {
  it('is in all four systems, with the states that docs/first-question.md shows, whatever the seed', () => {
    for (const seed of [1, 7]) {
      const made = generateDemoRegion({ seed, now: NOW });
      const rows = made.truth.filter((row) => row.edition === SHOWCASE.pathology);

      expect(rows.map((row) => `${row.system}/${row.record}`)).toEqual([
        'koha-a/1',
        'koha-a/2',
        'koha-b/1',
        'koha-c/1',
        'symphony-d/1',
      ]);
      const first = made.worlds.get('koha-a');
      const states = [...(first?.items.values() ?? [])]
        .filter((item) => item.biblio_id <= 2)
        .map((item) => [item.home_library_id, item.item_type_id, item.checked_out_date]);
      expect(states).toEqual([
        ['MAIN', 'BK', null],
        ['MAIN', 'BK', '2026-12-03'],
        ['EDU', 'SL', null],
        ['LIB', 'BK', null],
        ['HAG', 'BK', '2026-11-21'],
      ]);
      expect([...(first?.holds.values() ?? [])][0]).toMatchObject({
        item_id: 4,
        status: 'W',
        pickup_library_id: 'LIB',
      });
    }
  });
});
