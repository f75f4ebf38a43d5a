/** Loads the vocabulary of the demonstration where it is not loaded yet. */
import { createHash } from 'node:crypto';
import { readDemoVocabulary } from '#demo/vocabulary.ts';
import type { Store } from '#store/open-store.ts';
import { findVocabularies, loadVocabulary } from '#search/vocabulary/index.ts';

/** Some hundred headings: a fraction of a second, once. */
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
