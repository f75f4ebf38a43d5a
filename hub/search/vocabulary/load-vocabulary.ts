/** A file of headings into the database, all of it or nothing. */
import { createHash, type Hash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { badUserInput, type MerciaError } from '#platform/errors.ts';
import type { Database, Tx } from '#store/tables.ts';
import { openVocabulary, type OpenVocabulary, type VocabularyFile } from './read-vocabulary.ts';
import {
  addVocabulary,
  describeLoaded,
  dropVocabulary,
  lockVocabularies,
  writeBroader,
  writeHeadings,
  type HeadingRow,
} from './write-rows.ts';

export interface VocabularyLoad extends VocabularyFile {
  /** What the vocabulary is called; one of this name is replaced. */
  readonly vocabulary: string;
  readonly now: Date;
  readonly onProgress?: (progress: Readonly<Counted>) => void;
  readonly signal?: AbortSignal;
}

interface Counted {
  bytes: number;
  headings: number;
}

export interface LoadedVocabulary {
  readonly name: string;
  readonly headings: number;
  readonly terms: number;
  /** Records that were not loaded, and fields that were left out. */
  readonly rejected: number;
  /** Records that are right and no headings to search by: subdivisions, deleted ones. */
  readonly passed: number;
  /** The first of what was rejected, with record and field. */
  readonly problems: readonly string[];
}

const NAME_MAX = 100;
const BATCH = 1_000;
const PROBLEMS_KEPT = 1_000;
/** LCSH has under half a million. More is a file of names, which would find everybody under everything. */
const HEADINGS_MAX = 1_000_000;

/**
 * Loads a vocabulary. One of the same name is replaced in the same transaction: a search finds by the old one or by the new.
 * Throws BAD_USER_INPUT, and changes nothing, if the file was cut or has no heading.
 */
export async function loadVocabulary(db: Kysely<Database>, load: VocabularyLoad): Promise<LoadedVocabulary> {
  const name = load.vocabulary.trim();
  if (name === '' || name.length > NAME_MAX || name.includes('\0')) {
    throw badUserInput(`name: a vocabulary is called by 1 to ${NAME_MAX} characters.`);
  }
  return db.transaction().execute(async (transaction) => {
    await lockVocabularies(transaction);
    const digest = createHash('sha256');
    const counted = { bytes: 0, headings: 0 };
    const open = await openVocabulary({ name: load.name, chunks: watch(load, digest, counted) });
    await dropVocabulary(transaction, name);
    const id = await addVocabulary(transaction, { name, source: load.name, format: open.format, loaded_at: load.now });
    const tally = await writeAll(transaction, id, open, load, counted);
    const terms = await describeLoaded(transaction, id, { headings: counted.headings, digest: digest.digest() });
    return { name, headings: counted.headings, terms, ...tally };
  });
}

async function* watch({ chunks, signal }: VocabularyLoad, digest: Hash, counted: Counted): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    signal?.throwIfAborted();
    digest.update(chunk);
    counted.bytes += chunk.length;
    yield chunk;
  }
}

type Tally = Pick<LoadedVocabulary, 'rejected' | 'passed' | 'problems'>;

async function writeAll(
  transaction: Tx,
  id: number,
  open: OpenVocabulary,
  load: VocabularyLoad,
  counted: Counted,
): Promise<Tally> {
  const tally = { rejected: 0, passed: 0, problems: [] as string[] };
  const note = (problems: readonly string[]): void => {
    tally.rejected += problems.length;
    tally.problems.push(...problems.slice(0, PROBLEMS_KEPT - tally.problems.length));
  };
  let batch: HeadingRow[] = [];
  for await (const outcome of open.outcomes) {
    if (outcome.kind === 'heading') {
      note(outcome.problems);
      counted.headings += 1;
      if (counted.headings > HEADINGS_MAX) throw tooMany(load.name);
      batch.push({ number: counted.headings, heading: outcome.heading });
    } else if (outcome.kind === 'reject') note([outcome.problem]);
    else tally.passed += 1;
    if (batch.length < BATCH) continue;
    await writeHeadings(transaction, id, batch);
    batch = [];
    load.onProgress?.(counted);
  }
  await writeHeadings(transaction, id, batch);
  load.onProgress?.(counted);
  if (counted.headings === 0) throw nothingToLoad(load.name, tally);
  await writeBroader(transaction, id, open.treeNumbers);
  return tally;
}

function tooMany(name: string): MerciaError {
  return badUserInput(
    `${name}: more than ${HEADINGS_MAX} headings, so nothing was loaded. Load subject headings, not a file of names.`,
  );
}

function nothingToLoad(name: string, { rejected, passed, problems }: Tally): MerciaError {
  const passedOver = passed === 0 ? [] : [`${passed} deleted or a subdivision`];
  const why = [...problems.slice(0, 3), ...passedOver].join('; ');
  return badUserInput(
    `${name}: no authority record with a heading among ${rejected + passed} records (${why}). ` +
      'Export authority records, not bibliographic ones.',
  );
}
