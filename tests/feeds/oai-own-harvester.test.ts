/** Mercia's own harvester of OAI-PMH reads what Mercia serves: record for record what was published. */
import { parseMarcXmlRecord, type MarcRecord } from '#marc/index.ts';
import { nextOaiFrom, parseOaiPmh } from '#adapters/protocols/oai-pmh/index.ts';
import type { FeedServer } from '#feeds/index.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { canonicalHash, readOaiIdentifier } from '#feed-log/index.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, marcOf, publish, type Published } from './support/feed-log.ts';
import { startOaiServer } from './support/oai-server.ts';

/** Values that are altered where XML is written or read without care. */
const VALUES = [
  'Sepsis & <shock>: "why" \'now\'',
  ' blanks  at both ends ',
  'line\r\nend, tab\t, next line\u0085 and line separator\u2028',
  'é and e\u0301, \u{1f9ea}, ﬁ, ‏עברית‎',
  ']]> <!-- no comment --> &amp; <?no instruction?>',
];

const store = withTestDatabase();
let server: FeedServer;
let now = at(30);

beforeAll(async () => {
  const entries: readonly Published[] = Array.from({ length: 30 }, (_, index) => {
    const identifier = `mids-${String(index + 1)}`;
    return { identifier, second: 1, marc: marcOf(identifier, VALUES[index % VALUES.length]) };
  });
  await publish(store.db, [...entries, { identifier: 'north.1', repository: 'library/qe' }]);
  server = await startOaiServer({ db: store.db, pageSize: 7, now: () => now });
});
afterAll(async () => {
  await server.close();
});

/** What a harvester holds: the digest of each record, null for one that is deleted. */
type Held = Map<string, string | null>;

/** Takes a whole list over; gives the date of its first answer, from which to go on. */
async function take(repository: string, held: Held, from?: string): Promise<string> {
  let query: Record<string, string> = { metadataPrefix: 'marc21', ...(from === undefined ? {} : { from }) };
  let mark: string | null = null;
  for (;;) {
    const parameters = new URLSearchParams({ verb: 'ListRecords', ...query });
    const response = await fetch(`${server.url}/oai/${repository}?${parameters.toString()}`);
    const answer = parseOaiPmh(new Uint8Array(await response.arrayBuffer()));
    mark ??= answer.responseDate;
    for (const record of answer.records) {
      if (record.kind === 'reject') throw new Error(record.reason);
      const identifier = readOaiIdentifier('mids.example.org', record.identifier) ?? '';
      held.set(identifier, record.metadata === null ? null : digestOf(record.metadata));
    }
    const token = answer.resumptionToken?.token ?? null;
    if (token === null) return mark ?? '';
    query = { resumptionToken: token };
  }
}

function digestOf(metadata: Uint8Array): string {
  const parsed = parseMarcXmlRecord(Buffer.from(metadata).toString());
  if (parsed.kind === 'reject') throw new Error(parsed.reason);
  const { record }: { readonly record: MarcRecord } = parsed;
  return canonicalHash(record).toString('hex');
}

async function published(repository: string): Promise<Held> {
  const rows = await store.db
    .selectFrom('feed_entry')
    .innerJoin('feed_repository', 'feed_repository.id', 'feed_entry.repository')
    .select(['identifier', 'hash'])
    .where('name', '=', repository)
    .where('replaced_at', 'is', null)
    .execute();
  return new Map(rows.map(({ identifier, hash }) => [identifier, hash?.toString('hex') ?? null]));
}

describe("Mercia's own harvester", () => {
  it('holds what was published, byte for byte of its canonical text, and what was changed and deleted since', async () => {
    const held: Held = new Map();
    const mark = await take('editions', held);
    expect(held).toEqual(await published('editions'));

    // In the second of the answer, and later.
    await publish(store.db, [
      { identifier: 'mids-3', second: 30, marc: marcOf('mids-3', 'Changed') },
      { identifier: 'mids-4', kind: 'MERGED', marc: null, replacedBy: ['mids-3'] },
      { identifier: 'mids-31', second: 40 },
    ]);
    now = at(50);
    await take('editions', held, nextOaiFrom(mark, 'second', 0));

    expect(held).toEqual(await published('editions'));
    expect(held.get('mids-4')).toBeNull();
  });

  it('holds the records of a library apart', async () => {
    const held: Held = new Map();
    await take('library/qe', held);

    expect(held).toEqual(await published('library/qe'));
    expect([...held.keys()]).toEqual(['north.1']);
  });
});
