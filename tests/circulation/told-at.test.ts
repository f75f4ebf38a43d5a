/** What readers were told of a library at a time, and which silences are over, as the router tells operators and everybody. */
import type { SystemId } from '#domain/ids.ts';
import { createLogger } from '#platform/logger.ts';
import { createAnswerHistory, readAnsweringIn, tellOfLibrary } from '#subgraphs/circulation/index.ts';
import { createFakeAdapter } from '#tests/federation/support/fake-adapter.ts';
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
});

async function ask(
  type: string,
  id: string,
  fields: string,
  asked: Asked = {},
): Promise<Told & { readonly found: unknown }> {
  const history = createAnswerHistory({ db: store.db, now: () => NOW, logger: createLogger('silent') });
  const router = askRouter({ adapters: [adapter], means: undefined, now: () => NOW, history });
  const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on ${type} { ${fields} } } }`;
  const told = await router.ask(query, { of: [{ __typename: type, id }] }, asked);
  return { ...told, found: (told.data?.['_entities'] as readonly unknown[])[0] };
}

const toldAt = (time: string, role: Asked['role'] = 'operator') =>
  ask('Library', 'lib-arden', `toldAt(time: "${time}") { about sentences }`, { role });

it('says which system did not answer, since when, and why, in the sentences of the command', async () => {
  const region = createRegion([adapter]);
  const [library] = region.libraries;
  if (library === undefined) throw new Error('the region has a library');
  const asked = { text: '13:55', name: '--at', now: NOW };
  const command = await tellOfLibrary(region, library, asked, (system, span) =>
    readAnsweringIn(store.db, system, span),
  );

  expect((await toldAt('13:55')).found).toEqual({ toldAt: command });
  expect(command[0]?.about).toContain('in the minute 2026-01-05 13:55 (Europe/London)');
  expect(command[0]?.sentences[0]).toMatch(
    /^Arden \(arden\): it did not answer, from 2026-01-05 13:51:00 until 2026-01-05 13:57:00\..*UNREACHABLE: "Arden could not be reached/,
  );
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
  const { found } = await ask('LibrarySystem', SYSTEM, 'outages { from until }', { role: 'public', subject: null });

  expect(found).toEqual({ outages: [{ from: '2026-01-05T13:51:00.000Z', until: '2026-01-05T13:57:00.000Z' }] });
});
