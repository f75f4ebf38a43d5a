/** Writes down in the hub's audit what is exported, before the first row of it is asked for. */
import { askGraph, type Graph } from '../ask-graph.ts';

/** Rows of one page of an export: the most that the graph gives. */
export const EXPORT_PAGE = 2_000;

export type ExportFormat = 'CSV' | 'XLSX' | 'JSON';

/** What is exported, as `StartExportInput` takes it. */
export interface ExportSubject {
  readonly snapshot: string;
  readonly report?: string;
  readonly library?: string | null;
  readonly system?: string | null;
  readonly options?: readonly { readonly name: string; readonly value: string }[];
  readonly of?: string;
  readonly where?: readonly { readonly dimension: string; readonly in: readonly string[] }[];
  readonly by?: readonly string[];
  readonly staffNotes?: boolean;
}

const START = 'mutation StartExport($input: StartExportInput!) { startExport(input: $input) { export { id } } }';

/** Gives the id with which the rows may be asked for. */
export async function startExport(graph: Graph, subject: ExportSubject, format: ExportFormat): Promise<string> {
  const { startExport: started } = await askGraph<{ startExport: { export: { id: string } } }>(graph, START, {
    input: { ...subject, format },
  });
  return started.export.id;
}
