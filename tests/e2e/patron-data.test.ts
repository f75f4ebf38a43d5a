/** The demonstration as a reader, a librarian and an operator meet it: every sign-in, card and look is real, but simulated. */
import { DEMO_CARDS } from '#demo/readers.ts';
import type { DemoPersonId } from '#demo/persons.ts';
import { createTestDatabase, databaseUrl, type TestDatabase } from '#tests/support/fresh-database.ts';
import { makeTemporaryFolder, runMercia, type MerciaProcess } from '#tests/support/mercia-process.ts';
import { runHere } from '#tests/support/run-here.ts';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { withTime } from '#tests/support/with-time.ts';

interface AccountFacts {
  readonly state: string;
  readonly reason: { readonly code: string } | null;
  readonly loans: readonly { readonly title: string }[] | null;
}
interface Me {
  readonly id: string;
  readonly accounts: readonly {
    readonly id: string;
    readonly library: { readonly id: string };
    readonly facts: AccountFacts | null;
  }[];
}
interface Answer {
  readonly data: Readonly<Record<string, unknown>>;
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
}

const ME = '{ me { id accounts { id library { id } facts { state reason { code } loans { title } } } } }';
const LINK = `mutation ($input: LinkAccountInput!) { linkAccount(input: $input) { account { id } refusal { code } } }`;
const LOOK = `query ($library: ID!, $card: String!, $purpose: Purpose!) {
  accountByCard(library: $library, card: $card, purpose: $purpose) {
    account { id facts { state loans { title } } } refusal { code } } }`;

const folder = makeTemporaryFolder();
const SECRET = 'a secret of the hub that only this test knows';
const tokens = new Map<DemoPersonId, string>();
let database: TestDatabase;
let mercia: MerciaProcess;
let url: string;

const run = (...args: readonly string[]): Promise<string> => runWith({}, ...args);

async function runWith(env: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<string> {
  const command = await runHere([...args, '--data', folder.path], { DATABASE_URL: databaseUrl(database), ...env });
  if (command.code !== 0) throw new Error(command.stderr);
  return command.stdout.trim();
}

async function ask(person: DemoPersonId | null, query: string, variables: object = {}): Promise<Answer> {
  const token = person === null ? undefined : tokens.get(person);
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...withTime(SECRET),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as Answer;
}

async function me(person: DemoPersonId): Promise<Me> {
  return (await ask(person, ME)).data['me'] as Me;
}

function cardsOf(person: DemoPersonId | null) {
  return DEMO_CARDS.filter((one) => one.person === person).map(({ library, card, pin }) => ({ library, card, pin }));
}

beforeAll(async () => {
  database = await createTestDatabase();
  mercia = runMercia(['start', '--port', '0', '--demo-port', '0', '--data', folder.path], {
    DATABASE_URL: databaseUrl(database),
    MERCIA_CONTEXT_SECRET: SECRET,
  });
  url = (await mercia.printed(/the graph listens on (\S+);/))[1] ?? '';
  await mercia.printed(/^Ready\./m, 120_000);
  for (const person of ['reader', 'other-reader', 'librarian', 'operator'] as const)
    tokens.set(person, await run('demo', 'token', '--as', person));
}, 200_000);

afterAll(async () => {
  mercia.child.kill('SIGTERM');
  await mercia.ended;
  await database.close();
  folder.remove();
});

it('keeps a secret of its own in its data folder, for its user alone', () => {
  expect(statSync(join(folder.path, 'patron-secret')).mode & 0o777).toBe(0o600);
});

it('lets a reader link every card and see the loans of all, and nobody else see them', async () => {
  const cards = cardsOf('reader');
  for (const input of cards)
    expect((await ask('reader', LINK, { input })).data).toMatchObject({ linkAccount: { refusal: null } });

  const { accounts } = await me('reader');

  expect(accounts.map(({ library }) => library.id)).toEqual(cards.map(({ library }) => library));
  for (const { facts } of accounts) {
    expect(facts?.state).toBe('LIVE');
    expect(facts?.loans?.length).toBeGreaterThan(0);
  }
  expect((await me('other-reader')).accounts).toEqual([]);
  expect((await ask(null, ME)).data).toEqual({ me: null });
  const [input] = cards;
  expect((await ask('other-reader', LINK, { input })).data).toMatchObject({
    linkAccount: { account: null, refusal: { code: 'LINKED_ELSEWHERE' } },
  });
});

it('costs a reader one account when one system is down', async () => {
  const [, faults = ''] = /koha-b +curl -X POST (\S+)/.exec(mercia.stderr() + mercia.stdout()) ?? [];
  const set = (down: boolean): Promise<Response> =>
    fetch(faults, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ down }) });
  await set(true);
  try {
    const { accounts } = await me('reader');
    const facts = new Map(accounts.map((account) => [account.library.id, account.facts]));

    expect(facts.get('tamehollow')).toMatchObject({ state: 'UNKNOWN', loans: null });
    expect(facts.get('severnhythe')).toMatchObject({ state: 'LIVE', reason: null });
  } finally {
    await set(false);
  }
});

it('lets a librarian look at a reader of their own, and of another library under its agreement, and writes it down', async () => {
  const [own] = cardsOf('reader');
  const shared = cardsOf(null).find(({ library }) => library === 'clentwood');
  const looks = [
    [{ ...own, purpose: 'DESK_ENQUIRY' }, null],
    [{ ...shared, purpose: 'DESK_ENQUIRY' }, null],
    [{ ...shared, purpose: 'DATA_CLEANING' }, 'PURPOSE_NOT_AGREED'],
    [{ library: 'tamehollow', card: '22002000815', purpose: 'DESK_ENQUIRY' }, 'NOT_YOUR_LIBRARY'],
  ] as const;
  for (const [look, code] of looks) {
    const { data } = await ask('librarian', LOOK, look);
    const expected =
      code === null ? { account: { facts: { state: 'LIVE' } }, refusal: null } : { account: null, refusal: { code } };
    expect(data).toMatchObject({ accountByCard: expected });
  }

  const { data } = await ask('operator', '{ audit { edges { node { action purpose refusal library { id } } } } }');
  const { edges } = data['audit'] as { edges: readonly { node: { purpose: string; refusal: string | null } }[] };
  expect(edges.map(({ node }) => [node.purpose, node.refusal])).toEqual(
    looks.map(([{ purpose }, code]) => [purpose, code]).toReversed(),
  );
  expect((await ask('librarian', '{ audit { pageInfo { hasNextPage } } }')).errors?.[0]?.extensions.code).toBe(
    'FORBIDDEN',
  );
  expect((await ask('reader', LOOK, looks[0][0])).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
});

it('keeps the links under a wrong secret, and with the right one deletes no more of them than nobody can open', async () => {
  const { length } = cardsOf('reader');
  const retain = ['patrons', 'retention'];
  const wrong = { MERCIA_PATRON_SECRET: 'not the secret that these links were made with' };

  expect(JSON.parse(await runWith(wrong, ...retain))).toMatchObject({ links: 0, unreadableLinks: length });
  expect(JSON.parse(await run(...retain, '--unreadable'))).toMatchObject({ links: 0, unreadableLinks: 0 });
  expect((await me('reader')).accounts).toHaveLength(length);
});

it('gives out and erases what is kept of a reader, by one command each', async () => {
  const { id } = await me('reader');
  const request = ['--patron', id, '--reason', 'Request 12'];

  const given = JSON.parse(await run('patrons', 'export', ...request)) as { links: unknown[]; audit: unknown[] };
  const erased = JSON.parse(await run('patrons', 'erase', ...request)) as { links: number };

  const { length } = cardsOf('reader');
  expect([given.links.length, given.audit.length, erased.links]).toEqual([length, 1, length]);
  expect((await me('reader')).accounts).toEqual([]);
});

it('says of each library under which agreement its readers’ data is handled', async () => {
  const doctor = await runHere(['doctor', '--json', '--data', folder.path]);
  const { patronData } = JSON.parse(doctor.stdout) as {
    patronData: { secretIsSet: boolean; libraries: readonly Readonly<Record<string, unknown>>[] };
  };

  expect(patronData.secretIsSet).toBe(true);
  const byId = new Map(patronData.libraries.map((one) => [one['library'], one]));
  expect(byId.get('severnhythe')).toMatchObject({ agreement: 'DEMO-DPA-1', reviewOverdue: false });
  expect(byId.get('stourmere')).toMatchObject({ reviewOverdue: true });
  expect(byId.get('ankerdale')).toMatchObject({ agreement: null });
});

it('has said and kept nothing of a card, a PIN or a name', async () => {
  const said = mercia.stdout() + mercia.stderr();
  const tables = ['account_link', 'link_attempt', 'account_audit', 'kept_write'];
  const kept = await Promise.all(
    tables.map((table) =>
      database.db
        .selectFrom(table as 'account_link')
        .selectAll()
        .execute(),
    ),
  );

  for (const { card, pin, surname } of DEMO_CARDS) {
    for (const secret of [card, pin, surname]) expect(said + JSON.stringify(kept)).not.toContain(secret);
  }
});
