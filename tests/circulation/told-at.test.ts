/** What readers were told of a library at a time, and which silences are over, as the router tells operators and everybody. */
import type { SystemId } from '#domain/ids.ts';
import { sayWhy } from '#console/words/availability.ts';
import { createLogger } from '#platform/logger.ts';
import { createAnswerHistory, readAnsweringIn, readListReadBy, tellOfLibrary } from '#subgraphs/circulation/index.ts';
import { createFakeAdapter, type FakeAdapter } from '#tests/federation/support/fake-adapter.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import { askRouter, type Asked, type Told } from './support/asked-router.ts';
import { createRegion } from './support/region-of.ts';

const store = withTestDatabase();
const SYSTEM = 'arden' as SystemId;
const NOW = Date.parse('2026-01-05T14:00:00Z');
const adapter = createFakeAdapter(SYSTEM, 'Arden');

beforeAll(async () => {
  await sql`INSERT INTO answering_change (system, at, answers, code) VALUES
    (${SYSTEM}, '2026-01-03T08:00:00Z', true, NULL), (${SYSTEM}, '2026-01-03T09:00:00Z', false, 'LMS_TIMEOUT'),
    (${SYSTEM}, '2026-01-03T10:00:00Z', true, NULL), (${SYSTEM}, '2026-01-05T13:51:00Z', false, 'LMS_UNAVAILABLE'),
    (${SYSTEM}, '2026-01-05T13:57:00Z', true, NULL)`.execute(store.db);
  await sql`INSERT INTO answering_hour (system, hour, answered, failed, answer_ms, stopped_waiting, last_at) VALUES
    (${SYSTEM}, '2026-01-05T13:00:00Z', 9, 4, 90, 0, '2026-01-05T13:59:30Z'),
    ('dale', '2026-01-05T10:00:00Z', 3, 0, 30, 0, '2026-01-05T10:00:40Z'),
    ('dale', '2026-01-05T12:00:00Z', 5, 3, 50, 0, '2026-01-05T12:40:10Z')`.execute(store.db);
  await sql`INSERT INTO answering_change (system, at, answers, code, after_ms, asked_before) VALUES
    ('dale', '2026-01-05T10:00:10Z', true, NULL, NULL, NULL),
    ('dale', '2026-01-05T12:36:04Z', false, 'LMS_TIMEOUT', 10000, '2026-01-05T12:20:19Z')`.execute(store.db);
});

async function ask(
  type: string,
  id: string,
  fields: string,
  asked: Asked = {},
  adapters: readonly FakeAdapter[] = [adapter],
): Promise<Told & { readonly found: unknown }> {
  const history = createAnswerHistory({ db: store.db, now: () => NOW, logger: createLogger('silent') });
  const router = askRouter({ adapters, means: undefined, now: () => NOW, history });
  const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on ${type} { ${fields} } } }`;
  const told = await router.ask(query, { of: [{ __typename: type, id }] }, { role: 'operator', ...asked });
  return { ...told, found: (told.data?.['_entities'] as readonly unknown[])[0] };
}

const toldAt = (time: string, role: Asked['role'] = 'operator') =>
  ask('Library', 'lib-arden', `toldAt(time: "${time}") { about sentences }`, { role });

it('says which system did not answer, since when, and why, in the sentences of the command', async () => {
  const region = createRegion([adapter]);
  const [library] = region.libraries;
  if (library === undefined) throw new Error('the region has a library');
  const asked = { text: '13:55', name: '--at', now: NOW };
  const command = await tellOfLibrary(region, library, asked, {
    answeringIn: (system, span) => readAnsweringIn(store.db, system, span),
    listReadBy: (system, until) => readListReadBy(store.db, system, until),
    canBeAsked: () => true,
  });

  const [{ about, sentences } = { about: '', sentences: [] }] = command;
  expect((await toldAt('13:55')).found).toEqual({ toldAt: [{ about, sentences }] });
  expect(about).toContain('in the minute 2026-01-05 13:55 (Europe/London)');
  expect(sentences[0]).toBe('Arden: it did not answer, from 2026-01-05 13:51:00 until 2026-01-05 13:57:00.');
  expect(sentences[1]).toContain(sayWhy('UNREACHABLE', 'the system'));
  expect(sentences[2]).toContain('Programs got at first UNREACHABLE: “Arden could not be reached');
});

it('says it of a system without a library, and of one that can never be asked the one reason', async () => {
  const list = createFakeAdapter('lists' as SystemId, 'Lists', { live: false });
  const standing = async (id: string, time: string): Promise<unknown> => {
    const { found } = await ask('LibrarySystem', id, `toldAt(time: "${time}") { standing }`, {}, [adapter, list]);
    return (found as { readonly toldAt: { readonly standing: string } }).toldAt.standing;
  };

  expect(await Promise.all([standing(SYSTEM, '13:55'), standing(SYSTEM, '13:59'), standing('lists', '13:55')])).toEqual(
    ['SILENT', 'ANSWERED', 'NEVER_ASKED'],
  );
});

it.each([
  ['10:00', 'ANSWERED', 'it answered, from 2026-01-05 10:00:10, last at 2026-01-05 12:20:19; then nobody asked until'],
  ['11:30', 'NOT_ASKED', 'last at 2026-01-05 10:00:40; then nobody asked until 2026-01-05 12:00:00 at least: how it'],
  // Of the hour it is known that it was asked, and not when.
  [
    '12:10',
    'ANSWERED',
    'last at 2026-01-05 12:20:19; then nobody asked until 2026-01-05 12:36:04, when it did not answer: ',
  ],
  [
    '12:34',
    'NOT_ASKED',
    'last at 2026-01-05 12:20:19; then nobody asked until 2026-01-05 12:36:04, when it did not answer: ',
  ],
  // Asked at 12:35:54, and given up ten seconds later.
  [
    '12:35',
    'SILENT',
    'last at 2026-01-05 12:20:19; then nobody asked until 2026-01-05 12:36:04, when it did not answer: ',
  ],
  [
    '12:39',
    'SILENT',
    'it did not answer, from 2026-01-05 12:36:04, last at 2026-01-05 12:40:10; no later question is recorded.',
  ],
  ['12:50', 'NOT_ASKED', 'last at 2026-01-05 12:40:10; no later question is recorded: how it stood then is not known.'],
])(
  'claims of a system at %s that it was %s, and how it stood while nobody asked is not known',
  async (time, standing, said) => {
    const dale = createFakeAdapter('dale' as SystemId, 'Dale');
    const { found } = await ask('LibrarySystem', 'dale', `toldAt(time: "${time}") { standing time sentences }`, {}, [
      dale,
    ]);

    expect(found).toMatchObject({
      toldAt: { standing, time: `in the minute 2026-01-05 ${time} (Europe/London)` },
    });
    expect(JSON.stringify(found)).toContain(said);
  },
);

it('counts each answer that stopped waiting for a system that is well, and says so', async () => {
  const well = createFakeAdapter('birch' as SystemId, 'Birch');
  const history = createAnswerHistory({ db: store.db, now: () => NOW, logger: createLogger('silent') });
  const router = askRouter({ adapters: [well], means: undefined, now: () => NOW, history });
  const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Holding { availability { state } } } }`;
  const of = ['1', '2'].map((local) => ({
    __typename: 'Holding',
    id: `birch:holding:${local}@lib-birch`,
    liveKeys: [local],
  }));
  await router.ask(query, { of });
  well.behaviour = { kind: 'is late' };
  const late = await Promise.all([40, 40].map((budgetMs) => router.ask(query, { of }, { budgetMs, caller: 'one' })));
  well.answerLate();
  await router.ask(query, { of: [] });
  await history.close();

  expect(JSON.stringify(late)).toContain('"UNKNOWN"');
  const { found } = await ask('LibrarySystem', 'birch', 'toldAt(time: "14:00") { standing sentences }', {}, [well]);
  expect(found).toMatchObject({ toldAt: { standing: 'STOPPED_WAITING' } });
  expect(JSON.stringify(found)).toContain('But 2 answers to pages or programs, from 14:00 to 15:00, stopped waiting');
});

it.each([
  ['13:55', 'staff', 'FORBIDDEN', 'toldAt: only the role "operator"'],
  ['25:00', 'operator', 'BAD_USER_INPUT', 'time: "25:00" is no time: write 14:03'],
] as const)('tells %s to %s as an error: %s', async (time, role, code, message) => {
  const { errors } = await toldAt(time, role);

  expect(errors.map((error) => [error.extensions['code'], error.message])).toEqual([
    [code, expect.stringContaining(message)],
  ]);
});

it('tells everybody which silences of the last day are over', async () => {
  const { found } = await ask('LibrarySystem', SYSTEM, 'outages { from until askedBefore }', {
    role: 'public',
    subject: null,
  });

  expect(found).toEqual({
    outages: [{ from: '2026-01-05T13:51:00.000Z', until: '2026-01-05T13:57:00.000Z', askedBefore: null }],
  });
});
