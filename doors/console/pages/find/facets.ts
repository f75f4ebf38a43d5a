/** What narrows results: by what they are counted, and what is chosen of it. */
import type { FacetField, FacetPartsFragment } from '../../__generated__/operations.ts';
import { FORMAT_WORDS } from '../../words/copies.ts';
import { begin, writeYears, type Choice, type Years } from './choice.ts';

/** As many values are asked for of each but the years. */
const SHOWN_MAX = 12;
/** As many years are asked for; those with the most titles. */
const YEARS_MAX = 200;

type Key = 'library' | 'format' | 'language' | 'subject' | 'author';

const FACETS: Readonly<
  Partial<Record<FacetField, { readonly name: string; readonly many: string; readonly key: Key }>>
> = {
  LIBRARY: { name: 'Library', many: 'libraries', key: 'library' },
  FORMAT: { name: 'Kind', many: 'kinds', key: 'format' },
  LANGUAGE: { name: 'Language', many: 'languages', key: 'language' },
  SUBJECT: { name: 'Subject', many: 'subjects', key: 'subject' },
  CREATOR: { name: 'Author', many: 'authors', key: 'author' },
};

type Value = FacetPartsFragment['values'][number];

/** `facets` with the years among them. Of what is chosen there is no list: it is taken off first. */
export function facetsOf(facets: readonly FacetPartsFragment[], choice: Choice) {
  return facets.flatMap(({ field, values }) => {
    if (field === 'YEAR') return toYears(values, choice);
    const known = FACETS[field];
    if (known === undefined || values.length === 0 || choice[known.key] !== null) return [];
    return [
      {
        name: known.name,
        note: values.length < SHOWN_MAX ? null : `The ${String(SHOWN_MAX)} ${known.many} with the most titles.`,
        values: values.map((one) =>
          toLink(labelOf(field, one.value, one.label), one, begin(choice, { [known.key]: one.value })),
        ),
      },
    ];
  });
}

/** `inPart`: more may have it than were counted. */
function toLink(text: string, { count, exact }: Pick<Value, 'count' | 'exact'>, href: string, inPart = false) {
  return { text, count: `${exact ? (inPart ? 'at least ' : '') : 'about '}${count.toLocaleString('en-GB')}`, href };
}

/** More years are put together by tens; a title has one year at most, so their counts add up. */
const SINGLE_YEARS_MAX = 10;

/** The newest first. Within years that are chosen, the single ones. */
function toYears(values: readonly Value[], choice: Choice) {
  const { years } = choice;
  const counted = values
    .map(({ value, count, exact }) => ({ year: Number(value), count, exact }))
    .filter(({ year }) => years === null || (years.from <= year && year <= years.to))
    .toSorted((a, b) => b.year - a.year);
  if (counted.length < 2) return [];
  const isWide = counted.length > SINGLE_YEARS_MAX;
  const isCut = values.length >= YEARS_MAX;
  const groups = Map.groupBy(counted, ({ year }) => (isWide ? Math.floor(year / 10) * 10 : year));
  return [
    {
      name: 'Year',
      note: isCut ? `Of the ${String(YEARS_MAX)} years with the most titles.` : null,
      values: [...groups].map(([first, all]) => {
        const range: Years = { from: first, to: isWide ? first + 9 : first };
        const count = all.reduce((sum, one) => sum + one.count, 0);
        const exact = all.every((one) => one.exact);
        // A link that is a bare number says nothing to whoever hears links alone.
        const text = isWide ? writeYears(range, ' to ') : `In ${String(first)}`;
        return toLink(text, { count, exact }, begin(choice, { years: range }), isCut && isWide);
      }),
    },
  ];
}

/**
 * Every filter that is on can be taken off, also if nothing is found with it. The facets name the values with the most titles alone:
 * `libraries` are all of the region.
 */
export function chosenOf(
  facets: readonly FacetPartsFragment[],
  choice: Choice,
  libraries: readonly { readonly id: string; readonly name: string }[],
) {
  const chosen = Object.entries(FACETS).flatMap(([field, { name, key }]) => {
    const value = choice[key];
    if (value === null) return [];
    const values = facets.find((facet) => facet.field === field)?.values ?? [];
    const label = values.find((one) => one.value === value)?.label ?? nameOf(key, value, libraries) ?? value;
    return [{ text: `${name}: ${labelOf(field, value, label)}`, href: begin(choice, { [key]: null }) }];
  });
  const { years, wasIn } = choice;
  return [
    ...chosen,
    ...(years === null ? [] : [{ text: `Year: ${writeYears(years, ' to ')}`, href: begin(choice, { years: null }) }]),
    ...(wasIn ? [{ text: 'On the shelf when last known', href: begin(choice, { wasIn: false }) }] : []),
  ];
}

const languages = new Intl.DisplayNames(['en-GB'], { type: 'language', fallback: 'none' });

function nameOf(key: Key, value: string, libraries: Parameters<typeof chosenOf>[2]): string | undefined {
  if (key === 'library') return libraries.find(({ id }) => id === value)?.name;
  return key === 'language' && /^[a-z]{3}$/.test(value) ? languages.of(value) : undefined;
}

function labelOf(field: string, value: string, label: string): string {
  return field === 'FORMAT' ? ((FORMAT_WORDS as Readonly<Record<string, string>>)[value] ?? label) : label;
}
