/** One library between two systems: who asks, who confirms, what is counted, and what is to be keyed in after a switch back. */
import type { OwnerCode } from '#domain/catalogue.ts';
import { createId, type LibraryId, type RecordId, type SystemId } from '#domain/ids.ts';
import { writeIso2709 } from '#marc/index.ts';
import type { MovePhase, PatronData, Region } from '#domain/region.ts';
import { askForPhase, confirmPhase, listMissing, listToRekey, readPhases, withdrawPhase } from '#moving/index.ts';
import { keepNewIds } from '#moving/switch/new-ids.ts';
import { keepLoans } from '#moving/switch/rekey.ts';
import { createLogger } from '#platform/logger.ts';
import { insertApiKey } from '#store/repositories/api-keys/api-keys.ts';
import { readHere } from '#store/replica.ts';
import { createMigrationSubgraph } from '#subgraphs/migration/index.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { applyPage, emptyIndex, harvested, matchWaiting, OWNERS, pageOf } from '#tests/union-index/index-world.ts';
import { marcOf } from '#tests/union-index/marc-lines.ts';
import { createIndexScope } from '#union-index/index.ts';
import { allRulings, keepRulings } from '#union-index/rulings/index.ts';
import { findKnownLists } from '#union-index/loans/read/known-lists.ts';
import { sql } from 'kysely';
import { beforeEach, expect, it } from 'vitest';

const store = withTestDatabase();
const LIBRARY = 'south-lib' as LibraryId;
const [SOURCE, TARGET] = ['south' as SystemId, 'north' as SystemId];
const MOVING: OwnerCode = { system: TARGET, code: 'SN', library: LIBRARY, site: null };
const REGION: Region = {
  id: 'r',
  name: 'R',
  budgetMs: 1,
  networks: [],
  organisations: [],
  systems: [],
  issuers: [],
  libraries: [
    {
      id: LIBRARY,
      name: 'South',
      aliases: [],
      network: null,
      organisations: [],
      sites: [],
      system: SOURCE,
      memberships: [
        { system: SOURCE, phase: 'LIVE', since: null },
        { system: TARGET, phase: 'TEST_LOADED', since: null },
      ],
    },
  ],
};
const ANNE = { by: 'anne', role: 'migration', names: ['anne'] };
const BERT = { by: 'bert', role: 'operator', names: ['bert', 'bert before'] };
const at = new Date('2026-12-01T18:00:00Z');

const NOTHING_ACCEPTED = { acceptMissing: 0, acceptLoansMissing: false, joinRecords: 0 };

function ask(phase: MovePhase, rest: { readonly by?: typeof ANNE } & Partial<typeof NOTHING_ACCEPTED> = {}) {
  const said = { ...NOTHING_ACCEPTED, by: ANNE, ...rest };
  return askForPhase(store.db, REGION, { library: LIBRARY, phase, system: null, note: null, at, ...said });
}

async function tellLoans(asOf: Date, list = 'OPEN_LOANS'): Promise<void> {
  await sql`INSERT INTO loan_list (system, list, as_of, tried_at, left_out, complete_for)
    SELECT id, ${list}, ${asOf}, now(), 0, ARRAY[${LIBRARY}]::text[] FROM system
    ON CONFLICT (system, list) DO UPDATE SET as_of = excluded.as_of`.execute(store.db);
}

async function lend(system: string, item: string, due: string, library: string | null = LIBRARY): Promise<void> {
  await sql`
    INSERT INTO open_loan (system, item, library, counted, reader_token, due_on)
    SELECT id, ${item}, ${library}, true, 'token', ${due}::date FROM system WHERE system_id = ${system}`.execute(
    store.db,
  );
}

/** The record's number in the index. */
function recordOf(system: string, record: string) {
  return sql`(SELECT r.id FROM record r JOIN system s ON s.id = r.system WHERE s.system_id = ${system} AND r.local_id = ${record})`;
}

async function hold(system: string, record: string, on: string, library: string | null = LIBRARY): Promise<void> {
  await sql`
    INSERT INTO open_hold (system, record, library, counted, reader_token, status, placed_on)
    SELECT id, ${recordOf(system, record)}, ${library}, true, 'token', 'QUEUED', ${on}::date FROM system WHERE system_id = ${system}`.execute(
    store.db,
  );
}

async function charge(
  system: string,
  record: string,
  { pence, on, library = LIBRARY }: { readonly pence: number; readonly on: string; readonly library?: string | null },
): Promise<void> {
  await sql`
    INSERT INTO open_charge (system, item, record, library, counted, reader_token, amount_pence, currency, charged_on)
    SELECT id, ${`${record}-0`}, ${recordOf(system, record)}, ${library}, true, 'token', ${pence}, 'GBP', ${on}::date
    FROM system WHERE system_id = ${system}`.execute(store.db);
}

/** The data of the graph's answer, asked with the role migration. Throws what it says is wrong. */
async function throughGraph(query: string, { phase, now = at }: { readonly phase: MovePhase; readonly now?: Date }) {
  const libraries = REGION.libraries.map((library) => ({
    ...library,
    memberships: library.memberships.map((one) => (one.system === SOURCE ? { ...one, phase } : one)),
  }));
  const subgraph = createMigrationSubgraph({
    region: { ...REGION, libraries },
    store: { db: store.db, reports: store.db, reads: readHere({ db: store.db, reports: store.db }) },
    verify: () =>
      Promise.resolve({
        ...{ role: 'migration', subject: 'anne', correlationId: 'c' },
        ...{ receivedAt: Date.now(), deadline: Date.now() + 60_000 },
      }),
    clock: () => now,
    logger: createLogger('silent'),
  });
  const { data, errors } = await subgraph.execute({ query, variables: {}, context: 'signed' });
  if (errors === undefined) return data;
  throw new Error(errors.map(({ message }) => message).join(' '));
}

function confirm(id: number, by = BERT) {
  return confirmPhase(store.db, REGION, id, { by, at });
}

async function step(phase: MovePhase, accepted: Partial<typeof NOTHING_ACCEPTED> = {}): Promise<void> {
  await confirm((await ask(phase, accepted)).id);
}

/** The records of this number in both systems are one. */
async function join(number = '1'): Promise<void> {
  const [a, b] = [createId(SOURCE, 'record', number), createId(TARGET, 'record', number)];
  await keepRulings(store.db, [{ a, b, decision: 'SAME', by: 'M', at, note: null }]);
  await matchWaiting(store.db);
}

async function standing(): Promise<readonly string[]> {
  return (await readPhases(store.db)).map(({ system, phase }) => `${system} ${phase}`);
}

/** Copies are `B<number>0`, the same in both systems. */
async function bring(
  system: SystemId,
  code: string,
  numbers: Readonly<Record<string, string>>,
  visibility: 'PUBLIC' | 'SUPPRESSED' = 'PUBLIC',
): Promise<void> {
  const records = Object.entries(numbers).map(([localId, title]) => {
    const [, from] = title.split('|');
    const lines = [
      `001 ${localId}`,
      ...(from === undefined ? [] : [`035 __ $a ${from}`]),
      `245 10 $a ${title.split('|')[0] ?? ''}`,
    ];
    const marc = marcOf(...lines);
    const record = harvested(localId, marc, { owners: [code], visibility });
    const holdings = record.holdings.map((holding) => ({ ...holding, library: LIBRARY }));
    return { ...record, holdings, format: 'iso2709' as const, raw: writeIso2709(marc) };
  });
  await applyPage(store.db, system, pageOf(records), [...OWNERS, MOVING]);
}

/** Settles once somebody waits for a table, or for a row. */
async function waitsFor(kind: 'relation' | 'transactionid'): Promise<void> {
  const waiting = async (): Promise<number> => {
    const { rows } = await sql<{ count: number }>`
      SELECT count(*) AS count FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
      WHERE NOT l.granted AND l.locktype = ${kind} AND a.datname = current_database()`.execute(store.db);
    return rows[0]?.count ?? 0;
  };
  await expect.poll(waiting, { interval: 5, timeout: 20_000 }).toBe(1);
}

async function wholeHarvest(...systems: readonly SystemId[]): Promise<void> {
  await sql`INSERT INTO harvest_run (system, kind, started_at, updated_at, finished_at)
    SELECT id, 'full', ${at}::timestamptz + interval '1 hour', now(), now() FROM system WHERE system_id = ANY(${[...systems]}::text[])`.execute(
    store.db,
  );
}

beforeEach(async () => {
  await emptyIndex(store.db);
  await sql`TRUNCATE move_phase, move_request, moved_id, moved_loan, written_hour, open_loan, open_hold, open_charge, loan_list, ruling`.execute(
    store.db,
  );
});

it('takes a step when somebody else confirms it, and tells the second who asks of the first', async () => {
  const both = await Promise.allSettled([ask('CATALOGUE_FROZEN'), ask('CATALOGUE_FROZEN', { by: BERT })]);
  const [first] = both.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const refusals = both.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []));
  expect(refusals).toEqual([
    expect.stringMatching(/CATALOGUE_FROZEN was asked for already, at .* by (anne|bert) \(request \d+\)/),
  ]);
  expect(await standing()).toEqual([]);

  const { id = 0, askedBy = '' } = first ?? {};
  const [self, other] = askedBy === 'anne' ? [ANNE, BERT] : [BERT, ANNE];
  await expect(confirm(id, self)).rejects.toThrow(/you asked for it yourself/);
  await expect(confirm(id, { ...other, names: [other.by, askedBy] })).rejects.toThrow(/you asked for it yourself/);
  const ended = await Promise.allSettled([confirm(id, other), confirm(id, other)]);
  expect(ended.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(await standing()).toEqual(['north TEST_LOADED', 'south CATALOGUE_FROZEN']);
  await expect(confirm(id, other)).rejects.toThrow(/was confirmed already/);
  await expect(withdrawPhase(store.db, REGION, id, { by: self, at })).rejects.toThrow(/was confirmed already/);

  const next = await ask('FROZEN');
  await withdrawPhase(store.db, REGION, next.id, { by: ANNE, at });
  expect(await standing()).toEqual(['north TEST_LOADED', 'south CATALOGUE_FROZEN']);
  await expect(confirm(next.id)).rejects.toThrow(/was withdrawn already/);
  await expect(ask('MOVED')).rejects.toThrow(/CATALOGUE_FROZEN, after which comes FROZEN or LIVE/);

  // The file no longer names the new system when it is confirmed.
  const late = await ask('FROZEN');
  const libraries = REGION.libraries.map((one) => ({ ...one, memberships: one.memberships.slice(0, 1) }));
  await expect(confirmPhase(store.db, { ...REGION, libraries }, late.id, { by: BERT, at })).rejects.toThrow(
    /names no system that it moves to/,
  );
  expect(await standing()).toEqual(['north TEST_LOADED', 'south CATALOGUE_FROZEN']);
});

it('takes two persons for two: no keys, no name of before, and nothing that was asked for a day ago', async () => {
  const key = { by: 'key.one', role: 'migration', names: ['key.one'] };
  const issuers = [{ id: 'idp' }] as unknown as Region['issuers'];
  const asked = {
    library: LIBRARY,
    phase: 'CATALOGUE_FROZEN',
    system: null,
    ...NOTHING_ACCEPTED,
    note: null,
    at,
  } as const;
  const signedIn = { ...REGION, issuers };
  await expect(askForPhase(store.db, signedIn, { ...asked, by: key })).rejects.toThrow(
    /the steps of a move are for people/,
  );
  const { id } = await askForPhase(store.db, signedIn, { ...asked, by: { ...ANNE, names: ['anne', 'anne to be'] } });
  await expect(confirmPhase(store.db, signedIn, id, { by: key, at })).rejects.toThrow(/not with a key/);
  // The secret that she asked under is no longer accepted.
  const later = { by: 'anne to be', role: 'migration', names: ['anne to be'] };
  await expect(confirmPhase(store.db, signedIn, id, { by: later, at })).rejects.toThrow(/you asked for it yourself/);

  const nextDay = new Date(at.getTime() + 86_400_001);
  await expect(confirmPhase(store.db, signedIn, id, { by: BERT, at: nextDay })).rejects.toThrow(
    /more than 24 hours ago/,
  );
  const isOver = async (now: Date) =>
    throughGraph('{ phases { asked { id isOver } history { isOver } } }', { phase: 'LIVE', now });
  expect(await isOver(at)).toEqual({
    phases: [{ asked: { id: String(id), isOver: false }, history: [{ isOver: false }] }],
  });
  expect(await isOver(nextDay)).toEqual({
    phases: [{ asked: { id: String(id), isOver: true }, history: [{ isOver: true }] }],
  });
  const again = await askForPhase(store.db, signedIn, { ...asked, by: BERT, at: nextDay });
  expect(again.id).not.toBe(id);
  // Without an identity provider there are keys alone.
  const kept = {
    name: 'one',
    role: 'migration',
    expiresAt: null,
    revokedAt: null,
    service: null,
    budgetMs: null,
  } as const;
  await insertApiKey(store.db, { ...kept, id: 'one', hash: new Uint8Array(32), createdAt: at });
  await confirmPhase(store.db, REGION, again.id, { by: key, at: nextDay });
  expect(await standing()).toEqual(['north TEST_LOADED', 'south CATALOGUE_FROZEN']);
});

it('leaves a step confirmed that is a day old when somebody asks for the next one', async () => {
  const { id } = await ask('CATALOGUE_FROZEN');
  const nextDay = new Date(at.getTime() + 86_400_001);
  let next: Promise<{ readonly from: string }> | undefined;
  let confirming: Promise<unknown> | undefined;
  await store.db.transaction().execute(async (holder) => {
    await sql`LOCK TABLE action IN ACCESS EXCLUSIVE MODE`.execute(holder);
    confirming = confirm(id);
    await waitsFor('relation');
    const asked = { ...NOTHING_ACCEPTED, library: LIBRARY, system: null, note: null, by: ANNE, at: nextDay };
    next = askForPhase(store.db, REGION, { ...asked, phase: 'FROZEN' });
    await waitsFor('transactionid');
  });
  await confirming;
  expect((await next)?.from).toBe('CATALOGUE_FROZEN');
  const { rows } = await sql`SELECT state FROM move_request WHERE id = ${id}`.execute(store.db);
  expect(rows).toEqual([{ state: 'CONFIRMED' }]);
});

it('counts what keeps its id, and refuses a switch with copies that would not', async () => {
  await bring(SOURCE, 'S', { 1: 'Anatomy', 2: 'Biology', 3: 'Chemistry' });
  await bring(TARGET, 'SN', { 1: 'Anatomy', 20: 'Biology, in other words|(south)2' });
  await step('CATALOGUE_FROZEN');
  await step('FROZEN');
  await expect(ask('MOVED')).rejects.toThrow(/north was not harvested to its end since/);
  await wholeHarvest(TARGET);
  // What the old system bought before it was frozen is in no harvest of before.
  await expect(ask('MOVED')).rejects.toThrow(/south was not harvested to its end since the catalogue of south-lib was/);
  await wholeHarvest(SOURCE);

  // Copy 1 by its barcode and its holding by that copy; holding 2 by 035; 3 is not there.
  const apart = /2 titles are other editions .*south:record:2 and north:record:20.*--join-records 2/;
  await expect(ask('MOVED')).rejects.toThrow(apart);
  await expect(ask('MOVED', { joinRecords: 1 })).rejects.toThrow(apart);
  expect(await allRulings(store.db)).toEqual([]);
  // What somebody ruled stays.
  const [a, b] = ['south:record:2' as RecordId, 'north:record:20' as RecordId];
  await keepRulings(store.db, [{ a, b, decision: 'DIFFERENT', by: 'M', at, note: null }]);
  await matchWaiting(store.db);
  await expect(ask('MOVED', { joinRecords: 2 })).rejects.toThrow(
    /1 of 2 titles .* are now ruled .* 1 were ruled on before/,
  );
  const made = await allRulings(store.db);
  expect(made.map(({ decision }) => decision).toSorted()).toEqual(['DIFFERENT', 'SAME']);
  await keepRulings(store.db, [{ a, b, decision: 'SAME', by: 'M', at, note: null }]);
  await expect(ask('MOVED')).rejects.toThrow(/still being matched/);
  await matchWaiting(store.db);
  const accepted = { acceptLoansMissing: true };
  const lost = /1 of 3 items have their new number, 2 of 3 holdings.* 3 would lose their ids/;
  await expect(ask('MOVED', accepted)).rejects.toThrow(lost);
  await expect(ask('MOVED', { ...accepted, acceptMissing: 4 })).rejects.toThrow(lost);
  // Listed after the refusal, and nothing was asked for.
  expect(await listMissing(store.db, { library: LIBRARY, source: SOURCE }, 9)).toHaveLength(3);
  const wanted = { ...accepted, acceptMissing: 3 };
  const both = await Promise.allSettled([ask('MOVED', wanted), ask('MOVED', { ...wanted, by: BERT })]);
  const [taken] = both.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  expect(both.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []))).toEqual([
    expect.stringMatching(/MOVED was asked for already/),
  ]);
  const { id = 0, counts, askedBy } = taken ?? {};
  const other = askedBy === 'anne' ? BERT : ANNE;
  const kept = { items: { held: 3, known: 1 }, holdings: { held: 3, known: 2 } };
  expect(counts).toEqual({ ...kept, loans: null, loansAccepted: true });
  expect((await listMissing(store.db, { library: LIBRARY, source: SOURCE }, 9)).map((one) => one.id)).toEqual([
    'south:holding:3@south-lib',
    'south:item:2-0',
    'south:item:3-0',
  ]);

  // What is loaded after it was counted is not switched to unseen.
  await bring(TARGET, 'SN', { 3: 'Chemistry' });
  await expect(confirm(id, other)).rejects.toThrow(/1 titles are other editions .* since this was asked for/);
  await join('3');
  await expect(confirm(id, other)).rejects.toThrow(/now 2 of 3 items .*; when it was asked for, 1 of 3 items/);
  expect(await standing()).toEqual(['north TEST_LOADED', 'south FROZEN']);
});

it('lists the loans that are otherwise in the new system, and what it cannot tell', async () => {
  await bring(SOURCE, 'S', { 1: 'Anatomy', 2: 'Biology', 3: 'Chemistry', 4: 'Drugs', 5: 'Ethics' });
  await bring(TARGET, 'SN', { 1: 'Anatomy', 2: 'Biology', 3: 'Chemistry', 4: 'Drugs' });
  const move = { library: LIBRARY, source: SOURCE, target: TARGET, movedAt: at };
  expect(await listToRekey(store.db, move)).toMatchObject({
    rows: [],
    notTold: expect.arrayContaining([expect.stringMatching(/south has not told its open loans/)]) as unknown,
  });

  await tellLoans(at);
  for (const item of ['1-0', '2-0', '3-0', '5-0']) await lend('south', item, '2026-12-10');
  // 5 was never loaded into the new system.
  for (const item of ['1-0', '2-0', '3-0']) await lend('north', item, '2026-12-10');
  await store.db.transaction().execute((tx) => keepLoans(tx, move));
  await sql`DELETE FROM open_loan WHERE item IN ('2-0', '3-0') AND system = (SELECT id FROM system WHERE system_id = 'north')`.execute(
    store.db,
  );
  await lend('north', '2-0', '2026-12-31');
  await lend('north', '4-0', '2026-12-20');
  await lend('north', 'unknown', '2026-12-20');
  // Under a branch that the region file names for no library.
  await bring(TARGET, 'XN', { 6: 'Farming' });
  await lend('north', '6-0', '2026-12-20', null);

  const { rows, notTold } = await listToRekey(store.db, move);
  const listed = { list: 'OPEN_LOANS', certainty: 'CERTAIN' };
  expect(rows).toMatchObject([
    { ...listed, action: 'CHANGED', barcode: 'B20', dueOn: '2026-12-31', wasDueOn: '2026-12-10' },
    { ...listed, action: 'LENT', barcode: 'B40', dueOn: '2026-12-20', wasDueOn: null },
    { ...listed, action: 'RETURNED', barcode: 'B30', dueOn: null, wasDueOn: '2026-12-10' },
  ]);
  expect(notTold.join('\n')).toMatch(/^1 loans of south were not at north when south-lib was switched/m);
  expect(notTold).toContain(
    'Loans of copies that have no barcode, are of no known library, or are not in the index, cannot be paired: south has 0, north has 2.',
  );
  expect(notTold.join('\n')).toMatch(/south has not told its open holds[^]*Payments of what was charged since/);
  expect(notTold.join('\n')).not.toMatch(/has not told its open loans/);
});

it('lists what changed of a loan as far as both systems tell it, and counts what one alone tells', async () => {
  await bring(SOURCE, 'S', { 1: 'Anatomy', 2: 'Biology' });
  await bring(TARGET, 'SN', { 1: 'Anatomy', 2: 'Biology' });
  const move = { library: LIBRARY, source: SOURCE, target: TARGET, movedAt: at };
  await tellLoans(at);
  for (const item of ['1-0', '2-0']) for (const system of [SOURCE, TARGET]) await lend(system, item, '2026-12-10');
  await store.db.transaction().execute((tx) => keepLoans(tx, move));
  const listed = async () => {
    const { rows, notTold } = await listToRekey(store.db, move);
    const unsure = notTold.filter((line) => line.includes('whether they were keyed in is not known'));
    return [...rows.map(({ action, barcode }) => `${action} ${barcode ?? ''}`).toSorted(), ...unsure];
  };
  const change = (system: string, item: string, columns: string) =>
    sql`UPDATE open_loan SET ${sql.raw(columns)} WHERE item = ${item}
      AND system = (SELECT id FROM system WHERE system_id = ${system})`.execute(store.db);
  await change('north', '1-0', `due_on = NULL, due_at = '2026-12-31T18:00Z'`);
  await change('north', '2-0', `due_on = '2026-12-31', renewals = 1`);
  expect(await listed()).toEqual(['CHANGED B10', 'CHANGED B20']);

  for (const item of ['1-0', '2-0']) await change('south', item, `due_on = '2026-12-31'`);

  expect(await listed()).toEqual([
    expect.stringMatching(/^2 loans that changed at north .* at south at most in the hour/),
  ]);
  // What both tell differs still.
  await change('south', '1-0', `due_at = '2026-12-31T17:00Z'`);
  await change('south', '2-0', `renewals = 0`);
  expect(await listed()).toEqual(['CHANGED B10', 'CHANGED B20']);
});

it('lists what is to be keyed in once, of a copy too that stood twice because it moved while it was harvested', async () => {
  await bring(SOURCE, 'S', { 1: 'Anatomy', 2: 'Biology' });
  await bring(TARGET, 'SN', { 1: 'Anatomy', 2: 'Biology' });
  await matchWaiting(store.db);
  await tellLoans(at);
  await tellLoans(at, 'OPEN_CHARGES');
  const move = { library: LIBRARY, source: SOURCE, target: TARGET, movedAt: at };
  await lend('north', '1-0', '2026-12-10');
  await charge('north', '1', { pence: 40, on: '2026-12-02' });
  const listed = async () => (await listToRekey(store.db, move)).rows;
  const once = await listed();
  expect(once.map(({ action }) => action)).toEqual(['LENT', 'CHARGED']);

  await sql`INSERT INTO item (record, system, local_id, barcode, owner_code, library, visibility)
    SELECT other.id, i.system, i.local_id, i.barcode, i.owner_code, i.library, i.visibility
    FROM item i JOIN record other ON other.system = i.system AND other.id <> i.record WHERE i.local_id = '1-0'`.execute(
    store.db,
  );

  expect(await listed()).toEqual(once);
});

it('lists holds and charges that one of the two systems alone has, and how certain that is', async () => {
  await bring(SOURCE, 'S', { 1: 'Anatomy', 2: 'Biology', 3: 'Chemistry' });
  await bring(TARGET, 'SN', { 1: 'Anatomy', 2: 'Biology', 3: 'Chemistry' });
  await matchWaiting(store.db);
  for (const number of ['1', '2', '3']) await join(number);
  await tellLoans(at);
  for (const list of ['OPEN_HOLDS', 'OPEN_CHARGES']) await tellLoans(at, list);
  // 1 is held in both, and since the switch by another; 2 in the new one since the day of the switch, 3 in the old one alone.
  await hold('south', '1', '2026-11-20');
  await hold('north', '1', '2026-12-01');
  await hold('north', '1', '2026-12-02');
  await hold('north', '2', '2026-12-01');
  await hold('south', '3', '2026-11-20');
  await charge('south', '1', { pence: 500, on: '2026-11-20' });
  await charge('north', '1', { pence: 200, on: '2026-11-20' });
  await charge('south', '2', { pence: 150, on: '2026-11-21' });
  for (const pence of [40, 70]) await charge('south', '3', { pence, on: '2026-11-22' });
  await charge('north', '3', { pence: 70, on: '2026-11-22' });
  await charge('north', '3', { pence: 120, on: '2026-12-02' });
  // To be collected, or of readers, at a branch that the region file names for no library.
  await hold('north', '2', '2026-12-02', null);
  await charge('south', '2', { pence: 990, on: '2026-12-02', library: null });

  const { rows, lists, notTold } = await listToRekey(store.db, {
    library: LIBRARY,
    source: SOURCE,
    target: TARGET,
    movedAt: at,
  });
  expect(lists.map(({ list }) => list)).toEqual(['OPEN_LOANS', 'OPEN_HOLDS', 'OPEN_CHARGES']);
  expect(notTold.filter((line) => line.includes('no known library'))).toEqual([
    'Holds that are collected at a branch of no known library are in no row: south has 0, north has 1.',
    'Charges of readers whose branch is of no known library are in no row: south has 1, north has 0.',
  ]);
  const [certain, possible] = [{ certainty: 'CERTAIN' }, { certainty: 'POSSIBLE' }];
  expect(rows.filter(({ list }) => list === 'OPEN_HOLDS')).toMatchObject([
    { ...certain, action: 'HELD', title: 'Anatomy', on: '2026-12-02' },
    { ...possible, action: 'HELD', title: 'Biology', on: '2026-12-01' },
    { ...possible, action: 'HOLD_ENDED', title: 'Chemistry', on: '2026-11-20' },
  ]);
  expect(rows.filter(({ list }) => list === 'OPEN_CHARGES')).toMatchObject([
    { ...possible, action: 'PAID', barcode: 'B10', pence: 200, wasPence: 500, currency: 'GBP' },
    { ...certain, action: 'CHARGED', barcode: 'B30', pence: 120, wasPence: null },
    { ...possible, action: 'PAID', barcode: 'B20', pence: null, wasPence: 150 },
    { ...possible, action: 'PAID', barcode: 'B30', pence: null, wasPence: 40 },
  ]);

  // What is keyed in is gone with the next harvest of the old system.
  await hold('south', '1', '2026-12-03');
  const after = await listToRekey(store.db, { library: LIBRARY, source: SOURCE, target: TARGET, movedAt: at });
  expect(after.rows.filter(({ action }) => action === 'HELD').map(({ title }) => title)).toEqual(['Biology']);
});

it('says what went through Mercia to the new system since, and what of it the rows may lack', async () => {
  const move = { library: LIBRARY, source: SOURCE, target: TARGET, movedAt: at };
  const through = async () => (await listToRekey(store.db, move)).notTold.filter((line) => line.startsWith('Mercia '));
  const countSince = (moment: Date) =>
    sql`UPDATE kysely_migration SET timestamp = ${moment.toISOString()} WHERE name LIKE '%writes-by-hour'`.execute(
      store.db,
    );
  await countSince(new Date(at.getTime() + 1_000));
  expect(await through()).toEqual([
    'Mercia counted no renewal and no hold that it sent to north since 2026-12-01 18:00 UTC, after the switch, when it began to count them: what it sent before is not known.',
  ]);
  await countSince(at);
  expect(await through()).toEqual([
    'Mercia counted no renewal and no hold that it sent to north since the hour of the switch.',
  ]);

  const told = new Date(at.getTime() + 5.5 * 3_600_000);
  await tellLoans(told);
  const count = (hours: number, kind: string, done: number, unknown = 0) =>
    sql`
    INSERT INTO written_hour VALUES (${TARGET}, ${new Date(at.getTime() + hours * 3_600_000)}, ${kind}, ${done}, ${unknown}),
      (${SOURCE}, ${new Date(at.getTime() + hours * 3_600_000)}, ${kind}, 90, 9)`.execute(store.db);
  // Before the switch; before the list; in its hour; after it.
  await count(-2, 'renew', 50);
  await count(1, 'renew', 4, 1);
  await count(5, 'renew', 2);
  await count(9, 'renew', 1);
  await count(9, 'place_hold', 1);
  const [renewals, holds, ...others] = await through();
  expect(others).toEqual([]);
  expect(renewals).toBe(
    'Mercia counted 8 renewals that it sent to north since the hour of the switch, for readers of any of its libraries; of 1 it was not known when the call ended whether it was done. 3 of them came in the hour in which north told its open loans, or later: the rows may lack them until it is harvested once more.',
  );
  expect(holds).toBe(
    'Mercia counted 1 hold placed that it sent to north since the hour of the switch, for readers of any of its libraries. north and south have not both told their open holds: no row has them.',
  );

  // An hour that was counted shows since when at least: a restored database has its tables anew.
  await sql`DELETE FROM written_hour WHERE hour < ${at}`.execute(store.db);
  await countSince(new Date(at.getTime() + 7 * 3_600_000));
  expect((await through())[0]).toMatch(
    /^Mercia counted 8 renewals that it sent to north since 2026-12-01 19:00 UTC, after the switch, when/,
  );
});

it('refuses a switch while loans are missing, or told of before the freeze', async () => {
  await bring(SOURCE, 'S', { 1: 'Anatomy' });
  await bring(TARGET, 'SN', { 1: 'Anatomy|(south)1' });
  await matchWaiting(store.db);
  await step('CATALOGUE_FROZEN');
  await step('FROZEN');
  await wholeHarvest(SOURCE, TARGET);
  await join();
  const hour = 3_600_000;
  await expect(ask('MOVED')).rejects.toThrow(/south and north told no open loans since the freeze/);
  await tellLoans(new Date(at.getTime() - hour));
  await lend('south', '1-0', '2026-12-10');
  await lend('north', '1-0', '2026-12-10');
  await expect(ask('MOVED')).rejects.toThrow(/1 of 1 open loans are there; south and north told no open loans since/);
  await tellLoans(new Date(at.getTime() + hour));
  const { id } = await ask('MOVED');
  await sql`DELETE FROM open_loan WHERE system = (SELECT id FROM system WHERE system_id = 'north')`.execute(store.db);
  await expect(confirm(id)).rejects.toThrow(/0 of 1 open loans are there; the others would be lost/);
  await withdrawPhase(store.db, REGION, id, { by: ANNE, at });
  await step('MOVED', { acceptLoansMissing: true });
  expect(await standing()).toEqual(['north LIVE', 'south MOVED']);
});

it('refuses a switch while a loan of a hidden copy is missing, or one may be missing of a copy that nobody knows', async () => {
  await bring(SOURCE, 'S', { 1: 'Anatomy' });
  await bring(SOURCE, 'S', { 2: 'Biology' }, 'SUPPRESSED');
  await bring(TARGET, 'SN', { 1: 'Anatomy|(south)1' });
  await matchWaiting(store.db);
  await step('CATALOGUE_FROZEN');
  await step('FROZEN');
  await wholeHarvest(SOURCE, TARGET);
  await join();
  await tellLoans(new Date(at.getTime() + 3_600_000));
  for (const [system, item] of [
    ['south', '1-0'],
    ['south', '2-0'],
    ['north', '1-0'],
  ] as const)
    await lend(system, item, '2026-12-10');
  await expect(ask('MOVED')).rejects.toThrow(/1 of 2 open loans are there; the others would be lost/);

  // Of two loans of one barcode one alone is there.
  await sql`UPDATE hidden_item SET barcode = 'B10'`.execute(store.db);
  await expect(ask('MOVED')).rejects.toThrow(/1 of 2 open loans are there; the others would be lost/);
  await bring(TARGET, 'SN', { 2: 'Biology' }, 'SUPPRESSED');
  await sql`UPDATE hidden_item SET barcode = 'B20'`.execute(store.db);
  await lend('north', '2-0', '2026-12-10');

  await lend('south', 'bought since', '2026-12-10', null);
  await expect(ask('MOVED')).rejects.toThrow(
    /2 of 2 open loans are there; 1 more is of copies that Mercia does not know, .* nobody knows whether they are of south-lib: bring them/,
  );
  await sql`DELETE FROM open_loan WHERE library IS NULL`.execute(store.db);
  await sql`UPDATE loan_list SET complete_for = '{}'`.execute(store.db);
  await expect(ask('MOVED')).rejects.toThrow(/2 of 2 open loans are there; south told loans that could not be kept/);
  await sql`UPDATE loan_list SET complete_for = ARRAY[${LIBRARY}]::text[]`.execute(store.db);
  expect((await ask('MOVED')).counts?.loans).toEqual({ open: 2, there: 2, unknown: 0 });
});

it('says of loans and of ids in one refusal what would be lost, and keeps which ids', async () => {
  await bring(SOURCE, 'S', { 1: 'Anatomy', 2: 'Biology' });
  await bring(TARGET, 'SN', { 1: 'Anatomy|(south)1' });
  await matchWaiting(store.db);
  await step('CATALOGUE_FROZEN');
  await step('FROZEN');
  await wholeHarvest(SOURCE, TARGET);
  await join();
  await tellLoans(new Date(at.getTime() + 3_600_000));
  // As what was made for an interlibrary loan: of it nothing is kept.
  await lend('south', 'from elsewhere', '2026-12-10', null);
  const loans = /0 of 0 open loans are there; 1 more is of .* interlibrary loans.*--accept-loans-missing/;
  const ids = /Of holdings and copies 2 would lose their ids: .*acceptMissing: 2/;
  await expect(ask('MOVED')).rejects.toThrow(new RegExp(`${loans.source}.*${ids.source}`));
  const lost = await listMissing(store.db, { library: LIBRARY, source: SOURCE }, 9);
  expect(lost.map(({ id }) => id)).toEqual(['south:holding:2@south-lib', 'south:item:2-0']);
  await expect(ask('MOVED', { acceptMissing: 2 })).rejects.toThrow(loans);
  await expect(ask('MOVED', { acceptMissing: 2 })).rejects.not.toThrow(/would lose/);
  await expect(ask('MOVED', { acceptLoansMissing: true })).rejects.toThrow(/2 would lose their ids/);
  await step('MOVED', { acceptMissing: 2, acceptLoansMissing: true });
  expect(await standing()).toEqual(['north LIVE', 'south MOVED']);
});

it('takes the day of a freeze from the region file, and refuses one without a day', async () => {
  const [library] = REGION.libraries;
  const askFrozen = (since: string | null) => {
    const memberships = [
      { system: SOURCE, phase: 'FROZEN' as const, since },
      { system: TARGET, phase: 'TEST_LOADED' as const, since: null },
    ];
    const region = { ...REGION, libraries: library === undefined ? [] : [{ ...library, memberships }] };
    const asked = {
      ...NOTHING_ACCEPTED,
      library: LIBRARY,
      phase: 'MOVED',
      system: null,
      note: null,
      by: ANNE,
      at,
    } as const;
    return askForPhase(store.db, region, { ...asked, acceptLoansMissing: true });
  };
  await bring(SOURCE, 'S', { 1: 'Anatomy' });
  await bring(TARGET, 'SN', { 1: 'Anatomy' });
  await matchWaiting(store.db);
  await wholeHarvest(SOURCE, TARGET);
  await join();
  await expect(askFrozen(null)).rejects.toThrow(/not since when.*by steps/);
  await expect(askFrozen('2026-12-01')).rejects.toThrow(
    /not harvested to its end since south-lib was frozen \(2026-12-02T00/,
  );
  expect((await askFrozen('2026-11-30')).state).toBe('ASKED');
});

it('keeps no id of which it is not certain, or that another library keeps', async () => {
  await bring(SOURCE, 'S', { 1: 'Anatomy', 2: 'Biology' });
  await bring(TARGET, 'SN', { 10: 'Other|(south)1', 11: 'Another|(south)1', 2: 'Biology' });
  await sql`INSERT INTO moved_id VALUES ('ITEM', 'south:item:2-0', 'north:item:9-0', 'east-lib', 'south', 'north')`.execute(
    store.db,
  );
  const move = { library: LIBRARY, source: SOURCE, target: TARGET };
  const counted = await store.db.transaction().execute((tx) => keepNewIds(tx, move));
  expect(counted).toEqual({ items: { held: 2, known: 0 }, holdings: { held: 2, known: 0 } });
  expect((await listMissing(store.db, { library: LIBRARY, source: SOURCE }, 9)).map(({ id }) => id)).toContain(
    'south:item:2-0',
  );
});

it('gives those without a new id page by page, holdings first', async () => {
  await bring(SOURCE, 'S', { 1: 'Anatomy', 2: 'Biology', 3: 'Chemistry' });
  const page = async (after: string) => {
    const told = await throughGraph(`{ phases { withoutNewId(first: 2${after}) { id } } }`, { phase: 'FROZEN' });
    return (told as { phases: { withoutNewId: { id: string }[] }[] }).phases.flatMap(
      ({ withoutNewId }) => withoutNewId,
    );
  };
  const all: string[] = [];
  for (let after = ''; ;) {
    const [one, other] = await page(after);
    if (one === undefined || other === undefined) break;
    all.push(one.id, other.id);
    after = `, after: "${other.id}"`;
  }

  expect(all).toEqual([
    ...['1', '2', '3'].map((number) => `south:holding:${number}@south-lib`),
    ...['1', '2', '3'].map((number) => `south:item:${number}-0`),
  ]);
  await expect(page(', after: "none"')).rejects.toThrow('after: this is no id of a holding or a copy');
});

it('has no counts of loans while two systems tell those of one library', async () => {
  await bring(SOURCE, 'S', { 1: 'Anatomy' });
  await bring(TARGET, 'SN', { 1: 'Anatomy' });
  const [library] = REGION.libraries;
  const patronData = { purposes: ['STATISTICS'] } as unknown as PatronData;
  const systems = [
    { id: SOURCE, owners: OWNERS.filter(({ system }) => system === SOURCE) },
    { id: TARGET, owners: [MOVING] },
  ] as unknown as Region['systems'];
  const region = { ...REGION, systems, libraries: library === undefined ? [] : [{ ...library, patronData }] };
  const known = async () => {
    const lists = await findKnownLists(createIndexScope(store.db, region));
    return [lists.isKnown(LIBRARY, 'OPEN_LOANS'), lists.agreed];
  };
  const tell = (system: string) =>
    sql`
    INSERT INTO loan_list (system, list, as_of, counted_from, tried_at, left_out)
    SELECT id, 'OPEN_LOANS', now(), now(), now(), 0 FROM system WHERE system_id = ${system}`.execute(store.db);

  await tell('south');
  expect(await known()).toEqual([true, [LIBRARY]]);
  await tell('north');
  expect(await known()).toEqual([false, []]);
});
