import type { RecordId } from '#domain/ids.ts';
import type { MarcRecord } from '#marc/marc-record.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { allRulings, dropRuling, keepRulings, parseRulingLine, toRulingLine } from '#union-index/rulings/index.ts';
import type { Ruling } from '#union-index/rulings/index.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { applyPage, AT, emptyIndex, harvested, matchAllAgain, matchWaiting, pageOf, partition } from './index-world.ts';
import { marcOf } from './marc-lines.ts';

const store = withTestDatabase();
const midwifery = marcOf('020 __ $a 9780198526636', '245 10 $a Midwifery in practice', '260 __ $a London $c 2001');
const asthma = marcOf('020 __ $a 9781554042951', '245 10 $a Asthma in children', '260 __ $a Leeds $c 1988');
const second = marcOf(
  '020 __ $a 9780198526636',
  '245 10 $a Midwifery in practice',
  '250 __ $a 2nd ed.',
  '260 __ $a London $c 2009',
);

beforeEach(async () => {
  await emptyIndex(store.db);
});

async function put(system: string, localId: string, marc: MarcRecord): Promise<void> {
  await applyPage(store.db, system, pageOf([harvested(localId, marc)]));
}

async function rule(a: string, b: string, decision: Ruling['decision'], at = AT): Promise<void> {
  await keepRulings(store.db, [
    { a: a as RecordId, b: b as RecordId, decision, by: 'M. Bird', at, note: 'seen on the shelf' },
  ]);
  await matchWaiting(store.db);
}

const ONE = 'north:record:1';
const TWO = 'south:record:1';

describe('a ruling that two records are one edition', () => {
  it('joins what matching keeps apart, in whichever order it names them', async () => {
    await put('north', '1', midwifery);
    await put('south', '1', asthma);
    expect(await partition(store.db)).toEqual(['north 1', 'south 1']);

    await rule(TWO, ONE, 'SAME');

    expect(await partition(store.db)).toEqual(['north 1 + south 1']);
  });

  it('holds for records that come after it', async () => {
    await rule(ONE, TWO, 'SAME');

    await put('south', '1', asthma);
    await put('north', '1', midwifery);

    expect(await partition(store.db)).toEqual(['north 1 + south 1']);
  });

  it('joins in a chain, unless another ruling forbids it', async () => {
    await put('north', '1', midwifery);
    await put('south', '1', asthma);
    await put('west', '1', second);
    await rule(ONE, TWO, 'SAME');
    await rule(TWO, 'west:record:1', 'SAME');
    expect(await partition(store.db)).toEqual(['north 1 + south 1 + west 1']);

    await rule(ONE, 'west:record:1', 'DIFFERENT');

    expect(await partition(store.db)).toEqual(['north 1 + south 1', 'west 1']);
  });
});

describe('a ruling that two records are different', () => {
  beforeEach(async () => {
    await put('north', '1', midwifery);
    await put('south', '1', midwifery);
    await rule(ONE, TWO, 'DIFFERENT');
  });

  it('parts what matching joins, also where a third record is like both', async () => {
    expect(await partition(store.db)).toEqual(['north 1', 'south 1']);

    await put('west', '1', midwifery);

    expect(await partition(store.db)).toEqual(['north 1 + west 1', 'south 1']);
  });

  it('outlives that its records change, go and come back, and that all is matched again', async () => {
    await applyPage(store.db, 'south', pageOf([{ deleted: true, localId: '1', changedAt: null }]));
    await put('south', '1', midwifery);
    await matchAllAgain(store.db);
    await matchWaiting(store.db);

    expect(await partition(store.db)).toEqual(['north 1', 'south 1']);
  });

  it('outlives the database by way of a file', async () => {
    const lines = (await allRulings(store.db)).map(toRulingLine);
    expect(lines).toEqual([
      '{"a":"north:record:1","b":"south:record:1","decision":"DIFFERENT","by":"M. Bird","at":"2025-03-01T12:00:00.000Z","note":"seen on the shelf"}',
    ]);
    await emptyIndex(store.db);

    await put('north', '1', midwifery);
    await put('south', '1', midwifery);
    await keepRulings(store.db, lines.map(parseRulingLine));
    await matchWaiting(store.db);

    expect(await partition(store.db)).toEqual(['north 1', 'south 1']);
  });

  it('gives way to a later one, not to an older, and matching decides again when it is dropped', async () => {
    await rule(ONE, TWO, 'SAME', new Date(AT.getTime() - 1000));
    expect(await partition(store.db)).toEqual(['north 1', 'south 1']);

    await rule(ONE, TWO, 'SAME', new Date(AT.getTime() + 1000));
    expect(await partition(store.db)).toEqual(['north 1 + south 1']);

    await rule(ONE, TWO, 'DIFFERENT', new Date(AT.getTime() + 2000));
    expect(await dropRuling(store.db, TWO as RecordId, ONE as RecordId)).toBe(true);
    expect(await dropRuling(store.db, TWO as RecordId, ONE as RecordId)).toBe(false);
    await matchWaiting(store.db);
    expect(await partition(store.db)).toEqual(['north 1 + south 1']);
  });
});

describe('a ruling over records with a key that too many share, or no longer too many', () => {
  const [COMMON, OWN] = ['9780198526636', '9781554042951'];
  /** The cap of three systems. */
  const CAP = 20;

  /** A title too short to be looked for by it, so that its ISBNs alone are keys. */
  function brief(isbns: readonly string[], ...lines: readonly string[]): MarcRecord {
    return marcOf(...isbns.map((isbn) => `020 __ $a ${isbn}`), '245 10 $a Midwifery', ...lines);
  }

  /** So many records that have the common key and no other. */
  async function putMany(count: number): Promise<void> {
    const many = Array.from({ length: count }, (_, index) => harvested(String(index + 10), brief([COMMON])));
    await applyPage(store.db, 'west', pageOf(many));
  }

  async function rebuilt(): Promise<readonly string[]> {
    await matchAllAgain(store.db);
    await matchWaiting(store.db);
    return partition(store.db);
  }

  it('keeps two apart that share another key, when the first counts no longer', async () => {
    await putMany(CAP - 2);
    await put('north', '1', brief([COMMON, OWN]));
    await put('south', '1', brief([COMMON, OWN]));
    await rule(ONE, TWO, 'DIFFERENT');

    await put('west', '1', brief([COMMON, OWN]));

    const editions = await partition(store.db);
    expect(editions).toHaveLength(CAP);
    expect(editions).toEqual(expect.arrayContaining(['north 1 + west 1', 'south 1']));
    expect(await rebuilt()).toEqual(editions);
  });

  it('keeps two apart that nothing happened to, when the key counts again', async () => {
    await putMany(CAP - 1);
    await put('north', '1', brief([COMMON, OWN]));
    await put('south', '1', brief([COMMON, OWN]));
    await rule(ONE, TWO, 'DIFFERENT');
    expect(await partition(store.db)).toEqual(expect.arrayContaining(['north 1', 'south 1']));

    const changed = harvested('11', brief([COMMON], '500 __ $a Index.'));
    await applyPage(store.db, 'west', pageOf([{ deleted: true, localId: '10', changedAt: null }, changed]));

    const editions = await partition(store.db);
    expect(editions).toHaveLength(2);
    expect(editions).toContain('south 1');
    expect(await rebuilt()).toEqual(editions);
  });

  it('keeps two together that share nothing else, when it counts no longer, and when it counts again', async () => {
    await putMany(CAP - 2);
    await put('north', '1', brief([COMMON]));
    await put('south', '1', brief([COMMON], '250 __ $a 2nd ed.'));
    await rule(ONE, TWO, 'SAME');
    expect(await partition(store.db)).toHaveLength(1);

    await put('west', '1', brief([COMMON]));

    const editions = await partition(store.db);
    expect(editions).toHaveLength(CAP);
    expect(editions).toContain('north 1 + south 1');
    expect(await rebuilt()).toEqual(editions);

    await applyPage(store.db, 'west', pageOf([{ deleted: true, localId: '1', changedAt: null }]));
    expect(await partition(store.db)).toHaveLength(1);
  });
});

describe('parseRulingLine', () => {
  it.each([
    ['no JSON', 'SAME', /not a ruling/],
    [
      'another decision',
      '{"a":"n:record:1","b":"s:record:1","decision":"MAYBE","by":"x","at":"2025-03-01T12:00:00Z","note":null}',
      /decision/,
    ],
    ['no moment', '{"a":"n:record:1","b":"s:record:1","decision":"SAME","by":"x","at":"today","note":null}', /at/],
    [
      'an id of something else',
      '{"a":"n:item:1","b":"s:record:1","decision":"SAME","by":"x","at":"2025-03-01T12:00:00Z","note":null}',
      /n:item:1/,
    ],
  ])('refuses %s, and says why', (_, line, why) => {
    expect(() => parseRulingLine(line)).toThrow(why);
  });
});
