import { createRandom } from '#simulators/random.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { countQuickly, countTerms, type Term, type TermList } from '#search/terms/count-terms.ts';
import { keepNext } from '#search/terms/keep-next.ts';
import { region, regionMoving } from '#tests/catalogue/catalogue-world.ts';
import { createIndexScope, type IndexScope } from '#union-index/index.ts';
import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { applyPage, AT, emptyIndex, emptyTerms, harvested, keepAllTerms, pageOf } from './index-world.ts';
import { marcOf } from './marc-lines.ts';

const store = withTestDatabase();
const scope = () => createIndexScope(store.db, region);
beforeEach(async () => {
  await emptyIndex(store.db);
  await emptyTerms(store.db);
});

const LISTS: readonly TermList[] = [
  { kind: 'CREATOR', scheme: '' },
  { kind: 'SUBJECT', scheme: '' },
  { kind: 'CLASSMARK', scheme: 'NLM' },
];

/** What the editions say, read one by one. */
async function truth(list: TermList): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{
    description: { creators: string[]; subjects: { heading: string }[]; classmarks: { mark: string }[] };
  }>`
    SELECT description FROM edition`.execute(store.db);
  const counts = new Map<string, number>();
  for (const { description } of rows) {
    const terms = {
      CREATOR: description.creators,
      SUBJECT: description.subjects.map(({ heading }) => heading),
      CLASSMARK: description.classmarks.map(({ mark }) => mark),
    }[list.kind];
    for (const term of new Set(terms)) counts.set(term, (counts.get(term) ?? 0) + 1);
  }
  return counts;
}

async function candidates({ kind, scheme }: TermList): Promise<readonly (Term & { readonly weight: number })[]> {
  return store.db
    .selectFrom('search_term')
    .select(['key', 'term', 'weight'])
    .where('kind', '=', kind)
    .where('scheme', '=', scheme)
    .execute();
}

async function expectTrueCounts(): Promise<void> {
  for (const list of LISTS) {
    const [terms, true_] = [await candidates(list), await truth(list)];
    const counts = await countTerms(scope(), list, terms);
    expect(Object.fromEntries(terms.map(({ term }, at) => [term, counts[at]]))).toEqual(
      Object.fromEntries(terms.map(({ term }) => [term, true_.get(term) ?? 0])),
    );
  }
}

function book(random: ReturnType<typeof createRandom>, id: number) {
  const marc = marcOf(
    `060 00 $a WG ${String(random.below(6))}`,
    `100 1_ $a Author, ${String(random.below(8))}`,
    // Some are one edition with another, and change with it.
    `245 10 $a Common title ${String(random.below(12))}`,
    '260 __ $a London $b Publisher $c 2001',
    ...Array.from({ length: random.below(3) }, () => `650 _2 $a Subject ${String(random.below(6))}`),
  );
  const visibility = random.chance(0.2) ? 'SUPPRESSED' : 'PUBLIC';
  return harvested(String(id), marc, { visibility, owners: ['NQ'] });
}

describe('counts of terms', () => {
  it.each([1, 2, 3])('are those of the editions, whatever was written and read since (%i)', async (seed) => {
    const random = createRandom(seed);
    await applyPage(store.db, 'north', pageOf(Array.from({ length: 30 }, (_, id) => book(random, id))));
    await keepAllTerms(store.db);
    for (let round = 0; round < 12; round += 1) {
      const system = random.one(['north', 'south']);
      const records = Array.from({ length: 1 + random.below(5) }, () => book(random, random.below(30)));
      await applyPage(
        store.db,
        system,
        pageOf([...new Map(records.map((record) => [record.localId, record])).values()]),
      );
      // Behind, half way, or with everything read.
      for (let steps = random.below(3); steps > 0; steps -= 1) await keepNext(store.db, { at: AT, batch: 2 });
      await expectTrueCounts();
    }
    await keepAllTerms(store.db);
    await expectTrueCounts();
    for (const list of LISTS) {
      const found = new Map((await candidates(list)).map(({ term, weight }) => [term, weight]));
      // A term that nothing has any more may stay, with nothing.
      expect(new Map([...found].filter(([, weight]) => weight > 0))).toEqual(await truth(list));
    }
  });

  it('are told as of before where a very frequent term is not counted at once, and some edition has it', async () => {
    const random = createRandom(4);
    await applyPage(
      store.db,
      'north',
      pageOf([harvested('1', marcOf('245 10 $a One', '650 _2 $a Humans')), book(random, 2)]),
    );
    await keepAllTerms(store.db);
    await sql`UPDATE search_term SET weight = 300000 WHERE kind = 'SUBJECT' AND term = 'Humans'`.execute(store.db);
    await sql`INSERT INTO search_term (kind, key, term, weight) VALUES ('SUBJECT', 'gone', 'Gone', 300000)`.execute(
      store.db,
    );
    const list: TermList = { kind: 'SUBJECT', scheme: '' };
    const asked = (await candidates(list)).filter(({ term }) => term === 'Humans' || term === 'Gone');
    const toldOf = async (of: IndexScope) => {
      const counted = await countQuickly(of, list, asked);
      return Object.fromEntries(asked.map(({ term }, at) => [term, counted[at]]));
    };
    // While a library moves, what nobody is shown is not counted of them: some edition has it, or none has.
    expect(await toldOf(scope())).toMatchObject({ Humans: { count: 300_000, exact: true } });
    expect(await toldOf(createIndexScope(store.db, regionMoving('wing', 'TEST_LOADED')))).toEqual({
      Humans: { count: 300_000, exact: false },
      Gone: { count: 0, exact: false },
    });
    await sql`UPDATE term_state SET swept_to = 0`.execute(store.db);

    expect(await toldOf(scope())).toEqual({
      Humans: { count: 300_000, exact: false },
      Gone: { count: 0, exact: false },
    });
    expect(await countTerms(scope(), list, asked)).toEqual(asked.map(({ term }) => (term === 'Humans' ? 1 : 0)));
  });

  it('are of the editions themselves while very many wait to be read', async () => {
    const page = (word: string) =>
      pageOf(
        Array.from({ length: 220 }, (_, at) =>
          harvested(String(at), marcOf(`245 10 $a Title ${String(at)}`, `650 _2 $a ${word}`)),
        ),
      );
    await applyPage(store.db, 'north', page('Early'));
    await keepAllTerms(store.db);
    await applyPage(store.db, 'north', page('Late'));

    const list: TermList = { kind: 'SUBJECT', scheme: '' };
    const asked = ['Early', 'Late'].map((term) => ({ key: term.toLowerCase(), term }));
    expect(await countTerms(scope(), list, asked)).toEqual([0, 220]);
  });
});
