/** What is found while the region's secret for personal data is replaced, and after. */
import type { AccountId, LibraryId } from '#domain/ids.ts';
import { deriveKey, nameSecret } from '#platform/derived-key.ts';
import { createSealer } from '#platform/sealed-text.ts';
import type { Caller } from '#platform/signed-context.ts';
import { createPatronKeys, erasePatron, exportPatron } from '#subgraphs/patrons/index.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  accountId,
  createPatronsWorld,
  LIBRARIES,
  link,
  NOON,
  OPERATOR,
  patron,
  PATRON_SECRET as OLD,
  staffOf,
  type PatronsWorld,
} from './patrons-world.ts';

const NEW = 'the next secret of a region for everything personal';
const OLD_NAME = 'ada-pseudonym-of-24-char';
const NEW_NAME = 'ada-has-now-another-name';
/** As a gateway says it that accepts both. */
const ADA: Caller = {
  role: 'patron',
  subject: OLD_NAME,
  subjects: { [nameSecret(OLD)]: OLD_NAME, [nameSecret(NEW)]: NEW_NAME },
};
const CARD = { library: 'hilltop', card: 'A1' } as const;
const ME = '{ me { id accounts { id } } }';
const LINK = `mutation ($library: ID!, $card: String!, $pin: String!) {
  linkAccount(input: { library: $library, card: $card, pin: $pin }) { refusal { code } } }`;

const store = withTestDatabase();

function accountUnder(secret: string): AccountId {
  return accountId('shared', createSealer(deriveKey(secret, 'ids')).sealStably('17', 'shared:account'));
}

/** The region with these secrets, in which a card is of the account as the first of them seals it. */
function worldOf(secret: string, ...accepted: readonly string[]): PatronsWorld {
  const world = createPatronsWorld(store.db, { secret, accepted });
  const known = { pin: '1', account: accountUnder(secret), homeLibrary: 'hilltop' as LibraryId };
  world.lookup.cards.set('shared A1', known);
  return world;
}

async function look(world: PatronsWorld): Promise<void> {
  const query = '{ accountByCard(library: "hilltop", card: "A1", purpose: DESK_ENQUIRY) { refusal { code } } }';
  const { data } = await world.ask(staffOf('hilltop'), query);
  expect(data).toEqual({ accountByCard: { refusal: null } });
}

beforeEach(async () => {
  await sql`TRUNCATE account_link, link_attempt`.execute(store.db);
});

describe('while the secret is replaced', () => {
  it('a link is found by the name from before and kept by the new one, and both lead to what staff did', async () => {
    const before = worldOf(OLD);
    await link(before, OLD_NAME, { ...CARD, pin: '1' });
    await look(before);

    const between = worldOf(NEW, OLD);
    const { data: me } = await between.ask(ADA, ME);
    await look(between);
    expect(me).toEqual({ me: { id: `region:patron:${NEW_NAME}`, accounts: [{ id: accountUnder(NEW) }] } });

    const after = worldOf(NEW);
    expect((await after.ask(patron(NEW_NAME), ME)).data).toEqual(me);
    const { data } = await after.ask(OPERATOR, `{ audit(account: "${accountUnder(NEW)}") { nodes { action } } }`);
    expect(data).toEqual({ audit: { nodes: [{ action: 'LOOK' }, { action: 'LOOK' }] } });
    const keys = createPatronKeys(NEW, () => NOON.getTime());
    const request = { patron: `region:patron:${NEW_NAME}`, reason: 'Request 12' };
    const record = await exportPatron(request, { db: store.db, keys, libraries: LIBRARIES, now: NOON });
    expect(record.audit.map(({ account }) => account)).toEqual([accountUnder(OLD), accountUnder(NEW)]);
  });

  it('a link that is kept by the new name was used on the day of that', async () => {
    await link(worldOf(OLD), OLD_NAME, { ...CARD, pin: '1' });
    const between = worldOf(NEW, OLD);
    between.clock.now = new Date('2027-11-24T12:00:00Z');

    await between.ask(ADA, '{ me { id } }');

    const keys = createPatronKeys(NEW, () => NOON.getTime());
    const request = { patron: `region:patron:${NEW_NAME}`, reason: 'Request 15' };
    const record = await exportPatron(request, { db: store.db, keys, libraries: LIBRARIES, now: NOON });
    expect(record.links.map(({ lastUsedAt }) => lastUsedAt)).toEqual(['2027-11-24T12:00:00.000Z']);
  });

  it('a patron’s id from before leads to everything that is kept under their new name', async () => {
    await link(worldOf(OLD), OLD_NAME, { ...CARD, pin: '1' });
    const between = worldOf(NEW, OLD);
    await between.ask(ADA, ME);
    await between.ask(ADA, LINK, { ...CARD, pin: 'wrong' });

    const keys = createPatronKeys(NEW, () => NOON.getTime());
    const means = { db: store.db, keys, libraries: LIBRARIES, now: NOON };
    const request = { patron: `region:patron:${OLD_NAME}`, reason: 'Request 16' };
    const record = await exportPatron(request, means);
    expect(record.links.map(({ account }) => account)).toEqual([accountUnder(NEW)]);
    expect(record.failedAttempts).toMatchObject({ failures: 1 });

    expect(await erasePatron(request, means)).toMatchObject({ links: 1, failedAttempts: true });
    expect((await between.ask(ADA, ME)).data).toMatchObject({ me: { accounts: [] } });
    const { rows } = await sql`SELECT FROM account_link`.execute(store.db);
    expect(rows).toEqual([]);
  });

  it('staff who find that the reader belongs to another library leave the link under the name that its patron knows', async () => {
    const before = worldOf(OLD);
    await link(before, OLD_NAME, { ...CARD, pin: '1' });
    await look(before);

    const between = worldOf(NEW, OLD);
    const homeLibrary = 'lakeside' as LibraryId;
    between.lookup.cards.set('shared A1', { pin: '1', account: accountUnder(NEW), homeLibrary });
    await look(between);
    const { data } = await between.ask(ADA, '{ me { accounts { id library { id } } } }');
    expect(data).toEqual({ me: { accounts: [{ id: accountUnder(NEW), library: { id: homeLibrary } }] } });

    const keys = createPatronKeys(NEW, () => NOON.getTime());
    const request = { patron: `region:patron:${NEW_NAME}`, reason: 'Request 14' };
    const record = await exportPatron(request, { db: store.db, keys, libraries: LIBRARIES, now: NOON });
    // What the tests before did stays in the audit.
    expect(record.audit.slice(-2).map(({ account }) => account)).toEqual([accountUnder(OLD), accountUnder(NEW)]);
  });

  it('the id that a patron reads is the one that their links are kept under', async () => {
    await link(worldOf(OLD), OLD_NAME, { ...CARD, pin: '1' });

    const { data } = await worldOf(NEW, OLD).ask(ADA, '{ me { id } }');
    const keys = createPatronKeys(NEW, () => NOON.getTime(), [OLD]);
    const { id = '' } = (data?.['me'] ?? {}) as { readonly id?: string };
    const record = await exportPatron(
      { patron: id, reason: 'Request 13' },
      { db: store.db, keys, libraries: LIBRARIES, now: NOON },
    );

    expect(record.links.map(({ account }) => account)).toEqual([accountUnder(NEW)]);
  });

  it('an account is one patron’s, whichever part was asked to link it', async () => {
    await link(worldOf(OLD, NEW), OLD_NAME, { ...CARD, pin: '1' });
    const other = await link(worldOf(NEW, OLD), 'ben-pseudonym-of-24-char', { ...CARD, pin: '1' });
    expect(other.refusal?.code).toBe('LINKED_ELSEWHERE');

    const { data } = await worldOf(NEW, OLD).ask(
      ADA,
      `mutation { unlinkAccount(input: { account: "${accountUnder(NEW)}" }) { patron { id } } }`,
    );
    expect(data).toEqual({ unlinkAccount: { patron: { id: `region:patron:${NEW_NAME}` } } });
  });

  it('whoever is locked out stays so', async () => {
    const step = worldOf(OLD, NEW);
    for (let tried = 0; tried < 5; tried += 1) await step.ask(ADA, LINK, { ...CARD, pin: 'wrong' });

    for (const world of [worldOf(NEW, OLD), worldOf(NEW)]) {
      const { data } = await world.ask(patron(NEW_NAME), LINK, { ...CARD, pin: '1' });
      expect(data).toEqual({ linkAccount: { refusal: { code: 'LOCKED_OUT' } } });
    }
  });
});
