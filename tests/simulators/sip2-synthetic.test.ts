import { afterEach, describe, expect, test } from 'vitest';
import { createSip2Simulator, type DialectName, type Sip2Simulator } from '#simulators/sip2/index.ts';
import { dialects } from '#simulators/sip2/dialects/index.ts';
import { parseRequest } from '#simulators/sip2/requests.ts';
import { readMessage } from '#simulators/sip2/wire.ts';
import { addCopy, addFine, addPatron, checkOut, createSip2World, type Sip2World } from '#simulators/sip2/world.ts';
import { libraryOf } from '#simulators/sip2/world-library.ts';
import { sharedAvailable } from '#tests/support/shared.ts';
import { openLine } from '#tests/support/sip2-line.ts';
import { fieldsOf, readSynthetic } from './sip2-recordings.ts';

const DATE = '20260105    091501';
const [CARD, CHARGED, PLACED] = ['29999000000001', '30001000000017', '30001000000025'];
const PATRON = `63001${DATE}  Y       AODEMO|AA${CARD}|AC|AD1234|`;
const ITEM = (barcode: string) => `17${DATE}AODEMO|AB${barcode}|AC|`;

/** What is asked of which dialect to get an answer of the same make as the synthetic one. */
const PRODUCED: readonly (readonly [what: RegExp, dialect: DialectName, request: string])[] = [
  [/^ACS status, SirsiDynix style/u, 'symphony', '9900802.00'],
  [/^ACS status, limited BX/u, 'generic', '9900802.00'],
  [/^Login ok/u, 'generic', '9300CNterminal|COterminal-password|'],
  [/^Login refused/u, 'generic', '9300CNterminal|COwrong|'],
  [/generic, two loans/u, 'generic', PATRON],
  [/Sierra style \(zone/u, 'sierra', PATRON],
  [/Sierra style, wrong PIN/u, 'sierra', PATRON.replace('AD1234', 'AD9999')],
  [/Evergreen style/u, 'evergreen', PATRON.replace('AD1234|', 'AD|')],
  [/Polaris style/u, 'polaris', PATRON],
  [/Horizon \/ TLC style/u, 'horizon', PATRON],
  [/Symphony style/u, 'symphony', PATRON.replace('AD1234', 'AD')],
  [/unknown card/u, 'generic', PATRON.replace(CARD, '1112')],
  [/^Item information, charged/u, 'generic', ITEM(CHARGED)],
  [/^Item information, available/u, 'generic', ITEM(PLACED)],
  [/^Item information, unknown/u, 'generic', ITEM('nosuch')],
  [/^Renew ok/u, 'generic', `29NN${DATE}${' '.repeat(18)}AODEMO|AA${CARD}|AD1234|AB${CHARGED}|`],
  [/^Renew refused/u, 'generic', `29NN${DATE}${' '.repeat(18)}AODEMO|AA${CARD}|AD1234|AB${PLACED}|`],
  [/^Renew all response/u, 'sierra', `65${DATE}AODEMO|AA${CARD}|AD1234|`],
  [/^Hold response/u, 'generic', `15+${DATE}BW20260205    235900|BSDEMO2|BY2|AODEMO|AA${CARD}|AD1234|AB${CHARGED}|`],
  [/^Resend asked by server/u, 'generic', '55'],
];

let simulator: Sip2Simulator | null = null;
afterEach(async () => {
  await simulator?.close();
  simulator = null;
});

describe.skipIf(!sharedAvailable)('synthetic messages', () => {
  const messages = sharedAvailable ? readSynthetic() : [];

  test.each(messages.filter(({ direction }) => direction === 'request'))('$what is read', ({ wire }) => {
    const received = readMessage(Buffer.from(wire.slice(0, -1), 'latin1'), 'cp850');
    expect(received?.checksum).toBe('ok');
    expect(received === null ? null : parseRequest(received, dialects.generic.strictness)).not.toBeNull();
  });

  test.each(messages.filter(({ direction }) => direction === 'response'))(
    '$what is what a dialect says',
    async ({ what, wire }) => {
      const received = readMessage(Buffer.from(wire.slice(0, -1), 'latin1'), 'cp850');
      expect(received?.checksum).toBe(what.includes('AZ0000') ? 'wrong' : 'ok');
      const [, dialect, request] = PRODUCED.find(([described]) => described.test(what)) ?? [];
      if (dialect === undefined || request === undefined) throw new Error(`nothing is asked for "${what}"`);

      const answer = await ask(dialect, request);

      expect(answer.slice(0, 2)).toBe(wire.slice(0, 2));
      const names = [...fieldsOf(wire).keys()];
      const ours = [...fieldsOf(answer).keys()];
      expect(ours.filter((name) => names.includes(name))).toEqual(names);
    },
  );
});

async function ask(dialect: DialectName, request: string): Promise<string> {
  simulator = await createSip2Simulator({ library: libraryOf(createWorld(dialect)), dialect, login: 'none' });
  const line = await openLine(simulator.port);
  const answer = await line.exchange(`${request}\r`);
  line.close();
  return answer?.toString('latin1') ?? '';
}

function createWorld(dialect: DialectName): Sip2World {
  const world = createSip2World({ now: () => Date.UTC(2026, 0, 5, 9, 15, 1) });
  // A blocked reader where the synthetic one is.
  addPatron(world, { card: CARD, ...(dialect === 'symphony' ? { barred: true } : {}) });
  for (const barcode of [CHARGED, PLACED]) addCopy(world, { barcode });
  checkOut(world, { barcode: CHARGED, card: CARD });
  if (dialect === 'sierra') {
    checkOut(world, { barcode: PLACED, card: CARD });
    const loan = world.loans.get(PLACED);
    if (loan !== undefined) loan.renewals = world.rules.renewals;
  }
  addFine(world, CARD, 5, 'Overdue');
  return world;
}
