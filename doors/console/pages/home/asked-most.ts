/** What the migration team asks most, each one click from the start page. */
import { FixListOfDocument } from '../../__generated__/operations.ts';
import type { Graph } from '../../graph.ts';
import type { Viewer } from '../../viewer.ts';
import { sayOld } from '../../words/snapshots.ts';
import { snapshotHref } from '../hrefs.ts';
import type { AskedSnapshots } from '../my-library/view.ts';

/** The snapshots; null for others, and if they cannot be told now. The page shows the rest without them. */
export async function askSnapshots(graph: Graph, viewer: Viewer | null): Promise<AskedSnapshots | null> {
  if (viewer?.role !== 'MIGRATION' && viewer?.role !== 'OPERATOR') return null;
  return (await graph.ask(FixListOfDocument, {})).data.snapshots;
}

export function askedMost(snapshots: AskedSnapshots | null, now: number) {
  if (snapshots === null) return null;
  const snapshot = snapshots.find(({ state }) => state === 'WHOLE');
  if (snapshot === undefined) {
    const links = [{ text: 'Take the first snapshot', href: '/compare#take' }];
    return { links, facts: 'What the systems have together is counted in a snapshot, and none is complete yet.' };
  }
  const overlap = `${snapshotHref(snapshot.name)}/overlap`;
  return {
    links: [
      { text: 'Titles that only one library has', href: `${overlap}#alone` },
      { text: 'Overlap between systems', href: `${overlap}#systems` },
    ],
    facts: `From the snapshot “${snapshot.name}”, ${sayOld(snapshot.takenAt, now)}.`,
  };
}
