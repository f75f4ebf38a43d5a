/** The columns of docs/capabilities.md: each kind, each kind described in another way, and systems of two parts. */
import type { AdapterKind, DescribedWay } from '#contract/adapter.ts';
import { describedWithoutRest } from '#adapters/koha/described.ts';
import { describedByFiles } from '#adapters/symphony/described.ts';

/** One step in what the region file may say of a system: of its main part, or of its live one. */
export interface ColumnWay extends DescribedWay {
  /** True where `credentials` and `settings` are those of the live part. */
  readonly ofLive?: boolean | undefined;
}

export interface Column {
  readonly title: string;
  readonly main: AdapterKind;
  /** The kind of the live part; null where there is none. */
  readonly live: AdapterKind | null;
  readonly ways: readonly ColumnWay[];
}

type Kinds = ReadonlyMap<string, AdapterKind>;

/** Main part, as its kind is described or in another way, and live part. */
interface Composition {
  readonly title: string;
  readonly main: string;
  readonly described?: readonly DescribedWay[];
  readonly live: string | null;
}

const COMPOSITIONS: readonly Composition[] = [
  { title: 'Symphony by files', main: 'symphony', described: describedByFiles, live: null },
  { title: 'Koha without REST', main: 'koha', described: describedWithoutRest, live: null },
  { title: 'Koha without REST + SIP2', main: 'koha', described: describedWithoutRest, live: 'sip2' },
  { title: 'Koha + SIP2', main: 'koha', live: 'sip2' },
  { title: 'Files + SIP2', main: 'files', live: 'sip2' },
  { title: 'Files + Z39.50 or SRU', main: 'files', live: 'z3950' },
  { title: 'Files + WMS', main: 'files', live: 'wms' },
];

/** Columns in the order in which they stand. A kind that can only be a live part has none of its own: it is no system alone. */
export function columnsOf(kinds: Kinds): readonly Column[] {
  const alone = [...kinds.values()]
    .filter(({ parts }) => parts?.includes('main') !== false)
    .map((kind): Column => ({ title: kind.title, main: kind, live: null, ways: kind.described }));
  const composed = COMPOSITIONS.flatMap(({ title, main: mainName, live: liveName, described }): readonly Column[] => {
    const main = kinds.get(mainName);
    const live = liveName === null ? null : kinds.get(liveName);
    if (main === undefined || live === undefined) return [];
    return [{ title, main, live, ways: [...(described ?? main.described), ...waysOfLive(live)] }];
  });
  return [...alone, ...composed];
}

function waysOfLive(live: AdapterKind | null): readonly ColumnWay[] {
  return (live?.described ?? []).map((way) => ({
    ...way,
    as: way.as === 'yes' ? '`live`' : `\`live\`: ${way.as}`,
    ofLive: true,
  }));
}
