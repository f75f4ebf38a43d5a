/** What is asked of a snapshot, as it stands in the address of a page. */
import { given } from '../page.ts';
import { snapshotHref } from '../hrefs.ts';

export interface ReportQuestion {
  /** Name of the snapshot. */
  readonly snapshot: string;
  /** Name of the report. */
  readonly name: string;
  readonly library: string | null;
  readonly system: string | null;
  readonly options: readonly { readonly name: string; readonly value: string }[];
  /** Only this table; null for all. */
  readonly table: string | null;
  /** Where its rows go on; null for the first. */
  readonly after: string | null;
}

/** What an address may say that is no option of a report. */
const OWN: readonly string[] = ['library', 'system', 'table', 'after', 'save'];

/** Whatever else the address says is an option: the graph refuses one that the report does not have. */
export function readQuestion(snapshot: string, name: string, query: URLSearchParams): ReportQuestion {
  return {
    snapshot,
    name,
    library: given(query, 'library'),
    system: given(query, 'system'),
    options: [...query].flatMap(([option, value]) =>
      OWN.includes(option) || value === '' ? [] : [{ name: option, value }],
    ),
    table: given(query, 'table'),
    after: given(query, 'after'),
  };
}

/** The address of the same question on the page at `path`, or of one of its tables. */
export function addressOf(
  path: string,
  { library, system, options }: Pick<ReportQuestion, 'library' | 'system' | 'options'>,
  place: { readonly table?: string; readonly after?: string; readonly save?: 'csv' } = {},
): string {
  const query = new URLSearchParams();
  if (library !== null) query.set('library', library);
  if (system !== null) query.set('system', system);
  for (const { name, value } of options) query.set(name, value);
  for (const [name, value] of Object.entries(place)) query.set(name, value);
  const said = query.toString();
  return said === '' ? path : `${path}?${said}`;
}

/** The page of a question: `/compare/first/questions/last-copies`. */
export function questionPath(snapshot: string, name: string): string {
  return `${snapshotHref(snapshot)}/questions/${encodeURIComponent(name)}`;
}
