/** Rulings in the graph: who may make them, what a preview says, and what becomes of two people who rule at once. */
import type { Role } from '#platform/signed-context.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { AT, applyPage, contentsOf, emptyIndex, harvested, partition, pageOf } from '#tests/union-index/index-world.ts';
import { marcOf } from '#tests/union-index/marc-lines.ts';
import { toCursor } from '#union-index/read/cursor.ts';
import { forgetRulingRequests, keepRulings, toRecordId } from '#union-index/rulings/index.ts';
import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { NOW, openCatalogue, type Answer, type CatalogueWorld } from './catalogue-world.ts';

const store = withTestDatabase();
let catalogue: CatalogueWorld;

const EFFECT = `effect { together
  before { id title recordCount records { id } libraries { id } } after { id title recordCount records { id } libraries { id } } }`;
const RULING = 'ruling { id decision note at a { id } b { id } }';
const PREVIEW = `query ($a: ID!, $b: ID!, $decision: RulingDecision) {
  rulingPreview(a: $a, b: $b, decision: $decision) { standing { id } ${EFFECT} against { decision a { id } b { id } } } }`;
const MAKE = `mutation ($input: MakeRulingInput!) { makeRuling(input: $input) { outcome ${RULING} ${EFFECT} } }`;
const REMOVE = `mutation ($input: RemoveRulingInput!) { removeRuling(input: $input) { outcome ${RULING} ${EFFECT} } }`;
const LIST = `query ($first: Int, $after: String) { rulings(first: $first, after: $after) {
  nodes { id decision note at a { id } b { id } } pageInfo { endCursor hasNextPage } } }`;

const midwifery = marcOf('020 __ $a 9780198526636', '245 10 $a Midwifery in practice', '260 __ $a London $c 2001');
const asthma = marcOf('020 __ $a 9781554042951', '245 10 $a Asthma in children', '260 __ $a Leeds $c 1988');
const second = marcOf(
  '020 __ $a 9780198526636',
  '245 10 $a Midwifery in practice',
  '250 __ $a 2nd ed.',
  '260 __ $a London $c 2009',
);

const ONE = 'north:record:1';
const TWO = 'south:record:1';
const THREE = 'west:record:1';

interface Edition {
  readonly id: string | null;
  readonly title: string;
  readonly recordCount: number;
  readonly records: readonly { readonly id: string }[];
  readonly libraries: readonly { readonly id: string }[];
}
interface Effect {
  readonly together: boolean;
  readonly before: readonly Edition[];
  readonly after: readonly Edition[];
}
interface RulingSeen {
  readonly id: string;
  readonly decision: string;
  readonly note: string | null;
  readonly at: string;
  readonly a: { readonly id: string } | null;
  readonly b: { readonly id: string } | null;
}
interface Preview {
  readonly standing: { readonly id: string } | null;
  readonly effect: Effect;
  readonly against: readonly Omit<RulingSeen, 'id' | 'note' | 'at'>[];
}
interface ListPage {
  readonly nodes: readonly RulingSeen[];
  readonly pageInfo: { readonly endCursor: string; readonly hasNextPage: boolean };
}
interface Payload {
  readonly outcome: string;
  readonly ruling: RulingSeen | null;
  readonly effect: Effect | null;
}

beforeAll(() => {
  catalogue = openCatalogue(store.db);
});

beforeEach(async () => {
  await emptyIndex(store.db);
  await put('north', '1', midwifery, 'NQ');
  await put('south', '1', asthma, 'S');
});

async function put(system: string, localId: string, marc: ReturnType<typeof marcOf>, owner: string): Promise<void> {
  await applyPage(store.db, system, pageOf([harvested(localId, marc, { owners: [owner] })]));
}

function fieldOf({ data, errors }: Answer, field: string): unknown {
  expect(errors).toEqual([]);
  return data?.[field];
}

async function preview(a: string, b: string, decision: 'SAME' | 'DIFFERENT' | null): Promise<Preview> {
  return fieldOf(await catalogue.ask(PREVIEW, { a, b, decision }, 'migration'), 'rulingPreview') as Preview;
}

async function make(input: object, role: Role = 'migration'): Promise<Payload> {
  return fieldOf(await catalogue.ask(MAKE, { input }, role), 'makeRuling') as Payload;
}

async function remove(input: object, role: Role = 'migration'): Promise<Payload> {
  return fieldOf(await catalogue.ask(REMOVE, { input }, role), 'removeRuling') as Payload;
}

/** Ids of new editions are known only when they are there. */
function withoutIds(effect: Effect | null): unknown {
  return {
    ...effect,
    after: effect?.after.map(({ id: _id, ...edition }) => edition),
  };
}

/** Everything that a preview could have changed. */
async function everything(): Promise<unknown> {
  const { rows } = await sql<{ state: unknown }>`
    SELECT json_build_object(
      'rulings', (SELECT json_agg(u ORDER BY u.a_system, u.a_local) FROM ruling u),
      'links', (SELECT json_agg(l ORDER BY l.a, l.b) FROM link l),
      'members', (SELECT json_agg(m ORDER BY m.record) FROM member m),
      'changes', (SELECT json_agg(c ORDER BY c.seq) FROM (SELECT to_jsonb(change) AS c, to_jsonb(change)->>'at' AS seq FROM change) c),
      'redirects', (SELECT json_agg(e ORDER BY e.id) FROM edition_redirect e),
      'actions', (SELECT count(*) FROM action),
      'waiting', (SELECT count(*) FROM unmatched),
      'ids', (SELECT json_agg(k ORDER BY k.system_id, k.record_id) FROM record_edition k)) AS state`.execute(store.db);
  return { ...rows[0], index: await contentsOf(store.db) };
}

async function actions(): Promise<
  readonly { kind: string; actor: string | null; role: string | null; subject: string; note: string | null }[]
> {
  return store.db.selectFrom('action').select(['kind', 'actor', 'role', 'subject', 'note']).orderBy('id').execute();
}

describe('who may rule', () => {
  it.each(['public', 'patron', 'staff'] as const)('the role %s may not, and nothing is changed', async (role) => {
    const before = await everything();
    const asked = [
      await catalogue.ask(PREVIEW, { a: ONE, b: TWO, decision: 'SAME' }, role),
      await catalogue.ask(MAKE, { input: { a: ONE, b: TWO, decision: 'SAME' } }, role),
      await catalogue.ask(REMOVE, { input: { a: ONE, b: TWO, seen: 'x' } }, role),
    ];

    expect(asked.map(({ errors }) => errors.map(({ code }) => code))).toEqual([
      ['FORBIDDEN'],
      ['FORBIDDEN'],
      ['FORBIDDEN'],
    ]);
    expect(await everything()).toEqual(before);
  });

  it.each(['migration', 'operator'] as const)('the role %s may, and it is written down who did it', async (role) => {
    const before = (await actions()).length;

    const { outcome, ruling } = await make({ a: TWO, b: ONE, decision: 'SAME', note: ' one work \r\n' }, role);
    const removed = await remove({ a: ONE, b: TWO, seen: ruling?.id }, role);

    expect([outcome, removed.outcome, removed.ruling]).toEqual(['DONE', 'DONE', null]);
    expect((await actions()).slice(before)).toEqual([
      { kind: 'RULING_MADE', actor: 'somebody', role, subject: `${TWO} ${ONE}`, note: 'SAME: one work' },
      { kind: 'RULING_REMOVED', actor: 'somebody', role, subject: `${ONE} ${TWO}`, note: null },
    ]);
  });

  it('shows everybody what was decided, and nobody who it was', async () => {
    await make({ a: ONE, b: TWO, decision: 'SAME', note: 'one work' });

    const answer = await catalogue.ask(LIST, {});

    expect(fieldOf(answer, 'rulings')).toMatchObject({
      nodes: [{ decision: 'SAME', note: 'one work', a: { id: ONE }, b: { id: TWO } }],
    });
    expect(JSON.stringify(answer)).not.toMatch(/somebody|migration/);
    const kept = await store.db.selectFrom('ruling').select('ruled_by').execute();
    expect(kept).toEqual([{ ruled_by: 'migration team' }]);
  });
});

describe('what a preview says is what then is so', () => {
  async function expectForetold(
    a: string,
    b: string,
    decision: 'SAME' | 'DIFFERENT' | null,
    seen: string | null,
  ): Promise<Payload> {
    const before = await everything();
    const foretold = await preview(a, b, decision);
    expect(await everything()).toEqual(before);
    expect(foretold.standing?.id ?? null).toBe(seen);

    const done = decision === null ? await remove({ a, b, seen }) : await make({ a, b, decision, seen });

    expect(done.outcome).toBe('DONE');
    expect(withoutIds(done.effect)).toEqual(withoutIds(foretold.effect));
    expect(done.effect?.before).toEqual(foretold.effect.before);
    const editions = done.effect?.after.map(({ records }) =>
      records.map(({ id }) => id.replace(':record:', ' ')).join(' + '),
    );
    expect(await partition(store.db)).toEqual(expect.arrayContaining(editions ?? []));
    return done;
  }

  it('for two editions that become one, and for the undoing', async () => {
    const { effect, ruling } = await expectForetold(ONE, TWO, 'SAME', null);

    expect(effect).toMatchObject({
      together: true,
      before: [
        { title: 'Midwifery in practice', records: [{ id: ONE }], libraries: [{ id: 'qe' }] },
        { title: 'Asthma in children', records: [{ id: TWO }], libraries: [{ id: 'south-lib' }] },
      ],
      after: [{ recordCount: 2, records: [{ id: ONE }, { id: TWO }], libraries: [{ id: 'qe' }, { id: 'south-lib' }] }],
    });

    const undone = await expectForetold(ONE, TWO, null, ruling?.id ?? null);

    expect(undone.effect).toMatchObject({
      together: false,
      before: [{ recordCount: 2 }],
      after: [{ recordCount: 1 }, { recordCount: 1 }],
    });
    expect(await partition(store.db)).toEqual(['north 1', 'south 1']);
  });

  it('for a chain, and for a ruling that parts it', async () => {
    await put('west', '1', second, 'W');
    await expectForetold(ONE, TWO, 'SAME', null);
    await expectForetold(TWO, THREE, 'SAME', null);
    expect(await partition(store.db)).toEqual(['north 1 + south 1 + west 1']);

    const { against } = await preview(ONE, THREE, 'DIFFERENT');
    const { effect } = await expectForetold(ONE, THREE, 'DIFFERENT', null);

    expect(against).toEqual([
      { decision: 'SAME', a: { id: ONE }, b: { id: TWO } },
      { decision: 'SAME', a: { id: TWO }, b: { id: THREE } },
    ]);
    expect(effect?.together).toBe(false);
    expect(await partition(store.db)).toEqual(['north 1 + south 1', 'west 1']);
  });

  it('for rulings that contradict each other: it names those that stand against', async () => {
    await put('west', '1', midwifery, 'W');
    await make({ a: TWO, b: THREE, decision: 'DIFFERENT' });
    await make({ a: ONE, b: THREE, decision: 'SAME' });
    expect(await partition(store.db)).toEqual(['north 1 + west 1', 'south 1']);

    const { against } = await preview(ONE, TWO, 'SAME');
    await expectForetold(ONE, TWO, 'SAME', null);

    expect(against).toEqual([{ decision: 'DIFFERENT', a: { id: TWO }, b: { id: THREE } }]);
    // Of two rulings of which only one can have its way, the order of the records decides, as in every run.
    expect(await partition(store.db)).toEqual(['north 1 + south 1', 'west 1']);
  });

  it('for a ruling that says what matching says: no edition changes', async () => {
    const { effect } = await expectForetold(ONE, TWO, 'DIFFERENT', null);

    expect(effect).toEqual({ together: false, before: [], after: [] });
  });
});

describe('two people who rule', () => {
  it('at once: one wins, and the other is told what stands', async () => {
    const done = await Promise.all([
      make({ a: ONE, b: TWO, decision: 'SAME', note: 'the same work' }),
      make({ a: TWO, b: ONE, decision: 'DIFFERENT', note: 'another work' }),
      make({ a: ONE, b: TWO, decision: 'SAME', note: 'a third opinion' }),
    ]);

    const winner = done.find(({ outcome }) => outcome === 'DONE');
    const losers = done.filter(({ outcome }) => outcome === 'SOMEONE_RULED_MEANWHILE');
    expect([winner === undefined, losers.length]).toEqual([false, 2]);
    for (const loser of losers) expect(loser).toEqual({ ...loser, ruling: winner?.ruling, effect: null });
    expect(fieldOf(await catalogue.ask(LIST, {}), 'rulings')).toMatchObject({ nodes: [{ id: winner?.ruling?.id }] });
  });

  it('one at the command line, before the other has sent the form: the form changes nothing', async () => {
    const { standing } = await preview(ONE, TWO, 'SAME');
    await keepRulings(store.db, [
      { a: toRecordId(ONE), b: toRecordId(TWO), decision: 'DIFFERENT', by: 'M. Bird', at: AT, note: null },
    ]);

    const { outcome, ruling } = await make({ a: ONE, b: TWO, decision: 'SAME', seen: standing?.id ?? null });

    expect([outcome, ruling?.decision]).toEqual(['SOMEONE_RULED_MEANWHILE', 'DIFFERENT']);
    expect(await partition(store.db)).toEqual(['north 1', 'south 1']);
  });

  it('one removes what the other has replaced: it stays', async () => {
    const first = await make({ a: ONE, b: TWO, decision: 'SAME' });
    const other = await make({ a: ONE, b: TWO, decision: 'DIFFERENT', seen: first.ruling?.id });

    const { outcome, ruling } = await remove({ a: ONE, b: TWO, seen: first.ruling?.id });

    expect([outcome, ruling?.id]).toEqual(['SOMEONE_RULED_MEANWHILE', other.ruling?.id]);
  });

  it('the same thing twice: it is done once, and written down once', async () => {
    const before = (await actions()).length;
    const input = { a: ONE, b: TWO, decision: 'SAME', note: 'reprint' };

    const made = [await make(input), await make(input)];
    const removal = { a: ONE, b: TWO, seen: made[0]?.ruling?.id };
    const removed = [await remove(removal), await remove(removal)];

    expect([...made, ...removed].map(({ outcome }) => outcome)).toEqual(['DONE', 'ALREADY_SO', 'DONE', 'ALREADY_SO']);
    expect(made[1]?.ruling).toEqual(made[0]?.ruling);
    expect((await actions()).slice(before).map(({ kind }) => kind)).toEqual(['RULING_MADE', 'RULING_REMOVED']);
  });

  it('a ruling by a clock that is ahead gives way to the next', async () => {
    await keepRulings(store.db, [
      {
        a: toRecordId(ONE),
        b: toRecordId(TWO),
        decision: 'DIFFERENT',
        by: 'M. Bird',
        at: new Date(NOW + 60_000),
        note: null,
      },
    ]);
    const { standing } = await preview(ONE, TWO, 'SAME');

    const { outcome, ruling } = await make({ a: ONE, b: TWO, decision: 'SAME', seen: standing?.id });

    expect([outcome, ruling?.at]).toEqual(['DONE', new Date(NOW + 60_001).toISOString()]);
  });
});

describe('what cannot be', () => {
  it.each([
    ['one record twice', { a: ONE, b: ONE, decision: 'SAME' }, /^b: .*two different/],
    ['what is no id of a record', { a: 'north:item:1', b: TWO, decision: 'SAME' }, /^a: .*not the id of a record/],
    [
      'a record that is not there',
      { a: ONE, b: 'south:record:404', decision: 'SAME' },
      /^b: there is no public record/,
    ],
    [
      'a record of a system outside of the region',
      { a: ONE, b: 'far:record:1', decision: 'SAME' },
      /^b: there is no public/,
    ],
    ['a note that is too long', { a: ONE, b: TWO, decision: 'SAME', note: 'x'.repeat(1_001) }, /^note: 1,000 .* 1,001/],
    ['a note of nothing to read', { a: ONE, b: TWO, decision: 'SAME', note: '…!' }, /^note: write words/],
    ['a note with a control character', { a: ONE, b: TWO, decision: 'SAME', note: 'a\u0007b' }, /^note: .*U\+0007/],
    ['a note that is written backwards', { a: ONE, b: TWO, decision: 'SAME', note: 'a\u202eb' }, /^note: .*U\+202E/],
  ])('refuses %s, and changes nothing', async (_, input, message) => {
    const before = await everything();

    const { data, errors } = await catalogue.ask(MAKE, { input }, 'migration');

    expect(data).toEqual({ makeRuling: null });
    expect(errors).toMatchObject([
      { code: 'BAD_USER_INPUT', path: ['makeRuling'], message: expect.stringMatching(message) as string },
    ]);
    expect(await everything()).toEqual(before);
  });

  it('a hidden record can have no ruling; one that stands is not listed, and can be removed', async () => {
    const { ruling } = await make({ a: ONE, b: TWO, decision: 'SAME', note: 'seen at the shelf' });
    await applyPage(store.db, 'south', pageOf([harvested('1', asthma, { visibility: 'SUPPRESSED' })]));

    expect(fieldOf(await catalogue.ask(LIST, {}), 'rulings')).toMatchObject({ nodes: [] });
    const refused = await catalogue.ask(
      MAKE,
      { input: { a: ONE, b: TWO, decision: 'DIFFERENT', seen: ruling?.id } },
      'operator',
    );
    expect(refused.errors).toMatchObject([{ code: 'BAD_USER_INPUT' }]);
    expect(await remove({ a: ONE, b: TWO, seen: ruling?.id })).toMatchObject({
      outcome: 'DONE',
      ruling: null,
      effect: { together: false },
    });
  });

  it('lets nobody wait longer than their time for others that match, and changes nothing then', async () => {
    const short = openCatalogue(store.db, undefined, { answerWithinMs: 300 });
    const [locked, release] = [Promise.withResolvers<null>(), Promise.withResolvers<null>()];
    const matching = store.db.transaction().execute(async (transaction) => {
      await sql`SELECT pg_advisory_xact_lock(20251)`.execute(transaction);
      locked.resolve(null);
      await release.promise;
    });
    await locked.promise;

    const { data, errors } = await short.ask(MAKE, { input: { a: ONE, b: TWO, decision: 'SAME' } }, 'migration');
    release.resolve(null);
    await matching;

    expect(data).toEqual({ makeRuling: null });
    expect(errors).toMatchObject([
      { code: 'STORE_UNAVAILABLE', message: expect.stringContaining('Nothing was changed') as string },
    ]);
    expect(await partition(store.db)).toEqual(['north 1', 'south 1']);
  });
});

describe('the list', () => {
  it('is read page by page, the newest first', async () => {
    await put('west', '1', second, 'W');
    await put('west', '2', midwifery, 'W');
    const minutes = [1, 2, 3, 3, 2];
    const pairs = [
      [ONE, TWO],
      [TWO, THREE],
      [ONE, THREE],
      [ONE, 'west:record:2'],
      [TWO, 'west:record:2'],
    ] as const;
    await keepRulings(
      store.db,
      pairs.map(([a, b], index) => ({
        a: toRecordId(a),
        b: toRecordId(b),
        decision: 'DIFFERENT' as const,
        by: 'M. Bird',
        at: new Date(AT.getTime() + (minutes[index] ?? 0) * 60_000),
        note: null,
      })),
    );

    const seen: string[] = [];
    for (let after: string | null = null, more = true; more;) {
      const page = fieldOf(await catalogue.ask(LIST, { first: 2, after }), 'rulings') as ListPage;
      seen.push(...page.nodes.map(({ a, b, at }) => `${at.slice(14, 16)} ${a?.id ?? ''} ${b?.id ?? ''}`));
      ({ endCursor: after, hasNextPage: more } = page.pageInfo);
    }

    expect(seen).toEqual([
      `03 ${ONE} ${THREE}`,
      `03 ${ONE} west:record:2`,
      `02 ${TWO} ${THREE}`,
      `02 ${TWO} west:record:2`,
      `01 ${ONE} ${TWO}`,
    ]);
  });

  it.each([
    ['a number alone', [1]],
    ['a text with NUL', ['2025-03-01T00:00:00.000Z', '\0', '', '', '']],
    ['the year 0', ['0000-01-01T00:00:00.000Z', '', '', '', '']],
  ])('refuses a cursor that is none of this list: %s', async (_what, place) => {
    const { errors } = await catalogue.ask(LIST, { after: toCursor(place) });

    expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', path: ['rulings'] }]);
  });
});

describe('staff who ask for a ruling', () => {
  const REQUEST = 'request { id decision reason answer a { id } b { id } libraries { id } }';
  const ASK = `mutation ($input: RequestRulingInput!) { requestRuling(input: $input) { ${REQUEST} } }`;
  const ANSWER = `mutation ($input: AnswerRulingRequestInput!) { answerRulingRequest(input: $input) { ${REQUEST} } }`;
  const REQUESTS = `{ rulingRequests { ${REQUEST.slice('request { '.length)} }`;
  const INPUT = { a: TWO, b: ONE, decision: 'SAME', reason: 'A reprint <b>only</b>' };
  const request = {
    decision: 'SAME',
    reason: INPUT.reason,
    a: { id: ONE },
    b: { id: TWO },
    libraries: [{ id: 'wing' }],
  };

  const ask = (input: object, libraries = ['wing']): Promise<Answer> =>
    catalogue.ask(ASK, { input }, 'staff', libraries);
  const messages = async (answer: Promise<Answer>): Promise<readonly string[]> =>
    (await answer).errors.map(({ message }) => message);

  beforeEach(() => sql`DELETE FROM ruling_request`.execute(store.db));

  it('ask once, are found by whoever decides, and alone see the answer', async () => {
    const first = fieldOf(await ask(INPUT), 'requestRuling') as { request: { id: string } };
    const again = await ask({ ...INPUT, a: ONE, b: TWO, reason: 'Once more' });
    expect(first).toMatchObject({ request: { ...request, answer: null } });
    expect(fieldOf(again, 'requestRuling')).toEqual(first);

    expect(fieldOf(await catalogue.ask(REQUESTS, {}, 'migration'), 'rulingRequests')).toEqual([first.request]);
    const input = { id: first.request.id, answer: 'They have other plates.' };
    await catalogue.ask(ANSWER, { input }, 'migration');
    expect(await messages(catalogue.ask(ANSWER, { input }, 'migration'))).toEqual([
      'id: there is no such request that waits for an answer.',
    ]);

    const own = await catalogue.ask(REQUESTS, {}, 'staff', ['wing']);
    expect(fieldOf(own, 'rulingRequests')).toMatchObject([{ ...request, answer: input.answer }]);
    expect(fieldOf(await catalogue.ask(REQUESTS, {}, 'staff', ['qe']), 'rulingRequests')).toEqual([]);
    const { rows } = await sql`SELECT kind, note FROM action ORDER BY id DESC LIMIT 2`.execute(store.db);
    expect(rows).toEqual([
      { kind: 'RULING_ANSWERED', note: input.answer },
      { kind: 'RULING_ASKED', note: `SAME: ${INPUT.reason}` },
    ]);
    // Whoever waits longest comes first, and what is answered last.
    await ask({ ...INPUT, reason: 'Earlier' });
    await ask({ ...INPUT, reason: 'Later' }, ['qe']);
    const { data: all } = await catalogue.ask(REQUESTS, {}, 'migration');
    const listed = all?.['rulingRequests'] as readonly { readonly reason: string }[];
    expect(listed.map(({ reason }) => reason)).toEqual(['Earlier', 'Later', INPUT.reason]);
  });

  it('ask for the opposite instead, where they find that they were wrong', async () => {
    const first = fieldOf(await ask(INPUT), 'requestRuling') as { request: { id: string } };
    const other = await ask({ ...INPUT, decision: 'DIFFERENT', reason: 'Other plates after all' });

    expect(fieldOf(other, 'requestRuling')).toMatchObject({
      request: { id: first.request.id, decision: 'DIFFERENT', reason: 'Other plates after all', answer: null },
    });
    const { data } = await catalogue.ask(REQUESTS, {}, 'migration');
    const listed = data?.['rulingRequests'] as readonly { readonly decision: string }[];
    expect(listed.map(({ decision }) => decision)).toEqual(['DIFFERENT']);
    const { rows } = await sql`SELECT kind, note FROM action ORDER BY id DESC LIMIT 1`.execute(store.db);
    expect(rows).toEqual([{ kind: 'RULING_ASKED', note: 'DIFFERENT: Other plates after all' }]);
  });

  it('wait however long until they are answered, and leave a year after that', async () => {
    const waiting = fieldOf(await ask(INPUT), 'requestRuling') as { request: { id: string } };
    const [asked, day] = [NOW, 86_400_000];
    const forget = (days: number) => forgetRulingRequests(store.db, new Date(asked + days * day));
    expect(await forget(4_000)).toBe(0);

    await catalogue.ask(ANSWER, { input: { id: waiting.request.id, answer: 'Yes.' } }, 'migration');
    // Asked long before, answered now.
    await sql`UPDATE ruling_request SET asked_at = asked_at - interval '400 days'`.execute(store.db);
    expect([await forget(-1), await forget(1)]).toEqual([0, 1]);
  });

  it('are refused, by the field', async () => {
    for (const [input, message] of [
      [{ reason: ' ' }, 'reason: write it in words.'],
      [{ reason: 'x'.repeat(1_001) }, 'reason: 1,000 characters at most; this has 1,001.'],
      [{ reason: 'a\u202eb' }, 'reason: it holds a character that cannot be seen (U+202E); type it again without.'],
      [{ b: 'north:record:99' }, 'b: there is no such public record.'],
      [{ b: TWO }, 'b: a ruling needs two different records; both are the same.'],
    ] as const) {
      expect(await messages(ask({ ...INPUT, ...input }))).toEqual([message]);
    }
  });

  it('are staff of a library, and ask ten times a day', async () => {
    for (const role of ['public', 'patron', 'migration', 'operator'] as const) {
      const { errors } = await catalogue.ask(ASK, { input: INPUT }, role);
      expect(errors.map(({ code }) => code)).toEqual(['FORBIDDEN']);
    }
    expect(await messages(ask(INPUT, []))).toEqual([
      'requestRuling: only staff whose sign-in names a library may ask for it.',
    ]);
    for (const role of ['public', 'patron'] as const) {
      expect((await catalogue.ask(REQUESTS, {}, role)).errors.map(({ code }) => code)).toEqual(['FORBIDDEN']);
    }
    for (const role of ['public', 'patron', 'staff'] as const) {
      const { errors } = await catalogue.ask(ANSWER, { input: { id: '1', answer: 'No' } }, role);
      expect(errors.map(({ code }) => code)).toEqual(['FORBIDDEN']);
    }
    await sql`INSERT INTO ruling_request (a, b, decision, reason, libraries, asked_by, asked_at)
      SELECT 'north:record:1', 'south:record:' || n, 'SAME', 'x', '{wing}', 'staff of wing', ${new Date(NOW)}::timestamptz
      FROM generate_series(2, 11) n`.execute(store.db);
    expect((await ask(INPUT)).errors).toMatchObject([{ code: 'RATE_LIMITED' }]);
    expect((await ask(INPUT, ['qe'])).errors).toEqual([]);
  });
});
