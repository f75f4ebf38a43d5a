/** What waits for staff of a library: how much it has to mend. */
import { FixListOfDocument } from '../../__generated__/operations.ts';
import type { Graph } from '../../graph.ts';
import type { Viewer } from '../../viewer.ts';
import { plural } from '../../words/moments.ts';
import { sayOld } from '../../words/snapshots.ts';
import { chooseSnapshots, type AskedSnapshots } from '../my-library/view.ts';
import { askFinding } from '../report/ask.ts';

interface OwnList {
  /** The newest whole snapshot. */
  readonly snapshot: AskedSnapshots[number];
  /** Null if it cannot be said now, and of several libraries: each has its list. */
  readonly toMend: number | null;
}

/** Null for who is not staff of a library, and while there is nothing to lead to. The page shows the rest without it. */
export async function askOwnList(graph: Graph, viewer: Viewer | null): Promise<OwnList | null> {
  const [library, another] = viewer?.role === 'STAFF' ? viewer.libraries : [];
  if (library === undefined) return null;
  const { data } = await graph.ask(FixListOfDocument, {});
  const { newest } = chooseSnapshots(data.snapshots ?? []);
  const snapshot = data.snapshots?.find(({ name }) => name === newest);
  if (snapshot === undefined) return null;
  if (another !== undefined) return { snapshot, toMend: null };
  const question = { snapshot: snapshot.name, name: 'fix-first', library: library.id, system: null, options: [] };
  const asked = await askFinding(graph, { ...question, table: null, after: null }).catch(() => null);
  const line = asked !== null && 'finding' in asked ? asked.finding.summary[0] : undefined;
  return { snapshot, toMend: line?.value ?? null };
}

export function ownListCard(list: OwnList | null, now: number) {
  if (list === null) return null;
  const { snapshot, toMend } = list;
  return {
    href: '/my-library',
    heading: toMend === null ? 'What your library has to mend' : `Your library: ${plural(toMend, 'thing')} to mend`,
    description: `The worst first, each with what to do. From the snapshot “${snapshot.name}”, ${sayOld(snapshot.takenAt, now)}.`,
  };
}
