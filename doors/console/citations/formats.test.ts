/** What reference managers get, read by a reader that others wrote: Citation.js. */
import { Cite } from '@citation-js/core';
import '@citation-js/plugin-bibtex';
import '@citation-js/plugin-ris';
import { describe, expect, it } from 'vitest';
import type { CitedFragment } from '../__generated__/operations.ts';
import { CITATION_FORMS } from './formats.ts';
import { fillForm, sayCitation } from './say-citation.ts';

const FULL: CitedFragment = {
  title: 'Heart & lung: 100% of {it}, a_b #1 ~ ^ \\ café',
  creators: ["O'Dowd, Geraldine", 'Kumar, Parveen J., 1942-', 'World Health Organization'],
  publisher: 'Smith & Sons',
  publishedYear: 2019,
  editionStatement: '6th ed.',
  format: 'BOOK',
  language: 'eng',
  isbns: ['9780702075551', '9780702075568'],
  issns: [],
};
const BARE: CitedFragment = {
  ...FULL,
  title: 'Nothing known',
  creators: [],
  publisher: null,
  publishedYear: null,
  editionStatement: null,
  language: null,
  isbns: [],
  format: 'UNKNOWN',
};

function read(ending: string, edition: CitedFragment): Readonly<Record<string, unknown>> {
  const form = CITATION_FORMS.find((one) => one.ending === ending);
  if (form === undefined) throw new Error(`there is no form ${ending}`);
  const [entry] = new Cite(form.write(edition)).data;
  return entry ?? {};
}

describe('a citation', () => {
  it.each(['ris', 'bib', 'json'])('is read by others as it was meant: %s', (ending) => {
    const entry = read(ending, FULL);

    expect(entry).toMatchObject({
      type: 'book',
      title: FULL.title,
      publisher: 'Smith & Sons',
      edition: '6th ed.',
      ISBN: '9780702075551',
      issued: { 'date-parts': [[2019]] },
    });
    expect(entry['author']).toMatchObject([
      { family: "O'Dowd", given: 'Geraldine' },
      { family: 'Kumar', given: 'Parveen J.' },
      expect.toSatisfy((name: object) => Object.values(name).includes('World Health Organization')),
    ]);
  });

  it.each(['bib', 'json'])('takes no body for a person: %s', (ending) => {
    const bodies = [
      'Department for Business, Innovation and Skills',
      'Board of Care, Health, Research',
      'Ames & Co, Ltd',
    ];

    const { author } = read(ending, { ...FULL, creators: bodies });
    const names = author as readonly Readonly<Record<string, string>>[];
    expect(names.map((name) => Object.values(name).join(' | '))).toEqual(bodies);
  });

  it.each(['ris', 'bib', 'json'])('leaves out what is not known: %s', (ending) => {
    const entry = read(ending, BARE);

    expect(entry['title']).toBe('Nothing known');
    for (const field of ['author', 'publisher', 'edition', 'issued', 'ISBN']) expect(entry).not.toHaveProperty(field);
  });

  it('fills a form with the title and nothing else, escaped', () => {
    const form = 'https://example.org/?t={title}&a={author}&y={year}&s={issn}&x={unknown}';

    expect(fillForm(form, { ...FULL, title: 'A&B={isbn}' })).toBe(
      "https://example.org/?t=A%26B%3D%7Bisbn%7D&a=O'Dowd%2C%20Geraldine%3B%20Kumar%2C%20Parveen%20J.%2C%201942-%3B%20World%20Health%20Organization&y=2019&s=&x=",
    );
    expect(sayCitation(BARE)).toBe('Nothing known.');
  });
});
