import { linkedRuns } from '#marc/holding-statements.ts';
import { runsOf } from '#domain/lending/statement-runs.ts';
import { describe, expect, it } from 'vitest';
import { items, records } from './made-region.ts';

describe('journals of the demo region', () => {
  const stated = records.flatMap(({ system, biblio_id, marc }) =>
    linkedRuns(marc).map(({ place, statement }) => ({ system, biblio_id, place, text: statement.text })),
  );

  it('state runs that can be read, in more than one way of writing', () => {
    expect(stated.length).toBeGreaterThan(20);
    expect(stated.filter(({ text }) => runsOf(text)?.length !== 1)).toEqual([]);
    expect(new Set(stated.map(({ text }) => text.replaceAll(/\d+/g, '#'))).size).toBeGreaterThan(1);
  });

  it('have each volume that a place states', () => {
    for (const { system, biblio_id, place, text } of stated) {
      const owned = items.filter(
        (item) => item.system === system && item.biblio_id === biblio_id && item.home_library_id === place,
      );
      const { from, to } = runsOf(text)?.[0]?.volumes ?? { from: 0, to: 0 };
      const wanted = Array.from({ length: (to ?? 0) - from + 1 }, (_, index) => `Vol. ${from + index}`);
      expect(owned.map(({ serial_issue_number }) => serial_issue_number)).toEqual(expect.arrayContaining(wanted));
    }
  });
});
