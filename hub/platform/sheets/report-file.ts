/** What a table of a report is called as a file. */

export interface ReportFile {
  readonly report: string;
  /** Id of the library that it is about; null for several. */
  readonly library: string | null;
  readonly takenAt: string;
  readonly table: string;
}

/** Without its ending: `fix-first-north-2026-11-26-title-twice`, so that nobody takes last month's file for this one's. */
export function nameReportFile({ report, library, takenAt, table }: ReportFile): string {
  const parts = [report, ...(library === null ? [] : [library]), takenAt.slice(0, 'YYYY-MM-DD'.length), table];
  return parts.join('-').replaceAll(/[^\p{L}\p{N}-]+/gu, '-');
}
