/**
 * The adapter against accounts recorded from real Symphony servers, served as they were: what it tells of each in one
 * line, so that a change shows. Skipped without them.
 */
import { readFileSync } from 'node:fs';
import type { LmsAdapter } from '#contract/adapter.ts';
import type { AccountFacts } from '#domain/accounts.ts';
import { createTestAdapter } from '#tests/conformance/symphony-config.ts';
import { sharedAvailable, sharedPath } from '#tests/support/shared.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { createScriptedSymphony, policyRows } from './scripted-symphony.ts';
import type { Asked, Said } from '../scripted-server.ts';

/** Days after most of the accounts were recorded. */
const NOW = Date.parse('2019-07-20T12:00:00Z');
const signal = new AbortController().signal;
const open: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

function json(name: string): unknown {
  return JSON.parse(readFileSync(sharedPath('recordings', 'symphony', ...name.split('/')), 'utf8'));
}

async function over(script: (asked: Asked) => Said | undefined): Promise<LmsAdapter> {
  const server = await createScriptedSymphony((asked) => {
    if (asked.path === '/symws/user/staff/login') return { body: { sessionToken: 'a token' } };
    const list = /^\/symws\/policy\/(\w+)\/simpleQuery$/.exec(asked.path)?.[1];
    return list === undefined ? script(asked) : { body: policyRows(list) };
  });
  const adapter = createTestAdapter(server.address, {
    login: true,
    now: () => NOW,
    settings: { patrons: { access: 'write' } },
  });
  open.push(
    () => server.close(),
    () => adapter.close(),
  );
  return adapter;
}

async function accountOf(name: string): Promise<AccountFacts> {
  const body = json(name) as { readonly key: string };
  const adapter = await over(({ path }) => (path === `/symws/user/patron/key/${body.key}` ? { body } : undefined));
  const facts = await adapter.patrons?.account(body.key, signal);
  if (facts === null || facts === undefined) throw new Error(`${name}: no account`);
  return facts;
}

/** How many of each word. */
function tally(words: readonly string[] | undefined): string {
  return [...Map.groupBy(words ?? [], (word) => word)]
    .map(([word, all]) => `${all.length} ${word}`)
    .toSorted()
    .join(', ');
}

function summary({ category, homeSite, expiresOn, loans, holds, charges, blocks }: AccountFacts) {
  return {
    reader: [category, homeSite, expiresOn].join(' '),
    loans: loans === null ? null : tally(loans.map(({ renewable }) => renewable?.refusal?.code ?? 'may be renewable')),
    overdue: loans?.filter(({ overdue }) => overdue === true).length ?? null,
    holds: holds === null ? null : tally(holds.map(({ status }) => status)),
    charges: charges === null ? null : tally(charges.map(({ amount, reason }) => `${reason ?? ''} ${amount.amount}`)),
    blocks: blocks?.map(({ code }) => code) ?? null,
  };
}

const NOT_ASKED = { loans: null, overdue: null, holds: null, charges: null };

/** File → what is told. A list that was not asked for when the body was recorded is not known. */
const ACCOUNTS: Readonly<Record<string, ReturnType<typeof summary>>> = {
  'psu-myaccount/patron-checkouts.json': {
    ...NOT_ASKED,
    reader: 'FACULTY ALTOONA ',
    loans: '1 RECALLED, 1 may be renewable',
    overdue: 2,
    blocks: [],
  },
  'psu-myaccount/patron-holds-blocks-checkouts.json': {
    ...NOT_ASKED,
    reader: 'FACULTY ALTOONA ',
    holds: '1 READY, 4 QUEUED',
    blocks: [],
  },
  'stanford-mylibrary/patron-checkouts-holds-block.json': {
    reader: 'REU SUL ',
    loans: '1 RECALLED, 1 may be renewable, 4 LIMIT_REACHED, 7 TOO_SOON',
    overdue: 5,
    holds: '1 QUEUED, 2 READY',
    charges: '1 DAMAGED 7.00',
    blocks: [],
  },
  'stanford-mylibrary/patron-empty.json': {
    reader: 'RED SUL ',
    loans: '',
    overdue: 0,
    holds: '',
    charges: '',
    blocks: [],
  },
  'stanford-mylibrary/patron-group-proxy.json': {
    reader: 'CNF SUL ',
    loans: '3 TOO_SOON',
    overdue: 0,
    holds: '1 QUEUED',
    charges: '1 DAMAGED 20.00, 1 DAMAGED 300.00, 1 LOSTKEY 10.00',
    blocks: ['OTHER'],
  },
  'stanford-mylibrary/patron-group-sponsor-members.json': {
    reader: 'CNF SUL ',
    loans: '1 LIMIT_REACHED, 1 may be renewable, 9 TOO_SOON',
    overdue: 1,
    holds: '1 READY, 6 QUEUED',
    charges: '1 DAMAGED 4.00, 2 OVERDUE 4.50',
    blocks: [],
  },
  'stanford-mylibrary/patron-overdue-holds-blocks.json': {
    reader: 'RED SUL ',
    loans: '1 RECALLED, 1 SEE_STAFF, 2 may be renewable',
    overdue: 4,
    holds: '2 READY, 3 QUEUED',
    charges: '1 LOST 75.00, 1 OVERDUE 5.00, 1 PROCESSFEE 5.00',
    blocks: [],
  },
};

describe.skipIf(!sharedAvailable)('recorded accounts', () => {
  it.each(Object.entries(ACCOUNTS))('%s', async (name, expected) => {
    expect(summary(await accountOf(name))).toEqual(expected);
  });

  it('name what is on loan, until when, and how often it was renewed', async () => {
    const { loans } = await accountOf('psu-myaccount/patron-checkouts.json');

    expect(loans?.[0]).toMatchObject({
      item: 'symphony-t:item:2145643:000046809414',
      recordLocalId: '2145643',
      title: 'The labor situation in the Las Mercedes free trade zone in Managua, Nicaragua',
      loanedAt: '2007-07-03T10:34:00-04:00',
      due: { on: '2020-05-07', at: null },
      overdue: true,
      renewals: 69,
    });
  });

  it('hold no name, no card and nothing of the group', async () => {
    for (const name of Object.keys(ACCOUNTS)) {
      expect(JSON.stringify(await accountOf(name))).not.toMatch(/EXAMPLE|29999000000001|FirstProxy|Example Street/);
    }
  });
});

describe.skipIf(!sharedAvailable)('recorded writes', () => {
  const patron = { resource: '/user/patron', key: '900002' };
  /** A recorded loan, as if it were of this copy and reader, and might be renewed at any time. */
  function loanOf(key: string, item: object): Said {
    const loan = json('stanford-mylibrary/circRecord.json') as { readonly fields: object };
    return { body: { ...loan, key, fields: { ...loan.fields, patron, item, circulationRule: null } } };
  }

  it('that renewed a loan tell when it is due now', async () => {
    const key = '2145643:5:1:1';
    const item = { resource: '/catalog/item', key: '2145643:5:1' };
    const adapter = await over(({ path }) => {
      if (path === '/symws/circulation/circRecord/renew') return { body: json('psu-myaccount/renew-success.json') };
      if (!path.endsWith(`/circRecord/key/${key}`)) return undefined;
      return loanOf(key, item);
    });

    expect(await adapter.writes?.renew?.('900002', key, signal)).toMatchObject({
      outcome: 'DONE',
      done: { due: { on: '2020-08-13', at: null }, renewals: 70 },
    });
  });

  it('that crashed leave open what was done', async () => {
    const key = '3591032:1:1:1';
    const item = { resource: '/catalog/item', key: '3591032:1:1' };
    const adapter = await over(({ path }) =>
      path === '/symws/circulation/circRecord/renew'
        ? { status: 500, body: json('psu-myaccount/renew-error-500-unhandledException.json') }
        : loanOf(key, item),
    );

    await expect(adapter.writes?.renew?.('900002', key, signal)).rejects.toMatchObject({
      code: 'LMS_BAD_RESPONSE',
      notSent: false,
    });
  });

  it.each([
    ['psu-myaccount/placeHold-success.json', 200, { outcome: 'DONE', done: { localId: '3912343', status: 'QUEUED' } }],
    ['psu-myaccount/error-hold-duplicate-722.json', 500, { outcome: 'REFUSED', refusal: { code: 'ALREADY_DONE' } }],
  ])('of a hold: %s', async (name, status, expected) => {
    const standing = { resource: '/policy/patronStanding', key: 'OK' };
    const adapter = await over(({ path }) => {
      if (path.endsWith('/holdRecord/placeHold')) return { status, body: json(name) };
      if (path.endsWith('/holdRecord/key/3912343')) return { body: json('psu-myaccount/holdRecord-3912343.json') };
      const library = { resource: '/policy/library', key: 'UP-PAT' };
      return { body: { resource: '/user/patron', key: '900001', fields: { standing, library } } };
    });
    const wanted = { itemLocalId: null, enumeration: null, pickup: null, neededBy: null };

    expect(await adapter.writes?.placeHold?.('900001', { ...wanted, recordLocalId: '26474837' }, signal)).toMatchObject(
      expected,
    );
  });

  it('of a hold that is cancelled say so before it is asked', async () => {
    const adapter = await over(({ path }) =>
      path.endsWith('/key/3912325') ? { body: json('psu-myaccount/holdRecord-cancelled.json') } : undefined,
    );

    expect(await adapter.writes?.cancelHold?.('900001', '3912325', signal)).toMatchObject({
      outcome: 'REFUSED',
      refusal: { code: 'ALREADY_DONE' },
    });
  });
});
