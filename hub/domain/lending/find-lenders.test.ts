import { describe, expect, it } from 'vitest';
import type { HoldingStatement } from '../catalogue.ts';
import type { LibraryId, NetworkId, SystemId } from '../ids.ts';
import type { Library, Network } from '../region.ts';
import { findLenders } from './find-lenders.ts';
import { type HeldPart, type Holder, type LenderQuestion, toRota } from './lender-question.ts';
import { USUAL_LENDING, type LendingRules } from './lending-rules.ts';

const network = (id: string, asks: readonly string[] = []): Network => ({
  id: id as NetworkId,
  name: `Network ${id}`,
  asks: asks as readonly NetworkId[],
});
const HILL = network('hill', ['hill', 'vale', 'moor']);
const [VALE, MOOR, FAR] = [network('vale'), network('moor'), network('far')];

function library(id: string, of: Network | null, lending: Partial<LendingRules> = {}): Library {
  return {
    id: id as LibraryId,
    name: `Library ${id}`,
    aliases: [],
    network: of?.id ?? null,
    organisations: [],
    sites: [],
    system: 'koha' as SystemId,
    memberships: [],
    lending: { ...USUAL_LENDING, ...lending },
  };
}

const ON_SHELF: HeldPart = { basis: 'ITEMS', copies: 1, statements: [], online: false };
const ASKER = library('asker', HILL);

function holder(
  id: string,
  of: Network | null,
  rest: {
    lending?: Partial<LendingRules>;
    holdings?: readonly HeldPart[];
    opening?: Partial<Holder<HeldPart>['opening']>;
  } = {},
): Holder<HeldPart> {
  const { lending = {}, holdings = [ON_SHELF], opening = {} } = rest;
  return {
    library: library(id, of, lending),
    network: of,
    holdings,
    opening: { from: '2026-11-24', openNow: null, opensOn: null, closure: null, ...opening },
  };
}

function ask(
  holders: readonly Holder<HeldPart>[],
  rest: Partial<LenderQuestion> = {},
): ReturnType<typeof findLenders<HeldPart>> {
  const question: LenderQuestion = {
    edition: 'mids:edition:1',
    online: false,
    supply: 'LOAN',
    asker: ASKER,
    rota: toRota(HILL),
    fromOutside: false,
    wanted: null,
    thisYear: 2026,
    ...rest,
  };
  return findLenders(question, holders);
}

const order = ({ candidates }: ReturnType<typeof findLenders<HeldPart>>): readonly string[] =>
  candidates.map(({ library: { id } }) => id);
const codes = ({ excluded }: ReturnType<typeof findLenders<HeldPart>>): readonly (readonly string[])[] =>
  excluded.map(({ library: { id }, reasons }) => [id, ...reasons.map(({ code }) => code)]);

const run = (text: string): HeldPart => {
  const statement: HoldingStatement = { kind: 'MAIN', text, from: null, to: null, retention: null, note: null };
  return { basis: 'STATEMENT', copies: null, statements: [statement], online: false };
};

describe('findLenders', () => {
  it('goes by the rota, the own network first', () => {
    const found = ask([holder('m', MOOR), holder('v', VALE), holder('h', HILL)]);

    expect(order(found)).toEqual(['h', 'v', 'm']);
    expect(found.candidates.map(({ rank, reasons }) => [rank, reasons.map(({ code }) => code)])).toEqual([
      [1, ['OWN_NETWORK']],
      [2, ['ON_ROTA']],
      [3, ['ON_ROTA']],
    ]);
    expect(found.candidates[2]?.reasons[0]?.words).toBe(
      'Network moor is number 3 of the networks that the asker’s network asks.',
    );
  });

  it('puts the own network first where its rota leaves it out', () => {
    const found = ask([holder('v', VALE), holder('h', HILL)], { rota: toRota(network('hill', ['vale'])) });

    expect(order(found)).toEqual(['h', 'v']);
  });

  it('asks a last resort behind everybody else, its own network’s too', () => {
    const found = ask([holder('h', HILL, { lending: { lastResort: true } }), holder('m', MOOR)]);

    expect(order(found)).toEqual(['m', 'h']);
    expect(found.candidates[1]?.reasons.map(({ code }) => code)).toContain('LAST_RESORT');
  });

  it('turns the order within a network from title to title, and keeps it for one', () => {
    const holders = ['a', 'b', 'c'].map((id) => holder(id, VALE));
    const orders = Array.from({ length: 30 }, (_, number) =>
      order(ask(holders, { edition: `mids:edition:${number}` })),
    );

    expect(new Set(orders.map(([first]) => first))).toEqual(new Set(['a', 'b', 'c']));
    expect(order(ask(holders.toReversed()))).toEqual(order(ask(holders)));
  });

  it('leaves out who asks, and whom the rota does not ask, saying so', () => {
    const found = ask([holder('asker', HILL), holder('f', FAR), holder('alone', null)]);

    expect(order(found)).toEqual([]);
    expect(codes(found)).toEqual([
      ['asker', 'OWN_LIBRARY'],
      ['f', 'NOT_ON_ROTA'],
      ['alone', 'NOT_ON_ROTA'],
    ]);
    expect(found.excluded[1]?.reasons[0]?.words).toBe('The asker’s network does not ask Network far.');
  });

  it('asks everybody, in no order of networks, for a library that is in none', () => {
    const found = ask([holder('f', FAR), holder('alone', null)], { asker: library('asker', null), rota: null });

    expect(order(found).toSorted()).toEqual(['alone', 'f']);
    expect(found.candidates.every(({ reasons }) => reasons[0]?.code === 'NO_ROTA')).toBe(true);
  });

  it('keeps to what a library lends, and to whom', () => {
    const holders = [
      holder('stays', VALE, { lending: { outsideNetwork: false } }),
      holder('near', HILL, { lending: { outsideNetwork: false } }),
      holder('no-loans', HILL, { lending: { loans: false } }),
      holder('no-copies', HILL, { lending: { copies: false } }),
    ];

    expect(codes(ask(holders))).toEqual([
      ['stays', 'OWN_NETWORK_ONLY'],
      ['no-loans', 'NOT_SUPPLIED'],
    ]);
    expect(codes(ask(holders, { supply: 'COPY' }))).toEqual([
      ['stays', 'OWN_NETWORK_ONLY'],
      ['no-copies', 'NOT_SUPPLIED'],
    ]);
  });

  it('passes a wish from outside on to those alone who lend outside the region', () => {
    const found = ask(
      [holder('h', HILL), holder('v', VALE, { lending: { outsideRegion: true, outsideNetwork: false } })],
      { fromOutside: true },
    );

    expect(order(found)).toEqual(['v']);
    expect(codes(found)).toEqual([['h', 'OWN_REGION_ONLY']]);
  });

  it('leaves out a library that is closed for a time, and keeps one that only has its weekend', () => {
    const closure = { from: '2026-11-20', to: '2026-12-04', note: 'Refurbishment' };
    const found = ask([
      holder('shut', HILL, { opening: { openNow: false, opensOn: '2026-12-07', closure } }),
      holder('rests', HILL, { opening: { openNow: false, opensOn: '2026-11-26' } }),
    ]);

    expect(found.excluded[0]?.reasons).toEqual([
      { code: 'CLOSED', words: 'It is closed until 2026-12-04 (Refurbishment); open again on 2026-12-07.' },
    ]);
    expect(found.candidates[0]?.reasons).toContainEqual({
      code: 'OPENS_LATER',
      words: 'It is open next on 2026-11-26.',
    });
  });

  it('never asks for what is online only, on order or gone, and says which', () => {
    const link: HeldPart = { basis: 'LINK', copies: null, statements: [], online: false };
    const found = ask([
      holder('link', HILL, { holdings: [link] }),
      holder('order', HILL, { holdings: [{ basis: 'ORDER', copies: null, statements: [], online: false }] }),
      holder('gone', HILL, { holdings: [{ basis: 'ITEMS', copies: 0, statements: [], online: false }] }),
      holder('both', HILL, { holdings: [link, ON_SHELF] }),
      holder('untold', HILL, { holdings: [{ basis: 'RECORD_ONLY', copies: null, statements: [], online: false }] }),
    ]);

    expect(codes(found)).toEqual([
      ['link', 'ONLINE_ONLY'],
      ['order', 'NO_COPY'],
      ['gone', 'NO_COPY'],
    ]);
    expect(found.candidates.find(({ library: { id } }) => id === 'both')?.holdings).toEqual([ON_SHELF]);
    expect(codes(ask([holder('h', HILL)], { online: true }))).toEqual([['h', 'ONLINE_ONLY']]);
  });

  it('tells what is online of a journal, and for which years, but never asks for it', () => {
    const online = (text: string, retention: string | null = null): HeldPart => ({
      basis: 'LINK',
      copies: 0,
      statements: [{ kind: 'MAIN', text, from: null, to: null, retention, note: 'Free to read' }],
      online: true,
    });
    const holders = [
      holder('has', HILL, { holdings: [online('1990-', 'P1Y')] }),
      holder('has-not', HILL, { holdings: [online('2005-')] }),
      holder('unread', HILL, { holdings: [{ ...online('some years'), basis: 'RECORD_ONLY' }] }),
      holder('print-older', HILL, { holdings: [run('1950-1960'), online('1990-')] }),
      holder('print-older-online-unread', HILL, { holdings: [run('1950-1960'), online('some years')] }),
      holder('print-and-online', HILL, { holdings: [run('1950-'), online('1990-')] }),
    ];
    const found = ask(holders, { supply: 'COPY', wanted: { year: 1995, volume: null } });

    expect(order(found)).toEqual(['print-and-online']);
    expect(found.candidates[0]?.holdings).toHaveLength(1);
    expect(codes(found)).toEqual([
      ['has', 'ONLINE_ONLY'],
      ['has-not', 'ONLINE_ONLY', 'NOT_COVERED'],
      ['unread', 'ONLINE_ONLY'],
      ['print-older', 'NOT_COVERED', 'ONLINE_ONLY'],
      ['print-older-online-unread', 'NOT_COVERED', 'ONLINE_ONLY'],
    ]);
    expect(found.excluded.slice(3).map(({ reasons }) => reasons.map(({ words }) => words.split(' (')[0]))).toEqual([
      ['What it states in print does not include the part wanted.', 'It has the part wanted online only'],
      ['What it states in print does not include the part wanted.', 'It has it online, too'],
    ]);
    expect(found.excluded[0]?.reasons[0]?.words).toBe(
      'It has the part wanted online only (1990-, embargo P1Y, “Free to read”). Whether it may send a copy is a matter of its licence.',
    );
    expect(found.excluded[2]?.reasons[0]?.words).toBe(
      'It has it online only (some years, “Free to read”). Whether it may send a copy is a matter of its licence.',
    );
  });

  it('takes no copies for nothing to lend, but not for no volumes of a journal', () => {
    const holders = [
      holder('record', HILL, { holdings: [{ basis: 'RECORD_ONLY', copies: 0, statements: [], online: false }] }),
    ];

    expect(codes(ask(holders))).toEqual([['record', 'NO_COPY']]);
    expect(order(ask(holders, { supply: 'COPY' }))).toEqual(['record']);
  });

  it('asks who states the part wanted before who may have it, within one network and not across', () => {
    const found = ask(
      [
        holder('may', HILL, { holdings: [run('some issues')] }),
        holder('has', HILL, { holdings: [run('1990-2000')] }),
        holder('has-not', HILL, { holdings: [run('2005-')] }),
        holder('next', VALE, { holdings: [run('1980-')] }),
      ],
      { supply: 'COPY', wanted: { year: 1995, volume: null } },
    );

    expect(found.candidates.map(({ library: { id }, covers }) => [id, covers])).toEqual([
      ['has', 'YES'],
      ['may', 'UNKNOWN'],
      ['next', 'YES'],
    ]);
    expect(codes(found)).toEqual([['has-not', 'NOT_COVERED']]);
  });

  it('does not say no for a library with a holding that nobody stated', () => {
    const found = ask([holder('h', HILL, { holdings: [run('2005-'), ON_SHELF] })], {
      supply: 'COPY',
      wanted: { year: 1995, volume: null },
    });

    expect(found.candidates[0]?.covers).toBe('UNKNOWN');
  });
});
