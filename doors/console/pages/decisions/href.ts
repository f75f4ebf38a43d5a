/** Addresses of decisions. */
import type { Condition, Population } from '../../__generated__/operations.ts';
import { rowsQuery } from '../rows/href.ts';
import { snapshotHref } from '../hrefs.ts';

export function decisionsHref(snapshot: string): string {
  return `${snapshotHref(snapshot)}/decisions`;
}

export function decisionHref(snapshot: string, id: string): string {
  return `${decisionsHref(snapshot)}/${encodeURIComponent(id)}`;
}

export function raiseHref(snapshot: string, of: Population, where: readonly Condition[]): string {
  return `${decisionsHref(snapshot)}/new?${rowsQuery(of, where)}`;
}
