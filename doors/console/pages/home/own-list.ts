/** What waits for staff of a library: how much it has to mend. */
import { FixListOfDocument } from '../../__generated__/operations.ts';
import type { Graph } from '../../graph.ts';
import type { Viewer } from '../../viewer.ts';
import { plural } from '../../words/moments.ts';
import { sayOld } from '../../words/snapshots.ts';
import { FIX_LIST, sayNoList, type AskedSnapshots } from '../my-library/view.ts';
import { askFinding } from '../report/ask.ts';

interface OwnList {
  readonly snapshots: AskedSnapshots;
  /** Null if there is no whole snapshot, if it cannot be said now, and of several libraries: each has its list. */
  readonly toMend: number | null;
}

/** Null for who is not staff of a library, and if the snapshots cannot be told now. The page shows the rest without it. */
export async function askOwnList(graph: Graph, viewer: Viewer | null): Promise<OwnList | null> {
  const [library, another] = viewer?.role === 'STAFF' ? viewer.libraries : [];
  if (library === undefined) return null;
  const { data } = await graph.ask(FixListOfDocument, {});
  const { snapshots } = data;
  if (snapshots === null) return null;
  const newest = snapshots.find(({ state }) => state === 'WHOLE');
  if (newest === undefined || another !== undefined) return { snapshots, toMend: null };
  const question = { snapshot: newest.name, name: 'fix-first', library: library.id, system: null, options: [] };
  const asked = await askFinding(graph, { ...question, table: null, after: null }).catch(() => null);
  const line = asked !== null && 'finding' in asked ? asked.finding.summary[0] : undefined;
  return { snapshots, toMend: line?.value ?? null };
}

export function ownListCard(list: OwnList | null, now: number) {
  if (list === null) return null;
  const { snapshots, toMend } = list;
  const snapshot = snapshots.find(({ state }) => state === 'WHOLE');
  if (snapshot === undefined) return { href: null, heading: FIX_LIST, description: sayNoList(snapshots) };
  return {
    href: '/my-library',
    heading: toMend === null ? FIX_LIST : `${FIX_LIST}: ${plural(toMend, 'thing')} in your library`,
    description: `The worst first, each with what to do. From the snapshot “${snapshot.name}”, ${sayOld(snapshot.takenAt, now)}.`,
  };
}
