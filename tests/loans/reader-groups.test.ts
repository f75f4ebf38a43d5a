/** From what two systems tell of their readers, in tokens, to the ids of the accounts behind a group. */
import { createReaderGroups } from '#cli/graph/patrons.ts';
import { deriveKey } from '#platform/derived-key.ts';
import { createReaderTokens } from '#platform/reader-token.ts';
import { createSealedIds } from '#subgraphs/circulation/index.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import type { SystemId } from '#domain/ids.ts';
import { createIndexScope, duplicateReaders } from '#union-index/index.ts';
import { beforeEach, expect, it } from 'vitest';
import { agreeing, bring, forgetEverything, toldBy } from './loan-world.ts';

const store = withTestDatabase();
const SECRET = 'the secret of a region for everything personal';
const region = agreeing();

beforeEach(async () => {
  await forgetEverything(store.db);
  for (const [system, homeSite, account] of [
    ['north', 'NQ', '17'],
    ['south', 'S', '40'],
  ] as const) {
    const tokenOf = createReaderTokens(deriveKey(SECRET, 'readers'), system);
    const email = tokenOf('email', 'ann@example.org');
    const reader = { readerToken: tokenOf('account', account), homeSite, nameAndBirth: null, email };
    await bring(store.db, toldBy(system, { readers: [[reader]] }));
  }
});

async function idOfGroup(): Promise<string> {
  const page = await duplicateReaders(createIndexScope(store.db, region), { first: 1, after: null });
  return 'edges' in page ? `mids:readers:${page.edges[0]?.node.key ?? ''}` : '';
}

it('a group leads to the accounts that the region’s secret can open, and to their libraries', async () => {
  const groups = createReaderGroups(store.db, region, { patronSecret: SECRET });
  const ids = createSealedIds(SECRET);
  const idOf = (system: string, account: string) => ids.account({ system: system as SystemId, account });

  expect(await groups.find(await idOfGroup())).toEqual([
    { account: idOf('north', '17'), library: 'qe' },
    { account: idOf('south', '40'), library: 'south-lib' },
  ]);
});

it('another secret opens nothing, and no secret finds nothing', async () => {
  const id = await idOfGroup();
  const others = createReaderGroups(store.db, region, { patronSecret: 'another secret, which is long enough too' });

  expect(await others.find(id)).toEqual([
    { account: null, library: 'qe' },
    { account: null, library: 'south-lib' },
  ]);
  expect(await createReaderGroups(store.db, region, { patronSecret: undefined }).find(id)).toBeNull();
});

it.each(['mids:readers:00', 'elsewhere:readers:00', 'mids:account:17', 'x'])('%s is no group', async (id) => {
  const groups = createReaderGroups(store.db, region, { patronSecret: SECRET });

  expect(await groups.find(id)).toBeNull();
});
