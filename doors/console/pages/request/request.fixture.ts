/** A title that is asked for, which nobody holds yet: for tests of a request. */
import type { Edition } from './asked.ts';

export const EDITION: Edition = {
  id: 't',
  title: 'Anatomy',
  creators: [],
  publisher: null,
  publishedYear: null,
  editionStatement: null,
  format: 'BOOK',
  language: null,
  isbns: [],
  issns: [],
  holdings: [],
};
