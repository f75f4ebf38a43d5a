/** A reader whose card was linked at one library of a shared Koha, and who belongs to another of them now. */
import type { LibraryId } from '#domain/ids.ts';
import type { Caller } from '#platform/signed-context.ts';
import { createLogger } from '#platform/logger.ts';
import { createKohaReaders } from '#tests/conformance/koha-readers.ts';
import { SYSTEM } from '#tests/conformance/koha-system.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { sql } from 'kysely';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openPatronsOver } from './patrons-over.ts';
import { patron, staffOf } from './patrons-world.ts';

const store = withTestDatabase();
const A = `lib-${SYSTEM}` as LibraryId;
const B = 'lib-b' as LibraryId;
const ADA = patron('ada-pseudonym-of-24-char');
const BY_CARD = `query ($library: ID!, $card: String!) { look: accountByCard(library: $library, card: $card, purpose: DESK_ENQUIRY) {
  account { id grant library { id } } refusal { code } } }`;

interface Account {
  readonly id: string;
  readonly grant: string | null;
  readonly library: { readonly id: string };
}
interface Look {
  readonly account: Account | null;
  readonly refusal: { readonly code: string } | null;
}
type Facts = { readonly state: string; readonly loans: readonly { readonly id: string }[] } | null;

/** Linked at A; Koha says A until `goTo`. */
async function openShared(agrees: boolean) {
  await sql`TRUNCATE account_link, link_attempt`.execute(store.db);
  const koha = await createKohaReaders({ login: 'oauth' });
  const adapter = koha.createAdapter(`http://127.0.0.1:${koha.port}`, 10_000, createLogger('silent'));
  onTestFinished(async () => {
    await adapter.close();
    await koha.close();
  });
  const neighbour = { of: SYSTEM, id: B, phase: 'LIVE', site: 'B1', agrees } as const;
  const ask = openPatronsOver(adapter, store.db, { sites: ['A1', 'A2'], neighbour });
  const { card, pin } = koha.scene.reader;
  const askPatrons = async <T>(caller: Caller, query: string, variables = {}): Promise<T> =>
    (await ask(query, { part: 'patrons', caller, variables })) as T;
  const link = async (): Promise<Look> => {
    const query = `mutation ($input: LinkAccountInput!) { linkAccount(input: $input) { account { id grant library { id } } refusal { code } } }`;
    const input = { library: A, card, pin };
    return (await askPatrons<{ linkAccount: Look }>(ADA, query, { input })).linkAccount;
  };
  const { account } = await link();
  if (account === null) throw new Error('the card was not linked');
  return {
    account: account.id,
    link,
    goTo(site: string): void {
      const reader = koha.simulator.world.patrons.get(5);
      if (reader !== undefined) reader.library_id = site;
    },
    async mine(): Promise<Account> {
      const { me } = await askPatrons<{ me: { accounts: readonly [Account] } }>(
        ADA,
        '{ me { accounts { id grant library { id } } } }',
      );
      return me.accounts[0];
    },
    async byId(library: LibraryId): Promise<Look> {
      const query = `query ($id: ID!) { look: account(id: $id, purpose: DESK_ENQUIRY) {
        account { id grant library { id } } refusal { code } } }`;
      return (await askPatrons<{ look: Look }>(staffOf(library), query, { id: account.id })).look;
    },
    byCard: async (library: LibraryId): Promise<Look> =>
      (await askPatrons<{ look: Look }>(staffOf(library), BY_CARD, { library, card })).look,
    /** What the account's system says of it to whoever was given that account. */
    async factsFor(caller: Caller, { account: given }: Pick<Look, 'account'>): Promise<Facts> {
      const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Account { facts { state loans { id } } } } }`;
      const of = [{ __typename: 'Account', id: given?.id, grant: given?.grant }];
      const told = (await ask(query, { part: 'circulation', caller, variables: { of } })) as {
        _entities: readonly [{ facts: Facts }];
      };
      return told._entities[0].facts;
    },
    async write(query: string, variables: object): Promise<unknown> {
      const { id, grant } = await this.mine();
      const caller = { ...ADA, accounts: [id], grants: grant === null ? [] : [grant] };
      return ask(query, { part: 'circulation', caller, variables: { ...variables } });
    },
    writes: () => koha.writes(),
  };
}

const RENEW = 'mutation ($loan: ID!) { renewLoan(input: { loan: $loan }) { outcome refusal { code } } }';
const RENEW_ALL =
  'mutation ($account: ID!) { renewAllLoans(input: { account: $account }) { results { loanId } refusal { code } } }';

describe('a reader who goes to a library without an agreement', () => {
  it('is shown to no staff and not to themselves, and nothing is changed for them', async () => {
    const shared = await openShared(false);
    const before = await shared.factsFor(ADA, { account: await shared.mine() });
    expect(before?.loans).not.toEqual([]);
    shared.goTo('B1');

    expect(await shared.factsFor(staffOf(A), await shared.byId(A))).toBeNull();
    expect(await shared.factsFor(ADA, { account: await shared.mine() })).toBeNull();
    expect((await shared.byCard(B)).refusal?.code).toBe('NO_AGREEMENT');
    const loan = before?.loans[0]?.id;
    const refused = { outcome: 'REFUSED', refusal: { code: 'SEE_STAFF' } };
    expect(await shared.write(RENEW, { loan })).toEqual({ renewLoan: refused });
    expect(await shared.write(RENEW_ALL, { account: shared.account })).toEqual({
      renewAllLoans: { results: null, refusal: { code: 'SEE_STAFF' } },
    });
    expect(shared.writes()).toBe(0);
    expect((await shared.link()).refusal?.code).toBe('NO_AGREEMENT');
    expect(await shared.mine()).toMatchObject({ library: { id: B }, grant: null });
  });

  it('is one of theirs where the region file does not know the site', async () => {
    const shared = await openShared(false);
    shared.goTo('NEW');

    expect(await shared.factsFor(staffOf(A), await shared.byId(A))).toBeNull();
    expect(await shared.factsFor(ADA, { account: await shared.mine() })).toBeNull();
    expect((await shared.byCard(A)).refusal?.code).toBe('LIBRARY_UNKNOWN');
  });
});

describe('a reader who goes to another library with an agreement', () => {
  it('sees their account as before, and staff of the library before see nothing of it', async () => {
    const shared = await openShared(true);
    shared.goTo('B1');

    expect(await shared.factsFor(staffOf(A), await shared.byId(A))).toBeNull();
    expect(await shared.factsFor(ADA, { account: await shared.mine() })).toMatchObject({ state: 'LIVE' });
  });

  it('is theirs whose library it is as soon as the card is looked at, by its number or by its id', async () => {
    const shared = await openShared(true);
    shared.goTo('B1');
    expect((await shared.byId(B)).refusal?.code).toBe('NOT_YOUR_LIBRARY');

    expect(await shared.factsFor(staffOf(B), await shared.byCard(B))).toMatchObject({ state: 'LIVE' });
    expect(await shared.factsFor(staffOf(B), await shared.byId(B))).toMatchObject({ state: 'LIVE' });
    expect((await shared.byId(A)).refusal?.code).toBe('NOT_YOUR_LIBRARY');
    expect((await shared.mine()).library.id).toBe(B);
  });

  it('is written down as theirs when the reader links the card again, once', async () => {
    const shared = await openShared(true);
    shared.goTo('B1');

    expect((await shared.link()).account).toMatchObject({ id: shared.account, library: { id: B } });
    expect((await shared.link()).refusal?.code).toBe('ALREADY_LINKED');
    expect((await shared.mine()).library.id).toBe(B);
  });
});
