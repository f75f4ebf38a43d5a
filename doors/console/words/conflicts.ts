/** What is compared of two records of one edition, and how they differ. */

export const FIELD_WORDS: Readonly<Record<string, string>> = {
  TITLE: 'Title',
  EDITION: 'Edition',
  YEAR: 'Year',
  PUBLISHER: 'Publisher',
  PLACE: 'Place',
  CREATORS: 'Authors and others',
  ISBN: 'ISBN',
  ISSN: 'ISSN',
  LANGUAGE: 'Language',
  EXTENT: 'Extent',
  SERIES: 'Series',
  SUBJECTS: 'Subjects',
  CLASSMARKS: 'Class marks',
  FORMAT: 'Format',
};

export const DIFFERENCE_WORDS: Readonly<Record<string, string>> = {
  EQUAL: 'Equal',
  CASE: 'Capitals',
  PUNCTUATION: 'Punctuation',
  ENCODING: 'Accents',
  ORDER: 'Order',
  ONE_ONLY: 'Only one has it',
  SUBSTANCE: 'Substance',
};
