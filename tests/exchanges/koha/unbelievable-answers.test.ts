/** Answers of a Koha, or of what stands before it, that can be read and cannot be right: never shown as live. */
import type { HoldingFacts, HoldingRef } from '#domain/facts.ts';
import { createId } from '#domain/ids.ts';
import { isMerciaError } from '#platform/errors.ts';
import { addItem, checkOut, placeHold, type KohaWorld } from '#simulators/koha/world.ts';
import type { Lie } from '#simulators/lies.ts';
import { createTestAdapter, SYSTEM } from '#tests/conformance/koha-system.ts';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Asked as Question, Said } from '../scripted-server.ts';
import { start } from './running-koha.ts';
import { createScriptedKoha } from './scripted-koha.ts';

const signal = new AbortController().signal;
const BAD = { code: 'LMS_BAD_RESPONSE' };
const UNSEEN = 'AVAILABLE HOLD_SHELF_NOT_TOLD TRANSIT_NOT_TOLD';
const SETTINGS = { transfers: 'none' };

const ref = (record: number): HoldingRef => ({
  id: createId(SYSTEM, 'holding', `${record}@alder`),
  liveKeys: [`r:${record}`, 'l:alder'],
});

/** How title 3 and its copy 30 are told, where these calls are answered by a lie; Alder has copies 30 and 31 of it, Birch 32. */
async function ask(lie: Lie | null, only: string, { login = 'oauth', change }: Asked = {}) {
  const { simulator, adapter } = await start({ login, settings: SETTINGS });
  change?.(simulator.world);
  await simulator.faults.set({ lie, only: [only] });
  const [slot] = (await adapter.items?.findAvailability([ref(3)], signal).catch((error: unknown) => [error])) ?? [
    undefined,
  ];
  const calls = simulator.calls.list.filter(({ kind }) => kind.startsWith(only)).length;
  const [item] = (await adapter.items
    ?.findItems([createId(SYSTEM, 'item', '30')], signal)
    .catch((error: unknown) => [error])) ?? [undefined];
  return { slot, item, calls };
}

interface Asked {
  readonly login?: 'oauth' | 'none';
  readonly change?: (world: KohaWorld) => void;
}

const items = (slot: unknown) => {
  if (slot === null || isMerciaError(slot)) throw new Error('no facts', { cause: slot });
  return (slot as HoldingFacts).items.map(({ status, limitations }) => [status, ...limitations].join(' '));
};

const hold = (world: KohaWorld, changes: object, biblio_id = 3) =>
  Object.assign(placeHold(world, { biblio_id, patron_id: 5, pickup_library_id: 'A1' }), changes);

describe.each([['item', 'oauth'] as const, ['public-', 'none'] as const])('of copies, asked by %s', (only, login) => {
  it.each<Lie>(['otherRows', 'everyRow', 'endless', 'fewerRows', 'old'])(
    'nothing is believed of an answer that is %s, and it is given up soon',
    async (lie) => {
      const { slot, calls } = await ask(lie, only, { login });

      expect(slot).toMatchObject(BAD);
      expect(calls).toBeLessThanOrEqual(4);
    },
  );

  it('another one is no answer about a single copy', async () => {
    expect((await ask('otherRows', only, { login })).item).toMatchObject(BAD);
  });

  it.each<Lie>(['twice', 'noTotal'])('each counts once, and as it stands, where they come with %s', async (lie) => {
    const { slot } = await ask(lie, only, { login });

    expect(items(slot)).toEqual(items((await ask(null, only, { login })).slot));
  });

  it('one that names no branch is not known to count', async () => {
    expect(((await ask('noBranch', only, { login })).slot as HoldingFacts).items).toMatchObject([
      { status: 'AVAILABLE', barcode: 'bar31', reason: null },
      { status: 'UNKNOWN', barcode: 'bar30', reason: { code: 'BAD_ANSWER' } },
    ]);
  });

  it.each(['a1', 'A1 '])('the branch is the same however it is written: %j', async (home_library_id) => {
    const change = ({ items: all }: KohaWorld) => void Object.assign(all.get(30) ?? {}, { home_library_id });

    const { slot } = await ask(null, only, { login, change });

    expect((slot as HoldingFacts).items.map(({ permanentLocation }) => permanentLocation?.siteCode)).toEqual([
      'A1',
      'A2',
    ]);
  });
});

describe('of holds', () => {
  const waiting = (world: KohaWorld) => void hold(world, { item_id: 30, status: 'W' }, 4);

  it.each<Lie>(['endless', 'otherRows', 'old'])('nothing is believed of an answer that is %s', async (lie) => {
    const { slot, calls } = await ask(lie, 'holds', { change: waiting });

    expect(items(slot)).toEqual([UNSEEN, UNSEEN]);
    expect(calls).toBeLessThanOrEqual(4);
  });

  it('each counts once though it comes twice', async () => {
    const { slot } = await ask('twice', 'holds', { change: (world) => void hold(world, {}) });

    expect(items(slot)).toEqual(['AVAILABLE', 'AVAILABLE']);
    expect(slot).toMatchObject({ holdQueue: 1 });
  });

  it.each([
    ['W', null, 'AVAILABLE HOLD_SHELF_NOT_TOLD'],
    ['W', 99, 'AVAILABLE HOLD_SHELF_NOT_TOLD'],
    ['T', null, UNSEEN],
  ])('one that keeps a copy (%s, %s) leaves it open which, of those that look available', async (status, id, told) => {
    const { slot } = await ask(id === null ? 'noCopy' : null, 'holds', {
      change(world) {
        addItem(world, { item_id: 33, biblio_id: 3, home_library_id: 'A1', item_type_id: 'BK' });
        checkOut(world, { item_id: 33, patron_id: 5 });
        hold(world, { item_id: id ?? 30, status });
      },
    });

    expect(items(slot)).toEqual([told, told, 'ON_LOAN']);
  });

  it('one may keep another copy where one is asked for alone, and does where it names another', async () => {
    const single = async (lie: Lie | null) =>
      (await ask(lie, 'holds', { change: (world) => void hold(world, { item_id: 31, status: 'W' }) })).item;

    expect(await single('noCopy')).toMatchObject({ item: { limitations: ['HOLD_SHELF_NOT_TOLD'] } });
    expect(await single(null)).toMatchObject({ item: { limitations: [] } });
  });
});

describe('of records, harvested by REST', () => {
  const EMPTY = '<collection xmlns="http://www.loc.gov/MARC21/slim"></collection>';
  const row = { biblio_id: 5, title: 'Title 5', framework_id: '', item_type: 'BK', opac_suppressed: false };

  async function findFifth(marc: string, list: (asked: Question) => Said, status = 200) {
    const server = await createScriptedKoha((asked) => {
      const { path, headers, query } = asked;
      if (path !== '/api/v1/biblios') return { body: [], headers: { 'x-total-count': '0' } };
      if (headers.accept !== 'application/json') return { status, body: marc };
      return query.get('q')?.includes('5') === true ? list(asked) : { body: [] };
    });
    const adapter = createTestAdapter(server.address, { login: 'basic', harvest: 'rest', settings: SETTINGS });
    onTestFinished(async () => {
      await adapter.close();
      await server.close();
    });
    return adapter.harvest?.findRecords?.(['5'], signal).catch((error: unknown) => error);
  }

  it('a page for people in place of MARC is an error', async () => {
    expect(await findFifth('<!DOCTYPE html><html>Sign in</html>', () => ({ body: [row] }))).toMatchObject(BAD);
  });

  it('a fault of what stands before Koha is no record that Koha cannot write', async () => {
    expect(await findFifth('<html>Fault</html>', () => ({ body: [row] }), 500)).toMatchObject(BAD);
  });

  it.each([
    ['with', row],
    ['without', { ...row, opac_suppressed: undefined }],
  ])(
    'one that is listed and does not come is set aside, %s a column of 942$n, and stays as it was',
    async (_, told) => {
      expect(await findFifth(EMPTY, () => ({ body: [told] }))).toMatchObject({
        records: [],
        rejects: [{ localId: '5', reason: expect.stringMatching(/sends no MARC.*stays as it was/) as string }],
      });
    },
  );

  it('fewer than are announced tell of none that it is deleted', async () => {
    expect(await findFifth(EMPTY, () => ({ body: [], headers: { 'x-total-count': '1' } }))).toMatchObject(BAD);
  });
});

describe('of records in pages that something before Koha cuts', () => {
  const PAGE = 3;
  const THERE = Array.from({ length: 10 }, (_, place) => place + 1);

  /** Answers with the first rows of a list of records alone, which does not say how many there are. */
  async function cutting(login: 'oauth' | 'basic') {
    const server = await createScriptedKoha(({ path, headers, query }) => {
      if (path === '/api/v1/oauth/token') return { body: { access_token: 't', expires_in: 3600 } };
      if (path !== '/api/v1/biblios') return { body: [], headers: { 'x-total-count': '0' } };
      const q = query.get('q') ?? '';
      const behind = Number(/"biblio_id":\{">":(\d+)\}/.exec(q)?.[1] ?? 0);
      const asked = /"biblio_id":(\[[\d,]*\])/.exec(q)?.[1] ?? '[]';
      const ids = (JSON.parse(asked) as number[]).filter((id) => THERE.includes(id) && id > behind).slice(0, PAGE);
      if (headers.accept === 'application/json') return { body: ids.map((id) => ({ biblio_id: id, item_type: 'BK' })) };
      const records = ids.map(
        (id) =>
          '<record><leader>00000nam a2200000 a 4500</leader>' +
          `<datafield tag="245" ind1="1" ind2="0"><subfield code="a">Title ${id}</subfield></datafield>` +
          `<datafield tag="999" ind1=" " ind2=" "><subfield code="c">${id}</subfield><subfield code="d">${id}</subfield></datafield></record>`,
      );
      return { body: `<collection xmlns="http://www.loc.gov/MARC21/slim">${records.join('')}</collection>` };
    });
    const adapter = createTestAdapter(server.address, { login, harvest: 'rest', settings: SETTINGS });
    onTestFinished(async () => {
      await adapter.close();
      await server.close();
    });
    return adapter;
  }

  it('none is told as deleted that is behind the cut', async () => {
    const { harvest } = await cutting('basic');

    const found = await harvest?.findRecords?.([...THERE, 99].map(String), signal);

    const told = found?.records.map(({ localId, deleted }) => (deleted ? `${localId} deleted` : localId));
    expect(told).toEqual([...THERE.map(String), '99 deleted']);
  });

  it('none without copies is told as not there that is behind the cut', async () => {
    const { items: source } = await cutting('oauth');

    const slots = await source?.findAvailability([1, 2, 3, 4, 5, 99].map(ref), signal);

    expect(slots?.map((slot) => slot !== null)).toEqual([true, true, true, true, true, false]);
  });
});

describe('rows that no simulator has', () => {
  const copy = (item_id: number, biblio_id: number, lost_status: number) => ({
    ...{ item_id, biblio_id, lost_status, home_library_id: 'A1', holding_library_id: 'A1', checked_out_date: null },
    ...{ not_for_loan_status: 0, withdrawn: 0, damaged_status: 0 },
  });

  it.each([
    ['in two states cost their own record', 3, [BAD, { items: [{ status: 'AVAILABLE' }] }]],
    ['counted by no number cost the whole answer', 'many', [BAD, BAD]],
  ])('%s', async (_what, total, told) => {
    const rows = [copy(1, 2, 0), copy(1, 2, 1), copy(5, 4, 0)];
    const server = await createScriptedKoha(({ path }) => {
      if (path === '/api/v1/oauth/token') return { body: { access_token: 't', expires_in: 3600 } };
      return path === '/api/v1/items'
        ? { body: rows, headers: { 'x-total-count': String(total) } }
        : { body: [], headers: { 'x-total-count': '0' } };
    });
    const adapter = createTestAdapter(server.address, { login: 'oauth', settings: SETTINGS });
    onTestFinished(async () => {
      await adapter.close();
      await server.close();
    });
    const refs = [ref(2), ref(4)];

    const slots = await adapter.items?.findAvailability(refs, signal).catch((error: unknown) => refs.map(() => error));

    expect(slots).toMatchObject(told);
  });
});
