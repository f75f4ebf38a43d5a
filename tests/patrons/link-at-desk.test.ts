import type { LibraryId } from '#domain/ids.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  accountId,
  createPatronsWorld,
  link,
  OPERATOR,
  patron,
  PUBLIC,
  staffOf,
  type LinkAnswer,
  type PatronsWorld,
} from './patrons-world.ts';

const store = withTestDatabase();
const ADA = 'ada-pseudonym-of-24-char';
const BEN = 'ben-pseudonym-of-24-char';
const ACCOUNT = accountId('shared', 'sealed-a1');
const SEEN = {
  library: 'hilltop',
  card: 'A1',
  patron: `region:patron:${BEN}`,
  reason: 'Staff badge shown at the desk',
};
const ME = '{ me { accounts { id verifiedBy grant } } }';

let world: PatronsWorld;
beforeEach(async () => {
  await sql`TRUNCATE account_link, link_attempt`.execute(store.db);
  world = createPatronsWorld(store.db);
  world.lookup.cards.set('shared A1', { pin: '1234', account: ACCOUNT, homeLibrary: 'hilltop' as LibraryId });
});

async function linkAtDesk(seen: Partial<typeof SEEN> = {}, staff = staffOf('hilltop')): Promise<LinkAnswer> {
  const query = `mutation ($input: LinkAccountByStaffInput!) { linkAccountByStaff(input: $input) {
    account { id grant refusal { code } verifiedBy } refusal { code message } } }`;
  const { data, errors } = await world.ask(staff, query, { input: { ...SEEN, ...seen } });
  if (errors.length > 0) throw new Error(errors[0]?.message);
  return data?.['linkAccountByStaff'] as LinkAnswer;
}

async function audited(): Promise<readonly unknown[]> {
  const query = `query ($account: ID!) { audit(account: $account) { edges { node {
    action actor account patron note purpose refusal library { id } } } } }`;
  const { data } = await world.ask(OPERATOR, query, { account: ACCOUNT });
  return (data?.['audit'] as { edges: readonly { node: unknown }[] }).edges.map(({ node }) => node);
}

describe('linking at the desk', () => {
  it('links the account to the patron who was seen, and writes down who did it and why', async () => {
    const { account } = await linkAtDesk();

    expect(account).toMatchObject({ id: ACCOUNT, verifiedBy: 'STAFF' });
    expect((await world.ask(patron(BEN), ME)).data).toMatchObject({
      me: { accounts: [{ id: ACCOUNT, verifiedBy: 'STAFF', grant: expect.any(String) as string }] },
    });
    expect((await audited())[0]).toEqual({
      action: 'LINK',
      actor: staffOf('hilltop').subject,
      account: ACCOUNT,
      patron: `region:patron:${BEN}`,
      note: 'Staff badge shown at the desk',
      purpose: null,
      refusal: null,
      library: { id: 'hilltop' },
    });
  });

  it('gives staff no leave to read the account: that needs a purpose', async () => {
    expect((await linkAtDesk()).account).toMatchObject({ grant: null, refusal: { code: 'PURPOSE_NEEDED' } });
  });

  it('moves a link that another patron has', async () => {
    await link(world, ADA, { library: 'hilltop', card: 'A1', pin: '1234' });

    await linkAtDesk();

    expect((await world.ask(patron(ADA), ME)).data).toMatchObject({ me: { accounts: [] } });
    expect((await world.ask(patron(BEN), ME)).data).toMatchObject({ me: { accounts: [{ id: ACCOUNT }] } });
    expect((await audited())[0]).toMatchObject({ action: 'MOVE_LINK', patron: `region:patron:${BEN}` });
    expect((await linkAtDesk()).refusal?.code).toBe('ALREADY_LINKED');
  });

  it('says that it moved a link that a patron made while the card was looked for', async () => {
    await link(world, ADA, { library: 'hilltop', card: 'A1', pin: '1234' });
    const row = await store.db.deleteFrom('account_link').returningAll().executeTakeFirstOrThrow();

    const linking = await store.db.transaction().execute(async (transaction) => {
      await transaction.insertInto('account_link').values(row).execute();
      const waits = linkAtDesk();
      const waiting = async (): Promise<unknown> => {
        const { rows } = await sql<{ count: number }>`SELECT count(*)::int AS count FROM pg_stat_activity
          WHERE datname = current_database() AND wait_event_type = 'Lock'`.execute(store.db);
        return rows[0]?.count;
      };
      await expect.poll(waiting).toBe(1);
      return { waits };
    });
    expect((await linking.waits).account).toMatchObject({ id: ACCOUNT });

    expect((await audited())[0]).toMatchObject({ action: 'MOVE_LINK', patron: `region:patron:${BEN}` });
    expect((await world.ask(patron(ADA), ME)).data).toMatchObject({ me: { accounts: [] } });
  });

  it.each([
    ['another library’s card', { library: 'lakeside' }, 'NOT_YOUR_LIBRARY'],
    ['a library that does not exist', { library: 'nowhere' }, 'NOT_YOUR_LIBRARY'],
    ['a card that nobody has', { card: 'Z9' }, 'NOT_RECOGNISED'],
    ['no patron’s id', { patron: 'region:edition:1' }, 'UNKNOWN_PATRON'],
    ['a patron’s id that was not copied whole', { patron: `region:patron:${BEN.slice(0, 18)}` }, 'UNKNOWN_PATRON'],
    ['a patron of another region', { patron: `elsewhere:patron:${BEN}` }, 'UNKNOWN_PATRON'],
  ])('is refused for %s', async (_what, seen, code) => {
    const { refusal } = await linkAtDesk(seen);

    expect(refusal?.code).toBe(code);
    expect(refusal?.message).not.toMatch(/PIN|Ask its staff/);
  });

  it('is refused for a reader of another library of the same system, and of none that is told', async () => {
    world.lookup.cards.set('shared L1', {
      pin: '1',
      account: accountId('shared', 'l1'),
      homeLibrary: 'lakeside' as LibraryId,
    });
    world.lookup.cards.set('shared U1', { pin: '1', account: accountId('shared', 'u1'), homeLibrary: null });

    expect((await linkAtDesk({ card: 'L1' })).refusal?.code).toBe('NOT_YOUR_LIBRARY');
    expect((await linkAtDesk({ card: 'U1' })).refusal?.code).toBe('CANNOT_VERIFY');
  });

  it('is refused for a library without an agreement, whose system is not asked', async () => {
    expect((await linkAtDesk({ library: 'moor' }, staffOf('moor'))).refusal?.code).toBe('NO_AGREEMENT');
    expect(world.lookup.asked).toEqual([]);
  });

  it('wants a reason that says something, and keeps no longer one than it can', async () => {
    for (const reason of [' x ', '\u200b\u200b\u200b', 'x\u200b\u2060', '. . . .'])
      await expect(linkAtDesk({ reason })).rejects.toThrow(/reason/);
    await expect(linkAtDesk({ reason: 'x'.repeat(501) })).rejects.toThrow(/500/);
  });

  it.each([PUBLIC, patron(ADA), OPERATOR])('is for staff alone, not for %j', async (caller) => {
    await expect(linkAtDesk({}, caller)).rejects.toThrow('Only staff');
  });
});
