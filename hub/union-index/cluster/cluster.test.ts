import { clusterInMemory } from '#tests/union-index/cluster-in-memory.ts';
import { marcOf } from '#tests/union-index/marc-lines.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forbidsPair, toMatchView } from '../match/score-pair.ts';
import { describeRecord } from '../normalise/describe-record.ts';
import { assignEditions } from './assign-editions.ts';
import { foundedId } from './edition-ids.ts';
import { mergeDescriptions } from './merge-descriptions.ts';
import type { Candidate } from './pair-judge.ts';

const ISBNS = ['9780198526636', '9781554042951', '9780571089895'];

/** Records that nearly all belong together, so that which link is followed first decides. */
const candidate = fc
  .record({
    isbns: fc.subarray(ISBNS, { minLength: 1 }),
    edition: fc.constantFrom('', '2nd ed.', '3rd ed.'),
    name: fc.nat(30),
  })
  .map(({ isbns, edition, name }) => ({
    sortKey: `north ${String(name)}`,
    facts: toMatchView(
      describeRecord(
        marcOf(
          ...isbns.map((isbn) => `020 __ $a ${isbn}`),
          '245 10 $a Midwifery',
          ...(edition === '' ? [] : [`250 __ $a ${edition}`]),
        ),
      ),
    ),
  }));
const world = fc.uniqueArray(candidate, { minLength: 3, maxLength: 8, selector: ({ sortKey }) => sortKey });

/** Numbers the records in the order given, as loading them in that order would. */
function cluster(records: readonly Omit<Candidate, 'record'>[]): readonly string[] {
  const candidates = records.map((record, index) => ({ ...record, record: index + 1 }));
  return clusterInMemory(candidates, ISBNS.length * records.length).map((group) =>
    group.map(({ sortKey }) => sortKey).join(' + '),
  );
}

describe('clusterComponent', () => {
  it('gives the same whatever the order of loading', () => {
    fc.assert(
      fc.property(
        world.chain((records) =>
          fc.tuple(fc.constant(records), fc.shuffledSubarray(records, { minLength: records.length })),
        ),
        ([records, shuffled]) => {
          expect(cluster(shuffled)).toEqual(cluster(records));
        },
      ),
      { numRuns: 300, seed: 7 },
    );
  });

  it('never has two records in one group that forbid each other', () => {
    fc.assert(
      fc.property(world, (records) => {
        const facts = new Map(records.map((record) => [record.sortKey, record.facts]));
        for (const group of cluster(records)) {
          const members = group.split(' + ').map((key) => facts.get(key)!);
          for (const a of members) for (const b of members) expect(forbidsPair(a, b)).toBe(false);
        }
      }),
      { seed: 8 },
    );
  });
});

describe('assignEditions', () => {
  const clusters = (...all: readonly (readonly number[])[]): Parameters<typeof assignEditions>[0] =>
    all.map((records) => ({ records, sortKey: `k${String(records[0])}` }));
  const before = (...pairs: readonly (readonly [number, number])[]): ReadonlyMap<number, number> => new Map(pairs);

  it('where parts, or editions, have as many records, goes by who founded the edition', () => {
    const ids = [foundedId('k1'), foundedId('k2')] as const;
    for (const id of ids) {
      expect(assignEditions(clusters([1], [2]), before([1, id], [2, id])).ids).toEqual(
        id === ids[0] ? [id, null] : [null, id],
      );
    }
    expect(assignEditions(clusters([1, 2]), before([1, ids[0]], [2, ids[1]])).ids).toEqual([ids[0]]);
    expect(assignEditions(clusters([2, 1]), before([1, ids[0]], [2, ids[1]])).ids).toEqual([ids[1]]);
  });

  describe('of records that return', () => {
    const gone = [{ edition: 10, isLast: true, isGone: true }];

    it('is counted for its former id like those that are there', () => {
      expect(assignEditions(clusters([1, 2]), before([2, 20]), new Map([[1, gone]]))).toEqual({
        ids: [10],
        gone: [20],
        takenUp: [10],
        redirects: [],
      });
      const there = [{ edition: 10, isLast: true, isGone: false }];
      expect(assignEditions(clusters([1, 2, 3]), before([2, 10], [3, 5]), new Map([[1, there]]))).toMatchObject({
        ids: [10],
        gone: [5],
        takenUp: [],
      });
    });

    it('takes up an id of earlier only for a part that has no other, and where nobody has it', () => {
      const earlier = (isGone: boolean) => new Map([[2, [{ edition: 20, isLast: false, isGone }]]]);
      const [whole, parted] = [clusters([1, 2]), clusters([1], [2])];
      const both = before([1, 10], [2, 10]);
      expect(assignEditions(whole, both, earlier(true))).toMatchObject({ ids: [10], takenUp: [] });
      expect(assignEditions(parted, both, earlier(true))).toMatchObject({
        ids: [10, 20],
        takenUp: [20],
        redirects: [],
      });
      expect(assignEditions(parted, both, earlier(false))).toMatchObject({ ids: [10, null], takenUp: [] });
    });

    it('gives an id that two parts claim to one of them, and leads nobody from it', () => {
      const both = new Map([
        [1, gone],
        [2, gone],
      ]);
      expect(assignEditions(clusters([1], [2]), before(), both)).toEqual({
        ids: [10, null],
        gone: [],
        takenUp: [10],
        redirects: [],
      });
    });
  });
});

describe('mergeDescriptions', () => {
  const brief = describeRecord(marcOf('020 __ $a 9780198526636', '245 10 $a Midwifery', '084 __ $a WQ 140 $2 wessex'));
  const full = describeRecord(
    marcOf(
      '020 __ $a 9781554042951',
      '020 __ $z 9780198526636',
      '060 __ $a WQ 140',
      '100 1_ $a Jones, A.',
      '245 10 $a Midwifery : $b a guide',
      '650 _2 $a Midwifery',
      '856 40 $u https://example.org/a',
    ),
  );
  const of = (description: typeof brief, sortKey: string, systemOrder: number, ...libraries: readonly string[]) => ({
    description,
    sortKey,
    system: 'north',
    systemOrder,
    libraries,
  });

  it('lets the record speak that says most, and completes it from the others', () => {
    const merged = mergeDescriptions([of(brief, 'north 1', 0, 'qe'), of(full, 'south 1', 1, 'town')]);

    expect(merged).toMatchObject({ title: 'Midwifery: a guide', creators: ['Jones, A.'] });
    expect(merged.identifiers.isbns).toEqual(['9781554042951', '9780198526636']);
    expect(merged.identifiers.otherIsbns).toEqual([]);
    expect(merged.classmarks).toEqual([
      { scheme: 'NLM', mark: 'WQ 140', libraries: ['town'] },
      { scheme: 'WESSEX', mark: 'WQ 140', libraries: ['qe'] },
    ]);
    expect(merged.links).toEqual([{ url: 'https://example.org/a', label: null, coverage: null, libraries: ['town'] }]);
  });

  it('takes the earlier system where both say as much', () => {
    const other = { ...full, title: 'MIDWIFERY' };

    expect(mergeDescriptions([of(other, 'south 1', 1), of(full, 'north 1', 0)]).title).toBe('Midwifery: a guide');
    expect(mergeDescriptions([of(other, 'south 1', 0), of(full, 'north 1', 1)]).title).toBe('MIDWIFERY');
  });
});
