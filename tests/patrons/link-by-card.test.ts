import { createGrantVerifier } from '#platform/account-grant.ts';
import { deriveKey } from '#platform/derived-key.ts';
import type { LibraryId, SystemId } from '#domain/ids.ts';
import type { MovePhase, SystemMembership } from '#domain/region.ts';
import type { RegionOfReaders } from '#subgraphs/patrons/index.ts';
import { openDatabase } from '#store/database.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  accountId,
  createPatronsWorld,
  link,
  NOON,
  patron,
  PATRON_SECRET,
  PUBLIC,
  REGION,
  staffOf,
  type PatronsWorld,
} from './patrons-world.ts';

const store = withTestDatabase();
const ADA = 'ada-pseudonym-of-24-char';
const BEN = 'ben-pseudonym-of-24-char';
const CARD = { library: 'hilltop', card: 'card-of-ada', pin: 'pin-of-ada' };
const ACCOUNT = accountId('shared', 'sealed-a1');
const ME = '{ me { id accounts { id library { id } verifiedBy grant refusal { code } } } }';

let world: PatronsWorld;
beforeEach(async () => {
  await sql`TRUNCATE account_link, link_attempt`.execute(store.db);
  world = createPatronsWorld(store.db);
  world.lookup.cards.set('shared card-of-ada', {
    pin: 'pin-of-ada',
    account: ACCOUNT,
    homeLibrary: 'hilltop' as LibraryId,
  });
});

describe('linking by card and PIN', () => {
  it('links the account, with leave for its patron to read it', async () => {
    const { account, refusal } = await link(world, ADA, CARD);
    const { data } = await world.ask(patron(ADA), ME);

    expect(refusal).toBeNull();
    expect(account).toMatchObject({
      id: ACCOUNT,
      library: { id: 'hilltop' },
      linkedAt: NOON.toISOString(),
      verifiedBy: 'CARD_AND_PIN',
      refusal: null,
    });
    expect(data).toMatchObject({ me: { id: `region:patron:${ADA}`, accounts: [{ id: ACCOUNT }] } });
    const verify = createGrantVerifier([deriveKey(PATRON_SECRET, 'grants')], () => NOON.getTime());
    await expect(verify(account?.grant ?? '', { subjects: [ADA], account: ACCOUNT })).resolves.toMatchObject({
      purpose: 'SELF_SERVICE',
    });
  });

  it('shows it to nobody else', async () => {
    await link(world, ADA, CARD);

    expect((await world.ask(patron(BEN), ME)).data).toMatchObject({ me: { accounts: [] } });
    expect((await world.ask(PUBLIC, ME)).data).toEqual({ me: null });
    expect((await world.ask(staffOf('hilltop'), ME)).data).toEqual({ me: null });
  });

  it('gives leave by the id of an account to its own patron only', async () => {
    await link(world, ADA, CARD);
    const door = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Account { grant } } }`;
    const of = [{ __typename: 'Account', id: ACCOUNT }];

    const own = await world.ask(patron(ADA), door, { of });
    const others = await Promise.all(
      [patron(BEN), PUBLIC, staffOf('hilltop')].map((who) => world.ask(who, door, { of })),
    );

    expect(own.data).toEqual({ _entities: [{ grant: expect.any(String) as string }] });
    for (const other of others) expect(other.data).toEqual({ _entities: [null] });
  });

  it('keeps it where the tables say neither account nor library', async () => {
    await link(world, ADA, CARD);

    const { rows } = await sql<{ all: string }>`
      SELECT (SELECT json_agg(l) FROM account_link l)::text || (SELECT json_agg(t) FROM link_attempt t)::text AS all
    `.execute(store.db);
    expect(rows[0]?.all).toContain(ADA);
    expect(rows[0]?.all).not.toMatch(/sealed-a1|hilltop|of-ada/);
  });

  it('lets a link that was sealed for one patron open for no other', async () => {
    await link(world, ADA, CARD);
    await sql`UPDATE account_link SET subject = ${BEN}`.execute(store.db);

    expect((await world.ask(patron(BEN), ME)).data).toMatchObject({ me: { accounts: [] } });
  });

  it('is for a patron alone', async () => {
    const query =
      'mutation { linkAccount(input: { library: "hilltop", card: "card-of-ada", pin: "pin-of-ada" }) { account { id } } }';
    for (const who of [PUBLIC, staffOf('hilltop')]) {
      const { data, errors } = await world.ask(who, query);
      expect([data, errors[0]?.extensions?.['code']]).toEqual([{ linkAccount: null }, 'FORBIDDEN']);
    }
    expect(world.lookup.asked).toEqual([]);
  });
});

describe('a link is refused', () => {
  it('where card and PIN do not go together, and where there is no such library', async () => {
    expect((await link(world, ADA, { ...CARD, pin: '4321' })).refusal?.code).toBe('NOT_RECOGNISED');
    expect((await link(world, ADA, { ...CARD, library: 'nowhere' })).refusal?.code).toBe('NOT_RECOGNISED');
  });

  it.each(['', '   ', 'x'.repeat(101)])('where the PIN is %j, which no system is shown', async (pin) => {
    expect((await link(world, ADA, { ...CARD, pin })).refusal?.code).toBe('NOT_RECOGNISED');
    expect(world.lookup.asked).toEqual([]);
  });

  it('where the library has no agreement, before its system is shown the PIN', async () => {
    expect((await link(world, ADA, { ...CARD, library: 'moor' })).refusal?.code).toBe('NO_AGREEMENT');
    expect(world.lookup.asked).toEqual([]);
  });

  it('where the reader is of a library without an agreement, whatever library of the system was named', async () => {
    world.lookup.cards.set('shared M1', {
      pin: '1',
      account: accountId('shared', 'm1'),
      homeLibrary: 'moor' as LibraryId,
    });

    expect((await link(world, ADA, { ...CARD, card: 'M1', pin: '1' })).refusal?.code).toBe('NO_AGREEMENT');
  });

  it('where the system does not say whose reader it is', async () => {
    world.lookup.cards.set('shared U1', { pin: '1', account: accountId('shared', 'u1'), homeLibrary: null });

    expect((await link(world, ADA, { ...CARD, card: 'U1', pin: '1' })).refusal?.code).toBe('CANNOT_VERIFY');
  });

  it.each([
    ['CANNOT_SAY', 'CANNOT_VERIFY'],
    ['SYSTEM_UNAVAILABLE', 'SYSTEM_UNAVAILABLE'],
  ] as const)('where the system answers %s', async (answer, code) => {
    world.lookup.refusal = answer;

    expect((await link(world, ADA, CARD)).refusal?.code).toBe(code);
  });

  it('where it is linked already, to the patron or to another, only once the PIN was right', async () => {
    await link(world, ADA, CARD);

    expect((await link(world, ADA, CARD)).refusal?.code).toBe('ALREADY_LINKED');
    expect((await link(world, BEN, CARD)).refusal?.code).toBe('LINKED_ELSEWHERE');
    expect((await link(world, BEN, { ...CARD, pin: '0' })).refusal?.code).toBe('NOT_RECOGNISED');
  });

  it('to all but one of many patrons who link the same card at once', async () => {
    const subjects = ['one', 'two', 'three', 'four'].map((name) => `${name}-pseudonym-of-24-chars`);
    const answers = await Promise.all(subjects.map((subject) => link(world, subject, CARD)));

    expect(answers.map(({ refusal }) => refusal?.code ?? 'linked').toSorted()).toEqual([
      'LINKED_ELSEWHERE',
      'LINKED_ELSEWHERE',
      'LINKED_ELSEWHERE',
      'linked',
    ]);
  });
});

describe('unlinking', () => {
  const unlink =
    'mutation ($account: ID!) { unlinkAccount(input: { account: $account }) { patron { accounts { id } } } }';

  it('takes away a link of the patron’s own and no other', async () => {
    await link(world, ADA, CARD);

    expect((await world.ask(patron(BEN), unlink, { account: ACCOUNT })).data).toEqual({
      unlinkAccount: { patron: null },
    });
    expect((await world.ask(patron(ADA), ME)).data).toMatchObject({ me: { accounts: [{ id: ACCOUNT }] } });
    expect((await world.ask(patron(ADA), unlink, { account: ACCOUNT })).data).toEqual({
      unlinkAccount: { patron: { accounts: [] } },
    });
    expect((await link(world, BEN, CARD)).refusal).toBeNull();
  });
});

it('tells who the patron is, and that the accounts cannot be told, while the database is gone', async () => {
  const gone = openDatabase({
    target: { url: 'postgres://nobody@127.0.0.1:1/none' },
    applicationName: 'test',
    poolSize: 1,
    statementTimeoutMs: 1_000,
  });
  const { data, errors } = await createPatronsWorld(gone).ask(patron(ADA), ME);
  await gone.destroy();

  expect(data).toEqual({ me: { id: `region:patron:${ADA}`, accounts: null } });
  expect(errors[0]?.extensions?.['code']).toBe('STORE_UNAVAILABLE');
});

describe('a region without a secret for patron data', () => {
  it('knows no patron and refuses everything personal, saying why', async () => {
    const off = createPatronsWorld(store.db, { secret: null });

    expect((await off.ask(patron(ADA), ME)).data).toEqual({ me: null });
    for (const query of [
      '{ account(id: "a", purpose: DESK_ENQUIRY) { refusal { code } } }',
      '{ accountByCard(library: "a", card: "b", purpose: DESK_ENQUIRY) { refusal { code } } }',
      '{ audit { pageInfo { hasNextPage } } }',
      'mutation { linkAccount(input: { library: "a", card: "b", pin: "c" }) { account { id } } }',
      'mutation { unlinkAccount(input: { account: "a" }) { patron { id } } }',
    ]) {
      const { errors } = await off.ask(patron(ADA), query);
      expect(errors[0]).toMatchObject({
        message: expect.stringContaining('MERCIA_PATRON_SECRET') as string,
        extensions: { code: 'FORBIDDEN' },
      });
    }
  });

  it('says of no agreement that it is active', async () => {
    const off = createPatronsWorld(store.db, { secret: null });
    const query =
      'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Library { patronData { active reviewOverdue purposes } } } }';
    const of = ['hilltop', 'lakeside', 'moor'].map((id) => ({ __typename: 'Library', id }));
    const [without, withIt] = await Promise.all([off.ask(PUBLIC, query, { of }), world.ask(PUBLIC, query, { of })]);

    const purposes = ['DESK_ENQUIRY', 'SUBJECT_ACCESS', 'INCIDENT'];
    expect(without.data).toMatchObject({ _entities: [{ patronData: { active: false } }, {}, { patronData: null }] });
    expect(withIt.data).toEqual({
      _entities: [
        { patronData: { active: true, reviewOverdue: false, purposes } },
        { patronData: { active: true, reviewOverdue: true, purposes } },
        { patronData: null },
      ],
    });
  });
});

describe('a library that moved', () => {
  const NEW = accountId('sea', 'sealed-n1');
  const [hilltop] = REGION.libraries;
  const at = (old: MovePhase, now: MovePhase): RegionOfReaders => {
    const memberships: readonly SystemMembership[] = [
      { system: 'shared' as SystemId, phase: old, since: null },
      { system: 'sea' as SystemId, phase: now, since: null },
    ];
    const system = (old === 'LIVE' ? 'shared' : 'sea') as SystemId;
    const others = REGION.libraries.filter((one) => one !== hilltop);
    if (hilltop?.patronData === undefined) throw new Error('the library has an agreement');
    const purposes = [...hilltop.patronData.purposes, 'MOVE_RECONCILIATION'] as const;
    const patronData = { ...hilltop.patronData, purposes };
    return { ...REGION, libraries: [{ ...hilltop, system, memberships, patronData }, ...others] };
  };
  const open = (old: MovePhase, now: MovePhase, secrets: Parameters<typeof createPatronsWorld>[1] = {}) => {
    const opened = createPatronsWorld(store.db, { region: at(old, now), ...secrets });
    const continues = { account: ACCOUNT, sealed: 'where it goes on' };
    const homeLibrary = 'hilltop' as LibraryId;
    opened.lookup.cards.set('sea card-of-ada', { pin: 'pin-of-ada', account: NEW, homeLibrary, continues });
    return opened;
  };
  const mine = async (of: PatronsWorld) => (await of.ask(patron(ADA), ME)).data;
  const readGrant = async (grant: string, subject: string | null = ADA) => {
    const verify = createGrantVerifier([deriveKey(PATRON_SECRET, 'grants')], () => NOON.getTime());
    return verify(grant, { subjects: [subject ?? ''], account: ACCOUNT });
  };
  const grantOf = async (of: PatronsWorld) => {
    const { me } = (await mine(of)) as { me: { accounts: { grant: string }[] } };
    return readGrant(me.accounts[0]?.grant ?? '');
  };

  it('has its readers link their cards again, and their accounts go on under the ids that they had, there and back', async () => {
    await link(world, ADA, CARD);
    const moved = open('MOVED', 'LIVE');
    const refused = { id: ACCOUNT, grant: null, refusal: { code: 'LIBRARY_MOVED' } };
    expect(await mine(moved)).toMatchObject({ me: { accounts: [refused] } });

    const again = await link(moved, ADA, CARD);
    expect(moved.lookup.former).toEqual([ACCOUNT]);
    expect(again).toMatchObject({ account: { id: ACCOUNT, refusal: null }, refusal: null });
    expect(await mine(moved)).toMatchObject({ me: { accounts: [{ id: ACCOUNT, refusal: null }] } });
    expect(await grantOf(moved)).toMatchObject({ account: ACCOUNT, continued: 'where it goes on' });
    expect((await link(moved, ADA, CARD)).refusal?.code).toBe('ALREADY_LINKED');
    const look = `{ account(id: "${ACCOUNT}", purpose: DESK_ENQUIRY) { account { id grant } refusal { code } } }`;
    const { data: looked } = await moved.ask(staffOf('hilltop'), look);
    expect(looked).toMatchObject({ account: { account: { id: ACCOUNT }, refusal: null } });
    const { account: seen } = looked as { account: { account: { grant: string } } };
    expect(await readGrant(seen.account.grant, staffOf('hilltop').subject)).toMatchObject({
      continued: 'where it goes on',
    });

    // Before and after are compared by the accounts of both systems.
    const compare = '(library: "hilltop", card: "card-of-ada", purpose: MOVE_RECONCILIATION) { account { id } }';
    const { data: compared } = await moved.ask(staffOf('hilltop'), `{ accountByCard${compare} }`);
    expect(compared).toEqual({ accountByCard: { account: { id: NEW } } });

    const back = open('LIVE', 'TEST_LOADED');
    expect(await mine(back)).toMatchObject({ me: { accounts: [{ id: ACCOUNT, refusal: null }] } });
    expect(await grantOf(back)).not.toHaveProperty('continued');

    // Unlinked here, it is unlinked there.
    const unlink = 'mutation ($account: ID!) { unlinkAccount(input: { account: $account }) { patron { id } } }';
    await back.ask(patron(ADA), unlink, { account: ACCOUNT });
    expect(await mine(open('MOVED', 'LIVE'))).toEqual({ me: { id: expect.any(String) as string, accounts: [] } });
  });

  it('has them go on in no account of another library, whose system learns no card', async () => {
    await link(world, ADA, CARD);
    const moved = open('MOVED', 'LIVE');
    const other = accountId('clean', 'sealed-v1');
    const continues = { account: ACCOUNT, sealed: 'where it goes on' };
    // The same number at two libraries; and a card of one where the other is named.
    for (const [place, homeLibrary, account] of [
      ['clean', 'valley', other],
      ['sea', 'seaview', accountId('sea', 'sealed-s1')],
    ] as const) {
      const known = { pin: 'pin-of-ada', account, homeLibrary: homeLibrary as LibraryId, continues };
      moved.lookup.cards.set(`${place} the-same-number`, known);
    }
    const theirs = { ...CARD, card: 'the-same-number' };
    expect(await link(moved, ADA, { ...theirs, library: 'valley' })).toMatchObject({ account: { id: other } });
    expect(moved.lookup.former).toEqual([]);
    expect(await link(moved, ADA, theirs)).toMatchObject({ account: { id: accountId('sea', 'sealed-s1') } });

    await link(moved, ADA, CARD);
    expect(moved.lookup.former).toEqual([ACCOUNT]);
    const { me } = (await mine(moved)) as { me: { accounts: { id: string; library: { id: string } }[] } };
    const shown = me.accounts.map(({ id, library }) => `${id} of ${library.id}`);
    expect(shown.toSorted()).toEqual([
      `${other} of valley`,
      'sea:account:sealed-s1 of seaview',
      `${ACCOUNT} of hilltop`,
    ]);
    // What goes on already is not offered again.
    await link(moved, ADA, CARD);
    expect(moved.lookup.former).toEqual([]);
  });

  it.each(['the reader', 'staff'])('goes on where %s links it again, if its system before was silent', async (who) => {
    await link(world, ADA, CARD);
    const moved = open('MOVED', 'LIVE');
    const known = moved.lookup.cards.get('sea card-of-ada');
    if (known === undefined) throw new Error('the card is known');
    const { continues, ...silent } = known;
    moved.lookup.cards.set('sea card-of-ada', silent);
    expect(await link(moved, ADA, CARD)).toMatchObject({ account: { id: NEW, refusal: null } });
    expect((await link(moved, ADA, CARD)).refusal?.code).toBe('ALREADY_LINKED');
    moved.lookup.cards.set('sea card-of-ada', { ...silent, continues });
    const atDesk = `mutation { linked: linkAccountByStaff(input: {
      library: "hilltop", card: "card-of-ada", patron: "region:patron:${ADA}", reason: "Badge shown at the desk"
    }) { account { id } refusal { code } } }`;
    const again = async () =>
      who === 'staff' ? (await moved.ask(staffOf('hilltop'), atDesk)).data?.['linked'] : link(moved, ADA, CARD);

    expect(await again()).toMatchObject({ account: { id: ACCOUNT }, refusal: null });
    expect(await mine(moved)).toEqual({
      me: { id: expect.any(String) as string, accounts: [expect.objectContaining({ id: ACCOUNT, refusal: null })] },
    });
    expect(await again()).toMatchObject({ refusal: { code: 'ALREADY_LINKED' } });
  });

  it('gives an account that goes on in none of the named an id of its own, and refuses it after a switch back', async () => {
    const moved = open('MOVED', 'LIVE');
    moved.lookup.cards.set('sea card-of-ada', {
      pin: 'pin-of-ada',
      account: NEW,
      homeLibrary: 'hilltop' as LibraryId,
    });
    expect(await link(moved, ADA, CARD)).toMatchObject({ account: { id: NEW, refusal: null } });
    expect(moved.lookup.former).toEqual([]);
    expect(await mine(open('LIVE', 'TEST_LOADED'))).toMatchObject({
      me: { accounts: [{ id: NEW, grant: null, refusal: { code: 'LIBRARY_MOVED' } }] },
    });
  });
});
