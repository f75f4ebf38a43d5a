import { describe, expect, it } from 'vitest';
import { account, facts, hold, loan, NOW, openMemory, SILENT } from './account.fixture.ts';
import type { Account, Hold, Loan } from './asked.ts';
import { openReference } from './references.ts';
import { accountView } from './view.ts';

const SETTLED = { still: [], found: [] };
const memory = openMemory();

function view(accounts: readonly Account[], failed: readonly string[] = []) {
  return accountView({ accounts, failed: new Set(failed) }, SETTLED, memory, NOW);
}

describe('loans of all accounts', () => {
  it('are in one list, due soonest first, with the library and the day in words', () => {
    const model = view([
      account('ash', { facts: facts({ loans: [loan(), loan({ id: 'x', title: 'Later', due: null })] }) }),
      account('oak', {
        facts: facts({
          loans: [
            loan({ id: 'b', title: 'Tomorrow', due: { on: '2026-11-28', at: null } }),
            loan({ id: 'c', title: 'Hour', due: { on: '2026-11-27', at: '2026-11-27T16:30:00Z' } }),
          ],
        }),
      }),
    ]);

    expect(model.loans.loans.map(({ title, library, due }) => [title, library, due])).toEqual([
      ['Hour', 'Oak Library', 'Due today at 16:30'],
      ['Tomorrow', 'Oak Library', 'Due tomorrow, 28 November 2026'],
      ['Pathology', 'Ash Library', 'Due 5 December 2026, in 8 days'],
      ['Later', 'Ash Library', 'The library’s system does not say when it is due'],
    ]);
    expect(model.summary).toBe('You have 4 loans.');
    expect(model.loans.loans.map(({ renewals }) => renewals)).toEqual(Array(4).fill('1 renewal so far.'));
  });

  it('are read in the language of their record, where that is known', () => {
    const titled = (id: string, title: string | null, language: string) =>
      loan({ id, title, record: { id, edition: { id: `told:${id}`, language } } });
    const loans = [titled('a', 'علم التمريض', 'ara'), titled('b', 'Nursing', 'eng'), titled('c', null, 'heb')];

    expect(view([account('ash', { facts: facts({ loans }) })]).loans.loans.map(({ lang }) => lang)).toEqual([
      'ar',
      null,
      null,
    ]);
  });

  it('lead to their titles, where those are in the index', () => {
    const loans = [loan({ record: { id: 'r', edition: { id: 'told:1', language: null } } }), loan({ id: 'b' })];

    const holds = [hold({ record: { id: 'r', edition: { id: 'told:2', language: null } } }), hold({ id: 'b' })];
    const model = view([account('ash', { facts: facts({ loans, holds }) })]);

    expect(model.loans.loans.map(({ href }) => href)).toEqual(['/titles/told%3A1', null]);
    expect(model.holds.map(({ href }) => href)).toEqual(['/titles/told%3A2', null]);
  });

  it('say that they are overdue, also where the system does not', () => {
    const past = { on: '2026-11-20', at: null };
    const model = view([
      account('ash', {
        facts: facts({ loans: [loan({ due: past, overdue: null }), loan({ id: 'b', due: past, overdue: true })] }),
      }),
    ]);

    expect(model.loans.loans.map(({ due, overdue }) => [due, overdue])).toEqual([
      ['Was due 20 November 2026', true],
      ['Was due 20 November 2026', true],
    ]);
    expect(model.summary).toBe('You have 2 loans, 2 of them overdue.');
  });

  it.each([
    [{ possible: true, refusal: null }, true, 'Can be renewed.'],
    [null, true, 'The library’s system says only when it is tried whether it can be renewed.'],
    [
      { possible: null, refusal: null },
      true,
      'The library’s system says only when it is tried whether it can be renewed.',
    ],
    [
      { possible: false, refusal: { code: 'ON_HOLD_FOR_OTHER', message: 'On hold' } },
      false,
      'Cannot be renewed. Somebody is waiting for it. If that is your own request, cancel it first.',
    ],
    [{ possible: false, refusal: null }, false, 'Cannot be renewed. The library’s system does not say why.'],
  ] as const)('say whether they can be renewed and why not: %j', (renewable, may, words) => {
    const [first] = view([account('ash', { facts: facts({ loans: [loan({ renewable })] }) })]).loans.loans;

    expect([first?.renew !== null, first?.renewal]).toEqual([may, words]);
  });

  it('say that another reader waits only where it is not the own request', () => {
    const renewable = { possible: false, refusal: { code: 'ON_HOLD_FOR_OTHER', message: 'On hold' } } as const;
    const [it, other] = ['a', 'b'].map((id) => ({ id, edition: null }));
    const say = (record: Loan['record'], ...holds: readonly Partial<Hold>[]) => {
      const told = facts({ loans: [loan({ renewable, record })], holds: holds.map(hold) });
      return view([account('ash', { facts: told })]).loans.loans[0]?.renewal;
    };
    const own = 'Cannot be renewed. Your own request waits for it: cancel that first, under “What you asked for”.';
    const others = 'Cannot be renewed. Another reader is waiting for it.';

    expect(say(it ?? null, { record: it ?? null })).toBe(own);
    expect(say(it ?? null, { record: other ?? null })).toBe(others);
    expect(say(it ?? null, { record: it ?? null, status: 'CANCELLED' })).toBe(others);
    const unknown = 'Cannot be renewed. Somebody is waiting for it. If that is your own request, cancel it first.';
    expect([say(null, { record: it ?? null }), say(it ?? null, { record: null })]).toEqual([unknown, unknown]);
  });

  it('without a title say whether there is none or it could not be read', () => {
    const untitled = [
      loan({ title: null }),
      loan({ id: 'b', title: null, reason: { code: 'TIMEOUT' }, due: { on: '2026-12-06', at: null } }),
    ];
    const { loans } = view([account('ash', { facts: facts({ loans: untitled }) })]).loans;

    expect(loans.map(({ title }) => title)).toEqual([
      'Title not given by the library’s system',
      'Title could not be read this time',
    ]);
  });

  it('are named in forms by what only this session can open, with a new key for each page', () => {
    const accounts = [account('ash', { facts: facts({ loans: [loan()] }) })];
    const [one, other] = [view(accounts), view(accounts)].map(({ loans }) => loans.loans[0]?.renew ?? '');

    expect(one).not.toContain('loan');
    expect(openReference(openMemory(2), one ?? '')).toBeNull();
    const [opened, again] = [one, other].map((sealed) => openReference(memory, sealed ?? ''));
    expect(opened).toMatchObject({ to: 'RENEW', loan: { id: 'ash:loan:1', called: '“Pathology”' } });
    expect(again).not.toEqual(opened);
  });

  it('are renewed together only at libraries that have one that can be', () => {
    const no = { possible: false, refusal: null };
    const model = view([
      account('ash', { facts: facts({ loans: [loan(), loan({ id: 'b' }), loan({ id: 'c', renewable: no })] }) }),
      account('oak', { facts: facts({ loans: [loan({ id: 'd', renewable: no })] }) }),
    ]);

    expect(openReference(memory, model.loans.all?.reference ?? '')).toMatchObject({
      to: 'RENEW_ALL',
      accounts: [{ id: 'ash:account:1', library: 'Ash Library' }],
    });
  });
});

describe('a library that cannot be shown', () => {
  it('is never taken for one without loans', () => {
    const model = view([account('ash', { facts: SILENT }), account('oak')]);

    expect(model.summary).toBe(
      'You have nothing on loan at Oak Library. 1 library could not be asked, so there may be more.',
    );
    expect(model.missing).toEqual([
      'We could not ask Ash Library today 10:00: its system is not answering. Your loans and requests there are not shown: this does not mean that you have none.',
    ]);
    expect(model.noCharges).toBe(
      'Nothing is owed at the others. Whether anything is owed at Ash Library is not known.',
    );
  });

  it.each([
    ['is silent', SILENT],
    ['leaves out what was asked for', facts({ holds: null })],
  ])('and %s says that requests there are not known', (_, silent) => {
    const ash = account('ash', { facts: silent });

    expect(view([ash, account('oak')]).holdsUntold).toBe('Whether you asked for anything at Ash Library is not known.');
    expect(view([account('oak')]).holdsUntold).toBeNull();
  });

  it('leaves nothing certain if it is every one', () => {
    const model = view([account('ash', { facts: SILENT }), account('oak', { facts: SILENT })]);

    expect(model.summary).toBe('None of your 2 libraries could be asked, so your loans are not shown.');
    expect(JSON.stringify(model)).not.toContain('nothing on loan');
    expect(model.noCharges).toBe('Whether anything is owed at Ash Library and Oak Library is not known.');
  });

  it('leaves what is owed there open beside what is owed at others', () => {
    const charges = [{ amount: { amount: '5.00', currency: 'GBP' }, reason: null, raisedOn: null }];
    const model = view([account('ash', { facts: facts({ charges }) }), account('oak', { facts: SILENT })]);

    expect(model.charges).toHaveLength(1);
    expect(model.noCharges).toBe('Whether anything is owed at Oak Library is not known.');
  });

  it('makes a number of loans the least that there are', () => {
    const model = view([account('ash', { facts: facts({ loans: [loan()] }) }), account('oak', { facts: SILENT })]);

    expect(model.summary).toBe('At least 1 loan. 1 library could not be asked, so there may be more.');
  });

  it.each([
    ['no agreement', { refusal: { code: 'NO_AGREEMENT' }, facts: null }, 'no agreement with the library'],
    ['an account that is gone', { facts: null }, 'does not have this account any more'],
    ['a system that shows none', { facts: { ...SILENT, state: 'NOT_SUPPORTED' } }, 'cannot show accounts here'],
    ['an answer without loans', { facts: facts({ loans: null }) }, 'answered without telling us your loans'],
  ] as const)('says why: %s', (_, over, words) => {
    const { missing, summary } = view([account('ash', over)]);

    expect(missing.join(' ')).toContain(words);
    expect(summary).toBe('Your library could not be asked, so your loans are not shown.');
  });

  it('is not said to be without the account if the graph itself failed', () => {
    const { missing } = view([account('ash', { facts: null })], ['ash:account:1']);

    expect(missing.join(' ')).toContain('something is wrong here');
    expect(missing.join(' ')).not.toContain('any more');
  });

  it('says what its system left out although it answered', () => {
    const reason = { code: 'REFUSED', message: 'Koha does not let us see fines.' } as const;
    const { missing, summary } = view([account('ash', { facts: facts({ reason, charges: null }) })]);

    expect(missing).toEqual(['Ash Library could not tell us everything. Koha does not let us see fines.']);
    expect(summary).toBe('You have nothing on loan.');
  });
});

describe('a library that moves', () => {
  const moving = (memberships: Account['library']['memberships']): Account => {
    const one = account('ash', { facts: facts({ loans: [loan()], holds: [hold()] }) });
    return { ...one, library: { ...one.library, memberships } };
  };

  it('can be looked at, and not changed, while it is frozen', () => {
    const model = view([moving([{ phase: 'FROZEN' }])]);

    expect(model.loans.loans[0]).toMatchObject({ title: 'Pathology', renew: null });
    expect(model.loans.loans[0]?.renewal).toContain('can be looked at, and not changed');
    expect([model.loans.all, model.holds[0]?.cancel]).toEqual([null, null]);
    expect(model.holds[0]?.facts.join(' ')).toContain('Cannot be cancelled here now: Ash Library is moving');
  });

  it('has an account at its new system, and says nothing of an earlier one but where that is linked', () => {
    const there = moving([{ phase: 'MOVED' }, { phase: 'LIVE' }]);
    const before: Account = { ...there, id: 'ash:account:0', refusal: { code: 'LIBRARY_MOVED' }, facts: null };

    const [live, old] = view([there, before]).cards.map(({ facts: told }) => told.join(' '));
    expect(view([there]).loans.loans[0]?.renew).not.toBeNull();
    expect(live).not.toMatch(/moved|earlier/);
    expect(old).toContain('has moved to another system. Link your card again');
    expect(old).not.toContain('can be looked at');
  });
});

describe('requests, fines and cards', () => {
  it('say how far a request is, what can be collected first', () => {
    const ready = hold({ id: 'r', status: 'READY', queuePosition: null, expiresOn: '2026-12-01' });
    const ended = hold({ id: 'e', status: 'EXPIRED', queuePosition: null, pickup: null });
    const { holds } = view([account('ash', { facts: facts({ holds: [hold(), ended, ready] }) })]);

    expect(holds.map(({ status, facts: said, cancel }) => [status, said, cancel !== null])).toEqual([
      ['Ready to collect', ['Collect it at Main Library.', 'Collect it by 1 December 2026.'], true],
      ['Waiting for a copy', ['You are number 2 in the queue.', 'Collect it at Main Library.'], true],
      ['Expired', ['The system does not say where to collect it.'], false],
    ]);
  });

  it('say what is owed, and that nothing is', () => {
    const charge = { amount: { amount: '5.00', currency: 'GBP' }, reason: null, raisedOn: '2026-10-01' };

    expect(view([account('ash', { facts: facts({ charges: [charge] }) })]).charges).toEqual([
      { header: 'Ash Library', cells: ['Not given', '1 October 2026', { text: '£5.00', numeric: true }] },
    ]);
    expect(view([account('ash')]).noCharges).toBe('Nothing is owed.');
    const some = facts({
      charges: ['5.10', '0.20', '3.05'].map((amount) => ({ ...charge, amount: { amount, currency: 'GBP' } })),
    });
    const euros = facts({ charges: [{ ...charge, amount: { amount: '1.50', currency: 'EUR' } }] });
    expect(view([account('ash', { facts: some })]).total).toBe('You owe £8.35 in all.');
    expect(
      view([account('ash', { facts: some }), account('elm', { facts: euros }), account('oak', { facts: SILENT })])
        .total,
    ).toBe('You owe £8.35 and 1.50 EUR at the libraries that told us.');
  });

  it('say what stops borrowing', () => {
    const blocks = [
      { code: 'OWES', message: 'x' },
      { code: 'ADDRESS_WRONG', message: null },
      { code: 'OTHER', message: 'Ask at the counter' },
    ] as const satisfies NonNullable<Account['facts']>['blocks'];

    expect(view([account('ash', { facts: facts({ blocks, expiresOn: '2027-01-31' }) })]).cards[0]?.facts).toEqual([
      'Linked on 1 November 2026 at 10:00.',
      'Read today 09:59.',
      'Your registration ends on 31 January 2027.',
      'More is owed than the library allows.',
      'The library does not know your address.',
      'The library has stopped borrowing on this account. Ask at the counter.',
    ]);
  });

  it('ask for a card where none is linked', () => {
    expect(view([]).summary).toContain('No card is linked yet. Link a card to see your loans and to request titles.');
  });
});
