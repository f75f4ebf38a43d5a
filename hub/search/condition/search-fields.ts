/** Words that are asked for in one part of an edition only: its titles, its creators, its subjects, its series. */
import { sql, type RawBuilder } from 'kysely';
import { parseQuery } from '../query/parse-query.ts';
import { toTsquery } from '../query/to-tsquery.ts';
import { weighWording, type WordWeight } from '../query/query-fields.ts';

export const SEARCH_FIELDS = ['title', 'author', 'subject', 'series'] as const;
export type SearchField = (typeof SEARCH_FIELDS)[number];

/** What is asked for in each field; blank or absent asks for nothing there. */
export type SearchFields = Readonly<Partial<Record<SearchField, string | null | undefined>>>;

const WEIGHTS: Readonly<Record<SearchField, WordWeight>> = { title: 'A', author: 'B', subject: 'C', series: 'D' };

/** The text that `toTsquery` gives, as SQL. */
export function tsquery(wording: string): RawBuilder<unknown> {
  return sql`to_tsquery('mercia', ${wording}::text)`;
}

/**
 * The condition on `search_doc d` that a field meets a wording, the text that `toTsquery` gives. Series share their weight
 * with publishers and numbers, so they have an index of their own.
 */
export function fieldCondition(field: SearchField, wording: string): RawBuilder<unknown> {
  if (field !== 'series') return sql`d.document @@ ${tsquery(weighWording(wording, WEIGHTS[field]))}`;
  return sql`EXISTS (SELECT FROM edition e WHERE e.id = d.edition
    AND json_array_length(e.description->'seriesTitles') > 0 AND mercia_series(e.description) @@ ${tsquery(weighWording(wording, null))})`;
}

export function fieldConditions(fields: SearchFields | null | undefined): readonly RawBuilder<unknown>[] {
  return givenFields(fields).map(([field, text]) => {
    const wording = toTsquery(parseQuery(text).groups);
    // A text without a letter or digit asks for something all the same: for what nothing is called.
    return wording === null ? sql`false` : fieldCondition(field, wording);
  });
}

/** The wording to rank by: of the query and of each field at its weight. Null if there is nothing to rank by. */
export function rankingWording(wording: string | null, fields: SearchFields | null | undefined): string | null {
  const weighed = givenFields(fields).flatMap(([field, text]) => {
    const asked = toTsquery(parseQuery(text).groups);
    return asked === null ? [] : [weighWording(asked, WEIGHTS[field])];
  });
  const parts = [...(wording === null ? [] : [wording]), ...weighed];
  return parts.length < 2 ? (parts[0] ?? null) : parts.map((part) => `(${part})`).join(' & ');
}

export function hasFields(fields: SearchFields | null | undefined): boolean {
  return givenFields(fields).length > 0;
}

function givenFields(fields: SearchFields | null | undefined): readonly (readonly [SearchField, string])[] {
  return SEARCH_FIELDS.flatMap((field) => {
    const text = fields?.[field] ?? '';
    return text.trim() === '' ? [] : [[field, text] as const];
  });
}
