/** The demonstration region as `mercia start` opens it: its simulated systems, its region file, its query. */
import { cardsOf, DEMO_CLIENT } from '#demo/identity.ts';
import { startDemoRegion } from '#demo/index.ts';
import { DEMO_SERVERS } from '#demo/region-text.ts';
import { readDemoVocabulary } from '#demo/vocabulary.ts';
import type { ExplorerOptions } from '#gateway/index.ts';
import type { Settings } from '#platform/config.ts';
import { createLogger } from '#platform/logger.ts';
import { findVocabularies, loadVocabulary } from '#search/vocabulary/index.ts';
import type { Store } from '#store/open-store.ts';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { writeDemoNote, readDemoRegion, type RegionSource } from '../region/region-source.ts';
import type { Shutdown } from '../shutdown.ts';
import { regionFlag } from '../settings.ts';

/** What the explorer opens with is its own query, and its own issuer. */
export interface Demo extends ExplorerOptions {
  readonly source: RegionSource;
  /** The file of the explorer's query, for the command line: wherever Mercia was started. */
  readonly queryFile: string;
  /** What else there is to try with the graph at that address, line by line. */
  hintsFor(graphUrl: string): readonly string[];
}

export function demoPorts({ demoPort }: Settings): readonly number[] {
  return DEMO_SERVERS.map((_, index) => (demoPort === 0 ? 0 : demoPort + index));
}

/** The port of the demonstration's issuer, behind those of its systems. */
export function demoIssuerPort({ demoPort }: Settings): number {
  return demoPort === 0 ? 0 : demoPort + DEMO_SERVERS.length;
}

export interface DemoFlags {
  /** How often something is lent, returned, renewed or held; 0 for never. */
  readonly changeEveryMs: number | undefined;
}

export async function openDemo(settings: Settings, { changeEveryMs }: DemoFlags, shutdown: Shutdown): Promise<Demo> {
  const demo = await startDemoRegion({
    changeEveryMs,
    ports: demoPorts(settings),
    issuerPort: demoIssuerPort(settings),
    logger: createLogger(settings.logLevel),
  });
  shutdown.onClose(() => demo.close());
  const note = { regionText: demo.regionText, secrets: demo.env };
  const removeNote = await writeDemoNote(settings.data, note);
  shutdown.onClose(removeNote);
  return {
    source: readDemoRegion(note),
    signIn: demo.issuer === null ? null : { issuer: demo.issuer.issuer, clientId: DEMO_CLIENT },
    query: await readQuery('readme-query'),
    queryFile: fileURLToPath(queryUrl('readme-query')),
    tabs: [
      { query: await readQuery('link-card'), variables: { card: cardsOf('reader')[0] } },
      { query: await readQuery('my-accounts') },
    ],
    hintsFor: (graphUrl) => [
      `  sign in    on the start page or in the explorer, or: npx mercia demo token --as reader${regionFlag(settings)} > token; npx mercia query --token-file token --url ${graphUrl} …`,
      `  compare    export MERCIA_URL=${graphUrl} MERCIA_TOKEN=$(npx mercia keys create --name analyst --role migration${regionFlag(settings)}); npx mercia snapshot take first; npx mercia compare`,
      '  a system that is down:',
      ...[...demo.systems, ...demo.exports].map(
        ({ id, simulator }) =>
          `    ${id.padEnd(10)} curl -X POST ${simulator.controlUrl}/_simulator/faults -H 'content-type: application/json' -d '{"down":true,"downForMs":30000}'`,
      ),
      '  end        Ctrl-C',
    ],
  };
}

function queryUrl(name: string): URL {
  return new URL(`../../../lab/demo/${name}.graphql`, import.meta.url);
}

function readQuery(name: string): Promise<string> {
  return readFile(queryUrl(name), 'utf8');
}

/** Loads the vocabulary of the demonstration where it is not loaded yet: some hundred headings, a fraction of a second. */
export async function ensureDemoVocabulary({ db }: Pick<Store, 'db'>): Promise<void> {
  const { name, source, records } = readDemoVocabulary();
  const digest = createHash('sha256').update(records).digest('hex');
  const loaded = await findVocabularies(db);
  if (loaded.some((vocabulary) => vocabulary.name === name && vocabulary.digest === digest)) return;
  await loadVocabulary(db, { vocabulary: name, name: source, chunks: chunksOf(records), now: new Date() });
}

async function* chunksOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}
