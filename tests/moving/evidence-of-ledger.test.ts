/** Evidence that stands on a ledger: its classes are counted, nothing of one reader is in it, and its gates say what is to be signed. */
import { SIGNING_ROLES, type SigningRole } from '#domain/evidence.ts';
import type { Region } from '#domain/region.ts';
import { findSnapshot, runReport } from '#comparison/index.ts';
import { insertSignature, makePack, makePlan } from '#moving/index.ts';
import { askForLedger, getWholeLedger } from '#moving/ledger/ledger.ts';
import { listRules, signRule } from '#moving/ledger/signatures.ts';
import { ALL_REPORTS } from '#subgraphs/migration/ask-report.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import { doJobs, load, makeWorld, putWorld, takeSnapshot, type World } from './support/ledger-world.ts';

const store = withTestDatabase();
const REGION = { issuers: [] } as unknown as Region;
let source: World;

beforeAll(async () => {
  source = makeWorld(20);
  const target = load(source);
  target.items.pop();
  await putWorld(store.db, 'old', source);
  await putWorld(store.db, 'new', target);
  await takeSnapshot(store.db, 'night');
  await askForLedger(store.db, {
    name: 'first',
    note: null,
    source: 'night',
    systems: ['old'],
    libraries: null,
    target: 'night',
    targetSystem: 'new',
    before: null,
    plan: null,
    settings: {},
    again: false,
    by: 'tester',
    at: new Date('2026-06-01T00:00:00Z'),
  });
  await doJobs(store.db);
}, 60_000);

async function night() {
  const snapshot = await findSnapshot(store.db, 'night');
  if (snapshot === null) throw new Error('no snapshot');
  return snapshot;
}

async function gates(
  options: Readonly<Record<string, string>> = {},
): Promise<Readonly<Record<string, readonly unknown[]>>> {
  const asked = { name: 'go-no-go', snapshot: await night(), library: null, system: null, options };
  const own = { ...asked, library: 'old-library' as never, visibleLibraries: ['old-library'], now: new Date() };
  const { tables } = await runReport(store.db, own, ALL_REPORTS);
  const rows = (await tables[0]?.rows({ after: null, first: 50 }))?.rows ?? [];
  return Object.fromEntries(rows.map(({ cells }) => [String(cells[0]), cells.slice(1, 3)] as const));
}

it('counts each class, readers’ too, and has no row about a reader', async () => {
  const of = { snapshot: await night(), ledger: 'first', plan: null };

  const [once, again] = [await makePack(store.db, of, ALL_REPORTS), await makePack(store.db, of, ALL_REPORTS)];

  expect(again).toEqual(once);
  const { sections } = JSON.parse(once.json) as {
    sections: { report: string; tables: { name: string; columns: string[]; rows: (string | number | null)[][] }[] }[];
  };
  const classes = sections
    .filter(({ report }) => report.startsWith('ledger'))
    .flatMap(({ tables }) => tables.filter(({ name }) => name === 'classes'));
  const samples = sections.flatMap(({ tables }) => tables).find(({ name }) => name === 'samples');
  expect(samples?.columns).toEqual(['Rule', 'Row', 'Field']);
  const unexplained = classes.flatMap(({ rows }) => rows.map((row) => [row[0], row[7]]));
  expect(Object.fromEntries(unexplained)).toMatchObject({ ITEMS: 1, READERS: 0 });
  const [loans] = classes.flatMap(({ rows }) => rows.filter(([name]) => name === 'LOANS'));
  expect(loans?.[1]).toBe(source.loans.length);
  const rules = sections.find(({ report }) => report === 'ledger')?.tables.find(({ name }) => name === 'rules');
  expect(rules?.rows[0]?.at(-1)).toMatch(/^[0-9a-f]{64}$/);
  expect(sections.find(({ report }) => report === 'ledger-readers')?.tables.map(({ name }) => name)).toEqual([
    ...['classes', 'rules', 'not provable'],
  ]);
  for (const { token, card, person } of source.readers)
    for (const mark of [token, card, person]) expect(once.json).not.toContain(`"${mark}`);
});

it('is not met while a row is unexplained, or a rule is to be signed', async () => {
  const before = await gates();
  const ledger = await getWholeLedger(store.db, 'first');
  const rules = (await listRules(store.db, ledger)).filter(({ state }) => state !== 'UNUSED');
  for (const { name, rows } of rules)
    await signRule(store.db, 'first', { rule: name, signedAs: 'librarian', rows, subject: 'x', at: new Date() });
  const after = await gates();

  expect(before['Rows that nothing explains']).toEqual(['NOT MET', expect.any(Number)]);
  expect(before['Rules that ask for a signature']).toEqual(['NOT MET', rules.length]);
  expect(after['Rules that ask for a signature']).toEqual(['met', 0]);
  expect(before['Things not compared, and not declared']).toEqual(['NOT MET', 6]);
  expect(before['Holdings and copies whose ids would end']).toEqual(['not told', null]);
});

it('is no sheet without a ledger if the one that is named is not there, not whole, or of other rows', async () => {
  await sql`INSERT INTO ledger (name, source, systems, target, target_system, settings, choices, state, made_by, made_at)
    SELECT n, source, CASE n WHEN 'of none' THEN ARRAY[target_system] ELSE systems END, target, target_system, settings, choices,
      CASE n WHEN 'begun' THEN 'MAKING' ELSE state END, made_by, made_at
    FROM ledger, unnest('{begun,of none}'::text[]) n WHERE name = 'first'`.execute(store.db);

  await expect(gates({ ledger: 'frist' })).rejects.toThrow('no such ledger stands on the snapshot "night"');
  await expect(gates({ ledger: 'begun' })).rejects.toThrow('the ledger "begun" is not whole yet');
  await expect(gates({ ledger: 'of none' })).rejects.toThrow('the ledger "of none" lacks rows of this library');
  await sql`DELETE FROM ledger WHERE name <> 'first'`.execute(store.db);
  expect(await gates({ ledger: 'first' })).toEqual(await gates());
});

const signed = async () => (await gates())['Roles that have not signed the evidence'];

async function signer(region = REGION) {
  const of = { ledger: 'first', plan: null };
  const { digest } = await makePack(store.db, { snapshot: await night(), ...of }, ALL_REPORTS);
  return (role: SigningRole, by: string, names: readonly string[] = [by]) =>
    insertSignature(store.db, region, {
      ...{ ...of, digest, role, snapshot: 'night', library: null, holder: 'A. Librarian' },
      by: { by, role: 'migration', names },
      at: new Date(),
    });
}

it('has signatures of today alone, each role of another person', async () => {
  const sign = await signer();
  expect(await signed()).toEqual(['NOT MET', 6]);

  await sign('SYSTEMS', 'one');
  await expect(sign('SPONSOR', 'one')).rejects.toThrow('has signed this evidence as SYSTEMS');
  // As they are called since a secret was replaced.
  await expect(sign('SPONSOR', 'one-since', ['one-since', 'one'])).rejects.toThrow(
    'has signed this evidence as SYSTEMS',
  );
  await sign('SPONSOR', 'other');

  expect(await signed()).toEqual(['NOT MET', 4]);
  await sql`UPDATE ledger_count SET rows = rows + 1 WHERE class = 'ITEMS' AND verdict = 'CARRIED'`.execute(store.db);
  expect(await signed()).toEqual(['NOT MET', 6]);
});

it('is signed once by whoever signs in several roles at the same moment', async () => {
  const sign = await signer();

  const signings = await Promise.allSettled(SIGNING_ROLES.slice(1).map((role) => sign(role, 'hasty')));

  expect(signings.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await signed()).toEqual(['NOT MET', 5]);
});

it('is signed with no key where people can sign in', async () => {
  const issuers = [{ issuer: 'https://id.example' }] as unknown as Region['issuers'];
  const [sign, signWithKeys] = [await signer({ ...REGION, issuers }), await signer()];

  await expect(sign('LENDING', 'key.one')).rejects.toThrow(/not with a key/);
  await expect(signWithKeys('LENDING', 'key.one')).rejects.toThrow('with a key that was taken back, or has ended');
});

it('is not told of what could not be loaded if copies of no known library are in no number of the ledger', async () => {
  const { number } = await getWholeLedger(store.db, 'first');
  const asked = { name: 'of the night', note: null, snapshot: 'night', settings: 'systems: [old]' };
  await makePlan(store.db, { ...asked, by: 'tester', at: new Date() });
  await doJobs(store.db);
  await sql
    .raw(`UPDATE ledger_count SET rows = 0 WHERE verdict = 'UNEXPLAINED'; DELETE FROM ledger_untold;
    UPDATE ledger SET plan_name = 'of the night'`)
    .execute(store.db);
  const state = async () => (await gates())['Records and copies that could not be loaded'];
  expect(await state()).toEqual(['met', 0]);

  await sql`INSERT INTO ledger_untold (ledger, class, field, by_side, rows)
    VALUES (${number}, 'ITEMS', '(library not known)', 'SOURCE', 40)`.execute(store.db);

  expect(await state()).toEqual(['not told', null]);

  // A list of which all that was understood is loaded by now; the ledger misses a copy, which may have stood in another line.
  await sql
    .raw(`DELETE FROM ledger_untold; INSERT INTO load_error (plan, record_number, item, reason, times, first_at, last_at, gone_at)
    SELECT id, 1, 0, 'refused', 1, now(), now(), now() FROM move_plan`)
    .execute(store.db);
  expect(await state()).toEqual(['not told', 0]);
  await sql`UPDATE ledger_difference SET rule = 'agreed'`.execute(store.db);
  expect(await state()).toEqual(['met', 0]);
  await sql`UPDATE ledger SET plan_name = NULL`.execute(store.db);
});

it('is not told of rows that a side does not tell, of an old target, and by a ledger of other systems', async () => {
  const ledger = await getWholeLedger(store.db, 'first');
  const state = async () => (await gates())['Rows that nothing explains'];
  const untold = (where: string) =>
    sql.raw(`UPDATE ledger_count SET rows = 0 WHERE verdict = 'UNEXPLAINED'; ${where}`).execute(store.db);
  await untold('DELETE FROM ledger_untold');
  expect(await state()).toEqual(['met', 0]);

  for (const [does, undoes] of [
    [
      `INSERT INTO ledger_untold (ledger, class, field, by_side) VALUES (${ledger.number}, 'HOLDS', '(all)', 'SOURCE')`,
      'DELETE FROM ledger_untold',
    ],
    [
      `INSERT INTO ledger_untold (ledger, class, field, by_side) VALUES (${ledger.number}, 'ITEMS', 'price', 'BOTH')`,
      'DELETE FROM ledger_untold',
    ],
    [
      `INSERT INTO ledger_count (ledger, class, verdict, in_source, rows) VALUES (${ledger.number}, 'LOANS', 'NOT_PROVABLE', false, 3)`,
      `DELETE FROM ledger_count WHERE rows = 3 AND NOT in_source`,
    ],
    [
      `UPDATE ledger SET settings = replace(settings::text, '"despite":[]', '"despite":["TARGET_PROBLEM"]')::json`,
      `UPDATE ledger SET settings = replace(settings::text, '"TARGET_PROBLEM"', '')::json`,
    ],
  ] as const) {
    await sql.raw(does).execute(store.db);
    expect((await state())?.[0]).toBe('not told');
    await sql.raw(undoes).execute(store.db);
    expect(await state()).toEqual(['met', 0]);
  }
  await sql`UPDATE ledger SET systems = ARRAY[target_system]`.execute(store.db);
  expect(await state()).toEqual(['not told', null]);
});
