/** Accounts and writes against a server that says what real ones are known to say, and counts what it is asked. */
import type { LmsAdapter } from '#contract/adapter.ts';
import type { WantedHold } from '#domain/accounts.ts';
import { createTestAdapter, SYSTEM } from '#tests/conformance/symphony-config.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { createScriptedSymphony, policyRows, refusal } from './scripted-symphony.ts';
import type { Asked, Said, ScriptedServer } from '../scripted-server.ts';

const LOGIN = '/symws/user/staff/login';
const PIN = '/symws/user/patron/authenticate';
const RENEW = '/symws/circulation/circRecord/renew';
const PLACE = '/symws/circulation/holdRecord/placeHold';
const CANCEL = '/symws/circulation/holdRecord/cancelHold';
const LOAN = '/symws/circulation/circRecord/key/476022:46:1:1';
const HOLD = '/symws/circulation/holdRecord/key/3912343';
const PATRON = '/symws/user/patron/key/821000';
const ACCOUNT = '821000';
const signal = new AbortController().signal;
const open: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

const patron = { resource: '/user/patron', key: ACCOUNT };
const bib = { resource: '/catalog/bib', key: '476022', fields: { title: 'National review' } };
const loan = (fields: object = {}) => ({
  resource: '/circulation/circRecord',
  key: '476022:46:1:1',
  fields: {
    patron,
    status: 'ACTIVE',
    dueDate: '2026-12-01T23:59:00+00:00',
    unseenRenewalsRemaining: 2,
    item: { resource: '/catalog/item', key: '476022:46:1', fields: { barcode: '300', bib, holdRecordList: [] } },
    ...fields,
  },
});
const hold = (fields: object = {}) => ({
  resource: '/circulation/holdRecord',
  key: '3912343',
  fields: { patron, status: 'PLACED', holdType: 'TITLE', queuePosition: 1, bib, ...fields },
});
const reader = {
  ...patron,
  fields: {
    barcode: '2999',
    library: { resource: '/policy/library', key: 'BEECH' },
    standing: { resource: '/policy/patronStanding', key: 'OK' },
    privilegeExpiresDate: null,
  },
};
const WANTED: WantedHold = {
  recordLocalId: '476022',
  itemLocalId: null,
  enumeration: null,
  pickup: null,
  neededBy: null,
};

/** What a quiet server says of one reader; the script comes first. */
const QUIET: Readonly<Record<string, unknown>> = {
  [LOGIN]: { sessionToken: 'a token' },
  [LOAN]: loan(),
  [HOLD]: hold(),
  [PATRON]: reader,
  [RENEW]: { circRecord: loan({ dueDate: '2026-12-22T23:59:00+00:00' }) },
  [PLACE]: { holdFee: null, holdRecord: hold() },
  [CANCEL]: {},
};

async function over(
  script: (asked: Asked, times: number) => Said | undefined,
  patrons: Readonly<Record<string, unknown>> = {},
): Promise<{ readonly adapter: LmsAdapter; readonly server: ScriptedServer }> {
  const times = new Map<string, number>();
  const server = await createScriptedSymphony((asked) => {
    const count = (times.get(asked.path) ?? 0) + 1;
    times.set(asked.path, count);
    const said = script(asked, count);
    if (said !== undefined) return said;
    const list = /^\/symws\/policy\/(\w+)\/simpleQuery$/.exec(asked.path)?.[1];
    if (list !== undefined) return { body: policyRows(list) };
    const body = QUIET[asked.path];
    return body === undefined ? undefined : { body };
  });
  const adapter = createTestAdapter(server.address, {
    login: true,
    settings: { patrons: { access: 'write', ...patrons } },
  });
  open.push(
    () => server.close(),
    () => adapter.close(),
  );
  return { adapter, server };
}

const countOf = (server: ScriptedServer, path: string) => server.asked.filter((one) => one.path === path).length;
const sentTo = (server: ScriptedServer, path: string): unknown =>
  JSON.parse(server.asked.find((one) => one.path === path)?.body ?? 'null');
const renew = (adapter: LmsAdapter) => adapter.writes?.renew?.(ACCOUNT, '476022:46:1:1', signal);
const place = (adapter: LmsAdapter, more: Partial<WantedHold> = {}) =>
  adapter.writes?.placeHold?.(ACCOUNT, { ...WANTED, ...more }, signal);
const cancel = (adapter: LmsAdapter) => adapter.writes?.cancelHold?.(ACCOUNT, '3912343', signal);

describe('a card and a PIN', () => {
  it.each(['unableToAuthenticate', 'unableToLogin'])(
    'that do not fit are tried once, and cost no new log-in: %s',
    async (code) => {
      const { adapter, server } = await over(({ path }) => (path === PIN ? refusal(401, code) : undefined));

      expect(await adapter.patrons?.verify?.('2999', 'wrong', signal)).toBeNull();
      expect([countOf(server, PIN), countOf(server, LOGIN)]).toEqual([1, 1]);
    },
  );

  it('are tried again with a new session where the old one had ended', async () => {
    const { adapter, server } = await over(({ path }, times) => {
      if (path !== PIN) return undefined;
      return times === 1 ? refusal(401, 'sessionTimedOut') : { body: { name: 'Doe, J', patronKey: ACCOUNT } };
    });

    expect(await adapter.patrons?.verify?.('2999', 'right', signal)).toEqual({ account: ACCOUNT, homeSite: 'BEECH' });
    expect([countOf(server, PIN), countOf(server, LOGIN)]).toEqual([2, 2]);
  });

  it.each([
    ['a 401 that does not say what it is', { status: 401, body: '<html><body>401</body></html>' }],
    ['an answer without a patron', { body: { name: 'Doe, J' } }],
    ['a crash', refusal(500, 'unhandledException')],
  ])('are tried once when the answer is %s', async (_what, said) => {
    const { adapter, server } = await over(({ path }) => (path === PIN ? said : undefined));

    await expect(adapter.patrons?.verify?.('2999', 'right', signal)).rejects.toMatchObject({ system: SYSTEM });
    expect(countOf(server, PIN)).toBe(1);
  });
});

describe('an account', () => {
  it('is one call, with no star in it, and says nothing of whom it is about when it cannot be read', async () => {
    const { adapter, server } = await over(({ path }) =>
      path === PATRON
        ? { body: { ...reader, fields: { blockList: [{ key: '821000:1', amount: 'Doe, J' }] } } }
        : undefined,
    );

    const error = await adapter.patrons?.account(ACCOUNT, signal).catch((reason: unknown) => reason);

    expect(error).toMatchObject({ code: 'LMS_BAD_RESPONSE' });
    expect(String(error)).not.toMatch(/821000|Doe/);
    const asked = server.asked.filter(({ path }) => path === PATRON);
    expect(asked).toHaveLength(1);
    expect(asked[0]?.query.get('includeFields')).not.toContain('*');
  });

  it('tells a list that did not come as not known, and an empty one as empty', async () => {
    const { adapter } = await over(({ path }) =>
      path === PATRON ? { body: { ...reader, fields: { ...reader.fields, blockList: [] } } } : undefined,
    );

    expect(await adapter.patrons?.account(ACCOUNT, signal)).toMatchObject({ loans: null, holds: null, charges: [] });
  });

  it('is told without the names of places where the lists of codes do not come', async () => {
    const { adapter } = await over(({ path }) => {
      if (path.includes('/policy/')) return { status: 500, body: 'no' };
      return path === PATRON ? { body: { ...reader, fields: { holdRecordList: [hold()] } } } : undefined;
    });

    expect(await adapter.patrons?.account(ACCOUNT, signal)).toMatchObject({ holds: [{ status: 'QUEUED' }] });
  });

  it('whose answer is another patron’s is shown to nobody', async () => {
    const { adapter } = await over(({ path }) =>
      path === PATRON ? { body: { ...reader, key: '821001' } } : undefined,
    );

    await expect(adapter.patrons?.account(ACCOUNT, signal)).rejects.toMatchObject({ code: 'LMS_BAD_RESPONSE' });
  });

  it('of another patron is not what a card is linked to, whatever the server answers', async () => {
    const { adapter } = await over(({ path }) => {
      if (path === PIN) return { body: { name: 'Doe, J', patronKey: ACCOUNT } };
      return path === PATRON ? { body: { ...reader, key: '821001' } } : undefined;
    });

    await expect(adapter.patrons?.verify?.('2999', 'right', signal)).rejects.toMatchObject({
      code: 'LMS_BAD_RESPONSE',
    });
  });

  it('of a key that is no number is asked for nowhere', async () => {
    const { adapter, server } = await over(() => undefined);

    expect(await adapter.patrons?.account('821000?includeFields=*', signal)).toBeNull();
    expect(await adapter.patrons?.account('../staff/key/1', signal)).toBeNull();
    expect(server.asked.filter(({ path }) => path.includes('/user/'))).toEqual([]);
  });

  it.each([
    ['the site has said so', { holdsOfCopies: false }, { renewable: true }],
    ['nobody wants to know what can be renewed', {}, { renewable: false }],
  ])('does not ask for the holds on copies where %s', async (_what, settings, wanted) => {
    const { adapter, server } = await over(() => undefined, settings);

    await adapter.patrons?.account(ACCOUNT, signal, wanted);

    const fields = server.asked.find(({ path }) => path === PATRON)?.query.get('includeFields');
    expect(fields?.match(/holdRecordList/g)).toHaveLength(1);
  });
});

describe('a write', () => {
  it('is repeated once where the session had ended, because it was not done', async () => {
    const { adapter, server } = await over(({ path }, times) =>
      path === RENEW && times === 1 ? refusal(401, 'sessionTimedOut') : undefined,
    );

    expect(await renew(adapter)).toMatchObject({ outcome: 'DONE', done: { due: { on: '2026-12-22', at: null } } });
    expect(countOf(server, RENEW)).toBe(2);
  });

  it('is repeated while the record is in use, because it was not done', async () => {
    const { adapter, server } = await over(({ path }, times) =>
      path === RENEW && times === 1 ? refusal(500, 'hatErrorResponse.116') : undefined,
    );

    expect(await renew(adapter)).toMatchObject({ outcome: 'DONE' });
    expect(countOf(server, RENEW)).toBe(2);
  });

  it.each([
    ['a crash', refusal(500, 'unhandledException')],
    ['a page', { status: 500, body: '<html><body>500</body></html>' }],
    ['an answer without a loan', { body: { finesAndFeesAssessed: null } }],
  ])('that ends with %s is sent once, and nobody says whether it was done', async (_what, said) => {
    const { adapter, server } = await over(({ path }) => (path === RENEW ? said : undefined));

    await expect(renew(adapter)).rejects.toMatchObject({ code: 'LMS_BAD_RESPONSE', notSent: false });
    expect(countOf(server, RENEW)).toBe(1);
  });

  it.each([
    ['looked at', LOAN],
    ['allowed', LOGIN],
  ])('that could not even be %s says that it was not sent', async (_what, path) => {
    const { adapter, server } = await over((asked) =>
      asked.path === path ? { status: 503, body: 'out of service' } : undefined,
    );

    await expect(renew(adapter)).rejects.toMatchObject({ code: 'LMS_UNAVAILABLE', notSent: true });
    expect(countOf(server, RENEW)).toBe(0);
  });

  it('that only staff could override is refused with the reason, and never overridden', async () => {
    const prompt = { promptRequired: true, dataMap: { promptType: 'CIRC_HOLDS_OVRCD' } };
    const { adapter, server } = await over(({ path }) =>
      path === RENEW
        ? { status: 500, body: { messageList: [{ code: 'hatErrorResponse.9', message: 'x' }], ...prompt } }
        : undefined,
    );

    expect(await renew(adapter)).toMatchObject({
      outcome: 'REFUSED',
      refusal: { code: 'ON_HOLD_FOR_OTHER', sourceCode: 'hatErrorResponse.9' },
    });
    expect(server.asked.filter(({ headers }) => headers['sd-prompt-return'] !== undefined)).toEqual([]);
  });

  it('that the staff account may not do at all is an error of the credentials', async () => {
    const { adapter } = await over(({ path }) => (path === RENEW ? refusal(403, 'permissionDenied') : undefined));

    await expect(renew(adapter)).rejects.toMatchObject({ code: 'LMS_AUTH_FAILED' });
  });

  it.each<readonly [string, object]>([
    ['is by now of somebody else', { patron: { resource: '/user/patron', key: '82100' } }],
    ['has been brought back', { status: 'INACTIVE' }],
  ])('is not sent for a loan that %s', async (_what, fields) => {
    const { adapter, server } = await over(({ path }) => (path === LOAN ? { body: loan(fields) } : undefined));

    expect(await renew(adapter)).toMatchObject({ outcome: 'REFUSED', refusal: { code: 'NOT_FOUND' } });
    expect(countOf(server, RENEW)).toBe(0);
  });

  it('is not sent where the answer is another loan, even of the same reader', async () => {
    const { adapter, server } = await over(({ path }) =>
      path === LOAN ? { body: { ...loan(), key: '476022:46:2:1' } } : undefined,
    );

    await expect(renew(adapter)).rejects.toMatchObject({ code: 'LMS_BAD_RESPONSE', notSent: true });
    expect(countOf(server, RENEW)).toBe(0);
  });

  it('is unknown where the answer to it is about another loan', async () => {
    const { adapter } = await over(({ path }) =>
      path === RENEW ? { body: { circRecord: { ...loan(), key: '476022:46:2:1' } } } : undefined,
    );

    await expect(renew(adapter)).rejects.toMatchObject({ code: 'LMS_BAD_RESPONSE', notSent: false });
  });

  it('is not sent as staff where readers may not: the last renewal is theirs', async () => {
    const { adapter, server } = await over(({ path }) =>
      path === LOAN ? { body: loan({ unseenRenewalsRemaining: 0 }) } : undefined,
    );

    expect(await renew(adapter)).toMatchObject({ outcome: 'REFUSED', refusal: { code: 'LIMIT_REACHED' } });
    expect(countOf(server, RENEW)).toBe(0);
  });
});

describe('a hold', () => {
  it("is placed at the reader's own library, for them to collect there", async () => {
    const { adapter, server } = await over(() => undefined);

    expect(await place(adapter, { neededBy: '2027-01-31' })).toMatchObject({
      outcome: 'DONE',
      done: { localId: '3912343', status: 'QUEUED' },
    });
    expect(sentTo(server, PLACE)).toEqual({
      patron,
      pickupLibrary: { resource: '/policy/library', key: 'BEECH' },
      holdRange: 'SYSTEM',
      holdType: 'TITLE',
      bib: { resource: '/catalog/bib', key: '476022' },
      fillByDate: '2027-01-31',
    });
    expect(server.asked.find(({ path }) => path === PLACE)?.headers['sd-working-libraryid']).toBe('BEECH');
  });

  it('is not asked for where nobody has said what the standing of the reader means', async () => {
    const standing = { resource: '/policy/patronStanding', key: 'STAFFHELP' };
    const { adapter, server } = await over(({ path }) =>
      path === PATRON ? { body: { ...reader, fields: { ...reader.fields, standing } } } : undefined,
    );

    expect(await place(adapter)).toMatchObject({ outcome: 'REFUSED', refusal: { code: 'NOT_SUPPORTED' } });
    expect(countOf(server, PLACE)).toBe(0);
  });

  it('on a copy is asked for by its number, elsewhere where the reader wants it', async () => {
    const { adapter, server } = await over(() => undefined);

    await place(adapter, { itemLocalId: '476022:30001000000017', pickup: 'ASH-MAIN' });

    expect(sentTo(server, PLACE)).toMatchObject({
      holdType: 'COPY',
      itemBarcode: '30001000000017',
      pickupLibrary: { key: 'ASH-MAIN' },
    });
  });

  it('is asked for on no copy that is another than was asked for', async () => {
    const { adapter, server } = await over(({ path }) =>
      path === '/symws/catalog/item/key/476022:46:1'
        ? { body: { resource: '/catalog/item', key: '476022:46:2', fields: { barcode: '301' } } }
        : undefined,
    );

    await expect(place(adapter, { itemLocalId: '476022:46:1' })).rejects.toMatchObject({
      code: 'LMS_BAD_RESPONSE',
      notSent: true,
    });
    expect(countOf(server, PLACE)).toBe(0);
  });

  it('is not cancelled where the answer is another hold, even of the same reader', async () => {
    const { adapter, server } = await over(({ path }) =>
      path === HOLD ? { body: { ...hold(), key: '3912344' } } : undefined,
    );

    await expect(cancel(adapter)).rejects.toMatchObject({ code: 'LMS_BAD_RESPONSE', notSent: true });
    expect(countOf(server, CANCEL)).toBe(0);
  });

  it('of somebody else is shown to nobody, and whether it was placed is unknown', async () => {
    const other = { resource: '/user/patron', key: '821001' };
    const { adapter } = await over(({ path }) =>
      path === PLACE ? { body: { holdRecord: hold({ patron: other }) } } : undefined,
    );

    await expect(place(adapter)).rejects.toMatchObject({ code: 'LMS_BAD_RESPONSE', notSent: false });
  });

  it('is looked at where only its key came back', async () => {
    const key = { resource: '/circulation/holdRecord', key: '3912343' };
    const { adapter } = await over(({ path }) => (path === PLACE ? { body: { holdRecord: key } } : undefined));

    expect(await place(adapter)).toMatchObject({
      outcome: 'DONE',
      done: { status: 'QUEUED', title: 'National review' },
    });
  });

  it('is done, and told without more, where it cannot be looked at', async () => {
    const key = { resource: '/circulation/holdRecord', key: '3912343' };
    const { adapter } = await over(({ path }) => {
      if (path === HOLD) return { status: 503, body: 'no' };
      return path === PLACE ? { body: { holdRecord: key } } : undefined;
    });

    expect(await place(adapter)).toEqual({ outcome: 'DONE', done: null });
  });

  it.each([200, 204])('is cancelled where the answer is HTTP %i and empty', async (status) => {
    const { adapter } = await over(({ path }) => (path === CANCEL ? { status, body: '' } : undefined));

    expect(await cancel(adapter)).toMatchObject({
      outcome: 'DONE',
      done: { status: 'CANCELLED', queuePosition: null },
    });
  });

  it.each(['CANCELLED', 'EXPIRED'])('that is %s already is not cancelled again', async (status) => {
    const { adapter, server } = await over(({ path }) => (path === HOLD ? { body: hold({ status }) } : undefined));

    expect(await cancel(adapter)).toMatchObject({ outcome: 'REFUSED', refusal: { code: 'ALREADY_DONE' } });
    expect(countOf(server, CANCEL)).toBe(0);
  });
});

it('has nothing to do with patrons where the region file does not say so, and wants staff where it does', () => {
  const without = createTestAdapter('http://127.0.0.1:1', { login: true });

  expect([without.patrons, without.writes]).toEqual([undefined, undefined]);
  expect(without.capabilities).not.toContain('PATRON_ACCOUNT');
  const reading = createTestAdapter('http://127.0.0.1:1', { login: true, settings: { patrons: { access: 'read' } } });
  expect([reading.patrons !== undefined, reading.writes, reading.capabilities.includes('RENEW')]).toEqual([
    true,
    undefined,
    false,
  ]);
  expect(() =>
    createTestAdapter('http://127.0.0.1:1', { login: false, settings: { patrons: { access: 'read' } } }),
  ).toThrow(/settings\.patrons\.access: only a staff account/);
});
