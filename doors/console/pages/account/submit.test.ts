import { MerciaClientError, type Answer } from '#clients/typescript/index.ts';
import { REFUSAL_CODES } from '#domain/accounts.ts';
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
import { describe, expect, it } from 'vitest';
import type { Graph } from '../../graph.ts';
import type { SessionMemory, Shown, Submission } from '../page.ts';
import { account, facts, hold, loan, NOW, openMemory, SILENT } from './account.fixture.ts';
import type { Account } from './asked.ts';
import { submitReference } from './submit.ts';
import { settle } from './unsure.ts';
import { accountView } from './view.ts';
import { sealIn } from './references.ts';
import { sayCancelRefusal, sayPlaceRefusal, sayRenewalRefusal } from './words.ts';

interface Sent {
  readonly variables: Readonly<Record<string, unknown>>;
}

/** A graph that gives what it is told to, in turn, and notes what it was asked. */
function graphOf(...answers: readonly (object | Error)[]): Graph & { readonly sent: readonly Sent[] } {
  const sent: Sent[] = [];
  return {
    sent,
    async ask<Data, Variables>(
      _: DocumentTypeDecoration<Data, Variables>,
      variables: Variables,
    ): Promise<Answer<Data>> {
      const answer = answers[sent.length];
      sent.push({ variables: JSON.parse(JSON.stringify(variables)) as Sent['variables'] });
      if (answer === undefined) throw new Error('asked more often than planned');
      if (answer instanceof Error) throw answer;
      return { errors: [], notLive: [], correlationId: null, data: answer as Data };
    },
    pages() {
      throw new Error('an account has no pages');
    },
  };
}

const ACCOUNTS = [
  account('ash', { facts: facts({ loans: [loan(), loan({ id: 'ash:loan:2', title: 'Surgery' })], holds: [hold()] }) }),
  account('oak', { facts: facts({ loans: [loan({ id: 'oak:loan:1', title: 'Nursing' })] }) }),
];

async function show(memory: SessionMemory, accounts: readonly Account[] = ACCOUNTS) {
  const settled = await settle(memory, accounts, NOW);
  return accountView({ accounts, failed: new Set() }, settled, memory, NOW);
}

function send(memory: SessionMemory, graph: Graph, reference: string | null | undefined): Promise<Shown> {
  return submitReference(submissionOf(memory, graph, { reference: reference ?? '' }), memory);
}

function submissionOf(memory: SessionMemory, graph: Graph, fields: Readonly<Record<string, string>>): Submission {
  return {
    graph,
    memory,
    form: new URLSearchParams(fields),
    viewer: { role: 'PATRON', libraries: [] },
    params: {},
    query: new URLSearchParams(),
    own: null,
    quick: new Set<string>(),
    now: NOW,
  };
}

const renewed = (over: object = {}) => ({
  outcome: 'DONE',
  loanId: 'ash:loan:1',
  loan: { title: 'Pathology', due: { on: '2026-12-19', at: null } },
  refusal: null,
  ...over,
});
const refused = (code: string, over: object = {}) =>
  renewed({ outcome: 'REFUSED', loan: null, refusal: { code, message: 'Words of the graph.' }, ...over });
const unknown = (over: object = {}) => renewed({ outcome: 'UNKNOWN', loan: null, ...over });

describe('a loan that is renewed', () => {
  it('is done, with the new day', async () => {
    const memory = openMemory();
    const graph = graphOf({ renewLoan: renewed() });

    const shown = await send(memory, graph, (await show(memory)).loans.loans[0]?.renew);

    expect(shown).toEqual({
      redirect: '/account',
      notice: {
        kind: 'success',
        heading: 'Renewed',
        paragraphs: ['“Pathology” (Ash Library) is now due 19 December 2026, in 22 days.'],
      },
    });
    expect(graph.sent[0]?.variables['loan']).toBe('ash:loan:1');
    expect(memory.kept.size).toBe(0);
  });

  it('is refused, with the reason', async () => {
    const memory = openMemory();
    const shown = await send(
      memory,
      graphOf({ renewLoan: refused('RECALLED') }),
      (await show(memory)).loans.loans[0]?.renew,
    );

    expect(shown).toMatchObject({
      notice: {
        kind: 'important',
        paragraphs: ['“Pathology” (Ash Library) was not renewed. The library wants it back.'],
      },
    });
  });

  it.each([
    ['the system broke off', { renewLoan: unknown() }],
    ['the graph failed', { renewLoan: null }],
    ['the connection broke', new MerciaClientError('NETWORK', 'It broke off.')],
    ['there was no answer in time', new MerciaClientError('TIMEOUT', 'No answer.')],
    ['the answer was none', new MerciaClientError('BAD_RESPONSE', 'Not a graph.')],
  ])('may be renewed or not where %s: it says so until it is known, and keeps its key', async (_, answer) => {
    const memory = openMemory();
    const graph = graphOf(answer, { renewLoan: unknown() }, { renewLoan: renewed() });

    const shown = await send(memory, graph, (await show(memory)).loans.loans[0]?.renew);

    expect(shown).toEqual({ redirect: '/account' });
    const after = await show(memory);
    expect(after.unsure[0]).toMatchObject({
      heading: 'We cannot tell whether it was renewed',
      contact: [{ text: 'Telephone 01234 567890', href: 'tel:01234567890' }],
    });
    expect(after.unsure[0]?.paragraphs.join(' ')).toMatch(/“Pathology” at Ash Library.*Do not renew it again/);
    expect(after.loans.loans[0]).toMatchObject({ title: 'Pathology', renew: null });
    // No title is kept.
    expect([...memory.kept.values()].join(' ')).not.toContain('Pathology');

    await send(memory, graph, after.unsure[0]?.again);
    expect((await show(memory)).unsure).toHaveLength(1);
    const known = await send(memory, graph, (await show(memory)).unsure[0]?.again);

    expect(known).toMatchObject({ notice: { heading: 'Renewed' } });
    expect(new Set(graph.sent.map(({ variables }) => variables['key'])).size).toBe(1);
    expect([(await show(memory)).unsure, memory.kept.size]).toEqual([[], 0]);
  });

  it('is not sent under another key from a page that was open before', async () => {
    const memory = openMemory();
    const graph = graphOf({ renewLoan: unknown() });
    const [one, other] = [await show(memory), await show(memory)];
    await send(memory, graph, one.loans.loans[0]?.renew);

    expect(await send(memory, graph, other.loans.loans[0]?.renew)).toMatchObject({
      notice: { heading: 'Nothing was sent now' },
    });
    expect(await send(memory, graph, other.loans.all?.reference)).toMatchObject({
      notice: { heading: 'Nothing was sent now' },
    });
    expect(graph.sent).toHaveLength(1);
  });

  it('is kept as not known before it is sent: whatever ends while it is under way, nothing is sent twice', async () => {
    const memory = openMemory();
    const [one, other] = [await show(memory), await show(memory)];
    const inside = graphOf();
    let meanwhile: Shown | null = null;
    const graph: Graph = {
      ...inside,
      async ask() {
        meanwhile = await send(memory, inside, other.loans.loans[0]?.renew);
        throw new MerciaClientError('NETWORK', 'It broke off.');
      },
    };

    await send(memory, graph, one.loans.loans[0]?.renew);

    expect(meanwhile).toMatchObject({ notice: { heading: 'Nothing was sent now' } });
    expect(inside.sent).toEqual([]);
  });

  it('is kept beside others that are not known, also of those that were sent at the same time', async () => {
    const memory = openMemory();
    const { loans } = (await show(memory)).loans;
    const graph = graphOf({ renewLoan: unknown() }, { renewLoan: unknown({ loanId: 'ash:loan:2' }) });

    await Promise.all([send(memory, graph, loans[0]?.renew), send(memory, graph, loans[1]?.renew)]);

    expect((await show(memory)).unsure).toHaveLength(2);
  });

  it('is found by reading, where the account shows a later day', async () => {
    const memory = openMemory();
    await send(memory, graphOf({ renewLoan: unknown() }), (await show(memory)).loans.loans[0]?.renew);
    const later = account('ash', { facts: facts({ loans: [loan({ due: { on: '2026-12-19', at: null } })] }) });

    const model = await show(memory, [later]);

    expect(model.unsure).toEqual([]);
    expect(model.found).toEqual(['“Pathology” was renewed at Ash Library. Its new due day is below.']);
    expect(model.loans.loans[0]?.renew).not.toBeNull();
  });

  it('stays unknown while its library is silent', async () => {
    const memory = openMemory();
    await send(memory, graphOf({ renewLoan: unknown() }), (await show(memory)).loans.loans[0]?.renew);

    const model = await show(memory, [account('ash', { facts: SILENT })]);

    expect(model.unsure[0]?.paragraphs.join(' ')).toMatch(
      /1 loan at Ash Library.*keep to the day that you knew before/,
    );
  });

  it.each([
    ['RATE_LIMITED', 'There were too many requests. Nothing was changed.'],
    ['FORBIDDEN', 'Your sign-in does not permit it. Nothing was changed.'],
  ])('is not renewed where the graph turns it away: %s', async (code, words) => {
    const memory = openMemory();
    const graph = graphOf(new MerciaClientError(code, 'Words.'));

    const shown = await send(memory, graph, (await show(memory)).loans.loans[0]?.renew);

    expect(JSON.stringify(shown)).toContain(words);
    expect(memory.kept.size).toBe(0);
  });

  it('is left to the sign-in where that has ended', async () => {
    const memory = openMemory();
    const graph = graphOf(new MerciaClientError('UNAUTHENTICATED', 'Sign in.'));

    await expect(send(memory, graph, (await show(memory)).loans.loans[0]?.renew)).rejects.toThrow('Sign in.');
  });

  it('is nothing where another session made the form, or nobody', async () => {
    const theirs = (await show(openMemory(2))).loans.loans[0]?.renew;

    for (const reference of [theirs, 'made up', null]) {
      expect(await send(openMemory(1), graphOf(), reference)).toMatchObject({
        notice: {
          heading: 'Nothing was done',
          paragraphs: [expect.stringContaining('not of this session') as string],
        },
      });
    }
  });
});

describe('all loans that are renewed', () => {
  it('are done, each with its day', async () => {
    const memory = openMemory();
    const graph = graphOf(
      { renewAllLoans: { results: [renewed(), renewed({ loanId: 'ash:loan:2' })], refusal: null } },
      { renewAllLoans: { results: [renewed({ loanId: 'oak:loan:1' })], refusal: null } },
    );

    const shown = await send(memory, graph, (await show(memory)).loans.all?.reference);

    expect(shown).toMatchObject({ notice: { kind: 'success', heading: 'All 3 renewed' } });
    expect(JSON.stringify(shown)).toContain('“Surgery” (Ash Library) is now due');
  });

  it('are told apart where some are refused, unknown, or not tried', async () => {
    const memory = openMemory();
    const graph = graphOf(
      { renewAllLoans: { results: [refused('TOO_SOON'), unknown({ loanId: 'ash:loan:2' })], refusal: null } },
      { renewAllLoans: { results: null, refusal: { code: 'SYSTEM_UNAVAILABLE', message: 'Oak is away.' } } },
    );

    const shown = await send(memory, graph, (await show(memory)).loans.all?.reference);

    expect(shown).toMatchObject({
      notice: {
        kind: 'important',
        heading: 'Nothing was renewed for certain',
        paragraphs: [
          'Not renewed: “Pathology” (Ash Library). It is too soon: it can be renewed nearer to the day it is due.',
          'Nothing was renewed at Oak Library. It could not be done now, and nothing was changed. You can try again later.',
          'Of the others we cannot tell yet: see below.',
        ],
      },
    });
    const after = await show(memory);
    expect(after.unsure).toHaveLength(1);
    expect(after.unsure[0]?.paragraphs[0]).toContain('“Surgery” at Ash Library');
    expect(after.loans.loans.map(({ title, renew }) => [title, renew !== null])).toEqual([
      ['Pathology', true],
      ['Surgery', false],
      ['Nursing', true],
    ]);
  });

  it('leave out no library for a request of which it is not known whether it was made', async () => {
    const memory = openMemory();
    const asked = { to: 'PLACE', key: 'k', account: 'ash:account:1', library: 'Ash Library' } as const;
    const chosen = { item: null, pickup: null };
    const placing = { ...asked, holding: 'h', record: 'r', called: 'It', page: '/', had: [], chosen };
    await send(memory, graphOf(new MerciaClientError('TIMEOUT', 'None.')), sealIn(memory)(placing));

    expect((await show(memory)).loans.all?.note).toBeNull();
  });

  it('leave out a library of which something is not known', async () => {
    const memory = openMemory();
    const both = [...ACCOUNTS, account('elm', { facts: facts({ loans: [loan({ id: 'e1' }), loan({ id: 'e2' })] }) })];
    await send(memory, graphOf({ renewLoan: unknown() }), (await show(memory, both)).loans.loans[0]?.renew);
    const graph = graphOf(
      { renewAllLoans: { results: [], refusal: null } },
      { renewAllLoans: { results: [], refusal: null } },
    );

    await send(memory, graph, (await show(memory, both)).loans.all?.reference);

    expect((await show(memory, both)).loans.all?.note).toContain('left out');
    expect(graph.sent.map(({ variables }) => variables['account'])).toEqual(['oak:account:1', 'elm:account:1']);
  });

  it('are not said to be not renewed where one library gave no answer', async () => {
    const memory = openMemory();
    const broken = new MerciaClientError('NETWORK', 'It broke off.');
    const graph = graphOf({ renewAllLoans: { results: [renewed()], refusal: null } }, broken);

    expect(await send(memory, graph, (await show(memory)).loans.all?.reference)).toMatchObject({
      notice: { heading: '1 renewed; of others we cannot tell yet' },
    });
  });

  it('are all unknown where the connection broke, and asked for again with the same key', async () => {
    const memory = openMemory();
    const broken = new MerciaClientError('NETWORK', 'It broke off.');
    const graph = graphOf(broken, broken, { renewAllLoans: { results: [renewed()], refusal: null } });

    expect(await send(memory, graph, (await show(memory)).loans.all?.reference)).toEqual({ redirect: '/account' });
    const { unsure, loans } = await show(memory);
    expect(unsure).toHaveLength(2);
    expect(loans.loans.every(({ renew }) => renew === null)).toBe(true);
    await send(memory, graph, unsure[0]?.again);

    expect(new Set(graph.sent.map(({ variables }) => variables['key'])).size).toBe(1);
    expect((await show(memory)).unsure).toHaveLength(1);
  });
});

describe('a sign-in that ends while all are renewed', () => {
  const ended = new MerciaClientError('UNAUTHENTICATED', 'Sign in.');

  it('does not hide what was done before it', async () => {
    const memory = openMemory();
    const graph = graphOf({ renewAllLoans: { results: [renewed()], refusal: null } }, ended);

    const shown = await send(memory, graph, (await show(memory)).loans.all?.reference);

    expect(shown).toMatchObject({ notice: { heading: '1 renewed, others not' } });
    expect(JSON.stringify(shown)).toContain('Nothing was renewed at Oak Library. Your sign-in has ended.');
  });

  it('is left to the sign-in where nothing was done', async () => {
    const memory = openMemory();

    await expect(send(memory, graphOf(ended, ended), (await show(memory)).loans.all?.reference)).rejects.toThrow(
      'Sign in.',
    );
  });
});

describe('a request that is cancelled', () => {
  it('is done, refused, or not known', async () => {
    const memory = openMemory();
    const cancel = async (answer: object | Error) =>
      send(memory, graphOf(answer), (await show(memory)).holds[0]?.cancel);
    const no = { code: 'NOT_PERMITTED', message: 'x' };

    expect(await cancel({ cancelHold: { outcome: 'DONE', refusal: null } })).toMatchObject({
      notice: { heading: 'Request cancelled' },
    });
    expect(await cancel({ cancelHold: { outcome: 'REFUSED', refusal: no } })).toMatchObject({
      notice: { heading: 'Request not cancelled' },
    });
    expect(await cancel({ cancelHold: { outcome: 'UNKNOWN', refusal: null } })).toEqual({ redirect: '/account' });
    expect((await show(memory)).unsure[0]?.heading).toBe('We cannot tell whether the request was cancelled');
    expect((await show(memory)).holds[0]?.cancel).toBeNull();
    // Gone from the list: it was.
    expect((await show(memory, [account('ash')])).found).toHaveLength(1);
  });
});

describe('a request that is made', () => {
  const ask = (memory: SessionMemory, key = 'k1', record = 'ash:record:7'): string =>
    sealIn(memory)({
      to: 'PLACE',
      key,
      account: 'ash:account:1',
      library: 'Ash Library',
      holding: 'ash:holding:7',
      record,
      called: '“Anatomy”',
      page: '/titles/t/request/ash',
      had: ['ash:hold:1'],
      chosen: null,
    });
  const send = (memory: SessionMemory, graph: Graph, reference: string | undefined, pickup = '') =>
    submitReference(submissionOf(memory, graph, { reference: reference ?? '', pickup }), memory);
  const made = { outcome: 'DONE', hold: { queuePosition: 2, pickup: null }, refusal: null };

  it('is done, at the chosen place', async () => {
    const memory = openMemory();
    const graph = graphOf({ placeHold: made });

    expect(await send(memory, graph, ask(memory), 'MAIN')).toEqual({
      redirect: '/account',
      notice: {
        kind: 'success',
        heading: 'Requested',
        paragraphs: ['“Anatomy” is requested for you at Ash Library.', 'You are number 2 in the queue.'],
      },
    });
    expect(graph.sent[0]?.variables).toMatchObject({ holding: 'ash:holding:7', item: null, pickup: 'MAIN' });
    expect(memory.kept.size).toBe(0);
  });

  it('is refused with the reason, and leads back to its form', async () => {
    const memory = openMemory();
    const refusal = { code: 'NOT_HOLDABLE', message: 'It cannot be collected at this place' };
    const graph = graphOf({ placeHold: { outcome: 'REFUSED', hold: null, refusal } });

    expect(await send(memory, graph, ask(memory))).toMatchObject({
      redirect: '/titles/t/request/ash',
      notice: {
        heading: 'Not requested',
        paragraphs: [expect.stringContaining('It cannot be collected at this place.')],
      },
    });
  });

  it('is not asked for twice while nobody can say what became of it, until the account shows it', async () => {
    const memory = openMemory();
    const graph = graphOf(
      new MerciaClientError('NETWORK', 'It broke off.'),
      {
        placeHold: { ...made, outcome: 'UNKNOWN' },
      },
      new MerciaClientError('TIMEOUT', 'No answer.'),
    );

    expect(await send(memory, graph, ask(memory), 'MAIN')).toEqual({ redirect: '/account' });
    const { unsure } = await show(memory);
    expect(unsure[0]?.heading).toBe('We cannot tell whether it was requested');
    expect(await send(memory, graph, ask(memory, 'k2'))).toMatchObject({ notice: { heading: 'Nothing was sent now' } });
    // The same title, under another record of the library.
    expect(await send(memory, graph, ask(memory, 'k3', 'ash:record:8'))).toMatchObject({
      notice: { heading: 'Nothing was sent now' },
    });
    await send(memory, graph, unsure[0]?.again);
    // The same form from a page that was left open, with another choice.
    await send(memory, graph, ask(memory), 'EDU');

    expect(graph.sent.map(({ variables }) => [variables['key'], variables['pickup']])).toEqual([
      ['k1', 'MAIN'],
      ['k1', 'MAIN'],
      ['k1', 'MAIN'],
    ]);
    // A request that the account had before, and the new one.
    const record = { id: 'ash:record:7', edition: null };
    const before = hold({ record });
    const had = account('ash', { facts: facts({ holds: [before] }) });
    expect((await show(memory, [had])).unsure).toHaveLength(1);
    const shown = account('ash', { facts: facts({ holds: [before, hold({ id: 'ash:hold:2', record })] }) });
    expect(await show(memory, [shown])).toMatchObject({
      unsure: [],
      found: ['“Anatomy” is requested for you at Ash Library: it is in your list below.'],
    });
  });
});

describe('a card that is unlinked', () => {
  it.each([
    [{ unlinkAccount: { patron: { id: 'p' } } }, 'Card unlinked'],
    [{ unlinkAccount: { patron: null } }, 'Nothing was unlinked'],
    [{ unlinkAccount: null }, 'We cannot tell whether the card was unlinked'],
  ])('%j: %s', async (answer, heading) => {
    const memory = openMemory();

    expect(await send(memory, graphOf(answer), (await show(memory)).cards[0]?.unlink)).toMatchObject({
      notice: { heading },
    });
  });
});

it.each(REFUSAL_CODES)('%s has a sentence of its own', (code) => {
  for (const say of [sayRenewalRefusal, sayCancelRefusal, sayPlaceRefusal])
    expect(say({ code, message: '' })).toMatch(/^[A-Z].*\.\s?$/);
});
