import { afterEach, describe, expect, it } from 'vitest';
import type { Sip2Client } from '../../protocols/sip2/client.ts';
import { GENERIC_DIALECT } from '../../protocols/sip2/dialect.ts';
import { decode, createTextCodec } from '../../protocols/sip2/message.ts';
import type { Sip2Question } from '../../protocols/sip2/questions.ts';
import { sequenceOf, signed, startScriptedServer, valueOf } from '../../protocols/sip2/scripted-server.fixture.ts';
import { adapterOf } from '../server.fixture.ts';
import { accountDialectOf } from './dialects.ts';
import { createPatronRecords } from './patron-records.ts';

const { signal } = new AbortController();
const text = createTextCodec('utf-8');

/** How a server gives the entries from one place to another, counted from 1; null for a question without places. */
type Slices = (all: readonly string[], range: readonly [first: number, last: number] | null) => readonly string[];

/** Lists of a server that counts `counted` loans. */
function recordsOf(all: readonly string[], slices: Slices, counted = String(all.length).padStart(4, '0')) {
  const asked: Sip2Question[] = [];
  const client: Sip2Client = {
    dialect: GENERIC_DIALECT,
    async ask(question) {
      asked.push(question);
      const place = (name: string) => question.fields.find(([field]) => field === name)?.[1];
      const [first, last] = [place('BP'), place('BQ')];
      const named = slices(all, first === undefined || last === undefined ? null : [Number(first), Number(last)]);
      const fixed = `64${' '.repeat(14)}00120260105    09150100000000${counted}000000000000`;
      const fields = ['AO', 'AA1', 'AEExample', 'BLY', ...named.map((entry) => `AU${entry}`)];
      const message = decode(Buffer.from(`${fixed}${fields.join('|')}|`), { text, separator: '|' });
      if (message === null || question.matches?.(message) === false) throw new Error('no answer to this question');
      return message;
    },
    status: () => Promise.reject(new Error('not asked here')),
    close: () => Promise.resolve(),
  };
  const barcodes = { digits: null, ignoreCase: false, ignoreZeros: false };
  const dialect = accountDialectOf('generic');
  const more = { homeSites: {}, timeZone: 'UTC', now: Date.now };
  return { records: createPatronRecords({ client, dialect, barcodes, ...more }), asked };
}

const ALL = Array.from({ length: 234 }, (_, place) => String(30_000 + place));
const CUT = 100;
const cutTo =
  (from: (first: number) => number, to: (last: number) => number): Slices =>
  (all, range) =>
    range === null ? all.slice(0, CUT) : all.slice(from(range[0]), Math.min(to(range[1]), from(range[0]) + CUT));

describe('a list of an account', () => {
  it('that comes whole is asked for once, without places', async () => {
    const { records, asked } = recordsOf(ALL, (all) => all);

    expect(await records.list('1', 'loans', signal)).toMatchObject({ entries: ALL, counted: 234, isWhole: true });
    expect(asked.map(({ fields }) => fields.some(([name]) => name === 'BP'))).toEqual([false]);
  });

  it.each([
    [
      'counts as the specification says',
      cutTo(
        (first) => first - 1,
        (last) => last,
      ),
    ],
    [
      'gives one more than was asked for, as Koha does',
      cutTo(
        (first) => first - 1,
        (last) => last + 1,
      ),
    ],
    [
      'counts from 0',
      cutTo(
        (first) => first,
        (last) => last + 1,
      ),
    ],
  ])('that comes cut is read on at a server that %s', async (_, slices) => {
    const list = await recordsOf(ALL, slices).records.list('1', 'loans', signal);

    expect(list.entries.toSorted()).toEqual(ALL);
    expect(list.isWhole).toBe(true);
  });

  it('says that it is cut where the server always gives its beginning, and asks no more than once again', async () => {
    const { records, asked } = recordsOf(ALL, (all) => all.slice(0, CUT));

    const list = await records.list('1', 'loans', signal);

    expect(list).toMatchObject({ counted: 234, isWhole: false });
    expect(list.entries).toHaveLength(CUT);
    expect(asked).toHaveLength(2);
  });

  it('keeps entries that read the same where the server counts them both, as two copies of one title', async () => {
    const { records } = recordsOf(['7', '7', '8'], (all) => all);

    expect(await records.list('1', 'loans', signal)).toMatchObject({ entries: ['7', '7', '8'], isWhole: true });
  });

  it('has an entry once that came twice and is counted once', async () => {
    const { records } = recordsOf(['7', '7', '8'], (all) => all, '0002');

    expect(await records.list('1', 'loans', signal)).toMatchObject({ entries: ['7', '8'], isWhole: true });
  });

  it('that comes cut is not whole where what reads the same cannot be told from what came twice', async () => {
    const { records } = recordsOf(['7', '7', '8'], (all, range) => (range === null ? all.slice(0, 2) : all));

    expect(await records.list('1', 'loans', signal)).toMatchObject({ entries: ['7', '8'], counted: 3, isWhole: false });
  });

  it('is what came, where nothing is counted', async () => {
    const { records } = recordsOf(['7'], (all) => all, '    ');

    expect(await records.list('1', 'loans', signal)).toMatchObject({ entries: ['7'], counted: null, isWhole: true });
  });

  it('is not known to be empty, where nothing is counted and nothing came', async () => {
    const { records } = recordsOf([], (all) => all, '    ');

    expect(await records.list('1', 'loans', signal)).toMatchObject({ entries: [], counted: null, isWhole: false });
  });

  it('asks for exactly one list at a time', async () => {
    const { records, asked } = recordsOf([], () => []);
    for (const list of ['holds', 'overdue', 'loans', 'charges', 'recalls', 'unavailableHolds'] as const) {
      await records.list('1', list, signal);
    }

    expect(asked.map(({ fixed }) => fixed.slice(-10))).toEqual([
      'Y         ',
      ' Y        ',
      '  Y       ',
      '   Y      ',
      '    Y     ',
      '     Y    ',
    ]);
  });
});

describe('a copy that the server does not know, and whose barcode it does not repeat', () => {
  const [lent, known] = ['30001000000017', '30001000000025'];
  const open: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const one of open.splice(0).toReversed()) await one.close();
  });

  /** A server of one reader, with both copies on loan, and no other. */
  async function start() {
    const server = await startScriptedServer((line, socket) => {
      const barcode = valueOf(line, 'AB');
      const answers: Readonly<Record<string, string>> = {
        '93': '941',
        '63': `64${' '.repeat(14)}00120260105    091502000000000002000000000000AO|AA1|AEExample|BLY|AU${lent}|AU${known}|`,
        '17': `18${barcode === known ? '04' : '01'}010120260105    091502AB${barcode === known ? known : ''}|AJ${barcode === known ? 'Clinical audit' : ''}|`,
        '29': `301YNN20260105    091502AO|AA1|AB${barcode}|AJ|AH20260301    235900|`,
        '15': `161N20260105    091502AO|AA1|AB${barcode}|AJ|`,
      };
      socket.write(signed(answers[line.slice(0, 2)] ?? '96', sequenceOf(line)));
    });
    open.push(server);
    const adapter = adapterOf(server.address, { settings: { patrons: { access: 'write' } } });
    open.push(adapter);
    return { server, adapter };
  }

  it('is a loan that the system explains no further, and costs no connection', async () => {
    const { server, adapter } = await start();

    const account = await adapter.patrons?.account('1', signal);

    expect(account?.loans).toMatchObject([
      { localId: lent, title: null, limitation: { code: 'NOT_SUPPORTED' } },
      { localId: known, title: 'Clinical audit' },
    ]);
    expect(account?.limitation).toBeNull();
    expect(server.opened).toBe(1);
  });

  it('is renewed by the number that the server itself calls it', async () => {
    const { adapter } = await start();

    expect(await adapter.writes?.renew?.('1', lent, signal)).toMatchObject({
      outcome: 'DONE',
      done: { localId: lent, due: { on: '2026-03-01' } },
    });
  });

  it('is passed over where a hold is placed, for the next copy of the title', async () => {
    const { server, adapter } = await start();
    const copies = ['30001000000033', known].map((barcode) => ({ localId: barcode, barcode, recordLocalId: '7' }));
    const title = { recordLocalId: '7', itemLocalId: null, enumeration: null, pickup: null, neededBy: null };

    expect(await adapter.writes?.placeHold?.('1', { ...title, copies }, signal)).toMatchObject({ outcome: 'DONE' });
    expect(server.heard.filter((line) => line.startsWith('15')).map((line) => valueOf(line, 'AB'))).toEqual([known]);
  });
});
