/** Reads a file of records in a process of its own: `node large-file-child.ts FOLDER`. Prints how many, and the memory that it took. */
import { createAdapter, describeSystem, FULL } from '#adapters/files/folder.fixture.ts';

const adapter = createAdapter(describeSystem(process.argv[2] ?? '', { records: [{ source: 'catalogue.mrc' }] }));
const before = process.resourceUsage().maxRSS;
let records = 0;
for await (const page of adapter.harvest?.pages(FULL, new AbortController().signal) ?? [])
  records += page.records.length;
await adapter.close();
process.stdout.write(JSON.stringify({ records, grownBy: (process.resourceUsage().maxRSS - before) * 1024 }));
