/** A few holdings to ask about, found as harvest finds them and without harvesting everything. */
import type { LmsAdapter } from '#contract/adapter.ts';
import type { HoldingRef } from '#domain/facts.ts';
import { createId } from '#domain/ids.ts';
import { NotTried } from './check.ts';
import type { Sample } from './system.ts';

/** Pages of a full harvest that are looked through, at most. */
const MOST_PAGES = 20;

/** Three holdings with copies, of three public records. */
export async function findSample({ system, harvest }: LmsAdapter, signal: AbortSignal): Promise<Sample> {
  if (harvest === undefined) throw new NotTried('it harvests nothing, so that no holding is known');
  const found: HoldingRef[] = [];
  let pages = 0;
  for await (const page of harvest.pages({ run: { kind: 'full' }, resumeAt: null }, signal)) {
    for (const record of page.records) {
      if (record.deleted || record.visibility !== 'PUBLIC') continue;
      const holding = record.holdings.find(({ copies, liveKeys }) => (copies ?? 0) > 0 && liveKeys.length > 0);
      if (holding === undefined) continue;
      const id = createId(system.id, 'holding', `${record.localId}@${holding.library}`);
      found.push({ id, liveKeys: holding.liveKeys });
    }
    pages += 1;
    const [first, second, third] = found;
    if (first !== undefined && second !== undefined && third !== undefined) return [first, second, third];
    if (pages >= MOST_PAGES) break;
  }
  throw new NotTried(`the first ${pages} pages of its harvest have fewer than three records with copies`);
}

export function recordOf(holding: HoldingRef): string {
  const local = holding.id.split(':').slice(2).join(':');
  return local.slice(0, local.lastIndexOf('@'));
}
