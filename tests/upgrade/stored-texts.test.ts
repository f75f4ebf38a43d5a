/**
 * What 0.1.0 gave away or stored under the secrets of a region, text by text: a key of a program signs in, ids, links and pseudonyms lead where
 * they led, and the keys of adapter servers are accepted. Made by the code of that release; these texts are never changed.
 */
import { deriveSubjectKeys, toSubjects } from '#gateway/identity/subject.ts';
import type { AccountLocalId } from '#domain/accounts.ts';
import type { SystemId } from '#domain/ids.ts';
import { deriveCallerKey, deriveKey, deriveServerContextKey, deriveServerReaderKey } from '#platform/derived-key.ts';
import { createKeyLookup } from '#platform/key-lookup.ts';
import { createReaderTokens, openAccountToken } from '#platform/reader-token.ts';
import { createSealedIds } from '#subgraphs/circulation/accounts/sealed-ids.ts';
import { createPatronKeys } from '#subgraphs/patrons/patron-keys.ts';
import { expect, it } from 'vitest';

const CONTEXT = 'the context secret of a region of the first release';
const PATRON = 'the patron secret of a region of the first release';
const KEY = `mk_0123456789ab_${'k'.repeat(43)}`;
const SERVER = 'http://adapters-vale:4011';
const ACCOUNT = { system: 'koha-a' as SystemId, account: '17' as AccountLocalId };

const KEY_HASH = 'ae75d7b2b79ad4a9b791fc157b74c7789fbe505f8783a08a3347a296c077e82d';
const LINK = 'KotY54zl0yRGCyEICgeBtmIRq3zssOgAmYuhVdJGcxfM4Z6YzRKUmjvJ1-Bk_yOlnDM';
const STORED = {
  account: 'koha-a:account:sSxr3s8Gv9MhR5NUUWzuFRiG98a-7486ay78rJCk',
  loan: 'koha-a:loan:1NzJbIDJmIxlPIkqhQ3fnx9N2NZ8HrefP5w-kBun4qKylI711m7d',
  hold: 'koha-a:hold:knU6O0s82DyfyeGsJwZgTuWiFC6T184m9V5oZDp7Bw0Ksyg_1BIW',
  linkName: 'xfqRCGZDHx7C-8TE1DxgA2mtYM97MKvRl3NOPDU2u_M',
  pseudonym: '7lBFKQl6cGFQ78gPbty72H-P',
  token: '1ONUmQ15p-Lnikn0pvi_NTvHimna8y5CXWD5j-Dr',
  email: 'mEgF0vVFeLHiOkeLIGt2D6WaP-JIjgOFTVIcpcfKIYo',
  contextKey: 'AeVBp359k2uJg4qssweVymGUwuYGlseJbPpP4us1NBQ',
  readerKey: 'ckTurtFx5thL8ZN44ajwq5uo6crkWXNQDrHAZ6j_vXI',
  callerKey: '4Q5_c11p2Ey7dvCZ1uPrTO2YbAybN00iWvq1K3VqHyU',
};

const ids = createSealedIds(PATRON);
const keys = createPatronKeys(PATRON, Date.now).current;
const readers = deriveKey(PATRON, 'readers');

it('is made as it was made', () => {
  const subjects = deriveSubjectKeys([PATRON]);
  const token = createReaderTokens(readers, ACCOUNT.system);

  expect({
    account: ids.account(ACCOUNT),
    loan: ids.loan({ ...ACCOUNT, localId: '42' }),
    hold: ids.hold({ ...ACCOUNT, localId: '43' }),
    linkName: keys.nameOf('account', STORED.account),
    pseudonym: subjects && toSubjects(subjects, 'https://id.example.org', 'ann').subject,
    token: token('account', ACCOUNT.account),
    email: token('email', 'ann@example.org'),
    contextKey: deriveServerContextKey(CONTEXT, SERVER),
    readerKey: deriveServerReaderKey(PATRON, SERVER),
    callerKey: deriveCallerKey(CONTEXT).toString('base64url'),
  }).toEqual(STORED);
});

it('is opened, where it is sealed', () => {
  expect(ids.openAccount(STORED.account)).toEqual(ACCOUNT);
  expect(ids.openLoan(STORED.loan)).toEqual({ ...ACCOUNT, localId: '42' });
  expect(ids.openHold(STORED.hold)).toEqual({ ...ACCOUNT, localId: '43' });
  expect(keys.links.open(LINK, 'its row')).toBe('what is kept of a link');
  expect(openAccountToken(readers, ACCOUNT.system, STORED.token)).toBe(ACCOUNT.account);
});

it('signs a program in', async () => {
  const kept = {
    id: '0123456789ab',
    hash: Buffer.from(KEY_HASH, 'hex'),
    role: 'operator',
    expiresAt: null,
    revokedAt: null,
    service: null,
    budgetMs: null,
  } as const;
  const lookUp = createKeyLookup({ find: async (id) => (id === kept.id ? kept : null), now: Date.now });

  expect(await lookUp(KEY)).toBe(kept);
  await expect(lookUp(KEY.replace('kk', 'jk'))).rejects.toThrow('There is no such key.');
});
