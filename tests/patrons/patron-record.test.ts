/** What is kept of one patron: given out, erased, and forgotten when it is not used. */
import type { LibraryId } from '#domain/ids.ts';
import { applyRetention, createPatronKeys, erasePatron, exportPatron } from '#subgraphs/patrons/index.ts';
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
  PATRON_SECRET,
  staffOf,
  type PatronsWorld,
} from './patrons-world.ts';

const store = withTestDatabase();
const DAY_MS = 86_400_000;
const ADA = 'ada-pseudonym-of-24-char';
const BEN = 'ben-pseudonym-of-24-char';
const REQUEST = { patron: `region:patron:${ADA}`, reason: 'Request 12' };
const ME = '{ me { accounts { id } } }';
const keys = createPatronKeys(PATRON_SECRET, () => NOON.getTime());

let world: PatronsWorld;
beforeEach(async () => {
  await sql`TRUNCATE account_link, link_attempt`.execute(store.db);
  world = createPatronsWorld(store.db);
  for (const [system, card, library] of [
    ['shared', 'A1', 'hilltop'],
    ['shared', 'A2', 'lakeside'],
    ['sea', 'S1', 'seaview'],
  ] as const) {
    const known = { pin: '1', account: accountId(system, `sealed-${card}`), homeLibrary: library as LibraryId };
    world.lookup.cards.set(`${system} ${card}`, known);
  }
});

function means() {
  return { db: store.db, keys, libraries: LIBRARIES, now: world.clock.now };
}

async function look(card: string): Promise<void> {
  const query = `{ accountByCard(library: "hilltop", card: "${card}", purpose: INCIDENT, note: "About A. Reader") { account { id } } }`;
  await world.ask(staffOf('hilltop'), query);
}

describe('an export', () => {
  it('gives the links, the failures and every look at the accounts, and notes that it was made', async () => {
    await link(world, ADA, { library: 'hilltop', card: 'A1', pin: '1' });
    await link(world, ADA, { library: 'hilltop', card: 'A1', pin: 'wrong' });
    await look('A1');

    const record = await exportPatron(REQUEST, means());

    expect(record.links).toEqual([
      {
        account: 'shared:account:sealed-A1',
        library: 'hilltop',
        linkedAt: NOON.toISOString(),
        verifiedBy: 'CARD_AND_PIN',
        lastUsedAt: NOON.toISOString(),
      },
    ]);
    expect(record.failedAttempts).toEqual({ failures: 1, lockedUntil: null });
    expect(record.audit.at(-1)).toMatchObject({
      action: 'LOOK',
      by: staffOf('hilltop').subject,
      account: 'shared:account:sealed-A1',
      purpose: 'INCIDENT',
    });
    expect(JSON.stringify(record)).not.toContain('About A. Reader');
    expect((await exportPatron(REQUEST, means())).audit.at(-1)).toMatchObject({ action: 'EXPORT', by: 'command-line' });
  });

  it('holds nothing of anybody else', async () => {
    await link(world, BEN, { library: 'seaview', card: 'S1', pin: '1' });
    await link(world, BEN, { library: 'hilltop', card: 'A1', pin: 'wrong' });

    expect(JSON.stringify(await exportPatron(REQUEST, means()))).not.toMatch(/sealed-S1|seaview|"failures"/);
  });

  it('wants a patron of this region, and the request that it answers', async () => {
    await expect(exportPatron({ ...REQUEST, patron: 'region:edition:1' }, means())).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
    });
    for (const reason of [' ', '\u200b', '\u3164'])
      await expect(exportPatron({ ...REQUEST, reason }, means())).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});

describe('an erasure', () => {
  it('leaves no link and no failure, and says what stays and why', async () => {
    await link(world, ADA, { library: 'hilltop', card: 'A1', pin: '1' });
    await link(world, ADA, { library: 'hilltop', card: 'A2', pin: '1' });
    await link(world, ADA, { library: 'hilltop', card: 'A1', pin: 'wrong' });
    await link(world, BEN, { library: 'seaview', card: 'S1', pin: '1' });

    const erased = await erasePatron(REQUEST, means());

    expect(erased).toMatchObject({
      links: 2,
      failedAttempts: true,
      why: expect.stringContaining('17(3)(e)') as string,
    });
    expect((await world.ask(patron(ADA), ME)).data).toEqual({ me: { accounts: [] } });
    expect((await world.ask(patron(BEN), ME)).data).toMatchObject({ me: { accounts: [{}] } });
    const { rows } = await sql<{ found: number }>`
      SELECT count(*) AS found FROM account_link WHERE subject = ${ADA}`.execute(store.db);
    expect(rows[0]?.found).toBe(0);
    const { links, failedAttempts, audit } = await exportPatron(REQUEST, means());
    expect([links, failedAttempts, audit.at(-1)?.action]).toEqual([[], null, 'ERASE']);
  });

  it('is shown in the audit with the request that it answers', async () => {
    await erasePatron({ ...REQUEST, reason: 'Request 13' }, means());

    const query = '{ audit(first: 1) { edges { node { action patron note } } } }';
    expect((await world.ask(OPERATOR, query)).data).toEqual({
      audit: { edges: [{ node: { action: 'ERASE', patron: REQUEST.patron, note: 'Request 13' } }] },
    });
  });
});

describe('retention', () => {
  async function after(days: number): Promise<number> {
    world.clock.now = new Date(NOON.getTime() + days * DAY_MS);
    return (await applyRetention(means())).links;
  }

  it('takes away links that nobody has used for as long as their library keeps them', async () => {
    await link(world, ADA, { library: 'hilltop', card: 'A1', pin: '1' });

    expect(await after(39)).toBe(0);
    await world.ask(patron(ADA), ME);
    expect(await after(78)).toBe(0);
    expect(await after(80)).toBe(1);
    expect((await world.ask(patron(ADA), ME)).data).toEqual({ me: { accounts: [] } });
  });

  const others = createPatronKeys('another secret of a region for everything', () => 0);

  it.each([
    ['without a secret', null],
    ['under another secret', others],
  ])('takes away %s what no library keeps any longer, and nothing that its own could open again', async (_, known) => {
    await link(world, ADA, { library: 'hilltop', card: 'A1', pin: '1' });
    await link(world, ADA, { library: 'hilltop', card: 'A1', pin: 'wrong' });
    const forgetAfter = (days: number) =>
      applyRetention({ ...means(), keys: known, now: new Date(NOON.getTime() + days * DAY_MS) });

    expect(await forgetAfter(80)).toMatchObject({ links: 0, unreadableLinks: 1, attempts: 2 });
    expect(await forgetAfter(731)).toMatchObject({ links: 1, unreadableLinks: 0 });
  });

  it('takes away at once what the secret does not open, if somebody says so and there is a secret', async () => {
    await link(world, ADA, { library: 'hilltop', card: 'A1', pin: '1' });
    const drop = (known: typeof keys | null) => applyRetention({ ...means(), keys: known, dropUnreadable: true });

    expect(await drop(null)).toMatchObject({ links: 0, unreadableLinks: 1 });
    expect(await drop(keys)).toMatchObject({ links: 0, unreadableLinks: 0 });
    expect((await world.ask(patron(ADA), ME)).data).toMatchObject({ me: { accounts: [{}] } });
    expect(await drop(others)).toMatchObject({ links: 1, unreadableLinks: 0 });
  });

  it('forgets failures a day after the last, and not while somebody is locked out', async () => {
    for (let count = 0; count < 8; count += 1) {
      await link(world, ADA, { library: 'hilltop', card: 'A1', pin: 'wrong' });
      world.clock.now = new Date(world.clock.now.getTime() + 3 * 3_600_000);
    }
    await link(world, BEN, { library: 'seaview', card: 'S1', pin: 'wrong' });
    const in25Hours = new Date(world.clock.now.getTime() + 25 * 3_600_000);

    expect((await applyRetention(means())).attempts).toBe(0);
    expect((await applyRetention({ ...means(), now: in25Hours })).attempts).toBe(4);
  });
});
