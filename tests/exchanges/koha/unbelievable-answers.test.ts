/** Answers of a Koha, or of what stands before it, that can be read and cannot be right: never shown as live. */
import type { HoldingFacts, HoldingRef } from '#domain/facts.ts';
import { createId } from '#domain/ids.ts';
import { isMerciaError } from '#platform/errors.ts';
import { createTestAdapter, SYSTEM } from '#tests/conformance/koha-system.ts';
import { afterEach, describe, expect, it } from 'vitest';
import type { Asked, Said, ScriptedServer } from '../scripted-server.ts';
import { createScriptedKoha } from './scripted-koha.ts';

const signal = new AbortController().signal;
const BAD = { code: 'LMS_BAD_RESPONSE' };
const UNSEEN = 'AVAILABLE HOLD_SHELF_NOT_TOLD TRANSIT_NOT_TOLD';
const open: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

type Row = Readonly<Record<string, unknown>>;

const copy = (id: number, changes: Row = {}): Row => ({
  item_id: id,
  biblio_id: 2,
  home_library_id: 'A1',
  holding_library_id: 'A1',
  checked_out_date: null,
  not_for_loan_status: 0,
  lost_status: 0,
  withdrawn: 0,
  damaged_status: 0,
  ...changes,
});
const hold = (id: number, changes: Row = {}): Row => ({
  hold_id: id,
  biblio_id: 2,
  item_id: null,
  item_level: false,
  status: null,
  ...changes,
});
const rows = (body: readonly Row[], total: number | string = body.length): Said => ({
  body,
  headers: { 'x-total-count': String(total) },
});
const MARC = `<collection xmlns="http://www.loc.gov/MARC21/slim"><record><leader>00000nam a2200000 a 4500</leader>
<datafield tag="999" ind1=" " ind2=" "><subfield code="c">2</subfield></datafield></record></collection>`;
const BIBLIOS = ({ headers }: Asked): Said =>
  headers.accept?.includes('marcxml') === true ? { body: MARC } : rows([{ biblio_id: 2 }]);
/** A cache that does not look at the query, or a server that does: rows of what is asked for behind the last one. */
const behind = ({ query }: Asked): boolean => query.get('q')?.includes('":{">":') ?? false;

/** How one title, or its copy 1, stands at a Koha that answers so; and what it was asked. */
async function ask(
  answers: Readonly<Record<string, Said | ((asked: Asked) => Said)>>,
  { login = 'oauth', refs = [ref(2)] }: { login?: 'oauth' | 'none'; refs?: readonly HoldingRef[] } = {},
) {
  const server: ScriptedServer = await createScriptedKoha((asked) => {
    if (asked.path === '/api/v1/oauth/token') return { body: { access_token: 't', expires_in: 3600 } };
    const answer = answers[asked.path.slice('/api/v1'.length)] ?? rows([]);
    return typeof answer === 'function' ? answer(asked) : answer;
  });
  const adapter = createTestAdapter(server.address, { login, settings: { transfers: 'none' } });
  open.push(
    () => server.close(),
    () => adapter.close(),
  );
  const slots = await adapter.items?.findAvailability(refs, signal).catch((error: unknown) => refs.map(() => error));
  const [item] = (await adapter.items
    ?.findItems([createId(SYSTEM, 'item', '1')], signal)
    .catch((error: unknown) => [error])) ?? [undefined];
  const [first, second] = slots ?? [];
  return { server, slot: first, second, item };
}

const ref = (record: number): HoldingRef => ({
  id: createId(SYSTEM, 'holding', `${record}@alder`),
  liveKeys: [`r:${record}`, 'l:alder'],
});

const items = (slot: unknown) => {
  if (slot === null || isMerciaError(slot)) throw new Error('no facts', { cause: slot });
  return (slot as HoldingFacts).items.map(({ status, limitations }) => [status, ...limitations].join(' '));
};

describe('a list that does not end', () => {
  it('of copies is given up with the first page that is not behind the one before', async () => {
    const { slot, server } = await ask({ '/items': rows([copy(1), copy(3)], 4) });

    expect(slot).toMatchObject(BAD);
    expect(server.asked.filter(({ path }) => path === '/api/v1/items').length).toBeLessThanOrEqual(4);
  });

  it('of holds costs the hold shelf, and not the copies', async () => {
    const { slot, server } = await ask({ '/items': rows([copy(1)]), '/holds': rows([hold(1)], 3) });

    expect(items(slot)).toEqual([UNSEEN]);
    expect(server.asked.filter(({ path }) => path === '/api/v1/holds').length).toBeLessThanOrEqual(4);
  });
});

describe('rows that were not asked for', () => {
  it.each([
    ['of another record', [copy(1, { biblio_id: 3 })]],
    ['among others', [copy(1), copy(3), copy(5), copy(7, { biblio_id: 3 })]],
  ])('are not believed, nor what lacks beside them: %s', async (_what, body) => {
    expect((await ask({ '/items': rows(body) })).slot).toMatchObject(BAD);
    expect((await ask({ '/public/biblios/2/items': rows(body) }, { login: 'none' })).slot).toMatchObject(BAD);
  });

  it('leave a hold shelf untold where they are holds', async () => {
    const waiting = hold(1, { biblio_id: 3, item_id: 1, status: 'W' });
    const { slot } = await ask({ '/items': rows([copy(1)]), '/holds': rows([waiting]) });

    expect(items(slot)).toEqual([UNSEEN]);
  });

  it.each([['/items', 'oauth'] as const, ['/public/items', 'none'] as const])(
    'are no answer about a single copy: %s',
    async (path, login) => {
      expect((await ask({ [path]: rows([copy(9)]) }, { login })).item).toMatchObject(BAD);
    },
  );
});

describe('a number of rows', () => {
  const short = (total: number) => (asked: Asked) => (behind(asked) ? rows([]) : rows([copy(1), copy(3)], total));

  it.each([3, 200])('of %d, of which two come, is a list that was cut', async (total) => {
    expect((await ask({ '/items': short(total) })).slot).toMatchObject(BAD);
    const open = { '/public/biblios/2/items': short(total) };
    expect((await ask(open, { login: 'none' })).slot).toMatchObject(BAD);
  });

  it('that is no number is none', async () => {
    expect((await ask({ '/items': rows([copy(1)], 'many') })).slot).toMatchObject(BAD);
  });
});

describe('the same row twice', () => {
  it('counts once, of copies and of holds', async () => {
    const { slot } = await ask({
      '/items': rows([copy(1), copy(1)]),
      '/holds': rows([hold(1), hold(1)]),
    });

    expect(items(slot)).toEqual(['AVAILABLE']);
    expect(slot).toMatchObject({ holdQueue: 1 });
  });

  it('with other content costs its own record, and no other', async () => {
    const body = [copy(1), copy(1, { lost_status: 1 }), copy(5, { biblio_id: 4 })];
    const { slot, second } = await ask({ '/items': rows(body) }, { refs: [ref(2), ref(4)] });

    expect(slot).toMatchObject(BAD);
    expect(items(second)).toEqual(['AVAILABLE']);
  });
});

describe('a hold that keeps a copy and does not say which', () => {
  const shelf = { '/items': rows([copy(1), copy(3), copy(5, { checked_out_date: '2026-12-15' })]) };

  it.each([
    ['W', null, 'AVAILABLE HOLD_SHELF_NOT_TOLD'],
    ['W', 99, 'AVAILABLE HOLD_SHELF_NOT_TOLD'],
    ['T', null, UNSEEN],
  ])('%s of copy %s leaves it open for each that looks available', async (status, item_id, told) => {
    const { slot } = await ask({ ...shelf, '/holds': rows([hold(1, { status, item_id })]) });

    expect(items(slot)).toEqual([told, told, 'ON_LOAN']);
  });

  it('may be another copy where one is asked for alone, and is none of it where it names another', async () => {
    const single = async (changes: Row) =>
      (await ask({ '/items': rows([copy(1)]), '/biblios': BIBLIOS, '/holds': rows([hold(1, changes)]) })).item;

    expect(await single({ status: 'W' })).toMatchObject({ item: { limitations: ['HOLD_SHELF_NOT_TOLD'] } });
    expect(await single({ status: 'W', item_id: 3 })).toMatchObject({ item: { limitations: [] } });
  });
});

describe('the branch of a copy', () => {
  it.each(['a1', 'A1 '])('is the same however it is written: %j', async (home_library_id) => {
    const { slot } = await ask({ '/items': rows([copy(1), copy(3, { home_library_id })]) });

    expect(items(slot)).toEqual(['AVAILABLE', 'AVAILABLE']);
    expect((slot as HoldingFacts).items.map(({ permanentLocation }) => permanentLocation?.siteCode)).toEqual([
      'A1',
      'A1',
    ]);
  });

  it('that is missing leaves a copy of which it is not known whether it counts', async () => {
    const body = rows([copy(1), copy(3, { home_library_id: null, external_id: '33' })]);
    const told = [
      (await ask({ '/items': body })).slot,
      (await ask({ '/public/biblios/2/items': body }, { login: 'none' })).slot,
    ];

    for (const slot of told) {
      expect((slot as HoldingFacts).items).toMatchObject([
        { status: 'AVAILABLE', reason: null },
        { status: 'UNKNOWN', barcode: '33', reason: { code: 'BAD_ANSWER' } },
      ]);
    }
  });
});
