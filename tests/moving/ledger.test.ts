/** A source beside a target into which it was loaded: nothing is unexplained if nothing is wrong, and each fault is found whole. */
import { readHere } from '#store/replica.ts';
import { findSnapshot, runReport } from '#comparison/index.ts';
import { DECLARED_THINGS } from '#domain/ledger.ts';
import { addRule, dropRule, type RuleToAdd } from '#moving/ledger/custom-rules.ts';
import { askForLedger, getWholeLedger, type LedgerToMake } from '#moving/ledger/ledger.ts';
import { listRules, signRule } from '#moving/ledger/signatures.ts';
import { listUntold } from '#moving/ledger/untold.ts';
import { forgetLedgerRows, makePlan, MOVING_REPORTS } from '#moving/index.ts';
import { createLogger } from '#platform/logger.ts';
import { createMigrationSubgraph } from '#subgraphs/migration/index.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import {
  addWorld,
  doJobs,
  ledgerRegion,
  load,
  makeWorld,
  putWorld,
  takeSnapshot,
  type World,
} from './support/ledger-world.ts';

const store = withTestDatabase();

const WANTED: LedgerToMake = {
  name: 'first',
  note: null,
  source: 'faithful',
  systems: ['old'],
  libraries: null,
  target: 'faithful',
  targetSystem: 'new',
  before: null,
  plan: null,
  settings: {},
  again: false,
  by: 'tester',
  at: new Date('2026-06-01T00:00:00Z'),
};

async function makeLedger(wanted: Partial<LedgerToMake>): Promise<void> {
  await askForLedger(store.db, { ...WANTED, ...wanted });
  await doJobs(store.db);
  const { rows } = await sql`SELECT state, step, problem FROM comparison_job WHERE state <> 'DONE'`.execute(store.db);
  expect(rows).toEqual([]);
}

/** `class what field`, as often as it is unexplained. */
async function unexplained(name: string): Promise<readonly string[]> {
  const { rows } = await sql<{ said: string }>`
    SELECT class || ' ' || what || ' ' || field AS said FROM ledger_difference d JOIN ledger l ON l.id = d.ledger
    WHERE l.name = ${name} AND rule IS NULL ORDER BY 1`.execute(store.db);
  return rows.map(({ said }) => said);
}

async function report(snapshot: string, name = 'ledger', ledger = 'first', asked: object = {}) {
  const found = await findSnapshot(store.db, snapshot);
  if (found === null) throw new Error('no snapshot');
  return runReport(
    store.db,
    {
      name,
      snapshot: found,
      library: null,
      system: null,
      options: { ledger },
      visibleLibraries: null,
      seesReaders: true,
      now: new Date(),
      ...asked,
    },
    MOVING_REPORTS,
  );
}

/** What is done to the target of a record, and what a ledger must say of it: `class what field`. */
const FAULTS: readonly (readonly [string, (target: World, n: number) => void, readonly string[]])[] = [
  [
    'lost item',
    (target, n) => {
      drop(target.items, ({ id }) => id === `ni${n}b`);
    },
    ['ITEMS MISSING (item)'],
  ],
  [
    'changed barcode',
    (target, n) => {
      itemOf(target, n, 'b', (item) => (item.barcode = `9999${n}`));
    },
    ['ITEMS CHANGED barcode'],
  ],
  [
    'dropped 650',
    (target, n) => {
      drop(fieldsOf(target, n), (one) => one.tag === '650');
    },
    ['RECORDS MISSING 650'],
  ],
  [
    'dropped 866',
    (target, n) => {
      drop(target.statements, ({ record }) => record === newId(n));
    },
    ['STATEMENTS MISSING (statement)'],
  ],
  [
    'broken diacritic',
    (target, n) => {
      spell(target, n, (text) => text.replace('Médecine', 'M?decine'));
    },
    ['RECORDS CHANGED 245'],
  ],
  [
    'decomposed diacritic',
    (target, n) => {
      spell(target, n, (text) => text.normalize('NFD'));
    },
    ['RECORDS CHANGED 245'],
  ],
  [
    'subfields in another order',
    (target, n) => {
      turn(target, n);
    },
    ['RECORDS CHANGED 245'],
  ],
  [
    'lost charge',
    (target, n) => {
      drop(target.charges, ({ reader }) => reader === `new r${n}`);
    },
    ['CHARGES MISSING (charge)'],
  ],
  [
    'pounds for pence',
    (target, n) => {
      chargeOf(target, n, (charge) => (charge.pence *= 100));
    },
    ['CHARGES CHANGED pence'],
  ],
  [
    'wrong category',
    (target, n) => {
      readerOf(target, n, (reader) => (reader.category = 'CHILD'));
    },
    ['READERS CHANGED category'],
  ],
  [
    'wrong expiry',
    (target, n) => {
      readerOf(target, n, (reader) => (reader.expires = 'another day'));
    },
    ['READERS CHANGED expiry'],
  ],
  [
    'lost block',
    (target, n) => {
      readerOf(target, n, (reader) => (reader.blocked = !reader.blocked));
    },
    ['BLOCKS CHANGED blocked'],
  ],
  [
    'duplicate loan',
    (target, n) => target.loans.push({ ...loanOf(target, n), item: `ni${n}b` }),
    ['LOANS EXTRA (loan)'],
  ],
  ['wrong renewals', (target, n) => (loanOf(target, n).renewals = 9), ['LOANS CHANGED renewals']],
  ['hold that lost its place', (target, n) => (holdOf(target, n).place = 9), ['HOLDS CHANGED place']],
  [
    'note lost',
    (target, n) => {
      itemOf(target, n, 'a', (item) => (item.notes = []));
    },
    ['ITEMS CHANGED public notes'],
  ],
  [
    'staff note lost',
    (target, n) => {
      itemOf(target, n, 'b', (item) => (item.staffNotes = []));
    },
    ['ITEMS CHANGED staff notes'],
  ],
];

/** These are of two records each. */
const FAULTS_OF_TWO: typeof FAULTS = [
  [
    'swapped due day',
    (target, n) => {
      const [one, other] = [loanOf(target, n), loanOf(target, n + 1)];
      [one.due, other.due] = [other.due, one.due];
    },
    ['LOANS CHANGED due day', 'LOANS CHANGED due day'],
  ],
  [
    'two editions merged',
    (target, n) => {
      drop(target.records, ({ id }) => id === newId(n + 1));
      for (const item of target.items) if (item.record === newId(n + 1)) Object.assign(item, { record: newId(n) });
      drop(target.statements, ({ record }) => record === newId(n + 1));
      drop(target.holds, ({ record }) => record === newId(n + 1));
    },
    [
      'HOLDS MISSING (hold)',
      'HOLDS MISSING (hold)',
      'ITEMS CHANGED record',
      'ITEMS CHANGED record',
      'RECORDS MISSING (record)',
      'STATEMENTS MISSING (statement)',
    ],
  ],
];

const newId = (n: number): string => String(5_000_000 + n);

function drop<Thing>(things: Thing[], isIt: (thing: Thing) => boolean): void {
  const place = things.findIndex(isIt);
  if (place === -1) throw new Error('there is nothing to drop');
  things.splice(place, 1);
  if (things.some(isIt) && things.filter(isIt).length > 3) throw new Error('too much is alike');
}
function found<Thing>(thing: Thing | undefined): Thing {
  if (thing === undefined) throw new Error('there is no such thing');
  return thing;
}
const fieldsOf = (target: World, n: number) => found(target.records.find(({ id }) => id === newId(n))).fields;
const loanOf = (target: World, n: number) => found(target.loans.find(({ item }) => item === `ni${n}a`));
const holdOf = (target: World, n: number) => found(target.holds.find(({ record }) => record === newId(n)));
const itemOf = (target: World, n: number, copy: string, change: (item: World['items'][number]) => void): void => {
  change(found(target.items.find(({ id }) => id === `ni${n}${copy}`)));
};
const readerOf = (target: World, n: number, change: (reader: World['readers'][number]) => void): void => {
  change(found(target.readers.find(({ token }) => token === `new r${n}`)));
};
const chargeOf = (target: World, n: number, change: (charge: World['charges'][number]) => void): void => {
  change(found(target.charges.find(({ reader }) => reader === `new r${n}`)));
};

function titleOf(target: World, n: number) {
  const title = found(fieldsOf(target, n).find(({ tag }) => tag === '245'));
  if ('value' in title) throw new Error('245 has no subfields');
  return title;
}
function spell(target: World, n: number, change: (text: string) => string): void {
  const title = titleOf(target, n);
  Object.assign(title, { subfields: title.subfields.map(({ code, value }) => ({ code, value: change(value) })) });
}
function turn(target: World, n: number): void {
  const title = titleOf(target, n);
  Object.assign(title, { subfields: title.subfields.toReversed() });
}

/** Of each kind so many, each in records of its own. */
const EACH = 2;
const SIZE = EACH * (FAULTS.length + 2 * FAULTS_OF_TWO.length) + 10;

/** A reader of the target's own, with the card that the source gave to its last one. */
const STRANGER: World = {
  ...{ records: [], items: [], statements: [], loans: [], holds: [], charges: [] },
  readers: load(makeWorld(1, 100)).readers.map((reader) => ({ ...reader, card: `card ${SIZE}` })),
};

/** Because another has the card: what names the reader is not loaded either. */
function refuseReader(target: World, n: number): readonly string[] {
  const isOther = ({ reader }: { readonly reader: string }): boolean => reader !== `new r${n}`;
  target.readers = target.readers.filter(({ token }) => isOther({ reader: token }));
  target.loans = target.loans.filter(isOther);
  target.holds = target.holds.filter(isOther);
  target.charges = target.charges.filter(isOther);
  const things = [
    'BLOCKS (reader)',
    'CHARGES (charge)',
    'HOLDS (hold)',
    'HOLDS (hold)',
    'LOANS (loan)',
    'READERS (reader)',
  ];
  return things.map((thing) => thing.replace(' ', ' MISSING '));
}

beforeAll(async () => {
  const source = makeWorld(SIZE);
  await putWorld(store.db, 'old', source);
  await putWorld(store.db, 'new', load(source));
  await takeSnapshot(store.db, 'faithful');
}, 60_000);

it('leaves nothing unexplained of what was loaded without a fault', async () => {
  await makeLedger({});

  expect(await unexplained('first')).toEqual([]);
  const { title, summary } = await report('faithful');
  expect(title).toBe(
    'Nothing of 503 rows is unexplained; 4 rules ask for a signature. Told by neither side, and so not compared: items (acquired on, chronology, copy number, enumeration).',
  );
  expect(summary.filter(({ label }) => label.startsWith('Unexplained')).map(({ value }) => value)).toEqual(
    Array(8).fill(0),
  );
});

it('finds each fault whole, and nothing else', async () => {
  const target = load(makeWorld(SIZE));
  const expected: string[] = [];
  let n = 1;
  for (let nth = 0; nth < EACH; nth += 1) {
    for (const [plants, step] of [
      [FAULTS, 1],
      [FAULTS_OF_TWO, 2],
    ] as const) {
      for (const [, plant, says] of plants) {
        plant(target, n);
        expected.push(...says);
        n += step;
      }
    }
  }
  expected.push(...refuseReader(target, SIZE));
  await putWorld(store.db, 'new', STRANGER);
  await takeSnapshot(store.db, 'own');
  await putWorld(store.db, 'new', { ...target, readers: [...target.readers, ...STRANGER.readers] });
  await takeSnapshot(store.db, 'spoilt');
  await makeLedger({ name: 'second', before: 'own', target: 'spoilt', settings: { despite: ['SOURCE_CHANGED'] } });

  expect(await unexplained('second')).toEqual(expected.toSorted());
  const { title, summary } = await report('spoilt', 'ledger', 'second');
  expect(title).toContain('7 of 52 loans and 2 more in the target');
  const loans = summary.find(({ label }) => label === 'Unexplained loans');
  expect(loans).toMatchObject({ value: 9, text: '7 of 52 and 2 more in the target: 45 carried' });
});

/** Of all that a ledger says of its rows, as a process that goes on with the job of another must come to it. */
async function digestOf(name: string): Promise<string | undefined> {
  const { rows } = await sql<{ digest: string }>`
    SELECT md5(string_agg(r::text, ';' ORDER BY r.class, r.number)) AS digest FROM ledger_row r JOIN ledger l ON l.id = r.ledger WHERE l.name = ${name}`.execute(
    store.db,
  );
  return rows[0]?.digest;
}

const ofRule = async (name: string, ledger: string) =>
  (await listRules(store.db, await getWholeLedger(store.db, ledger))).find((rule) => rule.name === name);

it('asks for a signature of each rule, and for another if the rule explains more than when it was signed', async () => {
  const signed = { rule: 'local-pointer', signedAs: 'systems librarian', subject: 'p-1', at: new Date() };
  const before = await ofRule('local-pointer', 'first');
  const digest = await digestOf('first');
  expect(before).toMatchObject({ rows: SIZE, share: 1, state: 'UNSIGNED' });
  await expect(signRule(store.db, 'first', { ...signed, rows: SIZE - 1 })).rejects.toThrow('look at its sample again');

  await expect(signRule(store.db, 'first', { ...signed, rows: SIZE, digest: 'of other rows' })).rejects.toThrow(
    'digest: the rule explains other rows than you saw',
  );

  await signRule(store.db, 'first', { ...signed, rows: SIZE, digest: before?.digest ?? '' });

  expect(await ofRule('local-pointer', 'first')).toMatchObject({ state: 'SIGNED', signature: { rows: SIZE } });
  await makeLedger({ again: true, settings: { despite: ['SOURCE_CHANGED'], seed: 1 } });
  expect((await ofRule('local-pointer', 'first'))?.sample).toEqual(before?.sample);
  expect(await digestOf('first')).toBe(digest);
  // As many rows, and others; then other settings.
  await sql`UPDATE ledger_rule SET digest = 'other rows' WHERE name = 'local-pointer'`.execute(store.db);
  expect((await ofRule('local-pointer', 'first'))?.state).toBe('GREW');
  const settings = { despite: ['SOURCE_CHANGED'], maxShare: 0.5 } as const;
  await askForLedger(store.db, { ...WANTED, again: true, settings });
  await expect(askForLedger(store.db, { ...WANTED, again: true, settings })).rejects.toThrow('is being made');
  await doJobs(store.db);
  expect((await ofRule('local-pointer', 'first'))?.state).toBe('GREW');
  await makeLedger({ again: true, settings: { despite: ['SOURCE_CHANGED'] } });
  expect((await ofRule('local-pointer', 'first'))?.state).toBe('SIGNED');
  await sql`UPDATE ledger_signature SET rows = rows - 1`.execute(store.db);
  expect((await ofRule('local-pointer', 'first'))?.state).toBe('GREW');
});

const RULE: RuleToAdd = {
  name: 'children-are-staff',
  class: 'READERS',
  field: 'category',
  from: 'STAFF',
  to: 'CHILD',
  says: 'The library asked for another category of these readers.',
  by: 'p-1',
  at: new Date(),
};

it('takes a rule of the team, and gives back what it explained if it is dropped', async () => {
  await addRule(store.db, 'second', RULE);
  const without = await unexplained('second');
  await dropRule(store.db, 'second', RULE.name);
  const again = await unexplained('second');

  expect(again.filter((said) => said === 'READERS CHANGED category').length).toBe(EACH);
  expect(without).toEqual(again.filter((said) => said !== 'READERS CHANGED category'));
});

it.each([
  ['has no values', { from: null, to: null }],
  ['is a star', { from: '*', to: null }],
  ['is signs alone', { from: '*', to: '$*' }],
  ['takes whatever there is', { class: 'RECORDS' as const, field: '245', from: '*a*', to: null }],
])('refuses a rule that %s', async (_what, given) => {
  await expect(addRule(store.db, 'second', { ...RULE, ...given })).rejects.toThrow('matches everything');
});

it.each<[string, Partial<LedgerToMake>, string]>([
  ['the source and the target are the same', { systems: ['new'] }, 'the same system of the same snapshot'],
  [
    'the source has changed',
    { systems: ['new'], targetSystem: 'old' },
    'of new changed after the snapshot "faithful" was taken',
  ],
  ['the target is not whole', { target: 'broken' }, 'target: the snapshot "broken" is not whole'],
  ['the target broke off', { target: 'cut' }, 'has not all of new: its newest harvest failed'],
  [
    'there is no such system',
    { targetSystem: 'newer' },
    'targetSystem: the snapshot "faithful" has no such system; it has new, old',
  ],
  ['the name is taken', {}, 'there is a ledger "first" already'],
  // What was loaded into it changed it.
  [
    'the name is taken, of a target that is one of the sources',
    { systems: ['new', 'old'], target: 'spoilt' },
    'there is a ledger "first" already',
  ],
])('refuses, once and with what to do, if %s', async (_what, wanted, says) => {
  await sql`INSERT INTO snapshot (name, taken_at, taken_by, state, region, mappings)
    SELECT n, now(), 'test', CASE n WHEN 'cut' THEN 'WHOLE' ELSE 'FAILED' END, region, '[]'
    FROM snapshot, unnest('{broken,cut}'::text[]) n WHERE name = 'faithful' ON CONFLICT DO NOTHING`.execute(store.db);
  await sql`INSERT INTO snapshot_system (snapshot, system, version, problem, not_told, libraries)
    SELECT (SELECT id FROM snapshot WHERE name = 'cut'), id, 1, 'its newest harvest failed', '{}', '{}' FROM system ON CONFLICT DO NOTHING`.execute(
    store.db,
  );
  await expect(askForLedger(store.db, { ...WANTED, ...wanted })).rejects.toThrow(says);
});

it('explains what a plan makes of the source, and nothing that it does not', async () => {
  const settings = 'systems: [old]\nlocalFields: [{ tags: "500", does: DROP }]\nbranches: { old-library: MAIN }';
  await makePlan(store.db, {
    name: 'no notes',
    note: null,
    snapshot: 'faithful',
    settings,
    by: 'tester',
    at: new Date(),
  });
  await doJobs(store.db);
  const target = load(makeWorld(SIZE));
  for (const { fields } of target.records) drop(fields, ({ tag }) => tag === '500');
  drop(fieldsOf(target, 1), ({ tag }) => tag === '650');
  await putWorld(store.db, 'new', target);
  await takeSnapshot(store.db, 'planned');
  await makeLedger({
    name: 'by plan',
    source: null,
    systems: null,
    plan: 'no notes',
    target: 'planned',
    settings: { despite: ['SOURCE_CHANGED'] },
  });

  expect(await unexplained('by plan')).toEqual(['RECORDS MISSING 650']);
  expect(await ofRule('local-field-by-plan', 'by plan')).toMatchObject({ rows: SIZE, state: 'UNSIGNED' });
});

/** A source and what was loaded of it, in the place of those before; both in one snapshot. */
async function putBoth(snapshot: string, source: World, target: World): Promise<void> {
  await putWorld(store.db, 'old', source);
  await putWorld(store.db, 'new', target);
  await takeSnapshot(store.db, snapshot);
}

async function planOf(snapshot: string, settings: string): Promise<void> {
  const note = null;
  await makePlan(store.db, { name: snapshot, note, snapshot, settings, by: 'tester', at: new Date() });
  await doJobs(store.db);
}

/** A plan of that name of a snapshot, which makes these readers one person. */
async function planAsOne(snapshot: string, [first, ...others]: readonly [string, ...string[]]): Promise<void> {
  await planOf(snapshot, 'systems: [old]');
  await sql`UPDATE planned_reader p SET person = f.person FROM planned_reader f JOIN move_plan m ON m.id = f.plan
    WHERE m.name = ${snapshot} AND p.plan = f.plan AND p.system = f.system AND f.reader_token = ${first}
      AND p.reader_token = ANY(${others}::text[])`.execute(store.db);
}

it('finds the loan of a copy with a new label on the book of another, and a hold that goes to another branch than the plan says', async () => {
  const source = makeWorld(2);
  const target = load(source);
  Object.assign(source.items[0] ?? {}, { barcode: source.items[3]?.barcode });
  itemOf(target, 1, 'a', (item) => (item.barcode = '900001'));
  target.loans = target.loans.map((loan) => (loan.item === 'ni1a' ? { ...loan, item: 'ni2b' } : loan));
  for (const item of target.items) item.branch = 'NORTH';
  // Collected where the plan says that the branch is; one is not.
  for (const hold of target.holds.slice(1)) hold.pickup = 'NORTH';
  await putBoth('labels', source, target);
  await planOf('labels', 'systems: [old]\nbranches: { old-library: NORTH }');
  await sql`UPDATE planned_item p SET relabel = i.local_id = 'i1a', barcode = CASE i.local_id WHEN 'i1a' THEN '900001' ELSE i.barcode END
    FROM snapshot_item i, move_plan m WHERE i.id = p.item AND m.id = p.plan AND m.name = 'labels' AND i.local_id IN ('i1a', 'i2b')`.execute(
    store.db,
  );
  await makeLedger({ name: 'labels', source: null, systems: null, plan: 'labels', target: 'labels' });

  expect(await unexplained('labels')).toEqual(['HOLDS CHANGED pickup', 'LOANS EXTRA (loan)', 'LOANS MISSING (loan)']);
});

it('takes rows of no known library in if it is of all libraries of their system, and else counts them', async () => {
  const source = makeWorld(2);
  const target = load(source);
  await putBoth('libraryless', source, { ...target, items: target.items.slice(1), loans: target.loans.slice(1) });
  const { rows } = await sql<{ id: number }>`UPDATE snapshot_item SET library = NULL WHERE local_id = 'i1a'
    AND from_version = (SELECT max(from_version) FROM snapshot_item WHERE local_id = 'i1a') RETURNING id`.execute(
    store.db,
  );
  expect(rows).toHaveLength(1);
  const of = sql`snapshot = (SELECT id FROM snapshot WHERE name = 'libraryless') AND system = (SELECT id FROM system WHERE system_id = 'old')`;
  await sql`UPDATE snapshot_loan SET library = NULL WHERE item = 'i1a' AND ${of}`.execute(store.db);
  const both = { source: 'libraryless', target: 'libraryless', libraries: ['old-library', 'old-hill'] };
  await makeLedger({ name: 'all of it', ...both });
  await sql`UPDATE snapshot_system SET libraries = '{old-library,old-hill,another}' WHERE ${of}`.execute(store.db);
  await makeLedger({ name: 'part of it', ...both });

  expect(await unexplained('all of it')).toEqual(['ITEMS MISSING (item)', 'LOANS MISSING (loan)']);
  const untold = await listUntold(store.db, await getWholeLedger(store.db, 'part of it'), true);
  expect(untold.filter(({ field }) => field === '(library not known)')).toEqual(
    ['ITEMS', 'LOANS'].map((cls) => ({ class: cls, field: '(library not known)', by: 'SOURCE', rows: 1 })),
  );
});

it('takes as many for those of before as there were, and no more', async () => {
  const source = makeWorld(2);
  source.charges = source.charges.map((charge) => ({ ...charge, item: null }));
  const target = load(source);
  await putBoth('two before', source, target);
  const none = { records: [], items: [], statements: [], readers: [], loans: [] };
  await addWorld(store.db, 'new', { ...none, holds: target.holds, charges: target.charges });
  await takeSnapshot(store.db, 'two after');
  await makeLedger({ name: 'two', source: 'two before', target: 'two after', before: 'two before' });

  expect((await unexplained('two')).filter((said) => /^(?:HOLDS|CHARGES)/.test(said))).toEqual([]);
});

it('finds the run that stands under another library than its own, and none that is where the mapping of branches says', async () => {
  const source = makeWorld(3);
  source.statements.push(
    { record: '1', text: 'v.1-20', branch: 'HILL' },
    { record: '2', text: 'v.2 (1990)-', branch: 'HILL' },
  );
  const target = load(source);
  const wrong = found(target.statements.find(({ text }) => text === 'v.1-20'));
  delete wrong.branch;
  await putBoth('runs', source, target);
  await makeLedger({ name: 'runs', source: 'runs', target: 'runs' });

  expect(await unexplained('runs')).toEqual(['STATEMENTS CHANGED library']);

  await planOf('runs', 'systems: [old]\nbranches: { old-hill: MAIN, old-library: HILL }');
  await makeLedger({ name: 'runs by plan', source: null, systems: null, plan: 'runs', target: 'runs' });

  const runs = (await unexplained('runs by plan')).filter((said) => said.startsWith('STATEMENTS'));
  expect(runs).toEqual(Array(2).fill('STATEMENTS CHANGED library'));
  expect(await ofRule('run-home-mapped', 'runs by plan')).toMatchObject({ rows: 3, state: 'UNSIGNED' });
});

it('says of what is neither as it was nor as the plan says both', async () => {
  const source = makeWorld(2);
  const target = load(source);
  for (const item of target.items) item.branch = 'NORTH';
  itemOf(target, 1, 'a', (item) => (item.branch = 'MAIN'));
  itemOf(target, 1, 'b', (item) => (item.branch = 'SOUTH'));
  await putBoth('branches', source, target);
  await planOf('branches', 'systems: [old]\nbranches: { old-library: NORTH }');
  await makeLedger({ name: 'branches', source: null, systems: null, plan: 'branches', target: 'branches' });

  const { rows } =
    await sql`SELECT d.from_value AS "from", d.to_value AS "to" FROM ledger_difference d JOIN ledger l ON l.id = d.ledger
    WHERE l.name = 'branches' AND d.field = 'branch' ORDER BY 2`.execute(store.db);
  expect(rows).toEqual(['MAIN', 'SOUTH'].map((to) => ({ from: 'MAIN (should be NORTH)', to })));

  // As the rule was written of what was there alone.
  const rule = { ...RULE, class: 'ITEMS', field: 'branch', from: 'MAIN', to: 'SOUTH', name: 'moved-south' } as const;
  await addRule(store.db, 'branches', rule);
  expect(await ofRule('moved-south', 'branches')).toMatchObject({ rows: 1 });
});

it('pairs records by numbers that have blanks in them or behind them', async () => {
  const source = makeWorld(3);
  const target = load(source);
  const byFiles = <One extends { record: string }>(one: One): One =>
    one.record === '1' ? { ...one, record: 'sn 1' } : one;
  source.records = source.records.map((one) => (one.id === '1' ? { ...one, id: 'sn 1' } : one));
  source.items = source.items.map(byFiles);
  source.statements = source.statements.map(byFiles);
  source.holds = source.holds.map(byFiles);
  const say = (n: number, value: string): void => {
    Object.assign(found(fieldsOf(target, n).find(({ tag }) => tag === '035')), { subfields: [{ code: 'a', value }] });
  };
  say(1, '(old)sn 1');
  say(2, '(old)2 ');
  say(3, '(old) 3');
  await putBoth('blanks', source, target);
  await makeLedger({ name: 'blanks', source: 'blanks', target: 'blanks' });

  expect(await unexplained('blanks')).toEqual([]);
});

it('finds the title that became hidden, or public, though its record was merged or was there before', async () => {
  const source = makeWorld(9);
  const target = load(source);
  for (const [base, other] of [
    [1, 2],
    [4, 5],
    [6, 7],
    [8, 9],
  ] as const) {
    const subfields = [{ code: 'a', value: `(old)${other}` }];
    fieldsOf(target, base).push({ tag: '035', ind1: ' ', ind2: ' ', subfields });
    drop(target.records, ({ id }) => id === newId(other));
  }
  const none = { records: [], items: [], statements: [], readers: [], loans: [], holds: [], charges: [] };
  const hide = (...ids: readonly string[]) =>
    sql`UPDATE record SET visibility = 'SUPPRESSED' WHERE local_id = ANY(${ids}::text[])`.execute(store.db);
  await putWorld(store.db, 'old', source);
  await putWorld(store.db, 'new', { ...none, records: target.records.filter(({ id }) => id === newId(3)) });
  await hide('3', '4', '6', '7', '8', '9');
  await takeSnapshot(store.db, 'hidden before');
  await putWorld(store.db, 'new', target);
  await hide(...[1, 3, 8].map(newId));
  await takeSnapshot(store.db, 'hidden after');
  await makeLedger({ name: 'hidden', source: 'hidden before', target: 'hidden after', before: 'hidden before' });

  const { rows } = await sql<{ said: string }>`SELECT r.key || ' ' || d.from_value || ' ' || d.to_value AS said
    FROM ledger_difference d JOIN ledger l ON l.id = d.ledger JOIN ledger_row r USING (ledger, class, number)
    WHERE l.name = 'hidden' AND d.class = 'RECORDS' AND d.field = 'visibility' ORDER BY 1`.execute(store.db);
  expect(rows.map(({ said }) => said)).toEqual([
    'old:record:1 PUBLIC SUPPRESSED',
    'old:record:2 PUBLIC SUPPRESSED',
    'old:record:3 PUBLIC SUPPRESSED',
    'old:record:6 SUPPRESSED PUBLIC',
    'old:record:7 SUPPRESSED PUBLIC',
  ]);
});

it.each([
  ['the target tells no readers', 'new', 'TARGET reader'],
  ['one of several systems of the source tells no readers', 'old', 'SOURCE reader'],
])('finds holds and charges that were loaded where %s, and those that were not', async (_what, silent, untold) => {
  const name = `no readers of ${silent}`;
  const source = makeWorld(4);
  const target = load(source);
  const own = load(makeWorld(2, 100));
  await putBoth(`${name} before`, source, own);
  drop(target.charges, ({ reader }) => reader === 'new r2');
  drop(target.holds, ({ record, place }) => record === newId(3) && place === 2);
  await addWorld(store.db, 'new', target);
  await takeSnapshot(store.db, name);
  await sql`UPDATE snapshot_system v SET not_told = '{READERS}' FROM snapshot s, system y
    WHERE s.id = v.snapshot AND y.id = v.system AND s.name LIKE ${`${name}%`} AND y.system_id = ${silent}`.execute(
    store.db,
  );
  await makeLedger({ name, source: `${name} before`, systems: ['new', 'old'], target: name });

  const found = await unexplained(name);
  expect(found.filter((said) => /^(?:HOLDS|CHARGES)/.test(said))).toEqual([
    'CHARGES MISSING (charge)',
    'HOLDS MISSING (hold)',
  ]);
  const { rows } = await sql`SELECT r.class, count(*)::int FROM ledger_row r JOIN ledger l ON l.id = r.ledger
    WHERE l.name = ${name} AND r.class IN ('HOLDS', 'CHARGES') AND r.verdict = 'NOT_PROVABLE' AND r.untold = ARRAY[${untold}]
      AND r.system = (SELECT id FROM system WHERE system_id = 'old') GROUP BY 1 ORDER BY 1`.execute(store.db);
  expect(rows).toEqual([
    { class: 'CHARGES', count: 3 },
    { class: 'HOLDS', count: 7 },
  ]);
});

it('takes of rows alike those for the ones of before that are as they were', async () => {
  const source = makeWorld(2);
  source.charges = source.charges.map((charge) => ({ ...charge, item: null }));
  const target = load(source);
  // The target's own, placed and charged later than what is loaded; one hold on the same day, and collected elsewhere.
  const charges = target.charges.map((charge) => ({ ...charge, on: '2026-05-02' }));
  const holds = target.holds.map((hold, index) =>
    index === 0 ? { ...hold, pickup: 'NORTH' } : { ...hold, placed: '2026-05-20' },
  );
  await putBoth('alike before', source, { ...target, charges, holds });
  const none = { records: [], items: [], statements: [], readers: [], loans: [] };
  const ofNew = sql`system = (SELECT id FROM system WHERE system_id = 'new')`;
  for (const table of ['open_hold', 'open_charge'])
    await sql`DELETE FROM ${sql.table(table)} WHERE ${ofNew}`.execute(store.db);
  const after = { charges: [...target.charges, ...charges], holds: [...target.holds, ...holds] };
  await addWorld(store.db, 'new', { ...none, ...after });
  await takeSnapshot(store.db, 'alike after');
  await makeLedger({ name: 'alike', source: 'alike before', target: 'alike after', before: 'alike before' });

  expect((await unexplained('alike')).filter((said) => /^(?:HOLDS|CHARGES)/.test(said))).toEqual([]);
});

it('finds the reader who was lost behind another, who has her address now, or all of her but the card', async () => {
  const source = makeWorld(6);
  const target = load(source);
  readerOf(target, 2, (reader) => (reader.mail = 'person 1 mail'));
  readerOf(target, 4, (reader) => Object.assign(reader, { person: 'person 3' }));
  for (const lost of ['new r1', 'new r3']) drop(target.readers, ({ token }) => token === lost);
  await putBoth('behind another', source, target);
  await makeLedger({ name: 'behind another', source: 'behind another', target: 'behind another' });

  expect((await unexplained('behind another')).filter((said) => said.startsWith('READERS'))).toEqual([
    'READERS CHANGED e-mail',
    'READERS CHANGED e-mail',
    'READERS CHANGED name and birth date',
    'READERS MISSING (reader)',
    'READERS MISSING (reader)',
  ]);
  expect(await ofRule('reader-merged', 'behind another')).toBeUndefined();
});

it('asks of a reader made of several for the messages of all of them, those that the target had before among them', async () => {
  const source = makeWorld(12);
  const target = load(source);
  const none = { records: [], items: [], statements: [], loans: [], holds: [], charges: [] };
  const before = load(source).readers.filter(({ token }) => ['new r3', 'new r6', 'new r2', 'new r4'].includes(token));
  for (const reader of before) reader.blocked = false;
  await putBoth('messages before', source, { ...none, readers: before });
  // Each has one message, before as in the source: of r3 one is lost. r2 and r4 are blocked in the source alone: of r4 that is lost.
  readerOf(target, 6, (reader) => (reader.messages = 2));
  readerOf(target, 4, (reader) => (reader.blocked = false));
  // r12 became one with r9, which is blocked as r12 was; of their messages one is lost.
  readerOf(target, 9, (reader) => Object.assign(reader, { blocked: true }));
  drop(target.readers, ({ token }) => token === 'new r12');
  await planAsOne('messages before', ['r9', 'r12']);
  await putWorld(store.db, 'new', target);
  await takeSnapshot(store.db, 'messages after');
  await makeLedger({
    name: 'messages',
    source: null,
    systems: null,
    plan: 'messages before',
    target: 'messages after',
    before: 'messages before',
  });

  expect((await unexplained('messages')).filter((said) => said.startsWith('BLOCKS'))).toEqual([
    'BLOCKS CHANGED blocked',
    ...Array<string>(3).fill('BLOCKS CHANGED messages'),
  ]);
});

it('takes no block of a merged reader for carried that the target does not tell, and none for unproved that is certainly lost', async () => {
  const source = makeWorld(12);
  const target = load(source);
  const none = { records: [], items: [], statements: [], loans: [], holds: [], charges: [] };
  const before = load(source).readers.filter(({ token }) => token === 'new r2');
  const untold = { blocked: null, messages: null };
  // r2 is blocked, and became one with a reader of whom the target never told that.
  for (const reader of before) Object.assign(reader, untold);
  readerOf(target, 2, (reader) => Object.assign(reader, untold));
  // r12 became one with r9; each tells one thing, and of both less is there.
  Object.assign(source.readers[8] ?? {}, { blocked: null, messages: 3 });
  Object.assign(source.readers[11] ?? {}, { blocked: true, messages: null });
  readerOf(target, 9, (reader) => Object.assign(reader, { blocked: false, messages: 1 }));
  drop(target.readers, ({ token }) => token === 'new r12');
  await putBoth('blocks before', source, { ...none, readers: before });
  await planAsOne('blocks before', ['r9', 'r12']);
  await putWorld(store.db, 'new', target);
  await takeSnapshot(store.db, 'blocks after');
  const plan = 'blocks before';
  await makeLedger({ name: 'blocks', source: null, systems: null, plan, target: 'blocks after', before: plan });

  expect((await unexplained('blocks')).filter((said) => said.startsWith('BLOCKS'))).toEqual([
    ...Array<string>(2).fill('BLOCKS CHANGED blocked'),
    ...Array<string>(2).fill('BLOCKS CHANGED messages'),
  ]);
  const unproved = await sql<{ untold: string[] }>`SELECT untold FROM ledger_row r JOIN ledger l ON l.id = r.ledger
    WHERE l.name = 'blocks' AND class = 'BLOCKS' AND verdict = 'NOT_PROVABLE'`.execute(store.db);
  expect(unproved.rows).toEqual([{ untold: ['TARGET blocked', 'TARGET messages'] }]);
});

const ask = async (role: 'migration' | 'operator', query: string): Promise<unknown> => {
  const subgraph = createMigrationSubgraph({
    region: ledgerRegion,
    store: { db: store.db, reports: store.db, reads: readHere({ db: store.db, reports: store.db }) },
    verify: () =>
      Promise.resolve({
        role,
        subject: 'p-1',
        correlationId: 'c',
        receivedAt: Date.now(),
        deadline: Date.now() + 60_000,
      }),
    clock: () => new Date(),
    logger: createLogger('silent'),
  });
  const { data, errors } = await subgraph.execute({ query, variables: {}, context: 'signed' });
  return errors === undefined ? data : errors.map(({ message }) => message);
};

it('keeps all that several people declare at one moment', async () => {
  const declare = (thing: string): Promise<unknown> =>
    ask(
      'migration',
      `mutation { declareForLedger(input: {ledger: "first", thing: ${thing}, choice: LEAVE}) { ledger { name } } }`,
    );
  await Promise.all(DECLARED_THINGS.map(declare));

  const { choices } = await getWholeLedger(store.db, 'first');
  expect(choices).toEqual(Object.fromEntries(DECLARED_THINGS.map((thing) => [thing, 'LEAVE'])));
});

it('is made, shown, signed and dropped through the graph, and about readers for the role migration alone', async () => {
  await ask(
    'operator',
    'mutation { makeLedger(input: {name: "asked", source: "faithful", target: "faithful", targetSystem: "new", despite: [SOURCE_CHANGED]}) { job { kind } } }',
  );
  await doJobs(store.db);
  const signFor = (digest: string): string =>
    `mutation { signRule(input: {ledger: "asked", rule: "local-pointer", signedAs: "cataloguer", rows: ${String(SIZE)}, digest: "${digest}"}) { ledger { name } } }`;
  const digests = async (role: 'migration' | 'operator') => {
    const told = await ask(role, '{ ledger(name: "asked") { rules { name digest } } }');
    const { ledger } = told as { ledger: { rules: readonly { name: string; digest: string | null }[] } };
    return ledger.rules.find(({ name }) => name === 'local-pointer')?.digest;
  };
  expect(await digests('operator')).toBeNull();
  const sign = signFor((await digests('migration')) ?? '');
  expect(await ask('migration', signFor('other'))).toEqual([
    expect.stringContaining('digest: the rule explains other'),
  ]);

  expect(await ask('operator', sign)).toEqual([expect.stringContaining('only the role "migration"')]);
  expect(await ask('migration', sign)).toEqual({ signRule: { ledger: { name: 'asked' } } });
  const show =
    '{ ledger(name: "asked") { isDone systems classes { class } rules { name state } declared { choice } } }';
  expect(await ask('operator', show)).toMatchObject({
    ledger: {
      isDone: null,
      systems: ['old'],
      classes: [{ class: 'RECORDS' }, { class: 'ITEMS' }, { class: 'STATEMENTS' }],
    },
  });
  expect(await ask('migration', show)).toMatchObject({
    ledger: { isDone: false, rules: expect.arrayContaining([{ name: 'local-pointer', state: 'SIGNED' }]) as unknown },
  });
  expect(await ask('operator', 'mutation { dropSnapshot(input: {name: "faithful"}) { name } }')).toEqual([
    expect.stringContaining('stands on this snapshot'),
  ]);
  expect(await ask('operator', 'mutation { dropLedger(input: {name: "asked"}) { name } }')).toEqual({
    dropLedger: { name: 'asked' },
  });
});

it('never says that what a side does not tell was carried', async () => {
  const { rows } = await sql<{ id: number }>`SELECT id FROM snapshot WHERE name = 'faithful'`.execute(store.db);
  await sql`UPDATE snapshot_system SET not_told = '{LOANS}' WHERE snapshot = ${rows[0]?.id ?? 0}
    AND system = (SELECT id FROM system WHERE system_id = 'new')`.execute(store.db);
  await sql`UPDATE snapshot_reader_list SET left_out = 3 WHERE snapshot = ${rows[0]?.id ?? 0} AND list = 'HOLDS'
    AND system = (SELECT id FROM system WHERE system_id = 'old')`.execute(store.db);
  await makeLedger({ name: 'silent', settings: { despite: ['SOURCE_CHANGED'] } });

  const { summary } = await report('faithful', 'ledger-readers', 'silent');
  const loans = summary.find(({ label }) => label === 'Unexplained loans');
  expect(loans).toMatchObject({
    value: null,
    text: `of ${SIZE}: 0 carried, ${SIZE} cannot be proved`,
    notToldBy: ['new'],
  });
  const ledger = await getWholeLedger(store.db, 'silent');
  expect(await listUntold(store.db, ledger, true)).toContainEqual({
    ...{ class: 'HOLDS', field: '(not kept)', by: 'SOURCE', rows: 3 },
  });
  for (const { name: rule, rows: seen } of await listRules(store.db, ledger))
    if (seen > 0) await signRule(store.db, 'silent', { rule, rows: seen, signedAs: 'x', subject: 'p', at: new Date() });
  expect((await report('faithful', 'ledger', 'silent')).title).toContain('so not proved: loans by new.');
  expect(await ask('migration', '{ ledger(name: "silent") { isDone } }')).toEqual({ ledger: { isDone: null } });
});

it('takes no loan for kept back because the target, one of the sources, had as many of its own kept back before', async () => {
  const source = makeWorld(2);
  const target = load(source);
  const own = load(makeWorld(2, 100));
  await putBoth('own kept back before', source, own);
  drop(target.loans, ({ item }) => item === 'ni1a');
  await addWorld(store.db, 'new', target);
  await takeSnapshot(store.db, 'own kept back');
  await sql`UPDATE snapshot_reader_list l SET left_out = 5 FROM snapshot s, system y WHERE s.id = l.snapshot AND y.id = l.system
    AND s.name LIKE 'own kept back%' AND y.system_id = 'new' AND l.list = 'LOANS'`.execute(store.db);
  const systems = ['new', 'old'];
  await makeLedger({ name: 'own kept back', source: 'own kept back before', systems, target: 'own kept back' });

  expect((await unexplained('own kept back')).filter((said) => said.startsWith('LOANS'))).toEqual([
    'LOANS MISSING (loan)',
  ]);
});

it('proves nothing of readers if the rows of those that the target had before have left', async () => {
  const source = makeWorld(2);
  await putBoth('own left', source, load(makeWorld(2, 100)));
  await addWorld(store.db, 'new', load(source));
  await takeSnapshot(store.db, 'own left after');
  const gone = sql`snapshot = (SELECT id FROM snapshot WHERE name = 'own left') AND system = (SELECT id FROM system WHERE system_id = 'new')`;
  await sql`DELETE FROM snapshot_reader WHERE ${gone}`.execute(store.db);
  await sql`UPDATE snapshot_reader_list SET gone_at = now(), gone_why = 'they were older than 30 days'
    WHERE list = 'READERS' AND ${gone}`.execute(store.db);
  await makeLedger({ name: 'own left', source: 'own left', target: 'own left after', before: 'own left' });

  expect(await unexplained('own left')).toEqual([]);
  const { title, summary } = await report('own left after', 'ledger-readers', 'own left');
  expect(title).toContain('Not told, and so not proved: readers by new');
  expect(summary.find(({ label }) => label === 'Before')?.text).toContain(
    '; it does not tell readers, or not any more, so that nothing of these is proved',
  );
});

it('counts the loan and the charge of a copy once that stood twice, because it moved while it was harvested', async () => {
  const source = makeWorld(2);
  await putWorld(store.db, 'old', source);
  const moved = source.items.filter(({ id }) => id === 'i2a').map((item) => ({ ...item, record: '1' }));
  const none = { records: [], statements: [], readers: [], loans: [], holds: [], charges: [] };
  await addWorld(store.db, 'old', { ...none, items: moved });
  await putWorld(store.db, 'new', load(source));
  await takeSnapshot(store.db, 'stood twice');
  await makeLedger({ name: 'stood twice', source: 'stood twice', target: 'stood twice' });

  expect((await unexplained('stood twice')).filter((said) => /^(?:LOANS|CHARGES)/.test(said))).toEqual([]);
  const { rows } = await sql`SELECT class, sum(rows)::int AS rows, sum(pence_from)::int AS pence
    FROM ledger_count c JOIN ledger l ON l.id = c.ledger WHERE l.name = 'stood twice' AND class IN ('LOANS', 'CHARGES') GROUP BY 1 ORDER BY 1`.execute(
    store.db,
  );
  expect(rows).toEqual([
    { class: 'CHARGES', rows: 2, pence: 203 },
    { class: 'LOANS', rows: 2, pence: null },
  ]);
});

it.each([
  ['the old system alone', ['old'], 'SOURCE reader', ['READERS EXTRA (reader)']],
  ['the new system alone', ['new'], 'TARGET reader', []],
  ['both systems', ['old', 'new'], 'TARGET reader', []],
] as const)(
  'calls no loan or hold changed or lost whose reader was kept back by %s',
  async (who, sides, untold, more) => {
    const name = `kept back by ${who}`;
    const source = makeWorld(4);
    const target = load(source);
    const keep = (world: World): void => {
      world.readers = world.readers.filter(({ token }) => !token.endsWith('r2'));
    };
    const [isOld, isNew] = [sides.some((side) => side === 'old'), sides.some((side) => side === 'new')];
    if (isOld) keep(source);
    if (isNew) keep(target);
    // The loan of another reader is under the wrong one.
    loanOf(target, 3).reader = 'new r4';
    await putBoth(name, source, target);
    await sql`UPDATE snapshot_reader_list l SET left_out = 1 FROM snapshot s, system y WHERE s.id = l.snapshot AND y.id = l.system
    AND s.name = ${name} AND l.list = 'READERS' AND y.system_id = ANY(${[...sides]}::text[])`.execute(store.db);
    await makeLedger({ name, source: name, target: name });

    expect((await unexplained(name)).filter((said) => /^(?:READERS|LOANS|HOLDS)/.test(said))).toEqual([
      'LOANS CHANGED reader',
      ...more,
    ]);
    const { rows } = await sql`SELECT class, count(*)::int FROM ledger_row r JOIN ledger l ON l.id = r.ledger
    WHERE l.name = ${name} AND class IN ('READERS', 'LOANS', 'HOLDS') AND verdict = 'NOT_PROVABLE'
      AND (class = 'READERS' OR untold = ARRAY[${untold}]) GROUP BY 1 ORDER BY 1`.execute(store.db);
    expect(rows).toEqual([
      { class: 'HOLDS', count: 2 },
      { class: 'LOANS', count: 1 },
      ...(isOld ? [] : [{ class: 'READERS', count: 1 }]),
    ]);
  },
);

it.each([
  ['wholly', null, true],
  ['partly', '7 records could not be read (mercia rejects)', null],
])('says what the snapshot of its source lacks, and is not done for that: %s', async (name, problem, isDone) => {
  const source = makeWorld(2);
  await putBoth(name, source, load(source));
  await sql`UPDATE snapshot_system SET problem = ${problem} WHERE snapshot = (SELECT id FROM snapshot WHERE name = ${name})
    AND system = (SELECT id FROM system WHERE system_id = 'old')`.execute(store.db);
  await makeLedger({ name, source: name, target: name });
  for (const { name: rule, rows } of await listRules(store.db, await getWholeLedger(store.db, name)))
    if (rows > 0) await signRule(store.db, name, { rule, rows, signedAs: 'x', subject: 'p', at: new Date() });

  expect(await ask('migration', `{ ledger(name: "${name}") { isDone } }`)).toEqual({ ledger: { isDone } });
  const said = `The snapshot of the source lacks some, which is in no row: old: ${String(problem)}.`;
  expect((await report(name, 'ledger', name)).title.includes(said)).toBe(problem !== null);
});

it('shows a sample to the libraries of its rows, and what staff keep for themselves to the role migration', async () => {
  const samples = async (asked: object) => {
    const { tables } = await report('faithful', 'ledger', 'first', asked);
    const page = await tables.find(({ name }) => name === 'samples')?.rows({ after: null, first: 500 });
    return (page?.rows ?? []).map(({ cells }) => cells);
  };
  const pointers = (rows: Awaited<ReturnType<typeof samples>>) => rows.filter((row) => row[2] === '999');

  const own = await samples({ visibleLibraries: ['old-library'], seesReaders: false });

  expect(await samples({ visibleLibraries: ['new-library'] })).toEqual([]);
  expect(pointers(own).length).toBeGreaterThan(0);
  expect(pointers(own).every((row) => row[3] === '(for the role migration)')).toBe(true);
  expect(pointers(await samples({}))[0]?.[3]).toContain('$c');
});

it('forgets rows about readers with the agreement, and keeps how many there were', async () => {
  const of = async () => (await report('spoilt', 'ledger-readers', 'second')).title;
  const bad = /^7 of 52 loans and 2 more in the target/;
  expect(await of()).toMatch(bad);
  await addRule(store.db, 'second', { ...RULE, name: 'before-they-left' });
  await forgetLedgerRows(store.db, {
    ...ledgerRegion,
    libraries: ledgerRegion.libraries.map(({ patronData: _, ...library }) => library),
  });

  const { rows } = await sql<{ class: string }>`SELECT DISTINCT class FROM ledger_row ORDER BY class`.execute(store.db);
  expect(rows.map((row) => row.class)).toEqual(['ITEMS', 'RECORDS', 'STATEMENTS']);
  const left = 'rows of its class left this ledger with an agreement';
  await expect(addRule(store.db, 'second', RULE)).rejects.toThrow(`class: ${left}`);
  await expect(dropRule(store.db, 'second', 'before-they-left')).rejects.toThrow(`rule: ${left}`);
  expect((await ofRule('before-they-left', 'second'))?.rows).toBe(EACH);
  // One of another class is added and dropped, and changes nothing here.
  await addRule(store.db, 'second', { ...RULE, class: 'ITEMS', field: 'price' });
  await dropRule(store.db, 'second', RULE.name);
  expect(await of()).toMatch(bad);
  expect(await of()).toContain('so not proved: readers; loans');
  const { summary } = await report('faithful', 'ledger-readers');
  expect(summary.find(({ label }) => label === 'Unexplained readers')?.text).toContain(`of ${SIZE}`);
});
