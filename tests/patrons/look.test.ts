/** Staff look at accounts: whose, for what, and that each look is written down before it is granted. */
import { createGrantVerifier } from '#platform/account-grant.ts';
import { deriveKey } from '#platform/derived-key.ts';
import type { LibraryId } from '#domain/ids.ts';
import type { Caller } from '#platform/signed-context.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  accountId,
  createPatronsWorld,
  link,
  NOON,
  OPERATOR,
  patron,
  PATRON_SECRET,
  PUBLIC,
  staffOf,
  type PatronsWorld,
} from './patrons-world.ts';

const store = withTestDatabase();
const ADA = 'ada-pseudonym-of-24-char';
const HILLTOP = accountId('shared', 'of-hilltop');
const LAKESIDE = accountId('shared', 'of-lakeside');

interface Look {
  readonly account: { readonly id: string; readonly grant: string | null; readonly linkedAt: string | null } | null;
  readonly refusal: { readonly code: string; readonly message: string } | null;
}

let world: PatronsWorld;
beforeEach(async () => {
  await sql`TRUNCATE account_link, link_attempt`.execute(store.db);
  world = createPatronsWorld(store.db);
  const cards = [
    ['shared', 'H1', HILLTOP, 'hilltop'],
    ['shared', 'L1', LAKESIDE, 'lakeside'],
    ['shared', 'M1', accountId('shared', 'of-moor'), 'moor'],
    ['shared', 'U1', accountId('shared', 'of-nobody'), null],
    ['sea', 'S1', accountId('sea', 'of-seaview'), 'seaview'],
  ] as const;
  for (const [system, card, account, home] of cards)
    world.lookup.cards.set(`${system} ${card}`, { pin: '1', account, homeLibrary: home as LibraryId | null });
});

async function byCard(caller: Caller, variables: Readonly<Record<string, string>>): Promise<Look> {
  const query = `query ($library: ID!, $card: String!, $purpose: Purpose!, $note: String) {
    answer: accountByCard(library: $library, card: $card, purpose: $purpose, note: $note) {
      account { id grant linkedAt } refusal { code message } } }`;
  return ask(caller, query, { purpose: 'DESK_ENQUIRY', ...variables });
}

async function byId(caller: Caller, id: string, purpose = 'DESK_ENQUIRY'): Promise<Look> {
  const query = `query ($id: ID!, $purpose: Purpose!) { answer: account(id: $id, purpose: $purpose) {
    account { id grant linkedAt } refusal { code message } } }`;
  return ask(caller, query, { id, purpose });
}

async function ask(caller: Caller, query: string, variables: Readonly<Record<string, string>>): Promise<Look> {
  const { data, errors } = await world.ask(caller, query, variables);
  if (errors.length > 0) throw new Error(errors[0]?.message);
  return data?.['answer'] as Look;
}

async function newestEntry(): Promise<unknown> {
  const query = `{ audit(first: 1) { edges { node { at action actor actorLibraries { id } account library { id } purpose note refusal } } } }`;
  const { data } = await world.ask(OPERATOR, query);
  return (data?.['audit'] as { edges: readonly { node: unknown }[] }).edges[0]?.node;
}

describe('staff of the account’s own library', () => {
  it('may read it for an agreed purpose, which is what the leave says', async () => {
    const { account } = await byCard(staffOf('hilltop'), { library: 'hilltop', card: ' H1 ' });

    expect(account).toMatchObject({ id: HILLTOP, linkedAt: null });
    const verify = createGrantVerifier([deriveKey(PATRON_SECRET, 'grants')], () => NOON.getTime());
    const grant = verify(account?.grant ?? '', { subjects: [staffOf('hilltop').subject ?? ''], account: HILLTOP });
    await expect(grant).resolves.toMatchObject({ purpose: 'DESK_ENQUIRY' });
    expect(await newestEntry()).toEqual({
      at: NOON.toISOString(),
      action: 'LOOK',
      actor: staffOf('hilltop').subject,
      actorLibraries: [{ id: 'hilltop' }],
      account: HILLTOP,
      library: { id: 'hilltop' },
      purpose: 'DESK_ENQUIRY',
      note: null,
      refusal: null,
    });
  });

  it('may read it by its id once it was linked, and on a system that serves one library alone', async () => {
    expect((await byId(staffOf('hilltop'), HILLTOP)).refusal?.code).toBe('NOT_FOUND');
    await link(world, ADA, { library: 'hilltop', card: 'H1', pin: '1' });

    expect((await byId(staffOf('hilltop'), HILLTOP)).account).toMatchObject({
      id: HILLTOP,
      linkedAt: NOON.toISOString(),
    });
    // Found, but this library's agreement names no purpose at all.
    expect((await byId(staffOf('seaview'), accountId('sea', 'of-seaview'))).refusal?.code).toBe('PURPOSE_NOT_AGREED');
    expect((await byId(staffOf('hilltop'), 'region:edition:1')).refusal?.code).toBe('NOT_FOUND');
  });

  it.each([
    ['a zero-width space', '\u200b'],
    ['a byte order mark among blanks', ' \ufeff '],
    ['fillers', '\u3164\u2800'],
    ['a mark of direction', '\u202e'],
    ['signs alone', '...'],
  ])('must say it in something that can be read, not in %s', async (_, note) => {
    const incident = { library: 'hilltop', card: 'H1', purpose: 'INCIDENT', note };

    expect((await byCard(staffOf('hilltop'), incident)).refusal?.code).toBe('NOTE_REQUIRED');
  });

  it('are told of an id with a control in it that there is no such account, and it is written down', async () => {
    expect((await byId(staffOf('seaview'), accountId('sea', 'of\u0001seaview'), 'INCIDENT')).refusal?.code).toBe(
      'NOTE_REQUIRED',
    );
    expect((await byId(staffOf('seaview'), accountId('sea', 'of\u0001seaview'))).refusal?.code).toBe('NOT_FOUND');
    expect(await newestEntry()).toMatchObject({ account: null, refusal: 'NOT_FOUND' });
  });

  it('have a note kept without what would break or turn its line in the audit', async () => {
    const named = { library: 'hilltop', card: 'H1' };
    await byCard(staffOf('hilltop'), { ...named, purpose: 'INCIDENT', note: 'Incident\u0001 3\n\u202eadded' });

    expect(await newestEntry()).toMatchObject({ note: 'Incident  3 added' });
  });

  it.each(['SUBJECT_ACCESS', 'INCIDENT'])('must say in a note what %s is about', async (purpose) => {
    const card = { library: 'hilltop', card: 'H1', purpose };

    expect((await byCard(staffOf('hilltop'), { ...card, note: '  ' })).refusal?.code).toBe('NOTE_REQUIRED');
    expect((await byCard(staffOf('hilltop'), { ...card, note: 'Request 12' })).account?.id).toBe(HILLTOP);
    expect(await newestEntry()).toMatchObject({ purpose, note: 'Request 12', refusal: null });
  });
});

describe('a look is refused, and written down as that', () => {
  it.each([
    [
      'a purpose that is not agreed',
      'hilltop',
      { library: 'hilltop', card: 'H1', purpose: 'DATA_CLEANING' },
      'PURPOSE_NOT_AGREED',
    ],
    ['a card that nobody has', 'hilltop', { library: 'hilltop', card: 'Z9' }, 'NOT_FOUND'],
    ['a library that does not exist', 'hilltop', { library: 'nowhere', card: 'H1' }, 'NOT_FOUND'],
    ['another library', 'lakeside', { library: 'hilltop', card: 'H1' }, 'NOT_YOUR_LIBRARY'],
    ['a library of one’s own without an agreement', 'moor', { library: 'moor', card: 'M1' }, 'NO_AGREEMENT'],
    ['another library without an agreement', 'hilltop', { library: 'moor', card: 'M1' }, 'NOT_YOUR_LIBRARY'],
    [
      'a reader of an unshared library of the system',
      'hilltop',
      { library: 'hilltop', card: 'M1' },
      'NOT_YOUR_LIBRARY',
    ],
    ['a reader whose library nobody knows', 'hilltop', { library: 'hilltop', card: 'U1' }, 'LIBRARY_UNKNOWN'],
  ])('for %s', async (_what, own, variables, code) => {
    const { account, refusal } = await byCard(staffOf(own), variables);

    expect([account, refusal?.code]).toEqual([null, code]);
    expect(await newestEntry()).toMatchObject({ action: 'LOOK', actor: staffOf(own).subject, refusal: code });
  });

  it.each(['', '  ', 'x'.repeat(101)])('for the card %j, of which no system is asked', async (card) => {
    expect((await byCard(staffOf('hilltop'), { library: 'hilltop', card })).refusal?.code).toBe('NOT_FOUND');
    expect(world.lookup.asked).toEqual([]);
  });

  it('without the system being asked, where staff may not look at readers of the library', async () => {
    await byCard(staffOf('lakeside'), { library: 'hilltop', card: 'H1' });

    expect(world.lookup.asked).toEqual([]);
  });

  it.each([
    ['CANNOT_SAY', 'CANNOT_FIND'],
    ['SYSTEM_UNAVAILABLE', 'SYSTEM_UNAVAILABLE'],
  ] as const)('where the system answers %s', async (answer, code) => {
    world.lookup.refusal = answer;

    expect((await byCard(staffOf('hilltop'), { library: 'hilltop', card: 'H1' })).refusal?.code).toBe(code);
  });
});

describe('staff of another library', () => {
  it('may look under a named agreement, for the purposes that it names', async () => {
    const card = { library: 'lakeside', card: 'L1' };

    expect((await byCard(staffOf('hilltop'), card)).account?.id).toBe(LAKESIDE);
    const incident = { ...card, purpose: 'INCIDENT', note: 'Incident 3' };
    expect((await byCard(staffOf('hilltop'), incident)).refusal?.code).toBe('PURPOSE_NOT_AGREED');
    expect((await byCard(staffOf('seaview'), card)).refusal?.code).toBe('NOT_YOUR_LIBRARY');
  });
});

it.each([PUBLIC, patron(ADA), OPERATOR])('nobody but staff may look: not %j', async (caller) => {
  await expect(byCard(caller, { library: 'hilltop', card: 'H1' })).rejects.toThrow('Only staff');
  await expect(byId(caller, HILLTOP)).rejects.toThrow('Only staff');
});

it('grants nothing where the look cannot be written down', async () => {
  await sql`ALTER TABLE account_audit RENAME TO account_audit_away`.execute(store.db);
  try {
    await expect(byCard(staffOf('hilltop'), { library: 'hilltop', card: 'H1' })).rejects.toThrow();
  } finally {
    await sql`ALTER TABLE account_audit_away RENAME TO account_audit`.execute(store.db);
  }
});

describe('a program', () => {
  const program: Caller = { role: 'staff', subject: 'key.3f9a0c51be72', libraries: ['hilltop'] };

  it.each([
    ['account', '{ account(id: "shared:account:of-hilltop", purpose: DESK_ENQUIRY) { account { id } } }'],
    ['accountByCard', '{ accountByCard(library: "hilltop", card: "H1", purpose: DESK_ENQUIRY) { account { id } } }'],
    [
      'duplicateAccounts',
      '{ duplicateAccounts(group: "region:readers:1", purpose: DATA_CLEANING) { account { id } } }',
    ],
    [
      'linkAccountByStaff',
      `mutation { linkAccountByStaff(input: { library: "hilltop", card: "H1", patron: "region:patron:ada-pseudonym-of-24-char",
        reason: "seen at the desk" }) { account { id } } }`,
    ],
  ])('reads nothing by %s, though it came with the role of staff', async (field, query) => {
    const { data, errors } = await world.ask(program, query);

    expect([data, errors[0]?.extensions?.['code']]).toEqual([{ [field]: null }, 'FORBIDDEN']);
    expect(world.lookup.asked).toEqual([]);
  });
});

describe('staff who try cards', () => {
  const HILL = { library: 'hilltop' };

  async function tryCards(count: number, card: (place: number) => string): Promise<readonly (string | undefined)[]> {
    const codes = [];
    for (let place = 0; place < count; place += 1)
      codes.push((await byCard(staffOf('hilltop'), { ...HILL, card: card(place) })).refusal?.code);
    return codes;
  }

  it('must wait after the twentieth card that is not known, and are told until when', async () => {
    expect(await tryCards(20, (place) => `N${place}`)).toEqual(Array(20).fill('NOT_FOUND'));

    const asked = world.lookup.asked.length;
    const { data } = await world.ask(
      staffOf('hilltop'),
      `{ accountByCard(library: "hilltop", card: "H1", purpose: DESK_ENQUIRY) { account { id } refusal { code retryAt } } }`,
    );
    expect(data?.['accountByCard']).toEqual({
      account: null,
      refusal: { code: 'LOCKED_OUT', retryAt: new Date(NOON.getTime() + 15 * 60_000).toISOString() },
    });
    expect(world.lookup.asked).toHaveLength(asked);
    expect(await newestEntry()).toMatchObject({ action: 'LOOK', refusal: 'LOCKED_OUT' });
  });

  it('have a card of another library’s reader counted, too', async () => {
    expect(await tryCards(21, () => 'M1')).toEqual([...Array<string>(20).fill('NOT_YOUR_LIBRARY'), 'LOCKED_OUT']);
  });

  it('may go on for ever with cards of their own readers', async () => {
    expect(await tryCards(30, () => 'H1')).toEqual(Array(30).fill(undefined));
  });

  it('may go on so once they have waited, too, and wait longer for the next card only that is not known', async () => {
    await tryCards(20, (place) => `N${place}`);
    world.clock.now = new Date(NOON.getTime() + 15 * 60_000);

    expect(await tryCards(3, () => 'H1')).toEqual([undefined, undefined, undefined]);
    expect(await tryCards(2, () => 'N20')).toEqual(['NOT_FOUND', 'LOCKED_OUT']);
    world.clock.now = new Date(NOON.getTime() + 44 * 60_000);
    expect(await tryCards(1, () => 'H1')).toEqual(['LOCKED_OUT']);
  });
});
