/** Codes of several systems that are spelled alike, and codes that mean the same: what they mean, and on how many copies. */
import { NONE, NOT_TOLD, type Condition } from '#domain/comparison.ts';
import { plainCode, plainLabel } from '../codes/pair-codes.ts';
import { LISTS_OF_ITEMS, type ItemListName } from '../codes/count-codes.ts';

/** A code of one system: all spellings that differ by case and blanks at the end only. */
export interface SystemCode {
  readonly list: ItemListName;
  readonly system: string;
  /** As copies and the system's list spell it; the most used first. */
  readonly spellings: readonly string[];
  /** Null if nobody tells what it means. */
  readonly label: string | null;
  readonly items: number;
}

export interface AlikeCodes {
  readonly list: ItemListName;
  readonly codes: readonly SystemCode[];
  /** `DIFFERENT` if two of them are told to mean different things, `NOT_TOLD` if one of them is not told. */
  readonly meaning: 'SAME' | 'DIFFERENT' | 'NOT_TOLD';
}

export interface CodeTold {
  readonly system: string;
  readonly code: string;
  readonly label: string | null;
}

/** Those in use, and those of the systems' own lists that no copy has. */
export function codesOfSystems(
  list: ItemListName,
  used: readonly { readonly system: string; readonly code: string; readonly items: number }[],
  told: readonly CodeTold[],
): readonly SystemCode[] {
  const spelled = [
    ...used.filter(({ code }) => code !== NONE && code !== NOT_TOLD).toSorted((a, b) => b.items - a.items),
    ...told.map(({ system, code }) => ({ system, code, items: 0 })),
  ];
  const labels = new Map(told.map(({ system, code, label }) => [keyOf(system, code), label]));
  return [...Map.groupBy(spelled, ({ system, code }) => keyOf(system, code))].flatMap(([key, same]) => {
    const [first] = same;
    if (first === undefined) return [];
    return [
      {
        list,
        system: first.system,
        spellings: [...new Set(same.map(({ code }) => code))],
        label: labels.get(key) ?? null,
        items: same.reduce((sum, { items }) => sum + items, 0),
      },
    ];
  });
}

const keyOf = (system: string, code: string): string => JSON.stringify([system, plainCode(code)]);

/** The costliest first: what all but the meaning with most copies come to. */
export function findAlikeCodes(codes: readonly SystemCode[]): readonly AlikeCodes[] {
  return groups(codes, (code) => plainCode(code.spellings[0] ?? ''))
    .map((same): AlikeCodes => {
      const labels = same.map(({ label }) => (label === null ? null : plainLabel(label)));
      const isTold = !labels.includes(null);
      const meanings = new Set(labels.filter((label) => label !== null));
      const meaning = meanings.size > 1 ? 'DIFFERENT' : isTold ? 'SAME' : 'NOT_TOLD';
      return { list: same[0]?.list ?? 'ITEM_TYPE', codes: same, meaning };
    })
    .toSorted((a, b) => costOf(b) - costOf(a));
}

/** Codes of several systems that are told to mean the same and are spelled in different ways. */
export function findSameMeanings(codes: readonly SystemCode[]): readonly AlikeCodes[] {
  return groups(
    codes.filter(({ label }) => label !== null && plainLabel(label) !== ''),
    ({ label }) => plainLabel(label ?? ''),
  )
    .filter((same) => new Set(same.map(({ spellings }) => plainCode(spellings[0] ?? ''))).size > 1)
    .map((same): AlikeCodes => ({ list: same[0]?.list ?? 'ITEM_TYPE', codes: same, meaning: 'SAME' }))
    .toSorted((a, b) => costOf(b) - costOf(a));
}

/** Of the same list, of two systems or more. */
function groups(codes: readonly SystemCode[], key: (code: SystemCode) => string): readonly (readonly SystemCode[])[] {
  return [...Map.groupBy(codes, (code) => JSON.stringify([code.list, key(code)])).values()]
    .filter((same) => new Set(same.map(({ system }) => system)).size > 1)
    .map((same) => same.toSorted((a, b) => b.items - a.items));
}

/** What keeps its code: codes with the meaning that most copies have; of those that mean the same, those spelled alike. */
export function keepsItsCode({ codes, meaning }: AlikeCodes, code: SystemCode): boolean {
  const nameOf = (one: SystemCode): string =>
    meaning === 'SAME' ? plainCode(one.spellings[0] ?? '') : plainLabel(one.label ?? '');
  const sums = new Map<string, number>();
  for (const one of codes) {
    if (one.label !== null) sums.set(nameOf(one), (sums.get(nameOf(one)) ?? 0) + one.items);
  }
  const [most] = [...sums].toSorted(([, a], [, b]) => b - a);
  return most?.[0] === nameOf(code);
}

/** Copies whose code would change; those of a code that nobody tells the meaning of are in no number. */
export function costOf(alike: AlikeCodes): number {
  const changing = alike.codes.filter((code) => code.label !== null && !keepsItsCode(alike, code));
  return changing.reduce((sum, { items }) => sum + items, 0);
}

export function conditionsOf({ list, system, spellings }: SystemCode): readonly Condition[] {
  return [
    { dimension: 'SYSTEM', in: [system] },
    { dimension: LISTS_OF_ITEMS[list], in: spellings },
  ];
}
