import { describe, expect, it } from 'vitest';
import { createTextCodec, decode } from '../../protocols/sip2/message.ts';
import { accountDialectOf } from './dialects.ts';
import { readPatronAnswer, type PatronAnswer } from './patron-answer.ts';
import { createPinCheck } from './pin-check.ts';

const { signal } = new AbortController();
const text = createTextCodec('utf-8');
const HOUR_MS = 3_600_000;
const FIXED = `64${' '.repeat(14)}00120260105    091501000000000000000000000000`;

/** As a server answers about the test card: `63 unknown patron` of a Koha, a PIN that was refused, and one that was accepted. */
const UNKNOWN = 'AO|AA79000001|AE|BLN|AFInvalid cardnumber|';
const REFUSED = 'AO|AA79000001|AETest Cardholder|BLY|CQN|';
const ACCEPTED = 'AO|AA79000001|AETest Cardholder|BLY|CQY|';
const SILENT = 'AO|AA79000001|AETest Cardholder|BLY|';

function answerOf(fields: string): PatronAnswer {
  const message = decode(Buffer.from(`${FIXED}${fields}`), { text, separator: '|' });
  if (message === null) throw new Error('this is no message');
  return readPatronAnswer(message, accountDialectOf('koha'));
}

/** `answers` are given in turn, the last one again and again. */
function start(answers: readonly string[]) {
  const state = { clock: 0, pins: [] as string[] };
  const left = [...answers];
  const check = createPinCheck({
    system: 'hill',
    testCard: () => ({ card: '79000001', pin: '1234' }),
    withPin(_card, pin) {
      state.pins.push(pin);
      return Promise.resolve(answerOf((left.length > 1 ? left.shift() : left[0]) ?? ''));
    },
    now: () => state.clock,
  });
  return { state, check };
}

describe('the check of PINs', () => {
  it('blames the test card where the server does not know it, and shows it no second PIN', async () => {
    const { state, check } = start([UNKNOWN]);

    expect(await check.verdict(signal)).toBe('NO_TEST_CARD');
    expect(state.pins).toEqual(['6789']);
  });

  it.each([
    ['does not say anything of a wrong PIN of a card that it knows', SILENT],
    ['accepts a wrong PIN', ACCEPTED],
    ['accepts a PIN of a card that it does not know', `${UNKNOWN}CQY|`],
  ])('blames the server that %s', async (_, answer) => {
    expect(await start([answer]).check.verdict(signal)).toBe('IGNORES');
  });

  it('forgets after a while that a server did not say, and looks again', async () => {
    const { state, check } = start([SILENT, REFUSED, ACCEPTED]);
    await check.verdict(signal);
    expect(check.known()).toBe('IGNORES');

    state.clock += HOUR_MS / 4;

    expect(check.known()).toBeNull();
    expect(await check.verdict(signal)).toBe('CHECKS');
    expect(check.known()).toBe('CHECKS');
  });

  it('asks once a day where PINs are checked', async () => {
    const { state, check } = start([REFUSED, ACCEPTED, REFUSED, ACCEPTED]);
    await check.verdict(signal);
    state.clock += 23 * HOUR_MS;
    await check.verdict(signal);
    expect(state.pins).toHaveLength(2);

    state.clock += HOUR_MS;

    expect(await check.verdict(signal)).toBe('CHECKS');
    expect(state.pins).toHaveLength(4);
  });
});
