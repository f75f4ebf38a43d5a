/** The evidence of a move, of two small exports: what is in it, that it stays the same, and what a signature holds for. */
import { compareEvidence, parseEvidence } from '#cli/move/evidence-file.ts';
import { evidencePage } from '#cli/move/evidence-documents.ts';
import { renderDocument } from '#cli/move/document.ts';
import { askReport, lineOf, rowsOf } from '#tests/comparison/support/ask-report.ts';
import type { Comparing } from '#tests/comparison/support/compared-region.ts';
import { startExportsRegion } from '#tests/comparison/support/exports-region.ts';
import { exportedSystem, writeRecords, type Records } from '#tests/comparison/support/mixed-exports.ts';
import { sql } from 'kysely';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SwitchCounts } from '#moving/index.ts';

let region: Comparing;
const folder = mkdtempSync(join(tmpdir(), 'mercia-evidence-'));

/** Titles of north that any copy is drawn of, so that two seeds differ. */
const MANY: Records = Object.fromEntries(
  Array.from({ length: 30 }, (_, place) => [
    `20${String(place).padStart(2, '0')}`,
    { title: `Volume ${place} of many`, copies: [{ a: 'N1' }] },
  ]),
);
const NORTH: Records = {
  1001: { title: 'Ärzte und Kräuter', copies: [{ a: 'N1' }, { a: 'N2' }] },
  1002: { title: 'Out until May', copies: [{ a: 'N1', q: '2026-05-01' }] },
  1003: { title: 'Lost by <b>somebody</b>', copies: [{ a: 'N1', 7: '1' }] },
  1004: { title: 'Hidden away', isHidden: true, copies: [{ a: 'N1' }] },
  1005: { title: 'A label fell off', copies: [{ a: 'N1', p: '' }] },
  ...MANY,
};
const SOUTH: Records = { 5001: { title: 'Ärzte und Kräuter', copies: [{ a: 'S1' }] } };

beforeAll(async () => {
  writeRecords(folder, 'north', NORTH);
  writeRecords(folder, 'south', SOUTH);
  region = await startExportsRegion([
    exportedSystem(folder, 'north', { N1: 'northfield', N2: 'norwood' }),
    exportedSystem(folder, 'south', { S1: 'southam' }, { tellsState: false }),
  ]);
  await region.takeSnapshot('first');
});
afterAll(async () => {
  await region.close();
  rmSync(folder, { recursive: true });
});

describe('volumetrics', () => {
  it('count each library by what came of it, and say what nobody tells', async () => {
    const report = await askReport(region, 'volumetrics');
    const of = (library: string, what: string) =>
      rowsOf(report, 'volumes')
        .find((row) => row[0] === library && row[2] === what)
        ?.slice(3);

    expect(of('northfield', 'Records')).toEqual(['35', null]);
    expect(of('northfield', 'Items')).toEqual(['35', null]);
    expect(of('northfield', 'Items: lost')).toEqual(['1', null]);
    expect(of('norwood', 'Items')).toEqual(['1', null]);
    expect(of('southam', 'Items: status not told')).toEqual(['1', null]);
    expect(of('southam', 'Open loans')).toEqual([null, 'not told by south']);
    expect(of('southam', 'Loans a year')).toEqual([null, 'not told: no counter of loans, or no agreement to count']);
    expect(lineOf(report, 'Items').value).toBe(37);
  });

  it('give as many titles as rows can be listed', async () => {
    const report = await askReport(region, 'volumetrics', { library: 'northfield' });

    const { data } = await region.ask<{ snapshot: { count: { value: number } } }>(
      '{ snapshot { count(of: RECORDS, where: [{ dimension: TITLE_OF, in: ["northfield"] }]) { value } } }',
    );
    expect(rowsOf(report, 'volumes').find((row) => row[2] === 'Titles')?.[3]).toBe(String(data.snapshot.count.value));
  });
});

const keysOf = async (seed: string): Promise<readonly string[]> => {
  const options = [{ name: 'seed', value: seed }];
  const report = await askReport(region, 'move-sample', { library: 'northfield', options });
  const key = report.tables[0]?.columns.findIndex(({ header }) => header === 'Key') ?? -1;
  return rowsOf(report, 'sample').map((row) => row[key] ?? '');
};

describe('a sample', () => {
  it('has some of every kind that there is, and is the same for the same seed', async () => {
    const drawn = await keysOf('7');

    const kinds = Object.groupBy(drawn, (key) => key.split(' ')[0] ?? '');
    const copies = (kind: string): number => kinds[kind]?.length ?? 0;
    expect(['DIACRITICS', 'HIDDEN', 'NO_BARCODE', 'NOT_ON_SHELF', 'ON_LOAN', 'ANY'].map(copies)).toEqual([
      1, 1, 1, 1, 1, 5,
    ]);
    expect(kinds['ON_LOAN']?.[0]).toContain('1002');
    expect(drawn.slice(-6)[0]).toBe('BY_HAND PIN');
    expect(await keysOf('7')).toEqual(drawn);
    expect(await keysOf('8')).not.toEqual(drawn);
  });

  it('tells apart what there is none of and what is not told', async () => {
    const report = await askReport(region, 'move-sample', { library: 'southam' });
    const of = (kind: string) => rowsOf(report, 'kinds').find((row) => row[0]?.startsWith(kind));

    expect(of('Copies on loan')?.slice(1, 4)).toEqual([null, 'not told', '0']);
    expect(of('Copies without a barcode')?.slice(1, 4)).toEqual(['0', null, '0']);
  });

  it('takes back what was found, refuses what it does not have, and keeps notes out of evidence', async () => {
    const [first = '', second = ''] = await keysOf('7');
    const rowOf = (key: string, result: string) => {
      const [kind = '', ...rest] = key.split(' ');
      return { kind, key: rest.join(' '), result, note: 'said the reader in red' };
    };
    const results = [rowOf(first, 'WRONG'), rowOf(second, 'RIGHT'), rowOf('ANY north:item:none', 'RIGHT')];

    const { data, errors } = await region.ask<{ enterSampleResults: { taken: number; refused: readonly object[] } }>(
      `mutation ($input: EnterSampleResultsInput!) { enterSampleResults(input: $input) { taken refused { line column } } }`,
      { input: { snapshot: 'first', library: 'northfield', seed: '7', results } },
    );

    expect(errors).toBeUndefined();
    expect(data.enterSampleResults).toEqual({ taken: 2, refused: [{ line: 3, column: 'key' }] });
    const { json } = await askEvidence();
    expect(parseEvidence(json, 'it').content.samples).toEqual([
      { library: 'northfield', seed: '7', result: 'RIGHT', rows: 1 },
      { library: 'northfield', seed: '7', result: 'WRONG', rows: 1 },
    ]);
    expect(json).not.toContain('in red');
    // Another seed draws other rows: what was wrong stays wrong.
    const options = [{ name: 'seed', value: '8' }];
    const sheet = await askReport(region, 'go-no-go', { library: 'northfield', options });
    const gate = rowsOf(sheet, 'gates').find((row) => row[0] === 'Rows of its samples that are wrong or not found');
    expect(gate?.slice(1, 3)).toEqual(['NOT MET', '1']);
  });
});

describe('go or no-go', () => {
  it('is never met by what nobody has told', async () => {
    const gates = async (): Promise<Readonly<Record<string, readonly (string | null)[]>>> => {
      const report = await askReport(region, 'go-no-go', { library: 'northfield' });
      return Object.fromEntries(rowsOf(report, 'gates').map((row) => [row[0] ?? '', row.slice(1, 4)] as const));
    };
    const before = await gates();
    await region.ask(
      `mutation { enterControlTotals(input: { library: "northfield", totals: [{ class: ITEMS, value: 35 }] }) { totals { class } } }`,
    );
    const one = await gates();
    await region.ask(
      `mutation { enterControlTotals(input: { library: "northfield", totals: [{ class: RECORDS, value: 1 }] }) { totals { class } } }`,
    );

    expect(before).toMatchObject({
      'Hours since its system was read': ['met', '1', '24'],
      'Counts of the library that differ': ['not told', null, '0'],
      'Roles that have not signed the evidence': ['NOT MET', '6', '0'],
      'Persons who must still ask for the switch': ['NOT MET', '1', '0'],
    });
    // Records and statements are not entered yet.
    expect(one['Counts of the library that differ']).toEqual(['not told', '0', '0']);
    expect((await gates())['Counts of the library that differ']).toEqual(['NOT MET', '1', '0']);
  });

  it('takes somebody who is named for a rest to see to that one alone, and says how large it is', async () => {
    const enter = async (total: object): Promise<readonly (string | null)[] | undefined> => {
      await region.ask(
        `mutation ($totals: [ControlTotalInput!]!) { enterControlTotals(input: { library: "northfield", totals: $totals }) { totals { class } } }`,
        { totals: [{ class: 'RECORDS', ...total }] },
      );
      const report = await askReport(region, 'go-no-go', { library: 'northfield' });
      const gate = rowsOf(report, 'gates').find((row) => row[0] === 'Counts of the library that differ');
      return gate?.filter((_cell, place) => [1, 2, 4].includes(place));
    };

    const named = await enter({ value: 1, restOwner: 'Cataloguing' });
    expect(named?.slice(0, 2)).toEqual(['met', '0']);
    expect(named?.[2]).toBe('not counted here, because somebody is named for the rest: records +34');
    const corrected = await enter({ value: 2 });
    expect(corrected?.slice(0, 2)).toEqual(['NOT MET', '1']);
    expect(corrected?.[2]).toBe('somebody is named for another rest, and must be named again: records +33');
    expect((await enter({ value: 2, restOwner: 'Cataloguing' }))?.[1]).toBe('0');
    expect((await enter({ value: 1, restOwner: null }))?.[1]).toBe('1');
  });

  it('counts no step that can be confirmed no more, and says what is taken on with it', async () => {
    const gateWhenAsked = async (hoursAgo: number, counts: SwitchCounts | null = null) => {
      await sql`DELETE FROM move_request`.execute(region.graph.database.db);
      await sql`INSERT INTO move_request (library, source, target, from_phase, phase, state, asked_at, asked_by, asked_role, asked_names, counts)
        VALUES ('northfield', 'north', 'south', 'FROZEN', 'MOVED', 'ASKED', now() - make_interval(hours => ${hoursAgo}), 'anne',
          'migration', '{anne}', ${JSON.stringify(counts)}::jsonb)`.execute(region.graph.database.db);
      const gates = rowsOf(await askReport(region, 'go-no-go', { library: 'northfield' }), 'gates');
      return gates.find(([what]) => what === 'Persons who must still ask for the switch')?.slice(1, 5);
    };

    expect((await gateWhenAsked(23))?.slice(0, 2)).toEqual(['met', '0']);
    const all = { held: 9, known: 9 };
    const loans = { open: 10, there: 8, unknown: 1 };
    const counts = { items: all, holdings: all, loans, loansAccepted: true };
    expect((await gateWhenAsked(1, counts))?.[3]).toMatch(
      /^step \d+ is asked for, also if loans are lost by it \(8 of 10 open loans are there; 1 more is of copies that Mercia does not know, and may be this library’s or another’s\); another person confirms it$/,
    );
    expect((await gateWhenAsked(1, { ...counts, loans: null }))?.[3]).toContain('(open loans are not told)');
    expect((await gateWhenAsked(1, { ...counts, loansAccepted: false }))?.[3]).toMatch(/is asked for; another/);
    const words = 'asked for more than 24 hours ago: ask again; then another person confirms';
    expect(await gateWhenAsked(25)).toEqual(['NOT MET', '1', '0', words]);
    await sql`DELETE FROM move_request`.execute(region.graph.database.db);
  });
});

interface Evidence {
  readonly json: string;
  readonly digest: string;
  readonly signatures: readonly { readonly role: string; readonly holder: string }[];
}

async function askEvidence(): Promise<Evidence> {
  const { data } = await region.ask<{ snapshot: { evidence: Evidence } }>(
    '{ snapshot { evidence { json digest signatures { role holder } } } }',
  );
  return data.snapshot.evidence;
}

const sign = (input: object) =>
  region.ask<{ signEvidence: Pick<Evidence, 'signatures'> | null }>(
    'mutation ($input: SignEvidenceInput!) { signEvidence(input: $input) { signatures { role holder } } }',
    { input: { snapshot: 'first', holder: 'A. Librarian', ...input } },
  );

describe('evidence', () => {
  it('is the same to the byte each time, with a command for each number', async () => {
    const [once, again] = [await askEvidence(), await askEvidence()];

    expect(again.json).toBe(once.json);
    const { content, digest } = parseEvidence(once.json, 'it');
    expect(digest).toBe(once.digest);
    const numbers = content.sections.flatMap((section) => section.numbers);
    expect(numbers.every(({ command }) => /^mercia compare .*--snapshot first/.test(command))).toBe(true);
    expect(numbers.find(({ what }) => what === 'Items on loan')?.command).toBe(
      'mercia compare rows --of ITEMS --where STATUS=ON_LOAN --snapshot first',
    );
  });

  it('is signed for its digest alone', async () => {
    const { digest } = await askEvidence();

    const { data } = await sign({ digest, role: 'SYSTEMS' });
    const other = await sign({ digest: digest.replace(/^./, (first) => (first === '0' ? '1' : '0')), role: 'SPONSOR' });
    const nobody = await sign({ digest, role: 'LIBRARY' });

    expect(data.signEvidence?.signatures).toEqual([{ role: 'SYSTEMS', holder: 'A. Librarian' }]);
    expect((await sign({ digest, role: 'LIBRARY', library: 'norwood' })).errors?.[0]?.message).toContain('only staff');
    expect(other.errors?.[0]?.message).toContain('is not what you sign');
    expect(nobody.errors?.[0]?.message).toContain('library: name it');
    await region.ask(
      `mutation { enterControlTotals(input: { library: "norwood", totals: [{ class: ITEMS, value: 9 }] }) { totals { class } } }`,
    );
    const changed = await askEvidence();
    expect(changed.digest).not.toBe(digest);
    expect(changed.signatures).toEqual([]);
    const gates = rowsOf(await askReport(region, 'go-no-go', { library: 'northfield' }), 'gates');
    expect(gates.find(([what]) => what === 'Roles that have not signed the evidence')?.join()).toContain(
      'no longer as somebody signed it, because something changed or another version of Mercia made it: read it and sign again',
    );
  });

  it('names each number that is not what it was', async () => {
    const { content } = parseEvidence((await askEvidence()).json, 'it');
    const altered = structuredClone(content);
    const number = altered.sections.flatMap(({ numbers }) => numbers).find(({ what }) => what === 'Records');
    if (number !== undefined) number.value = 2;

    expect(compareEvidence(altered, content)).toEqual(['volumetrics: Records: 2 in the file, 36 now.']);
  });

  it('is read on paper as it is: no script, nothing fetched, no markup of a title', async () => {
    const read = parseEvidence((await askEvidence()).json, 'it');

    const html = renderDocument({ ...evidencePage(read, []), title: 'Lost by <b>somebody</b>' });

    expect(html).toContain('Lost by &lt;b&gt;somebody&lt;/b&gt;');
    expect(html).not.toMatch(/<script|<b>|src=|href=/);
    expect(html).toContain(read.digest);
  });
});
