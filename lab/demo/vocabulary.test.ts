import { readMarcBytes } from '#marc/index.ts';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readDemoVocabulary } from './vocabulary.ts';

describe('the vocabulary of the demonstration', () => {
  it('is a record for each heading, in the order of the alphabet, no name twice', () => {
    const lines = readFileSync(new URL('mesh-terms.tsv', import.meta.url), 'utf8')
      .trimEnd()
      .split('\n')
      .slice(1);
    const rows = lines.map((line) => line.split('\t'));
    const headings = rows.map(([heading = '']) => heading);
    const names = rows.flatMap(([heading = '', terms = '']) => [
      heading,
      ...terms.split(' | ').filter((name) => name !== ''),
    ]);

    expect(headings).toEqual([...new Set(headings)].sort((a, b) => a.localeCompare(b, 'en')));
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
    expect(names.filter((name) => name !== name.trim() || name === '')).toEqual([]);
    expect([...readMarcBytes(readDemoVocabulary().records)].map(({ kind }) => kind)).toEqual(
      headings.map(() => 'record'),
    );
  });
});
