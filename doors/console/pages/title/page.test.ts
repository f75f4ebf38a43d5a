import { describe, expect, it } from 'vitest';
import { recordsOf } from './page.ts';

type Edition = Parameters<typeof recordsOf>[0];
type Named = Edition['records']['nodes'][number];

function named(local: number): Named {
  return { id: `n:record:${String(local)}`, localId: String(local), title: null, system: { name: 'North' } };
}

function made(count: number, rest: Partial<Edition> = {}): ReturnType<typeof recordsOf> {
  const nodes = Array.from({ length: count }, (_, index) => named(index + 1));
  const records = { nodes, pageInfo: { hasNextPage: false } };
  return recordsOf({ id: 'e1', records, work: null, ...rest });
}

describe('the records of a title', () => {
  it('are one, and nothing is to be explained', () => {
    expect(made(1)).toEqual({ sentence: 'This title is made of one record: North, record 1.', pairs: [], apart: [] });
  });

  it('are all pairs if they are few, and each with the first if they are many', () => {
    expect(made(3).pairs.map(({ href }) => href)).toEqual([
      '/records/n%3Arecord%3A1/with/n%3Arecord%3A2',
      '/records/n%3Arecord%3A1/with/n%3Arecord%3A3',
      '/records/n%3Arecord%3A2/with/n%3Arecord%3A3',
    ]);
    expect(made(7).pairs).toHaveLength(6);
  });

  it('are asked why another edition is another, and never the title itself', () => {
    const other = {
      title: 'Asthma',
      editionStatement: '2nd ed.',
      publishedYear: 2009,
      format: 'BOOK',
      language: null,
    } as const;
    const work = {
      editions: [
        { ...other, id: 'e1', records: { nodes: [named(1)] } },
        { ...other, id: 'e2', records: { nodes: [named(9)] } },
      ],
    };

    expect(made(1, { work }).apart).toEqual([
      {
        title: 'Asthma',
        lang: null,
        more: ['2nd ed.', 2009],
        href: '/records/n%3Arecord%3A1/with/n%3Arecord%3A9',
      },
    ]);
  });
});
