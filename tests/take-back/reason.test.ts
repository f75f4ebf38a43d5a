/** A reason is kept for good: it must not repeat what a title says of somebody. */
import { assertSaysNothing, toRecords } from '#take-back/index.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { applyPage, emptyIndex, harvested, pageOf } from '#tests/union-index/index-world.ts';
import { marcOf } from '#tests/union-index/marc-lines.ts';
import { beforeEach, describe, expect, it } from 'vitest';

const store = withTestDatabase();
const TITLES = ['Letters to Ann Lee, 12 of them', 'About Ju\u0308rgen Nguy\u1ec5n: his ward', 'Ward 4711 of the north'];

beforeEach(async () => {
  await emptyIndex(store.db);
  const records = TITLES.map((title, place) => harvested(String(place), marcOf(`245 10 $a ${title}`)));
  await applyPage(store.db, 'north', pageOf(records));
});

const check = (reason: string): Promise<void> =>
  assertSaysNothing(store.db, toRecords(TITLES.map((_, place) => `north:record:${place}`)), reason);

describe('the reason of a take-back', () => {
  it.each([
    'Incident: loan of Ann L.',
    'The record of A. LEE',
    'Incident 12, J\u00fcrgen',
    'Incident 12, Jurgen',
    'For Mr Nguyen',
    'For Mr Nguye\u0302\u0303n',
    'Loan 4711',
  ])('is refused where it repeats a word of a title: %s', async (reason) => {
    await expect(check(reason)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it.each(['Incident 12', 'An ILL of the library, by mistake', 'Leeds'])(
    'is taken where it repeats none but small words and numbers: %s',
    async (reason) => {
      await check(reason);
    },
  );
});
