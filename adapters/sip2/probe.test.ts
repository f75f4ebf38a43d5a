import { afterEach, describe, expect, it } from 'vitest';
import type { Socket } from 'node:net';
import { signed, sequenceOf, startScriptedServer } from '../protocols/sip2/scripted-server.fixture.ts';
import type { Probe } from '#contract/adapter.ts';
import { adapterOf } from './server.fixture.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).toReversed()) await one.close();
});

async function probe(
  answer: (line: string, socket: Socket) => void,
  settings: object,
  now?: () => number,
): Promise<Probe> {
  const server = await startScriptedServer((line, socket) => {
    if (line.startsWith('93')) socket.write(signed('941', sequenceOf(line)));
    else answer(line, socket);
  });
  open.push(server);
  const adapter = adapterOf(server.address, { settings, ...(now && { now }) });
  open.push(adapter);
  return adapter.probe(new AbortController().signal);
}

const STATUS = '98YYYYNN01000320260105    0915002.00AODEMO|BXYYYYYYYYYYNNNNYY|VNSIP 2.00.106 SirsiDynix Inc.|';
const title =
  (name: Buffer) =>
  (line: string, socket: Socket): void => {
    if (line.startsWith('99')) return void socket.write(signed(STATUS, sequenceOf(line)));
    const body = `1803000120260105    091502AB7|AJ${name.toString('latin1')}|`;
    socket.write(Buffer.from(signed(body, sequenceOf(line)), 'latin1'));
  };
const detailOf = ({ steps }: Probe, what: string): string | undefined =>
  steps.find((step) => step.what === what)?.detail;

describe('mercia doctor', () => {
  it('says what the server says of itself, how a copy stands, whether the encoding is right, and how quick it is', async () => {
    const told = await probe(title(Buffer.from('Médecine')), { testItem: '7', encoding: 'utf-8' });

    expect(told).toMatchObject({
      reachable: true,
      product: 'SIP 2.00.106 SirsiDynix Inc.',
      capabilities: ['LIVE_ITEMS'],
    });
    expect(detailOf(told, 'log in')).toContain(
      'everything but item information, item status update, patron enable, hold',
    );
    expect(detailOf(told, 'item information')).toMatch(/^7 is AVAILABLE/);
    expect(detailOf(told, 'encoding')).toContain('read well as utf-8');
    expect(detailOf(told, 'speed')).toMatch(/copies a second on 1 connections$/);
  });

  it.each([
    ['2026-01-05T09:17:00Z', false, 'shows the time of Europe/London'],
    ['2026-01-05T00:15:00Z', true, 'shows 09:15 on 2026-01-05 while it is 00:15 by timeZone: Europe/London'],
    // In summer: Koha's server shows UTC, and due dates of its own zone.
    ['2026-07-05T09:15:00Z', false, 'shows UTC'],
  ])('compares the clock of the server with the zone by which due dates are read: %s', async (at, warn, words) => {
    const status = STATUS.replace('20260105', at.slice(0, 10).replaceAll('-', ''));
    const told = await probe(
      (line, socket) => socket.write(signed(status, sequenceOf(line))),
      {},
      () => Date.parse(at),
    );

    const clock = told.steps.find(({ what }) => what === 'clock');
    expect(clock).toMatchObject({ ok: true, ...(warn && { warn }) });
    expect(clock?.detail).toContain(words);
  });

  it('names the protocol where the server does not say what it is, and no system that its dialect is called after', async () => {
    const status = STATUS.replace(/VN[^|]*\|/, '');
    const told = await probe((line, socket) => socket.write(signed(status, sequenceOf(line))), { dialect: 'koha' });

    expect(told.product).toBe('SIP2, dialect koha');
  });

  it('promises no queue at a server that does not send CF', async () => {
    const settings = { testItem: '7', encoding: 'utf-8', holdQueue: 'title' };
    const silent = await probe(title(Buffer.from('Médecine')), settings);
    const counting = await probe(title(Buffer.from('Médecine|CF0')), settings);

    expect([silent.capabilities, counting.capabilities]).toEqual([['LIVE_ITEMS'], ['LIVE_ITEMS', 'HOLD_QUEUE']]);
    expect(detailOf(silent, 'hold queue')).toContain('take holdQueue out of the settings');
  });

  it.each([
    ['utf-8', Buffer.from('Médecine', 'latin1')],
    ['cp850', Buffer.from('Médecine')],
    ['iso-8859-1', Buffer.from('Médecine')],
  ])('notices a title that is garbled when read as %s', async (encoding, name) => {
    const { steps } = await probe(title(name), { testItem: '7', encoding });
    expect(steps.find(({ what }) => what === 'encoding')).toMatchObject({ ok: false });
  });

  it('goes on at a server that does not know 99', async () => {
    const answer = title(Buffer.from('A title'));
    const told = await probe(
      (line, socket) => {
        if (line.startsWith('99')) socket.write('96\r');
        else answer(line, socket);
      },
      { testItem: '7' },
    );
    expect(told.reachable).toBe(true);
    expect(told.capabilities).toEqual(['LIVE_ITEMS']);
    expect(detailOf(told, 'encoding')).toContain('not proved');
  });

  it('says what to do about a test copy that the server does not know', async () => {
    const told = await probe(
      (line, socket) =>
        socket.write(signed(line.startsWith('99') ? STATUS : '1801000120260105    091502AB7|AJ|', sequenceOf(line))),
      { testItem: '7' },
    );
    expect(told.capabilities).toEqual([]);
    expect(detailOf(told, 'item information')).toContain('settings.testItem');
  });
});
