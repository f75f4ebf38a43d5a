/** One part of the feeds as files: what there is in one, what is gone in the other. */
import { extname } from 'node:path';
import type { FeedEntry, FeedPart, FeedsAtPosition } from '#feed-log/index.ts';
import { createAtomicFile, type AtomicFile } from './atomic-file.ts';
import { ENTRY_FORMS, type EntryForm, type FileFormat } from './entry-forms.ts';

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
    // Who finds the records finds what is gone, too.
    await gone.commit();
    await live.commit();
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
