/**
 * Reads a file of records in a process of its own: `node --expose-gc large-file-child.ts FOLDER`. Prints how many, and the
 * most bytes that were held on the way, what was free to go collected first.
 */
import { createAdapter, describeSystem, FULL } from '#adapters/files/folder.fixture.ts';
import { setImmediate } from 'node:timers/promises';

/** Collecting takes a while: once in so many pages is enough to see what grows. */
const PAGES_BETWEEN = 100;

const adapter = createAdapter(describeSystem(process.argv[2] ?? '', { records: [{ source: 'catalogue.mrc' }] }));
const before = await heldBytes();
let records = 0;
let pages = 0;
let grownBy = 0;
for await (const page of adapter.harvest?.pages(FULL, new AbortController().signal) ?? []) {
  records += page.records.length;
  pages += 1;
  if (pages % PAGES_BETWEEN === 0) grownBy = Math.max(grownBy, (await heldBytes()) - before);
}
await adapter.close();
process.stdout.write(JSON.stringify({ records, pages, grownBy }));

async function heldBytes(): Promise<number> {
  // Memory outside the heap whose owner a first collection frees is itself free only after a second one.
  globalThis.gc?.();
  await setImmediate();
  globalThis.gc?.();
  // Buffers are outside the heap.
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
