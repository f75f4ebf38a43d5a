/** Which snapshot and which report are meant. */
import { nearest } from '#region/known-keys.ts';
import { badUserInput } from '#platform/errors.ts';
import type { ChosenQuery, ReportsQuery } from '../__generated__/answers.ts';
import { askGraph, type Graph } from '../ask-graph.ts';

export type ChosenSnapshot = NonNullable<ChosenQuery['snapshot']>;
type KnownReport = ReportsQuery['comparisonReports'][number];

const SNAPSHOT = /* asks */ `query Chosen($name: String) { snapshot(name: $name) { name takenAt } }`;
const REPORTS = /* asks */ `query Reports { comparisonReports { name formerly question scope aboutReaders } }`;

/** The snapshot of that name, or the newest that is whole. Throws if there is none, saying how to take one. */
export async function chooseSnapshot(graph: Graph, name: string | undefined): Promise<ChosenSnapshot> {
  const { snapshot } = await askGraph<ChosenQuery, 'snapshot'>(graph, SNAPSHOT, { name: name ?? null });
  if (snapshot !== null) return snapshot;
  throw badUserInput(
    name === undefined
      ? 'There is no snapshot yet. Take one first: mercia snapshot take NAME'
      : `There is no snapshot "${name}": "mercia snapshot list" shows which there are.`,
  );
}

export async function listReports(graph: Graph): Promise<readonly KnownReport[]> {
  return (await askGraph<ReportsQuery>(graph, REPORTS)).comparisonReports;
}

/** Throws if there is no report of that name, saying which is nearest. */
export async function chooseReport(graph: Graph, name: string): Promise<KnownReport> {
  const reports = await listReports(graph);
  const found = reports.find((report) => report.name === name || report.formerly.includes(name));
  if (found !== undefined) return found;
  const near = nearest(
    name,
    reports.map((report) => report.name),
  );
  const hint = near === null ? '' : ` Did you mean "${near}"?`;
  throw badUserInput(`There is no report "${name}".${hint} "mercia compare" lists all of them.`);
}
