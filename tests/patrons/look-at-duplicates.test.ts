/** Looks behind accounts that seem to be one person's: who may, what is refused, and that each is written down. */
import { createGrantVerifier } from '#platform/account-grant.ts';
import { deriveKey } from '#platform/derived-key.ts';
import type { LibraryId } from '#domain/ids.ts';
import type { Caller } from '#platform/signed-context.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  accountId,
  createPatronsWorld,
  NOON,
  OPERATOR,
  patron,
  PATRON_SECRET,
  PUBLIC,
  staffOf,
  type PatronsWorld,
} from './patrons-world.ts';

const store = withTestDatabase();
const ANALYST: Caller = { role: 'migration', subject: 'analyst-pseudonym' };
const HILLTOP = accountId('shared', 'of-hilltop');
const CLEANED = accountId('clean', 'of-valley');

interface Look {
  readonly account: { readonly id: string; readonly grant: string | null } | null;
  readonly refusal: { readonly code: string } | null;
}

let world: PatronsWorld;
beforeEach(() => {
  world = createPatronsWorld(store.db);
  const grouped = (account: ReturnType<typeof accountId> | null, library: string | null) => ({
    account,
    library: library as LibraryId | null,
  });
  world.groups.set('region:readers:1', [
    grouped(CLEANED, 'valley'),
    grouped(HILLTOP, 'hilltop'),
    grouped(accountId('shared', 'of-moor'), 'moor'),
    grouped(accountId('shared', 'of-nobody'), null),
    grouped(null, 'hilltop'),
  ]);
});

const QUERY = `query ($group: ID!, $purpose: Purpose!, $note: String) {
  looks: duplicateAccounts(group: $group, purpose: $purpose, note: $note) { account { id grant } refusal { code } } }`;

async function lookAs(caller: Caller, purpose: string, group = 'region:readers:1'): Promise<readonly Look[] | null> {
  const { data, errors } = await world.ask(caller, QUERY, { group, purpose, note: 'two cards, one person?' });
  expect(errors).toEqual([]);
  return data?.['looks'] as readonly Look[] | null;
}

const said = (looks: readonly Look[] | null) =>
  looks?.map(({ account, refusal }) => account?.id ?? refusal?.code ?? null);

describe('an analyst of a move', () => {
  it('is led to accounts of libraries that agreed to it, and told of each other why not', async () => {
    expect(said(await lookAs(ANALYST, 'DATA_CLEANING'))).toEqual([
      CLEANED,
      'PURPOSE_NOT_AGREED',
      'NO_AGREEMENT',
      'LIBRARY_UNKNOWN',
      'NOT_FOUND',
    ]);
  });

  it('has leave to read them for that purpose, and nobody else has with it', async () => {
    const [look] = (await lookAs(ANALYST, 'DATA_CLEANING')) ?? [];
    const verify = createGrantVerifier([deriveKey(PATRON_SECRET, 'grants')], () => NOON.getTime());

    const grant = look?.account?.grant ?? '';
    await expect(verify(grant, { subjects: [ANALYST.subject ?? ''], account: CLEANED })).resolves.toMatchObject({
      purpose: 'DATA_CLEANING',
    });
    await expect(verify(grant, { subjects: ['another'], account: CLEANED })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  it('may not use it for anything but comparing', async () => {
    expect(said(await lookAs(ANALYST, 'DESK_ENQUIRY'))?.[1]).toBe('PURPOSE_NOT_AGREED');
  });

  it('leaves an entry in the audit for each account, refused or not', async () => {
    await lookAs(ANALYST, 'DATA_CLEANING');

    const { data } = await world.ask(
      OPERATOR,
      '{ audit(first: 5) { edges { node { action actor account purpose note refusal } } } }',
    );
    const entries = (data?.['audit'] as { edges: readonly { node: Record<string, unknown> }[] }).edges;
    expect(entries.map(({ node }) => node['refusal']).toSorted()).toEqual([
      'LIBRARY_UNKNOWN',
      'NOT_FOUND',
      'NO_AGREEMENT',
      'PURPOSE_NOT_AGREED',
      null,
    ]);
    expect(entries.find(({ node }) => node['refusal'] === null)?.node).toEqual({
      action: 'LOOK',
      actor: ANALYST.subject,
      account: CLEANED,
      purpose: 'DATA_CLEANING',
      note: 'two cards, one person?',
      refusal: null,
    });
  });
});

describe('others', () => {
  it('are led to accounts of their own library alone, where they are staff', async () => {
    expect(said(await lookAs(staffOf('hilltop'), 'DESK_ENQUIRY'))).toEqual([
      'NOT_YOUR_LIBRARY',
      HILLTOP,
      'NOT_YOUR_LIBRARY',
      'LIBRARY_UNKNOWN',
      'NOT_FOUND',
    ]);
  });

  it.each([
    PUBLIC,
    patron('ada-pseudonym-of-24-char'),
    OPERATOR,
    { role: 'migration', subject: 'key.3f9a0c51be72' } as const,
  ])('are refused: %o', async (caller) => {
    const { data, errors } = await world.ask(caller, QUERY, { group: 'region:readers:1', purpose: 'DATA_CLEANING' });

    expect(data).toEqual({ looks: null });
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });

  it('are told nothing of a group that is no more', async () => {
    expect(await lookAs(ANALYST, 'DATA_CLEANING', 'region:readers:2')).toBeNull();
  });
});
