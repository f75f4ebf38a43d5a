/**
 * The steps of docs/discovery.md, each with what a discovery system has of other people: a record that is edited in a simulated Koha
 * arrives there, one that is deleted goes, and whether its copies are in is told. EBSCO's own loader, VuFind and Blacklight cannot be
 * had here: what stands for them are OpenSSH's server, Catmandu as harvester, and marc4j, with which SolrMarc indexes for both.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { insertApiKey } from '#store/repositories/api-keys/api-keys.ts';
import { makeDelivery, type DeliveryOptions } from '#feeds/delivery/index.ts';
import type { FileFormat } from '#feeds/files/entry-forms.ts';
import { deletionsPath, exportRecords } from '#feeds/files/export-records.ts';
import { createApiKey, type KeyService } from '#platform/api-key.ts';
import { makeTemporaryFolder } from '#tests/support/mercia-process.ts';
import { readAtOnePosition, type FeedState } from '#feed-log/index.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sshdAvailable, startSshHost, type SshHost } from '../support/delivery-hosts.ts';
import { createDeliveriesTo, deliveryOptions, filesAt, hoursLater } from '../support/delivery-world.ts';
import { isInstalled, runTool } from '../support/tools.ts';
import { KOHA, recordsOnlyAtTheKoha, startDemoFeeds, type DemoFeeds } from './demo-feeds.ts';
import { indexWithMarc4j, marc4jThere, type IndexedRecord } from './marc4j.ts';

const catmanduThere = isInstalled('perl', '-MCatmandu::Importer::OAI', '-MCatmandu::Exporter::MARC', '-e', '1');
const EDITED = { title: 'Seen to arrive', callNumber: 'WX 900 ARR' };

describe.skipIf(!marc4jThere)('a record edited, and one deleted, in a simulated Koha (skipped without marc4j)', () => {
  const folder = makeTemporaryFolder();
  const at = (...names: readonly string[]): string => join(folder.path, ...names);
  let demo: DemoFeeds;
  let before: FeedState;
  let after: FeedState;
  let editedId: string;
  let deletedId: string;
  /** When the last harvest before the edit began, as the server says. */
  let lastHarvest: string;
  let eds: Eds | null = null;

  beforeAll(async () => {
    demo = await startDemoFeeds();
    before = await demo.untilPublished();
    lastHarvest = await responseDate();
    const full = await indexWithMarc4j(await exportAs('marcxml', 'full.xml', null));
    const only = recordsOnlyAtTheKoha().flatMap((record) => {
      const entry = full.find((each) => isOf(each, record));
      return entry === undefined ? [] : [{ record, entry }];
    });
    const edited = only.find(({ entry }) => entry.callNumbers.length > 0)!;
    const deleted = only.find((one) => one !== edited)!;
    [editedId, deletedId] = [edited.entry.id, deleted.entry.id];
    if (sshdAvailable) eds = await startEds();
    await eds?.deliver(0);

    demo.edit(edited.record, EDITED);
    demo.remove(deleted.record);
    await demo.graph.harvest([KOHA], 'full');
    after = await demo.untilPublishedAfter(before.position + 1);
  }, 180_000);
  afterAll(async () => {
    await eds?.host.close();
    await demo.close();
    folder.remove();
  });

  const arrived = (): IndexedRecord =>
    expect.objectContaining({ id: editedId, title: EDITED.title, callNumbers: [EDITED.callNumber] }) as IndexedRecord;

  it.skipIf(!sshdAvailable)(
    'arrives at the host from which EDS loads, and RTAC tells of its copies (skipped without sshd)',
    { timeout: 120_000 },
    async () => {
      await eds?.deliver(24);
      const [full = '', deletions = '', updates = ''] = filesAt(at('eds'));
      const loaded = (name: string): Promise<readonly IndexedRecord[]> => indexWithMarc4j(at('eds', name));

      expect([full, deletions, updates].map((name) => name.replace(/\d+/, ''))).toEqual([
        'full/edsfull.mrc',
        'update/edsdelete.mrc',
        'update/edsupdate.mrc',
      ]);
      const former = (await loaded(full)).filter(({ id }) => id === editedId || id === deletedId);
      expect(former).toHaveLength(2);
      expect(former.map(({ title }) => title)).not.toContain(EDITED.title);
      expect(await loaded(updates)).toEqual([arrived()]);
      expect(await loaded(deletions)).toEqual([
        { id: deletedId, status: 'd', title: null, callNumbers: [], numbers: [] },
      ]);

      const apikey = await createKey('rtac');
      const rtac = async (id: string): Promise<string> =>
        (await fetch(`${demo.url}/prod/rtac/folioRTAC?mms_id=${id}&apikey=${apikey}`)).text();
      expect(await rtac(editedId)).toContain(`<callNumber>${EDITED.callNumber}</callNumber>`);
      expect(await rtac(deletedId)).toMatch(/<holdings><\/holdings>$/);
    },
  );

  it.skipIf(!catmanduThere)(
    'arrives where VuFind and others harvest, and DAIA tells of its copies (skipped without Catmandu)',
    { timeout: 180_000 },
    async () => {
      const from = ['--from', lastHarvest];
      const harvested = await indexWithMarc4j(await catmandu('changed.xml', [...from, ...TO_MARCXML]));
      const deleted = await readFile(await catmandu('deleted.txt', [...from, ...TO_DELETIONS]), 'utf8');

      expect(harvested.filter(({ id }) => id === editedId)).toEqual([arrived()]);
      expect(harvested.map(({ id }) => id)).not.toContain(deletedId);
      expect(deleted).toBe(`${deletedId}\n`);

      const response = await fetch(`${demo.url}/daia?format=json&id=${encodeURIComponent(`${editedId}|${deletedId}`)}`);
      const { document } = (await response.json()) as { document: { item: { label?: string }[] }[] };
      expect(document.map(({ item }) => new Set(item.map(({ label }) => label)))).toEqual([
        new Set([EDITED.callNumber]),
      ]);
    },
  );

  it('arrives in the files that Blacklight is indexed from', async () => {
    const since = { epoch: before.epoch, position: before.position };
    const changes = await exportAs('marcxml', 'changes.xml', since);

    expect(await indexWithMarc4j(changes)).toEqual([arrived()]);
    expect(await readFile(at('changes-deleted.txt'), 'utf8')).toBe(`${deletedId}\n`);
    expect(after.epoch).toBe(before.epoch);
    const everything = await indexWithMarc4j(await exportAs('iso2709', 'all.mrc', null));
    expect(everything.filter(({ id }) => id === editedId || id === deletedId)).toEqual([arrived()]);
  });

  /** As `mercia export records` writes it. */
  async function exportAs(
    format: FileFormat,
    name: string,
    since: { readonly epoch: string; readonly position: number } | null,
  ): Promise<string> {
    const { database, hub } = demo.graph;
    const out = at(name);
    const part = { repository: 'editions', set: null, since };
    const files = { part, format, gzip: false, out, deletions: deletionsPath(out, format) };
    await readAtOnePosition({ db: database.db, region: hub.region }, (feeds) =>
      exportRecords(feeds, files, () => undefined),
    );
    return out;
  }

  async function responseDate(): Promise<string> {
    const answer = await (await fetch(`${demo.url}/oai/editions?verb=Identify`)).text();
    return /<responseDate>([^<]+)/.exec(answer)?.[1] ?? '';
  }

  /** The command that docs/discovery.md shows. */
  async function catmandu(name: string, args: readonly string[]): Promise<string> {
    const source = ['--url', `${demo.url}/oai/editions`, '--metadataPrefix', 'marc21', '--handler', 'marcxml'];
    const { code, notes } = await runTool('catmandu', ['convert', 'OAI', ...source, ...args, '--file', at(name)]);
    if (code !== 0) throw new Error(notes);
    return at(name);
  }

  interface Eds {
    readonly host: SshHost;
    deliver(hours: number): Promise<void>;
  }

  async function startEds(): Promise<Eds> {
    const host = await startSshHost(folder.path);
    const { delivery } = createDeliveriesTo(() => host, folder.path)('eds');
    const { database, hub } = demo.graph;
    const world = {
      db: database.db,
      jobs: database.db,
      dataFolder: at('data'),
      secrets: { EDS_USER: host.user, EDS_KEY: host.privateKey },
    };
    const options: DeliveryOptions = deliveryOptions(world, { region: hub.region });
    return {
      host,
      async deliver(hours) {
        const made = await makeDelivery(delivery, { ...options, clock: () => hoursLater(hours) });
        expect(made.outcome).toBe('DELIVERED');
      },
    };
  }

  async function createKey(service: KeyService): Promise<string> {
    const { id, hash, key } = createApiKey();
    const opens = { role: 'public', service, budgetMs: null } as const;
    const kept = { id, hash, name: 'EDS', ...opens, createdAt: new Date(), expiresAt: null, revokedAt: null };
    await insertApiKey(demo.graph.database.db, kept);
    return key;
  }
});

const TO_MARCXML = ['--fix', 'reject any_match(_status, deleted)', 'to', 'MARC', '--type', 'XML'];
const TO_DELETIONS = [
  ...['--fix', 'select any_match(_status, deleted); replace_all(_identifier, "^oai:[^:]+:", "")'],
  ...['to', 'CSV', '--fields', '_identifier', '--header', '0'],
];

const isOf = ({ numbers }: IndexedRecord, record: number): boolean => numbers.includes(`(${KOHA})${String(record)}`);
