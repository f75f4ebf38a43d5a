/** One part of the feeds as files: what there is in one, what is gone in the other. */
import { extname, basename, dirname, join } from 'node:path';
import type { FeedEntry, FeedPart, FeedsAtPosition } from '#feed-log/index.ts';
import { ENTRY_FORMS, type EntryForm, type FileFormat } from './entry-forms.ts';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

export interface RecordsFiles {
  readonly part: FeedPart;
  readonly format: FileFormat;
  readonly gzip: boolean;
  readonly out: string;
  /** Where deletions go; {@link deletionsPath} of `out` is usual. */
  readonly deletions: string;
}

export interface ExportedRecords {
  readonly records: number;
  readonly deletions: number;
}

/** `editions.mrc.gz` → `editions-deleted.txt.gz` */
export function deletionsPath(out: string, format: FileFormat): string {
  const zipped = out.endsWith('.gz') ? '.gz' : '';
  const plain = out.slice(0, out.length - zipped.length);
  return `${plain.slice(0, plain.length - extname(plain).length)}-deleted${ENTRY_FORMS[format].goneExtension}${zipped}`;
}

/** Both files are there, or neither. `onPage` is told how many entries have been written. */
export async function exportRecords(
  feeds: FeedsAtPosition,
  { part, format, gzip, out, deletions }: RecordsFiles,
  onPage: (entries: number) => void,
): Promise<ExportedRecords> {
  const form = ENTRY_FORMS[format];
  const live = createAtomicFile(out, { gzip });
  const gone = createAtomicFile(deletions, { gzip });
  try {
    const exported = await writeAll(feeds, part, form, { live, gone }, onPage);
    // A disk that is full says so at the end, when neither has its name yet.
    await live.finish();
    await gone.finish();
    // Who finds the records finds what is gone, too.
    await gone.publish();
    await live.publish();
    return exported;
  } catch (error) {
    await live.discard();
    await gone.discard();
    throw error;
  }
}

async function writeAll(
  feeds: FeedsAtPosition,
  part: FeedPart,
  form: EntryForm,
  { live, gone }: { readonly live: AtomicFile; readonly gone: AtomicFile },
  onPage: (entries: number) => void,
): Promise<ExportedRecords> {
  let records = 0;
  let deletions = 0;
  await live.write(form.head);
  for await (const page of feeds.entries(part)) {
    const [there, deleted] = [liveChunks(page, form), goneLines(page, form)];
    await live.write(Buffer.concat(there));
    await gone.write(deleted.join(''));
    records += there.length;
    deletions += deleted.length;
    onPage(records + deletions);
  }
  for await (const page of feeds.leftSet(part)) {
    await gone.write(page.map((entry) => form.gone(entry, 'LEFT_SET')).join(''));
    deletions += page.length;
  }
  await live.write(form.tail);
  return { records, deletions };
}

function liveChunks(page: readonly FeedEntry[], form: EntryForm): readonly Uint8Array[] {
  return page.flatMap((entry) => (entry.body === null ? [] : [Buffer.from(form.live(entry, entry.body))]));
}

function goneLines(page: readonly FeedEntry[], form: EntryForm): readonly string[] {
  return page.flatMap((entry) =>
    entry.body === null ? [form.gone(entry, entry.kind === 'CHANGED' ? 'DELETED' : entry.kind)] : [],
  );
}

/** A file that is there whole or not at all: it is written under another name in the same folder. */
type AtomicFile = ReturnType<typeof createAtomicFile>;

function createAtomicFile(path: string, { gzip }: { readonly gzip: boolean }) {
  const unfinished = join(dirname(path), `.${basename(path)}.${randomUUID().slice(0, 8)}.part`);
  const input = new PassThrough();
  const target = createWriteStream(unfinished, { flags: 'wx' });
  const written = gzip ? pipeline(input, createGzip(), target) : pipeline(input, target);
  // Awaited with the next chunk, or at the end.
  written.catch(() => undefined);
  let isPublished = false;

  return {
    /** Waits if the disk is slower than the writer. */
    async write(chunk: Uint8Array | string): Promise<void> {
      if (!input.write(chunk)) await Promise.race([once(input, 'drain'), written]);
      else if (input.destroyed) await written;
    },
    /** Brings all of it to the disk. */
    async finish(): Promise<void> {
      input.end();
      await written;
      const file = await open(unfinished, 'r+');
      try {
        await file.sync();
      } finally {
        await file.close();
      }
    },
    /** Gives the file its name; one that had it before is replaced. */
    async publish(): Promise<void> {
      await rename(unfinished, path);
      isPublished = true;
    },
    /** Takes away what was written, under its name, too. */
    async discard(): Promise<void> {
      input.destroy();
      await written.catch(() => undefined);
      await rm(isPublished ? path : unfinished, { force: true });
    },
  };
}
