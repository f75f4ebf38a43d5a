/** Plans of moves on the demonstration, through the graph: everything of the snapshot is in one of them once, whatever it says. */
import { readTable } from '#adapters/shared/policies/table-file.ts';
import { RULE_COLUMNS, toLoanRules } from '#adapters/koha/circulation-rules.ts';
import { forgetReaderRows } from '#comparison/index.ts';
import { effectivePolicy } from '#comparison/policies/effective-policy.ts';
import type { SystemId } from '#domain/ids.ts';
import type { RuleTerms } from '#domain/policies.ts';
import { policyOf } from '#moving/policy-draft/draft-report.ts';
import { DRAFT_TERMS } from '#moving/policy-draft/propose.ts';
import { sql } from 'kysely';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askReport, lineOf, rowsOf } from '#tests/comparison/support/ask-report.ts';
import { startComparedRegion, type ComparedRegion } from '#tests/comparison/support/compared-region.ts';

const ALL = 'systems: [koha-a, koha-b, koha-c, symphony-d, export-e, export-f]';
const MAKE = `mutation ($input: MakePlanInput!) { makePlan(input: $input) { plan { name } job { id } } }`;
const COPY = `mutation ($input: CopyPlanInput!) { copyPlan(input: $input) { plan { settings copiedFrom } job { id } } }`;

/** An item type of the first system. */
const MAPPED = 'BK';

let region: ComparedRegion;
beforeAll(async () => {
  region = await startComparedRegion({ lists: true });
  // As the newest snapshot's codes would be mapped: the next one keeps what is there.
  const { db } = region.graph.database;
  await sql`INSERT INTO code_mapping (system, list, code, target, state, changed_by, changed_at)
    SELECT id, 'ITEM_TYPE', ${MAPPED}, 'BOOK', 'DECIDED', 'test', now() FROM system WHERE system_id = 'koha-a'`.execute(
    db,
  );
  await region.takeSnapshot('first');
}, 120_000);
afterAll(() => region.close());

async function refusalOf(query: string, input: object): Promise<string> {
  const { errors } = await region.ask(query, { input });
  return errors?.[0]?.message ?? 'none';
}

async function make(name: string, settings: string): Promise<void> {
  const { errors } = await region.ask(MAKE, { input: { name, settings, snapshot: 'first' } });
  expect(errors).toBeUndefined();
  await region.doJobs();
  const { data } = await region.ask<{ plan: { state: string } }>(`{ plan(name: "${name}") { state } }`);
  expect(data.plan.state).toBe('WHOLE');
}

const asking = (plan: string) => ({ snapshot: 'first', options: [{ name: 'plan', value: plan }] });

async function rowsOfPlan<Row>(plan: string, query: (number: ReturnType<typeof sql>) => ReturnType<typeof sql<Row>>) {
  const { rows } = await query(sql`(SELECT id FROM move_plan WHERE name = ${plan})`).execute(region.graph.database.db);
  return rows;
}

interface PlainRecord {
  readonly id: number;
  readonly edition: number;
  readonly format: string | null;
  readonly year: number | null;
  readonly brief: boolean;
  readonly tags: number;
  readonly copies: number;
  readonly place: number;
}

const byFirst = ([a = 0]: readonly number[], [b = 0]: readonly number[]): number => a - b;

/** Records that become one by the usual rules, the base first, told in plain loops. */
async function mergePlainly(): Promise<readonly (readonly number[])[]> {
  const { rows } = await sql<PlainRecord>`
    SELECT t.id, edition, format, year, coalesce(brief, false) AS brief, cardinality(fields) AS tags, item_count AS copies,
      array_position(ARRAY['koha-a', 'koha-b', 'koha-c', 'symphony-d', 'export-e', 'export-f'], s.system_id) AS place
    FROM snapshot_record t JOIN system s ON s.id = t.system
    WHERE visibility = 'PUBLIC' AND edition IS NOT NULL AND libraries <> '{}'`.execute(region.graph.database.db);
  const better = (a: PlainRecord, b: PlainRecord): number =>
    Number(a.brief) - Number(b.brief) || b.tags - a.tags || b.copies - a.copies || a.place - b.place || a.id - b.id;
  const groups = [...Map.groupBy(rows, ({ edition }) => edition).values()].flatMap((records) => {
    const found: PlainRecord[][] = [];
    let open = records.toSorted(better);
    while (open.length > 0) {
      const format = open.find((record) => record.format !== null)?.format ?? null;
      const alike = open.filter((record) => record.format === null || record.format === format);
      const year = alike.find((record) => record.year !== null)?.year ?? null;
      const group = alike.filter((record) => record.year === null || record.year === year);
      found.push(group);
      open = open.filter((record) => !group.includes(record));
    }
    return found;
  });
  return groups.filter(({ length }) => length > 1).map((records) => records.map(({ id }) => id));
}

/** What of the snapshot is not in the plan exactly once: in each table of the plan beside the rows that it is made of. */
async function missingOrTwice(plan: string): Promise<readonly unknown[]> {
  const rows = (
    what: string,
  ) => sql`(SELECT t.* FROM ${sql.table(`snapshot_${what}`)} t JOIN snapshot_system s ON s.system = t.system
    WHERE s.snapshot = (SELECT id FROM snapshot WHERE name = 'first')
      AND t.from_version <= s.version AND (t.to_version IS NULL OR t.to_version > s.version))`;
  const ofReaders = (what: string) => sql`(SELECT t.* FROM ${sql.table(`snapshot_${what}`)} t
    WHERE t.snapshot = (SELECT id FROM snapshot WHERE name = 'first'))`;
  const parts = (number: ReturnType<typeof sql>) =>
    sql.join(
      [
        sql`SELECT 'record' AS what, t.id::text AS key, m.id::text AS planned FROM ${rows('record')} t
          FULL JOIN (SELECT unnest(members) AS id FROM planned_record WHERE plan = ${number}) m ON m.id = t.id`,
        sql`SELECT 'item', t.id::text, p.item::text FROM ${rows('item')} t
          FULL JOIN (SELECT * FROM planned_item WHERE plan = ${number}) p ON p.item = t.id`,
        sql`SELECT 'statement', t.id::text, p.statement::text FROM ${rows('statement')} t
          FULL JOIN (SELECT * FROM planned_statement WHERE plan = ${number}) p ON p.statement = t.id`,
        sql`SELECT 'loan', t.system || t.item, p.system || p.item FROM ${ofReaders('loan')} t
          FULL JOIN (SELECT * FROM planned_loan WHERE plan = ${number}) p ON p.system = t.system AND p.item = t.item`,
        sql`SELECT 'hold', t.id::text, p.hold::text FROM ${ofReaders('hold')} t
          FULL JOIN (SELECT * FROM planned_hold WHERE plan = ${number}) p ON p.hold = t.id`,
        sql`SELECT 'reader', t.system || t.reader_token, p.system || p.reader_token FROM ${ofReaders('reader')} t
          FULL JOIN (SELECT * FROM planned_reader WHERE plan = ${number}) p
            ON p.system = t.system AND p.reader_token = t.reader_token`,
      ],
      sql` UNION ALL `,
    );
  return rowsOfPlan(
    plan,
    (number) => sql`SELECT what, key, count(*) FROM (${parts(number)}) part
      GROUP BY 1, 2 HAVING count(*) <> 1 OR bool_or(planned IS NULL) OR key IS NULL`,
  );
}

async function classesOf(plan: string): Promise<Readonly<Record<string, string | null>>> {
  const rows = rowsOf(await askReport(region, 'plan', asking(plan)), 'classes');
  return Object.fromEntries(rows.map(([what, name, goes, count = null]) => [`${what} ${name} ${goes}`, count]));
}

describe('a plan', () => {
  it.each([
    ['all into one', ALL],
    ['one as it is', '{"systems": ["koha-b"], "merge": {"editions": false}}'],
    [
      'one library',
      'systems: [koha-a, symphony-d]\nbranches: {wrekinmoor: WREK}\nlibraries: [wrekinmoor]\ncarry: {suppressed: LEAVE, ownerless: CARRY}',
    ],
    ['into the first', `${ALL}\ninto: koha-a\ncarry: { interlibrary: CARRY }`],
    [
      'strict',
      `${ALL}\nmerge:\n  base: [MOST_COPIES]\n  refuse: [FORMAT, YEAR, LANGUAGE, SAME_SYSTEM, BRIEF]\nloans: { closedDays: NEXT_OPEN }`,
    ],
  ])('%s has everything of the snapshot exactly once', async (name, settings) => {
    await make(name, settings);

    expect(await missingOrTwice(name)).toEqual([]);
  });

  it('merges what is of one edition, under the record that its rule prefers, and names what another rule keeps apart', async () => {
    const merged = await rowsOfPlan(
      'all into one',
      (plan) =>
        sql<{ members: number[] }>`SELECT members FROM planned_record WHERE plan = ${plan} AND class = 'MERGED'`,
    );
    expect(merged.length).toBeGreaterThan(600);
    expect(merged.map(({ members }) => members).toSorted(byFirst)).toEqual((await mergePlainly()).toSorted(byFirst));

    const refused = rowsOf(await askReport(region, 'plan', asking('strict')), 'refused');
    expect(refused.length).toBeGreaterThan(0);
    expect(new Set(refused.map(([, , , why]) => why))).toContain('one system has them as two');
    for (const [, , , , others] of refused) expect(others).not.toBe('');

    const libraries = await sql<{ library: string }>`SELECT DISTINCT unnest(libraries) AS library FROM snapshot_record
      ORDER BY 1`.execute(region.graph.database.db);
    const LABEL = 'Records that a rule keeps apart from others of their edition';
    for (const library of [null, ...libraries.rows.map((row) => row.library)]) {
      const report = await askReport(region, 'plan', { ...asking('strict'), ...(library === null ? {} : { library }) });
      expect({ library, value: lineOf(report, LABEL).value }).toEqual({
        library,
        value: report.tables.find(({ name }) => name === 'refused')?.totalRows,
      });
    }
  });

  it('says of each class whether it goes, and leaves or carries what it is told to', async () => {
    const [all, library, into] = [
      await classesOf('all into one'),
      await classesOf('one library'),
      await classesOf('into the first'),
    ];

    expect(all).toMatchObject({
      'records SUPPRESSED yes': '96',
      'records INTERLIBRARY no': '60',
      'loans NO_COPY no': '16',
    });
    expect(library).toHaveProperty('records SUPPRESSED no');
    expect(library).toHaveProperty('items OTHER_LIBRARY no');
    expect(library).not.toHaveProperty('items IN_TARGET yes');
    expect(into).toHaveProperty('records INTERLIBRARY yes');
    expect(into).toHaveProperty('items IN_TARGET yes');
    const report = await askReport(region, 'plan', { ...asking('one library'), library: 'wrekinmoor' });
    expect(rowsOf(report, 'classes').map(([what, name]) => `${what} ${name}`)).not.toContain('items OTHER_LIBRARY');
  });

  it('lets one copy of each barcode keep it: that of the target, else of the library that is named first', async () => {
    const twice = await rowsOfPlan(
      'all into one',
      (plan) => sql`
      SELECT upper(barcode) FROM planned_item WHERE plan = ${plan} AND goes AND barcode IS NOT NULL GROUP BY 1 HAVING count(*) > 1`,
    );
    const ofTarget = await rowsOfPlan(
      'into the first',
      (plan) => sql`
      SELECT FROM planned_item p JOIN snapshot_item i ON i.id = p.item JOIN system s ON s.id = i.system
      WHERE plan = ${plan} AND relabel AND s.system_id = 'koha-a'`,
    );
    expect([twice, ofTarget]).toEqual([[], []]);

    const report = await askReport(region, 'plan', asking('all into one'));
    const { value: clashing } = lineOf(report, 'Items whose barcode another copy keeps: they get a new label');
    const { value: others } = lineOf(
      report,
      'Items that need a label in any case: they have no barcode, or one that was made up',
    );
    expect(clashing).toBeGreaterThan(0);
    expect(rowsOf(report, 'relabel')).toHaveLength(Number(clashing) + Number(others));
  });

  it('moves due days to a day on which the library is open, and names those that stay on a closed one', async () => {
    const closed = 'Loans that are due on a day on which their library is closed';
    const [kept, moved] = [
      await askReport(region, 'plan', asking('all into one')),
      await askReport(region, 'plan', asking('strict')),
    ];
    expect(lineOf(kept, closed).value).toBeGreaterThan(0);
    // One library is closed until further notice: nobody knows what day comes next.
    expect(Number(lineOf(moved, closed).value)).toBeLessThan(Number(lineOf(kept, closed).value));
    expect(lineOf(moved, 'Loans that are due on another day').value).toBeGreaterThan(0);

    const loans = rowsOf(await askReport(region, 'plan-loans', asking('strict')), 'loans');
    expect(loans.length).toBeGreaterThan(0);
    for (const [, , , was, shall] of loans) expect(String(shall) > String(was)).toBe(true);
  });

  it('leaves holds of libraries that do not move, and counts loans that go without their reader', async () => {
    const holds = await rowsOfPlan(
      'one library',
      (plan) => sql<{ library: string; class: string; goes: boolean }>`
        SELECT DISTINCT t.library, p.class, p.goes FROM planned_hold p JOIN snapshot_hold t ON t.id = p.hold
        WHERE plan = ${plan} AND t.item IS NULL AND t.library IS NOT NULL`,
    );
    expect(new Set(holds.filter(({ goes }) => goes).map(({ library }) => library))).toEqual(new Set(['wrekinmoor']));
    expect(holds.map((one) => one.class)).toContain('OTHER_LIBRARY');

    const [stay] = await rowsOfPlan(
      'one library',
      (plan) => sql<{ count: number }>`
        SELECT count(*)::int AS count FROM planned_loan p JOIN snapshot_loan t ON t.system = p.system AND t.item = p.item
          JOIN planned_reader r ON r.plan = p.plan AND r.system = t.system AND r.reader_token = t.reader_token
        WHERE p.plan = ${plan} AND p.goes AND NOT r.goes`,
    );
    expect(stay?.count).toBeGreaterThan(0);
    const report = await askReport(region, 'plan', asking('one library'));
    const { value } = lineOf(report, 'Loans that go without their reader, who stays behind');
    expect(value ?? 0).toBe((stay?.count ?? 0) < 5 ? 0 : stay?.count);
  });

  it('gives codes and branches of the target, and counts what becomes nothing', async () => {
    const codes = await rowsOfPlan(
      'one library',
      (plan) => sql<{ code: string; type: string | null; branch: string; unmapped: string[] }>`
        SELECT DISTINCT i.item_type AS code, p.item_type AS type, p.branch, p.unmapped
        FROM planned_item p JOIN snapshot_item i ON i.id = p.item WHERE plan = ${plan} AND p.goes AND i.library = 'wrekinmoor'`,
    );
    expect(codes.map(({ code }) => code)).toContain(MAPPED);
    for (const { code, type, branch, unmapped } of codes) {
      expect(branch).toBe('WREK');
      expect(type).toBe(code === MAPPED ? 'BOOK' : null);
      expect(unmapped.includes('ITEM_TYPE')).toBe(code !== MAPPED);
    }
    const report = await askReport(region, 'plan', asking('one library'));
    const listed = rowsOf(report, 'unmapped').filter(([list]) => list === 'item type');
    expect(listed.map(([, , code]) => code)).not.toContain(MAPPED);
    expect(listed.length).toBeGreaterThan(0);
  });
});

describe('two plans', () => {
  it('are compared by their numbers, their settings, and the records that go otherwise', async () => {
    const { data } = await region.ask<{ copyPlan: { plan: { settings: string; copiedFrom: string } } }>(COPY, {
      input: { from: 'all into one', name: 'a copy', changes: 'merge: { refuse: [SAME_SYSTEM], editions: true }' },
    });
    expect(data.copyPlan.plan.copiedFrom).toBe('all into one');
    expect(JSON.parse(data.copyPlan.plan.settings)).toMatchObject({
      merge: { refuse: ['SAME_SYSTEM'], base: ['FULL', 'MOST_FIELDS', 'MOST_COPIES', 'SYSTEM_ORDER'] },
    });
    await region.doJobs();

    const options = [...asking('a copy').options, { name: 'with', value: 'all into one' }];
    const report = await askReport(region, 'plan-compare', { snapshot: 'first', options });

    expect(rowsOf(report, 'settings')).toEqual([['merge.refuse', '["SAME_SYSTEM"]', '["FORMAT","YEAR"]']]);
    const merges = rowsOf(report, 'numbers').find(([label]) => label === 'Records that are merged into another');
    expect(Number(merges?.[3])).toBe(Number(merges?.[1]) - Number(merges?.[2]));
    expect(Number(merges?.[3])).toBeLessThan(0);
    expect(report.tables.find(({ name }) => name === 'records')?.totalRows).toBeGreaterThan(0);
  });
});

describe('settings', () => {
  it.each([
    ['systems: [koha-a]\nmerge:\n  bases: [FULL]', 'line 3, merge.…: unknown key; did you mean "base"?'],
    ['systems: [koha-a]\nmerge:\n  fields:\n    24Y: {take: ALL}', 'line 4, merge.fields.…: '],
    ['systems: [koha-a, nowhere]', 'line 1, systems.1: there is no such system here; there are '],
    ['systems: [koha-a]\nlibraries: [nowhere]', 'line 2, libraries.0: is no library of these systems; they have '],
    ['systems: [koha-a]\nlocalFields:\n- {tags: 245, does: DROP}', 'line 3, localFields.0.tags: '],
    ["systems: [koha-a]\nlocalFields:\n- {tags: '590', does: MOVE}", 'line 3, localFields.0.to: is missing'],
    ['systems: [koha-a]\ninto: koha-b', "line 2, into: is none of the plan's systems; they are koha-a"],
    ['systems: [koha-a]\ntarget: alma', 'line 2, target: must be one of koha'],
    ['systems: [koha-a', 'line 1, column'],
    ['systems: [koha-a]\nbranches:\n  severnhyth: SEV', 'line 3, branches.severnhyth: is no library of these systems'],
    ['systems: [koha-a]\nbranches:\n  "20001234567890": SEV', 'line 3, branches.…: is no library of these systems'],
    ['systems: [koha-a]\nbranches: { severnhythe: "=cmd|1" }', 'line 2, branches.severnhythe: is no code'],
    ['systems: [koha-a]\nbranches: { severnhythe: "@SEV" }', 'line 2, branches.severnhythe: is no code'],
  ])('%j are refused with their place', async (settings, message) => {
    expect(await refusalOf(MAKE, { name: 'wrong', settings, snapshot: 'first' })).toContain(`settings: ${message}`);
  });

  it('of a copy are refused likewise, and so is a name that is taken or a snapshot that a plan stands on', async () => {
    const copy = { from: 'all into one', name: 'wrong', changes: 'into: koha-z' };
    expect(await refusalOf(COPY, copy)).toContain("settings: into: is none of the plan's systems");
    expect(await refusalOf(COPY, { ...copy, changes: 'into: koha-a\ninto: koha-b' })).toContain(
      'changes: line 2, column ',
    );
    expect(await refusalOf(COPY, { ...copy, from: 'nowhere' })).toContain('from: there is no plan of this name');
    expect(await refusalOf(MAKE, { name: 'strict', settings: ALL, snapshot: 'first' })).toContain(
      'there is a plan "strict" already',
    );
    expect(
      await refusalOf('mutation ($input: DropSnapshotInput!) { dropSnapshot(input: $input) { name } }', {
        name: 'first',
      }),
    ).toContain('stays while plans stand on it');
  });
});

it('what a plan says is for those who make it: staff see what becomes of what their library has', async () => {
  const ask = async (token: string | undefined) =>
    region.graph.ask<{ plan: { name: string; settings: string | null } }>(
      '{ plan(name: "all into one") { name settings } }',
      token === undefined ? {} : { token },
    );
  const staff = await ask(await region.graph.tokenOf('librarian'));
  expect([staff.errors, staff.data.plan]).toEqual([undefined, { name: 'all into one', settings: null }]);
  expect((await ask(await region.graph.tokenOf('operator'))).data.plan.settings).toContain('"systems"');
  const { errors } = await ask(undefined);
  expect(errors?.[0]?.message).toContain('Plans of moves are for staff of the libraries');
});

it('open charges go where their reader goes, by number and sum, for the role migration alone', async () => {
  const { db } = region.graph.database;
  const { rows } = await sql<{ goes: number; stays: number; pence: number }>`
    SELECT count(*) FILTER (WHERE r.goes)::int AS goes, count(*) FILTER (WHERE r.goes IS NOT TRUE)::int AS stays,
      sum(c.amount_pence) FILTER (WHERE r.goes)::int AS pence
    FROM snapshot_charge c LEFT JOIN planned_reader r ON r.system = c.system AND r.reader_token = c.reader_token
      AND r.plan = (SELECT id FROM move_plan WHERE name = 'all into one')
    WHERE c.snapshot = (SELECT id FROM snapshot WHERE name = 'first')`.execute(db);
  const report = await askReport(region, 'plan', asking('all into one'));
  const shown = [
    'Open charges that go with their reader',
    'Pence that these charges come to',
    'Open charges whose reader does not go',
  ];
  expect(rows[0]?.goes).toBeGreaterThan(4);
  expect(shown.map((label) => lineOf(report, label).value)).toEqual([rows[0]?.goes, rows[0]?.pence, rows[0]?.stays]);
});

it('open charges of two currencies are not added, and the plan says why', async () => {
  const { db } = region.graph.database;
  const { rows } = await sql<{ id: string; currency: string }>`
    SELECT c.id, c.currency FROM snapshot_charge c JOIN planned_reader r USING (system, reader_token)
    WHERE r.goes AND r.plan = (SELECT id FROM move_plan WHERE name = 'all into one') LIMIT 1`.execute(db);
  const set = (currency = 'EUR') =>
    sql`UPDATE snapshot_charge SET currency = ${currency} WHERE id = ${rows[0]?.id}`.execute(db);
  await set();
  const report = await askReport(region, 'plan', asking('all into one'));
  await set(rows[0]?.currency);

  expect(lineOf(report, 'Pence that these charges come to')).toMatchObject({
    value: null,
    text: 'not added: they are of 2 currencies',
  });
});

describe('the draft of one policy', () => {
  interface Draft {
    readonly draftRules: readonly { readonly category: string; readonly itemType: string; readonly terms: string }[];
    readonly circulationRules: string;
    readonly draftAnswers: readonly {
      readonly library: string;
      readonly agrees: boolean;
      readonly ofEarlierDraft: boolean;
    }[];
  }
  const readDraft = async (): Promise<Draft> => {
    const { data } = await region.ask<{ plan: Draft }>(`{ plan(name: "all into one") { circulationRules
      draftRules { category itemType terms changed note } draftAnswers { library agrees reason answeredAt answeredBy ofEarlierDraft } } }`);
    return data.plan;
  };

  it('has a row for each combination of which policies tell, with what all have, or what is most common', async () => {
    const report = await askReport(region, 'policy-draft', asking('all into one'));
    const differences = await askReport(region, 'policies-differ', { snapshot: 'first' });

    const rows = lineOf(report, 'Combinations of category and item type').value;
    expect(rows).toBe(lineOf(differences, 'Combinations that two systems or more have').value);
    const why = new Set(rowsOf(report, 'why').map((row) => row[3]));
    expect(why).toContain('all libraries that tell it have it so');
    expect(why).toContain('the most common');
    for (const [, , , , now, then] of rowsOf(report, 'changes')) expect(now).not.toBe(then);
    expect(rowsOf(report, 'changes').length).toBeGreaterThan(0);
  });

  it('is read back from rows of circulation_rules as it is, by what reads those of a Koha', async () => {
    const { draftRules, circulationRules } = await readDraft();
    const folder = await mkdtemp(join(tmpdir(), 'mercia-draft-'));
    await writeFile(join(folder, 'rules.csv'), circulationRules);
    const system = { id: 'koha-new' as SystemId, directory: folder };
    const options = { system, source: 'rules.csv', setting: 'settings.policies.rules', columns: RULE_COLUMNS };
    const rows = await readTable(options, new AbortController().signal);
    await rm(folder, { recursive: true });

    const rules = toLoanRules({
      system: 'koha-new',
      rows,
      notForLoan: [],
      currency: 'GBP',
      branchOf: (code) => code,
    });
    expect(draftRules.length).toBeGreaterThan(50);
    for (const { category, itemType, terms } of draftRules) {
      const drafted = policyOf(JSON.parse(terms) as RuleTerms);
      const read = effectivePolicy(rules, { library: 'ANY', patronCategory: category, itemType });
      for (const term of DRAFT_TERMS) {
        if (drafted[term] !== 'NOT_TOLD')
          expect([category, itemType, term, read[term]]).toEqual([category, itemType, term, drafted[term]]);
      }
    }
  });

  it('is changed cell by cell, and each library agrees or objects with a reason', async () => {
    const CHANGE =
      'mutation ($input: ChangeDraftRuleInput!) { changeDraftRule(input: $input) { rule { terms changed } } }';
    const ANSWER = 'mutation ($input: AnswerDraftPolicyInput!) { answerDraftPolicy(input: $input) { plan { name } } }';
    const [{ category, itemType } = { category: '', itemType: '' }] = (await readDraft()).draftRules;
    const cell = { plan: 'all into one', category, itemType };
    const answer = { plan: 'all into one', library: 'wrekinmoor' };

    expect(await refusalOf(ANSWER, { ...answer, agrees: true })).toBe('none');
    expect((await readDraft()).draftAnswers).toMatchObject([
      { library: 'wrekinmoor', agrees: true, ofEarlierDraft: false },
    ]);
    expect(
      await refusalOf(CHANGE, {
        ...cell,
        terms: '{"loanLength": 91, "loanUnit": "DAYS", "lent": true}',
        note: 'agreed',
      }),
    ).toBe('none');
    expect((await readDraft()).draftAnswers).toMatchObject([
      { library: 'wrekinmoor', agrees: true, ofEarlierDraft: true },
    ]);
    const { draftRules, circulationRules } = await readDraft();
    expect(JSON.parse(draftRules[0]?.terms ?? '')).toMatchObject({ loanLength: 91 });
    expect(circulationRules).toContain(`,${category},${itemType},issuelength,91\n`);

    expect(await refusalOf(ANSWER, { ...answer, agrees: false, reason: ' ' })).toContain('reason: say why');
    expect(await refusalOf(ANSWER, { ...answer, library: 'nowhere', agrees: true })).toContain(
      'library: the plan does not move it',
    );
    expect(await refusalOf(CHANGE, { ...cell, terms: '{"loanLenth": 1}' })).toContain(
      'terms: a key: this cannot be set',
    );
    expect(await refusalOf(CHANGE, { ...cell, itemType: 'nothing', terms: '{}' })).toContain('the draft has no row');
    expect(await refusalOf(ANSWER, { ...answer, agrees: false, reason: 'Too long' })).toBe('none');
    const libraries = rowsOf(await askReport(region, 'policy-draft', asking('all into one')), 'libraries');
    expect(libraries.find(([library]) => library === 'wrekinmoor')?.slice(3, 5)).toEqual(['objects', 'Too long']);
  });

  it('decides when loans are due, where the plan says so', async () => {
    const changes = 'loans: { dueDay: POLICY }\npolicy: { propose: MOST_GENEROUS }';
    expect(await refusalOf(COPY, { from: 'one library', name: 'by policy', changes })).toBe('none');
    await region.doJobs();

    const report = await askReport(region, 'plan', asking('by policy'));
    // No category of readers is mapped: nobody knows which row of the draft is theirs.
    const unknown = lineOf(report, 'Loans of which nobody knows when they will be due');
    expect(unknown.value ?? unknown.text).not.toBe(0);
    await region.ask('mutation { dropPlan(input: { name: "by policy" }) { name } }');
  });
});

it('plans lose their rows about readers with those of the snapshot', async () => {
  const { db } = region.graph.database;
  const current = region.graph.hub.region;
  const withoutAgreement = { ...current, libraries: current.libraries.map(({ patronData: _, ...library }) => library) };
  const counts = sql<{
    loans: number;
    holds: number;
    readers: number;
  }>`SELECT (SELECT count(*) FROM planned_loan)::int AS loans,
    (SELECT count(*) FROM planned_hold)::int AS holds, (SELECT count(*) FROM planned_reader)::int AS readers`;
  expect((await counts.execute(db)).rows[0]?.readers).toBeGreaterThan(0);

  await forgetReaderRows(db, { region: withoutAgreement, now: new Date(), days: 365 });

  expect((await counts.execute(db)).rows).toEqual([{ loans: 0, holds: 0, readers: 0 }]);
});

it('a plan that is dropped leaves nothing', async () => {
  await region.ask('mutation { dropPlan(input: { name: "strict" }) { name } }');

  const { data } = await region.ask<{ plan: unknown; plans: readonly { readonly name: string }[] }>(
    '{ plan(name: "strict") { name } plans { name snapshot { name } madeAt predictedAt target note } }',
  );
  expect(data.plan).toBeNull();
  expect(data.plans.map(({ name }) => name)).toEqual([
    'a copy',
    'into the first',
    'one library',
    'one as it is',
    'all into one',
  ]);
});
