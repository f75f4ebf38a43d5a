/**
 * Reads a file of records in a process of its own: `node --expose-gc large-file-child.ts FOLDER`. Prints how many, and the
 * most bytes that were held on the way, what was free to go collected first.
 */
import { createAdapter, describeSystem, FULL } from '#adapters/files/folder.fixture.ts';

/** Collecting takes a while: once in so many pages is enough to see what grows. */
const PAGES_BETWEEN = 100;

const adapter = createAdapter(describeSystem(process.argv[2] ?? '', { records: [{ source: 'catalogue.mrc' }] }));
const before = heldBytes();
let records = 0;
let pages = 0;
let grownBy = 0;
for await (const page of adapter.harvest?.pages(FULL, new AbortController().signal) ?? []) {
  records += page.records.length;
  pages += 1;
  if (pages % PAGES_BETWEEN === 0) grownBy = Math.max(grownBy, heldBytes() - before);
}
await adapter.close();
process.stdout.write(JSON.stringify({ records, pages, grownBy }));

function heldBytes(): number {
  globalThis.gc?.();
  // Buffers are outside the heap.
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
