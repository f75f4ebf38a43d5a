/** Writes down in the hub's audit what is exported, before the first row of it is asked for. */
import type { ExportFormat, StartExportInput, StartExportMutation } from '../__generated__/answers.ts';
import { askGraph, type Graph } from '../ask-graph.ts';

/** Rows of one page of an export: the most that the graph gives. */
export const EXPORT_PAGE = 2_000;

/** What is exported. */
export type ExportSubject = Omit<StartExportInput, 'format'>;

const START = /* asks */ `mutation StartExport($input: StartExportInput!) { startExport(input: $input) { export { id } } }`;

/** Gives the id with which the rows may be asked for. */
export async function startExport(graph: Graph, subject: ExportSubject, format: ExportFormat): Promise<string> {
  const { startExport: started } = await askGraph<StartExportMutation>(graph, START, {
    input: { ...subject, format },
  });
  return started.export.id;
}
