import { readFileSync } from 'node:fs';
import { readTitles } from '#demo/titles.ts';
import { sharedAvailable, sharedPath } from '#tests/support/shared.ts';
import { describe, expect, it } from 'vitest';

const titles = readTitles();

describe('lab/demo/titles.tsv', () => {
  it('has books with ISBN-13 and journals with a valid ISSN, all in a form and with a title', () => {
    const journals = titles.filter((title) => title.kind === 'journal');

    expect(titles.length).toBeGreaterThan(600);
    expect(journals).toHaveLength(25);
    for (const { issn } of journals) expect(issnCheck(issn), issn).toBe(issn.at(-1));
    for (const { kind, isbn, title } of titles) {
      expect(title).not.toBe('');
      expect(/^97[89]\d{10}$/.test(isbn)).toBe(kind === 'book');
    }
  });

  it.skipIf(!sharedAvailable)(
    'holds facts of its source only, but for eight titles that nurses look for (needs ../shared)',
    () => {
      const [head = '', ...lines] = readFileSync(sharedPath('data', 'health-titles.tsv'), 'utf8').split('\n');
      const names = head.split('\t');
      const source = new Map(
        lines.map((line) => {
          const cells = line.split('\t');
          return [cells[0] ?? '', (name: string): string => cells[names.indexOf(name)] ?? ''] as const;
        }),
      );
      const letters = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\d]/gu, '');

      const books = titles.filter((each) => each.kind === 'book');
      expect(books.filter(({ isbn }) => !source.has(isbn))).toHaveLength(8);
      for (const title of books) {
        expect(isbnCheck(title.isbn), title.isbn).toBe(title.isbn.at(-1));
        const cell = source.get(title.isbn);
        if (cell === undefined) continue;
        expect(letters(cell('title')), title.isbn).toContain(letters(title.title));
        expect(letters(cell('publisher')), title.isbn).toContain(letters(title.publisher));
        expect(letters(cell('nlm_class')), title.isbn).toContain(letters(title.nlm));
        for (const heading of title.mesh) expect(cell('mesh'), title.isbn).toContain(heading);
        if (title.year !== null) expect(cell('year'), title.isbn).toBe(String(title.year));
      }
    },
  );
});

function issnCheck(issn: string): string {
  const sum = Array.from(issn.replace('-', '').slice(0, 7)).reduce(
    (total, digit, index) => total + Number(digit) * (8 - index),
    0,
  );
  const check = (11 - (sum % 11)) % 11;
  return check === 10 ? 'X' : String(check);
}

function isbnCheck(isbn: string): string {
  const weights = [1, 3];
  const sum = Array.from(isbn.slice(0, 12)).reduce(
    (total, digit, at) => total + Number(digit) * (weights[at % 2] ?? 0),
    0,
  );
  return String((10 - (sum % 10)) % 10);
}
