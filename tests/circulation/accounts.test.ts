import { createMovedIds } from '#domain/moved-ids.ts';
import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '#platform/errors.ts';
import { AS_OF, CARD, PIN, TITLE } from './support/fake-readers.ts';
import { ARDEN, openReadingRoom, SEVERN, type ReadingRoom, type ReadingRoomOptions } from './support/reading-room.ts';

const FACTS = `facts { state asOf reason { code message system } category homeSite expiresOn
  loans { id title recordId item { id state } due { on at } renewals renewable { possible } }
  holds { id title status recordId } charges { id amount { amount currency } } blocks { code } }`;
const QUERY = `query ($accounts: [_Any!]!) { _entities(representations: $accounts) { ... on Account { id ${FACTS} } } }`;
const STATES = `query ($accounts: [_Any!]!) { _entities(representations: $accounts) { ... on Account { facts { state
  asOf reason { code } category homeSite expiresOn loans { id } holds { id } charges { id } blocks { code } } } } }`;

async function represent(room: ReadingRoom, ...ids: readonly string[]): Promise<{ readonly accounts: unknown }> {
  return {
    accounts: await Promise.all(
      ids.map(async (id) => ({ __typename: 'Account', id, grant: await room.grant({ account: id }) })),
    ),
  };
}

function factsIn({ data }: Awaited<ReturnType<ReadingRoom['ask']>>): readonly Readonly<Record<string, unknown>>[] {
  return (data?.['_entities'] as { facts: Readonly<Record<string, unknown>> }[]).map(({ facts }) => facts);
}

const UNKNOWN = {
  state: 'UNKNOWN',
  asOf: null,
  category: null,
  homeSite: null,
  expiresOn: null,
  loans: null,
  holds: null,
  charges: null,
  blocks: null,
};

describe('an account', () => {
  it('is told live, under ids that show no number of its system', async () => {
    const room = openReadingRoom();
    const id = room.account(ARDEN);

    const told = await room.ask(QUERY, await represent(room, id));

    const [facts] = factsIn(told);
    expect(told.errors).toEqual([]);
    expect(facts).toMatchObject({ state: 'LIVE', asOf: AS_OF, reason: null, category: 'Staff', homeSite: 'HQ' });
    expect(facts?.['loans']).toEqual([
      expect.objectContaining({ id: room.loan(ARDEN, '51'), title: TITLE, recordId: 'arden:record:r51' }),
      expect.objectContaining({ id: room.loan(ARDEN, '52'), due: { on: '2026-02-01', at: null } }),
    ]);
    expect(facts?.['holds']).toEqual([expect.objectContaining({ id: room.hold(ARDEN, '53'), status: 'QUEUED' })]);
    expect(facts?.['charges']).toEqual([expect.objectContaining({ amount: { amount: '1.50', currency: 'GBP' } })]);
  });

  it('says of a library that moves that its system does not know what was lent and brought back meanwhile', async () => {
    const frozen = openReadingRoom({ phases: { 'lib-arden': 'FROZEN' }, since: '2026-01-02' });
    const going = openReadingRoom({ phases: { 'lib-arden': 'CATALOGUE_FROZEN' }, since: '2026-01-02' });
    const reasonIn = async (room: ReadingRoom) =>
      factsIn(await room.ask(QUERY, await represent(room, room.account(ARDEN))))[0]?.['reason'];

    expect(await reasonIn(frozen)).toMatchObject({ code: 'FROZEN', system: ARDEN });
    expect(await reasonIn(going)).toBeNull();
  });

  it('says of a loan and a hold whose titles could not be read why that is, and nothing of those that were', async () => {
    const room = openReadingRoom();
    const limitation = {
      code: 'TIMEOUT',
      message: 'The system told the loan, and this time not of what',
      system: ARDEN,
    } as const;
    room.arden.change('5', (facts) => ({
      ...facts,
      limitation,
      loans:
        facts.loans?.map((loan, index) =>
          index === 0 ? { ...loan, title: null, recordLocalId: null, limitation } : loan,
        ) ?? null,
      holds: facts.holds?.map((hold) => ({ ...hold, title: null, limitation })) ?? null,
    }));

    const told = await room.ask(
      `query ($accounts: [_Any!]!) { _entities(representations: $accounts) { ... on Account { facts { state reason { code }
        loans { title recordId due { on } reason { code message system } } holds { title recordId reason { code } } } } } }`,
      await represent(room, room.account(ARDEN)),
    );

    expect(factsIn(told)[0]).toEqual({
      state: 'LIVE',
      reason: { code: 'TIMEOUT' },
      loans: [
        { title: null, recordId: null, due: { on: '2026-02-01' }, reason: limitation },
        { title: TITLE, recordId: 'arden:record:r52', due: { on: '2026-02-01' }, reason: null },
      ],
      holds: [{ title: null, recordId: 'arden:record:9', reason: { code: 'TIMEOUT' } }],
    });
  });

  it('asks for no copy where none is wanted', async () => {
    const room = openReadingRoom();

    await room.ask(STATES, await represent(room, room.account(ARDEN)));

    expect(room.arden.calls).toEqual(['account 5']);
  });

  it.each([
    ['its id', 'item { id }'],
    ['its id, by fragments', 'item { __typename ... on Item { id ...Again } }'],
  ])('asks for no copy where only %s is wanted', async (_, item) => {
    const room = openReadingRoom();
    const query = `query ($accounts: [_Any!]!) {
      _entities(representations: $accounts) { ... on Account { facts { loans { ${item} } } } }
    } fragment Again on Item { same: id }`;

    const told = await room.ask(item.includes('Again') ? query : query.replace(/} fragment.*/, '}'), {
      ...(await represent(room, room.account(ARDEN))),
    });

    expect(told.errors).toEqual([]);
    expect(factsIn(told)[0]?.['loans']).toMatchObject([
      { item: { id: 'arden:item:i51' } },
      { item: { id: 'arden:item:i52' } },
    ]);
    expect(room.arden.calls).toEqual(['account 5']);
  });

  it('is asked which loans can be renewed only where somebody wants to know', async () => {
    const room = openReadingRoom();
    const variables = await represent(room, room.account(ARDEN));

    for (const [index, query] of [STATES, QUERY].entries()) {
      await room.ask(query, variables, { correlationId: `c-${index}` });
    }

    expect(room.arden.wanted.map(({ renewable }) => renewable)).toEqual([false, true]);
  });

  it('is told how long somebody waits for it', async () => {
    const room = openReadingRoom();

    await room.ask(STATES, await represent(room, room.account(ARDEN)), { budgetMs: 60_000 });

    const [withinMs = 0] = room.arden.wanted.map((wanted) => wanted.withinMs);
    expect(withinMs).toBeGreaterThan(0);
    expect(withinMs).toBeLessThan(60_000);
  });

  it('names a copy that its system does not show to the public by its id alone', async () => {
    const room = openReadingRoom({ arden: { hidesCopies: true } });

    const told = await room.ask(
      `query ($accounts: [_Any!]!) { _entities(representations: $accounts) { ... on Account {
        facts { loans { item { id state barcode } } } } } }`,
      await represent(room, room.account(ARDEN)),
    );

    expect(told.errors).toEqual([]);
    expect(factsIn(told)[0]?.['loans']).toMatchObject([
      { item: { id: 'arden:item:i51', state: null, barcode: null } },
      { item: { id: 'arden:item:i52', state: null, barcode: null } },
    ]);
    expect(room.arden.calls).toEqual(['account 5', 'item arden:item:i51', 'item arden:item:i52']);
  });

  it('is asked for once, however often one request wants it, also in parts that come apart', async () => {
    const room = openReadingRoom();
    const id = room.account(ARDEN);
    room.arden.reading = { kind: 'is slow' };

    const first = room.ask(STATES, await represent(room, id, id));
    await expect.poll(() => room.arden.calls).toEqual(['account 5']);
    const second = room.ask(STATES, await represent(room, id, id, room.account(SEVERN)));
    // By then it has wanted the slow account, too.
    await expect.poll(() => room.severn.calls).toEqual(['account 5']);
    room.arden.letOn();
    const parts = await Promise.all([first, second]);

    expect(parts.flatMap(factsIn).map(({ state }) => state)).toEqual(Array.from({ length: 5 }, () => 'LIVE'));
    expect(room.arden.calls).toEqual(['account 5']);
  });

  it('is asked for anew by the next request: nothing of it is kept', async () => {
    const room = openReadingRoom();
    const variables = await represent(room, room.account(ARDEN));
    await room.ask(STATES, variables, { correlationId: 'c-1' });
    room.arden.reading = { kind: 'fails', code: 'LMS_UNAVAILABLE' };

    const [facts] = factsIn(await room.ask(STATES, variables, { correlationId: 'c-2' }));

    expect(facts).toEqual({ ...UNKNOWN, reason: { code: 'UNREACHABLE' } });
  });

  it('never shares the call of another request, even for the same reader', async () => {
    const room = openReadingRoom();
    const variables = await represent(room, room.account(ARDEN));

    await Promise.all(['c-1', 'c-2'].map((correlationId) => room.ask(STATES, variables, { correlationId })));

    expect(room.arden.calls).toEqual(['account 5', 'account 5']);
  });

  it('is null where its system has it no more', async () => {
    const room = openReadingRoom();

    const told = await room.ask(STATES, await represent(room, room.account(ARDEN, '7')));

    expect([told.errors, factsIn(told)]).toEqual([[], [null]]);
  });
});

describe('leave to read an account', () => {
  it.each([
    ["another's", { subject: 'somebody-else' }],
    ['of another account', { account: 'arden:account:other' }],
  ])('that is %s opens nothing, and asks nobody', async (_, over) => {
    const room = openReadingRoom();
    const id = room.account(ARDEN);
    const grant = await room.grant({ account: id, ...over });

    const told = await room.ask(STATES, { accounts: [{ __typename: 'Account', id, grant }] });

    expect(told.errors.map(({ extensions }) => extensions['code'])).toEqual(['FORBIDDEN']);
    expect(factsIn(told)).toEqual([null]);
    expect(room.arden.calls).toEqual([]);
  });

  it('that is over opens nothing', async () => {
    const room = openReadingRoom();
    const variables = await represent(room, room.account(ARDEN));
    room.now += 10 * 60_000;

    const told = await room.ask(STATES, variables);

    expect(told.errors.map(({ extensions }) => extensions['code'])).toEqual(['FORBIDDEN']);
  });

  it.each([
    ['another library', 'lib-severn'],
    ['no library that it names', undefined],
  ])('that staff have for a reader of %s gives no facts of this one', async (_, library) => {
    const room = openReadingRoom();
    const id = room.account(ARDEN);
    const grant = await room.grant({ account: id, purpose: 'DESK_ENQUIRY', library });

    const told = await room.ask(STATES, { accounts: [{ __typename: 'Account', id, grant }] }, { role: 'staff' });

    expect([told.errors, factsIn(told)]).toEqual([[], [null]]);
  });

  it('that is missing gives no facts and no error', async () => {
    const room = openReadingRoom();

    const told = await room.ask(STATES, { accounts: [{ __typename: 'Account', id: room.account(ARDEN) }] });

    expect([told.errors, factsIn(told)]).toEqual([[], [null]]);
  });

  it('costs the account next to it nothing', async () => {
    const room = openReadingRoom();
    const { accounts } = await represent(room, room.account(SEVERN));
    const refused = { __typename: 'Account', id: room.account(ARDEN), grant: 'forged' };

    const told = await room.ask(STATES, { accounts: [refused, ...(accounts as unknown[])] });

    expect(factsIn(told)).toEqual([null, expect.objectContaining({ state: 'LIVE' })]);
  });
});

describe('a system that does not tell its accounts', () => {
  async function askBoth(room: ReadingRoom, budgetMs = 5_000) {
    return room.ask(STATES, await represent(room, room.account(ARDEN), room.account(SEVERN)), { budgetMs });
  }

  it.each<[ErrorCode, string]>([
    ['LMS_UNAVAILABLE', 'UNREACHABLE'],
    ['LMS_TIMEOUT', 'TIMEOUT'],
    ['LMS_AUTH_FAILED', 'REFUSED'],
    ['LMS_BAD_RESPONSE', 'BAD_ANSWER'],
    ['LMS_RATE_LIMITED', 'RATE_LIMITED'],
    ['LMS_CIRCUIT_OPEN', 'CIRCUIT_OPEN'],
  ])('with %s is UNKNOWN, %s, has no list that is empty, and costs its neighbour nothing', async (code, reason) => {
    const room = openReadingRoom();
    room.arden.reading = { kind: 'fails', code };

    const told = await askBoth(room);

    expect(told.errors).toEqual([]);
    expect(factsIn(told)).toEqual([
      { ...UNKNOWN, reason: { code: reason } },
      expect.objectContaining({ state: 'LIVE' }),
    ]);
    expect(told.extensions?.['notLive']).toEqual([
      { system: 'arden', name: 'Library system arden', code: reason, states: { UNKNOWN: 1 } },
    ]);
  });

  it.each(['hangs', 'ignores the signal'] as const)(
    'because it %s is UNKNOWN when the time of the request ends',
    async (kind) => {
      const room = openReadingRoom();
      room.arden.reading = { kind };

      const told = await askBoth(room, 150);

      expect(factsIn(told)).toEqual([
        { ...UNKNOWN, reason: { code: 'TIMEOUT' } },
        expect.objectContaining({ state: 'LIVE' }),
      ]);
      expect(room.arden.givenUp()).toBe(true);
    },
  );

  it('is NOT_SUPPORTED where it has no means to show them', async () => {
    const room = openReadingRoom({ arden: { patrons: false } });

    const [facts] = factsIn(await askBoth(room));

    expect(facts).toEqual({ ...UNKNOWN, state: 'NOT_SUPPORTED', reason: { code: 'NOT_SUPPORTED' } });
  });

  it('keeps what it choked on out of the answer and of the log', async () => {
    const room = openReadingRoom();
    room.arden.reading = { kind: 'answers nonsense' };

    const told = await askBoth(room);

    expect(factsIn(told)[0]).toEqual({ ...UNKNOWN, reason: { code: 'BAD_ANSWER' } });
    expect(room.logged()).toContain('TypeError');
    expect(room.logged() + JSON.stringify(told)).not.toMatch(new RegExp(`${TITLE}|${CARD}`));
  });
});

describe('a region without the secret for patron data', () => {
  it('has no accounts, whatever is asked', async () => {
    const room = openReadingRoom({ secret: null } satisfies ReadingRoomOptions);

    const told = await room.ask(STATES, await represent(room, room.account(ARDEN)));
    const renewed = await room.ask(`mutation { renewLoan(input: { loan: "x" }) { outcome refusal { code } } }`);

    expect(factsIn(told)).toEqual([null]);
    expect(renewed.data).toEqual({ renewLoan: { outcome: 'REFUSED', refusal: { code: 'NOT_SUPPORTED' } } });
    expect(room.arden.calls).toEqual([]);
  });
});

describe('whose card it is', () => {
  const VERIFY = `mutation ($library: ID!, $card: String!, $pin: String!) {
    verifyPatron(input: { library: $library, card: $card, pin: $pin }) { account homeLibrary refusal { code } shown } }`;
  const FIND = `mutation ($library: ID!, $card: String!) {
    findPatron(input: { library: $library, card: $card }) { account homeLibrary refusal { code } shown } }`;
  const card = { library: 'lib-arden', card: CARD, pin: PIN };

  it('is told to parts of Mercia, with the account and the library of the reader', async () => {
    const room = openReadingRoom();
    const identity = { account: room.account(ARDEN), homeLibrary: 'lib-arden', refusal: null, shown: true };

    expect((await room.ask(VERIFY, card, { role: 'operator' })).data).toEqual({ verifyPatron: identity });
    expect((await room.ask(FIND, card, { role: 'operator' })).data).toEqual({ findPatron: identity });
  });

  it.each(['public', 'patron', 'staff', 'migration'] as const)('is told to nobody of the role %s', async (role) => {
    const room = openReadingRoom();

    const told = [await room.ask(VERIFY, card, { role }), await room.ask(FIND, card, { role })];

    expect(told.flatMap(({ errors }) => errors.map(({ extensions }) => extensions['code']))).toEqual([
      'FORBIDDEN',
      'FORBIDDEN',
    ]);
    expect(room.arden.calls).toEqual([]);
  });

  it('is not recognised with a wrong PIN, which is tried once', async () => {
    const room = openReadingRoom();

    const { data } = await room.ask(VERIFY, { ...card, pin: 'wrong' }, { role: 'operator' });

    expect(data).toEqual({
      verifyPatron: { account: null, homeLibrary: null, refusal: { code: 'NOT_FOUND' }, shown: true },
    });
    expect(room.arden.calls).toEqual(['verify']);
  });

  it('is refused, and once in the log, by a system that does not permit cards to be checked', async () => {
    const room = openReadingRoom();
    room.arden.reading = { kind: 'fails', code: 'LMS_NOT_PERMITTED' };

    const told = [
      await room.ask(VERIFY, card, { role: 'operator' }),
      await room.ask(VERIFY, card, { role: 'operator' }),
    ];

    const refused = { account: null, homeLibrary: null, refusal: { code: 'NOT_PERMITTED' }, shown: true };
    expect(told.map(({ data }) => data?.['verifyPatron'])).toEqual([refused, refused]);
    expect(room.logged().match(/LMS_NOT_PERMITTED/g)).toHaveLength(1);
    expect(room.logged()).not.toContain(CARD);
  });

  it.each([
    ['a system that does not answer', {}, 'lib-arden', 'SYSTEM_UNAVAILABLE', true],
    ['a system that cannot check cards', { arden: { patrons: false } }, 'lib-arden', 'NOT_SUPPORTED', false],
    ['a library that the region does not have', {}, 'lib-wyre', 'NOT_FOUND', false],
  ])('is refused by %s', async (_, options, library, code, shown) => {
    const room = openReadingRoom(options);
    room.arden.reading = { kind: 'fails', code: 'LMS_UNAVAILABLE' };

    const { data, errors } = await room.ask(VERIFY, { ...card, library }, { role: 'operator' });

    expect(errors).toEqual([]);
    expect(data).toEqual({ verifyPatron: { account: null, homeLibrary: null, refusal: { code }, shown } });
    expect(room.logged()).not.toContain(CARD);
  });
});

describe('an account that goes on at another system', () => {
  const CONTINUE = `mutation ($input: FindPatronInput!) { findPatron(input: $input) { account continued { account sealed } } }`;
  const RENEW =
    'mutation ($loan: ID!) { renewLoan(input: { loan: $loan }) { outcome loanId loan { id } refusal { code } } }';
  /** The library has left Arden for Severn; of the two loans, the second was renewed since. */
  const openMoved = async () => {
    const movedIds = createMovedIds(
      ['51', '52'].map((loan) => ({ oldId: `arden:item:i${loan}`, newId: `severn:item:i${loan}` })),
    );
    const room = openReadingRoom({ movedIds });
    room.severn.change('5', (facts) => ({
      ...facts,
      loans: (facts.loans ?? []).map((loan) => {
        const due = loan.localId === '52' ? { on: '2026-02-20', at: null } : loan.due;
        return { ...loan, due, localId: `7${loan.localId}` };
      }),
    }));
    const ask = async (card: string) => {
      const input = { library: 'lib-severn', card, formerAccounts: [room.account(ARDEN, '6'), room.account(ARDEN)] };
      const { data } = await room.ask(CONTINUE, { input }, { role: 'operator' });
      return data?.['findPatron'] as { account: string; continued: { account: string; sealed: string } | null };
    };
    return { room, ask };
  };

  it('keeps its id and that of each loan which is due as before, and is read and changed there alone', async () => {
    const { room, ask } = await openMoved();
    const { account, continued } = await ask(CARD);
    const id = room.account(ARDEN);
    expect([account, continued?.account]).toEqual([room.account(SEVERN), id]);
    expect(continued?.sealed).not.toMatch(/51|arden/);
    const continues = continued?.sealed ?? '';
    const grant = await room.grant({ account: id, continued: continues });

    room.arden.calls.length = 0;
    const [facts] = factsIn(await room.ask(QUERY, { accounts: [{ __typename: 'Account', id, grant }] }));
    const ids = [room.loan(ARDEN, '51'), room.loan(SEVERN, '752')];
    expect(facts).toMatchObject({ state: 'LIVE', loans: ids.map((loan) => ({ id: loan })) });

    const asked = { accounts: [id], grants: [grant] };
    for (const loan of ids) {
      const { data } = await room.ask(RENEW, { loan }, asked);
      expect(data).toEqual({ renewLoan: { outcome: 'DONE', loanId: loan, loan: { id: loan }, refusal: null } });
    }
    // A loan that did not come along, and one of a reader whose account it is not.
    for (const loan of [room.loan(ARDEN, '52'), room.loan(SEVERN, '751', '6')]) {
      const { data } = await room.ask(RENEW, { loan }, asked);
      expect(data).toMatchObject({ renewLoan: { outcome: 'REFUSED', refusal: { code: 'NOT_FOUND' } } });
    }
    expect(room.severn.writeCalls()).toEqual(['renew 5 751', 'renew 5 752']);
    expect(room.arden.calls).toEqual([]);
    const others = await room.ask(RENEW, { loan: ids[0] }, { ...asked, subject: 'somebody else' });
    expect(others.errors[0]?.extensions['code']).toBe('FORBIDDEN');
  });

  it('is none whose own system does not find it by the card, or is silent', async () => {
    const { room, ask } = await openMoved();
    room.arden.reading = { kind: 'fails', code: 'LMS_UNAVAILABLE' };
    expect(await ask(CARD)).toEqual({ account: room.account(SEVERN), continued: null });
    room.arden.reading = { kind: 'answers' };
    expect(await ask('another card')).toEqual({ account: null, continued: null });
  });
});
