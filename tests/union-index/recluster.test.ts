import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import type { MarcRecord } from '#marc/marc-record.ts';
import { BEFORE_RELEASE } from '#tests/release.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { matchNextWaiting } from '#union-index/cluster/match-waiting.ts';
import {
  applyPage,
  contentsOf,
  editionOf,
  emptyIndex,
  harvested,
  matchAllAgain,
  matchWaiting,
  OWNERS,
  pageOf,
  partition,
} from './index-world.ts';
import { field008, marcOf } from './marc-lines.ts';

const store = withTestDatabase();
const ISBNS = ['9780198526636', '9781554042951', '9780571089895', '9780140673609', '9780306406157'];

beforeEach(async () => {
  await emptyIndex(store.db);
});

function book(isbns: readonly string[], title = 'Midwifery in practice', ...lines: readonly string[]): MarcRecord {
  return marcOf(...isbns.map((isbn) => `020 __ $a ${isbn}`), `245 10 $a ${title}`, ...lines);
}

/** A record with too short a title to be looked for by it. */
function brief(isbn: string, title = 'Midwifery'): MarcRecord {
  return book([isbn], title);
}

async function put(system: string, localId: string, marc: MarcRecord): Promise<void> {
  await applyPage(store.db, system, pageOf([harvested(localId, marc)]));
}

async function remove(system: string, localId: string): Promise<void> {
  await applyPage(store.db, system, pageOf([{ deleted: true, localId, changedAt: null }]));
}

async function changes(): Promise<readonly string[]> {
  const rows = await store.db.selectFrom('change').selectAll().orderBy('seq').execute();
  return rows.map(({ edition, kind, replaced_by }) => `${kind} ${String(edition)} > ${replaced_by.join(',')}`);
}

describe('recluster', () => {
  it('merges into the edition with most records, and redirects the other', async () => {
    const [first, second] = [ISBNS[0]!, ISBNS[1]!];
    await put('north', '1', book([first]));
    await put('south', '1', book([second]));
    await put('west', '1', book([second]));
    const [small, large] = [await editionOf(store.db, 'north', '1'), await editionOf(store.db, 'south', '1')];

    await put('west', '2', book([first, second]));

    expect(await partition(store.db)).toEqual(['north 1 + south 1 + west 1 + west 2']);
    expect(await editionOf(store.db, 'north', '1')).toBe(large);
    expect(await store.db.selectFrom('edition_redirect').select(['id', 'target']).execute()).toEqual([
      { id: small, target: large },
    ]);
    expect(await changes()).toContain(`MERGED ${String(small)} > ${String(large)}`);
    expect(await store.db.selectFrom('edition').select('id').execute()).toEqual([{ id: large }]);
  });

  it('merges into the one that its first record founded where both have as many', async () => {
    await put('north', '1', book([ISBNS[0]!]));
    await put('south', '1', book([ISBNS[1]!]));
    const first = await editionOf(store.db, 'north', '1');

    await put('west', '1', book([ISBNS[0]!, ISBNS[1]!]));

    expect(await editionOf(store.db, 'west', '1')).toBe(first);
  });

  it('splits when the evidence goes, and leaves the id with most records', async () => {
    const [first, second] = [ISBNS[0]!, ISBNS[1]!];
    await put('north', '1', book([first]));
    await put('south', '1', book([second]));
    await put('south', '2', book([second]));
    await put('west', '1', book([first, second]));
    const whole = await editionOf(store.db, 'west', '1');

    await remove('west', '1');

    expect(await partition(store.db)).toEqual(['north 1', 'south 1 + south 2']);
    expect(await editionOf(store.db, 'south', '1')).toBe(whole);
    const part = await editionOf(store.db, 'north', '1');
    expect(part).not.toBe(whole);
    expect((await changes()).at(-1)).toBe(`SPLIT ${String(whole)} > ${String(whole)},${String(part)}`);
  });

  it('leads an id that was merged twice to where it ended', async () => {
    await put('north', '1', book([ISBNS[0]!]));
    const first = await editionOf(store.db, 'north', '1');
    await put('south', '1', book([ISBNS[1]!]));
    await put('south', '2', book([ISBNS[1]!]));
    await put('west', '1', book([ISBNS[2]!]));
    for (const id of ['2', '3', '4']) await put('west', id, book([ISBNS[2]!]));

    await put('north', '2', book([ISBNS[0]!, ISBNS[1]!]));
    await put('north', '3', book([ISBNS[1]!, ISBNS[2]!]));

    const targets = await store.db.selectFrom('edition_redirect').select(['id', 'target']).orderBy('id').execute();
    expect(new Set(targets.map(({ target }) => target)).size).toBe(1);
    expect(targets.find(({ id }) => id === first)?.target).toBe(await editionOf(store.db, 'north', '1'));
    expect(await editionOf(store.db, 'west', '1')).toBe(await editionOf(store.db, 'north', '1'));
  });

  describe('a record that vanishes and returns', () => {
    const [own, other] = [ISBNS[0]!, ISBNS[1]!];

    async function redirects(): Promise<readonly string[]> {
      const rows = await store.db.selectFrom('edition_redirect').select(['id', 'target']).orderBy('id').execute();
      return rows.map(({ id, target }) => `${String(id)} > ${String(target)}`);
    }

    it('gets its former id back', async () => {
      await put('north', '1', book([own]));
      const former = await editionOf(store.db, 'north', '1');
      await remove('north', '1');
      await put('south', '1', book([other]));

      await put('north', '1', book([own]));

      expect(await editionOf(store.db, 'north', '1')).toBe(former);
      expect((await changes()).slice(-3)).toEqual([
        `WITHDRAWN ${String(former)} > `,
        `CHANGED ${String(await editionOf(store.db, 'south', '1'))} > `,
        `CHANGED ${String(former)} > `,
      ]);
    });

    it('gets it back after it was hidden, and with what was said of it before', async () => {
      await put('north', '1', book([own]));
      await put('north', '2', book([own]));
      const former = await editionOf(store.db, 'north', '1');
      const hidden = { visibility: 'SUPPRESSED' } as const;
      await applyPage(store.db, 'north', pageOf([harvested('1', book([own]), hidden)]));
      await remove('north', '2');

      await put('north', '1', book([own], 'Asthma in children'));

      expect(await editionOf(store.db, 'north', '1')).toBe(former);
    });

    it('is found again under ids that had been merged into it', async () => {
      await put('north', '1', book([own]));
      await put('south', '1', book([other]));
      const merged = await editionOf(store.db, 'south', '1');
      await put('south', '1', book([own]));
      const former = await editionOf(store.db, 'north', '1');
      for (const system of ['north', 'south']) await remove(system, '1');

      await put('north', '1', book([own]));

      expect(await editionOf(store.db, 'north', '1')).toBe(former);
      expect(await redirects()).toEqual([`${String(merged)} > ${String(former)}`]);
    });

    it('takes its id back where the rest of its edition went into another meanwhile', async () => {
      await put('north', '1', book([other]));
      await put('north', '2', book([other]));
      await put('south', '1', book([own]));
      await put('south', '2', book([own]));
      const former = await editionOf(store.db, 'south', '1');
      await remove('south', '1');
      await put('south', '2', book([other]));
      expect(await redirects()).toEqual([`${String(former)} > ${String(await editionOf(store.db, 'north', '1'))}`]);

      await put('south', '1', book([own]));

      expect(await editionOf(store.db, 'south', '1')).toBe(former);
      expect(await redirects()).toEqual([]);
    });

    it('leaves its id to the rest of its edition where that is still there', async () => {
      for (const localId of ['1', '2']) await put('north', localId, book([own]));
      const former = await editionOf(store.db, 'north', '1');
      await remove('north', '1');

      await put('north', '1', book([other], 'Asthma in children'));
      expect(await editionOf(store.db, 'north', '1')).not.toBe(former);
      expect(await editionOf(store.db, 'north', '2')).toBe(former);
    });

    it('has its id lead to the edition of more records that it returns into', async () => {
      await put('north', '1', book([own]));
      const former = await editionOf(store.db, 'north', '1');
      await remove('north', '1');
      await put('south', '1', book([own]));
      await put('south', '2', book([own]));
      const larger = await editionOf(store.db, 'south', '1');

      await put('north', '1', book([own]));

      expect(await editionOf(store.db, 'north', '1')).toBe(larger);
      expect(await redirects()).toEqual([`${String(former)} > ${String(larger)}`]);
    });

    it('gets it back with a whole system that returns in the same harvest or in another', async () => {
      const page = pageOf(ISBNS.map((isbn, index) => harvested(String(index), book([isbn], `Title ${isbn}`))));
      const ids = (): Promise<readonly unknown[]> =>
        Promise.all(ISBNS.map((_, index) => editionOf(store.db, 'north', String(index))));
      await applyPage(store.db, 'north', page, undefined, 'later');
      await matchWaiting(store.db);
      const former = await ids();

      for (const returning of ['match', 'later'] as const) {
        await applyPage(store.db, 'north', pageOf([], { allLocalIds: new Set() }));
        expect(await partition(store.db)).toEqual([]);
        await applyPage(store.db, 'north', page, undefined, returning);
        await matchWaiting(store.db);
        expect(await ids()).toEqual(former);
      }
    });
  });

  it('never joins through a chain what forbids each other', async () => {
    const both = [ISBNS[0]!, ISBNS[1]!];
    await put('north', '1', book([ISBNS[0]!], 'Midwifery', '250 __ $a 2nd ed.'));
    await put('south', '1', book([ISBNS[1]!], 'Midwifery', '250 __ $a 3rd ed.'));
    await put('west', '1', book(both, 'Midwifery'));

    expect(await partition(store.db)).toEqual(['north 1 + west 1', 'south 1']);
  });

  it('takes a key that too many share for no evidence, and back again when they are fewer', async () => {
    const many = Array.from({ length: 21 }, (_, index) => harvested(String(index + 10), brief(ISBNS[0]!)));
    await applyPage(store.db, 'north', pageOf(many.slice(0, 20)));
    expect(await partition(store.db)).toHaveLength(1);

    await applyPage(store.db, 'north', pageOf(many.slice(20)));
    expect(await partition(store.db)).toHaveLength(21);

    await remove('north', '10');
    expect(await partition(store.db)).toHaveLength(1);
  });

  it('matches again what a grown region’s cap reaches', async () => {
    const many = Array.from({ length: 21 }, (_, index) => harvested(String(index + 10), brief(ISBNS[0]!)));
    await applyPage(store.db, 'north', pageOf(many));
    const more = Array.from({ length: 8 }, (_, index) => ({
      ...OWNERS[0]!,
      system: `more-${String(index)}` as (typeof OWNERS)[0]['system'],
    }));

    await applyPage(store.db, 'north', pageOf([harvested('99', brief(ISBNS[1]!, 'Asthma'))]), [...OWNERS, ...more]);
    await matchWaiting(store.db, [...OWNERS, ...more]);

    expect((await partition(store.db)).map((members) => members.split('+').length)).toEqual([21, 1]);
  });

  it('lets new records wait, and takes what is known out at once', async () => {
    await put('north', '1', book([ISBNS[0]!]));
    const page = pageOf([harvested('1', book([ISBNS[1]!])), harvested('2', book([ISBNS[1]!]))]);

    await applyPage(store.db, 'north', page, undefined, 'later');
    expect(await partition(store.db)).toEqual(['north 1']);
    expect((await changes()).at(-1)).toContain('CHANGED');

    await applyPage(store.db, 'north', pageOf([{ deleted: true, localId: '1', changedAt: null }]), undefined, 'later');
    expect(await partition(store.db)).toEqual([]);

    await matchWaiting(store.db);
    expect(await partition(store.db)).toEqual(['north 2']);
  });

  it('has the store go over all keys before many records are matched', async () => {
    const keysSeen = async (): Promise<number> => {
      const { rows } = await sql<{ n: number }>`
        SELECT reltuples AS n FROM pg_class WHERE oid = 'match_key'::regclass`.execute(store.db);
      return rows[0]?.n ?? 0;
    };
    await applyPage(store.db, 'north', pageOf([harvested('1', book([ISBNS[0]!]))]), undefined, 'later');
    await matchWaiting(store.db, OWNERS, undefined, 2);
    // Nobody has counted them.
    expect(await keysSeen()).toBe(-1);

    await applyPage(store.db, 'north', pageOf([harvested('2', book([ISBNS[1]!]))]), undefined, 'later');
    await matchWaiting(store.db, OWNERS, undefined, 1);

    expect(await keysSeen()).toBe(2);
    expect(await partition(store.db)).toEqual(['north 1', 'north 2']);
  });

  describe('cut short', () => {
    const titles = ['Asthma', 'Midwifery', 'Fractures', 'Burns'];

    beforeEach(async () => {
      const records = titles.flatMap((title, at) => [
        harvested(`${String(at)}a`, brief(ISBNS[at]!, title)),
        harvested(`${String(at)}b`, brief(ISBNS[at]!, title)),
      ]);
      await applyPage(store.db, 'north', pageOf(records), undefined, 'later');
    });

    async function expectNothingWritten(): Promise<void> {
      const { rows } = await sql<Record<string, number>>`
        SELECT (SELECT count(*) FROM unmatched) AS unmatched, (SELECT count(*) FROM edition) AS edition,
          (SELECT count(*) FROM member) AS member, (SELECT count(*) FROM link) AS link,
          (SELECT count(*) FROM change) AS change`.execute(store.db);
      expect(rows[0]).toEqual({ unmatched: 8, edition: 0, member: 0, link: 0, change: 0 });
    }

    it.each([
      ['members', 'member', 'record % 4 <> 3'],
      ['what editions say', 'edition', `title <> 'Burns'`],
      ['links', 'link', 'false'],
    ])('leaves everything waiting where the store refuses %s', async (_, table, check) => {
      await sql.raw(`ALTER TABLE ${table} ADD CONSTRAINT refused CHECK (${check})`).execute(store.db);

      await expect(matchWaiting(store.db, OWNERS, 2)).rejects.toThrow('refused');

      await sql.raw(`ALTER TABLE ${table} DROP CONSTRAINT refused`).execute(store.db);
      await expectNothingWritten();
      await matchWaiting(store.db, OWNERS, 2);
      expect(await partition(store.db)).toEqual(
        titles.map((_title, at) => `north ${String(at)}a + north ${String(at)}b`),
      );
    });

    it('leaves everything waiting where a later edition cannot be made', async () => {
      let asked = 0;
      const settings = {
        keyCap: 20,
        systemOrder: () => {
          asked += 1;
          if (asked > 4) throw new Error('no such system');
          return 0;
        },
        siteOf: () => null,
      };

      await expect(matchNextWaiting(store.db, settings, new Date(), { batch: 2 })).rejects.toThrow('no such system');

      await expectNothingWritten();
    });
  });

  it('never shows a new record that was hidden while it waited', async () => {
    await applyPage(store.db, 'north', pageOf([harvested('1', book([ISBNS[0]!]))]), undefined, 'later');
    await applyPage(
      store.db,
      'north',
      pageOf([harvested('1', book([ISBNS[0]!]), { visibility: 'ILL_TEMPORARY' })]),
      undefined,
      'later',
    );

    await matchWaiting(store.db);

    expect(await partition(store.db)).toEqual([]);
  });

  it('ends the same from any order, any pages, any detours, and from a rebuild', { timeout: 120_000 }, async () => {
    const title = fc.constantFrom('Midwifery in practice', 'Midwifery in practise', 'Midwifery', 'Asthma in children');
    const marc = fc
      .record({
        isbns: fc.subarray(ISBNS, { maxLength: 3 }),
        title,
        edition: fc.constantFrom('', '', '2nd ed.', '3rd ed.'),
        year: fc.constantFrom('    ', '2001', '2002', '2005'),
        online: fc.boolean(),
      })
      .map(({ isbns, title: text, edition, year, online }) =>
        book(
          isbns,
          text,
          ...(edition === '' ? [] : [`250 __ $a ${edition}`]),
          field008({ dates: `s${year}` }),
          ...(online ? ['300 __ $a 1 online resource'] : []),
        ),
      );
    const record = fc.record({
      system: fc.constantFrom('north', 'south', 'west'),
      localId: fc.constantFrom('1', '2', '3', '4'),
      marc,
      former: marc,
    });
    const world = fc.uniqueArray(record, {
      minLength: 2,
      maxLength: 9,
      selector: ({ system, localId }) => `${system} ${localId}`,
    });

    await fc.assert(
      fc.asyncProperty(
        world,
        fc.array(fc.nat(), { minLength: 9, maxLength: 9 }),
        fc.boolean(),
        async (records, order, detours) => {
          // All at once, system by system.
          await emptyIndex(store.db);
          for (const system of ['north', 'south', 'west']) {
            await applyPage(
              store.db,
              system,
              pageOf(records.filter((one) => one.system === system).map((one) => harvested(one.localId, one.marc))),
            );
          }
          const expected = await contentsOf(store.db);

          // One by one in another order; with detours each first comes as something else, and a stranger comes and goes.
          await emptyIndex(store.db);
          const shuffled = records
            .map((one, index) => ({ one, at: order[index] ?? 0 }))
            .sort((a, b) => a.at - b.at)
            .map(({ one }) => one);
          if (detours) {
            await put('west', 'stranger', book(ISBNS));
            for (const one of shuffled) await put(one.system, one.localId, one.former);
          }
          for (const one of shuffled) await put(one.system, one.localId, one.marc);
          if (detours) await remove('west', 'stranger');
          expect((await contentsOf(store.db)).text).toBe(expected.text);

          await matchAllAgain(store.db);
          await matchWaiting(store.db);
          expect((await contentsOf(store.db)).text).toBe(expected.text);
        },
      ),
      { numRuns: BEFORE_RELEASE ? 40 : 10, seed: 20_250_301 },
    );
  });

  it('keeps harvests that write at once in order', async () => {
    const systems = ['north', 'south', 'west'];
    const page = pageOf(ISBNS.map((isbn, index) => harvested(String(index), book([isbn]))));

    await Promise.all(systems.map((system) => applyPage(store.db, system, page)));

    expect(await partition(store.db)).toEqual(
      ISBNS.map((_, index) => systems.map((system) => `${system} ${String(index)}`).join(' + ')),
    );
    const { rows } = await sql<{ n: number }>`SELECT count(*) AS n FROM edition`.execute(store.db);
    expect(rows[0]?.n).toBe(ISBNS.length);
  });
});
