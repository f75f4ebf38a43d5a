/**
 * Ten questions of four people, written down before the pages were asked: who asks, how many clicks it may take from the first page, and
 * the way that somebody goes who has never seen these pages. What the right answer is stands in `ten-questions.test.ts`.
 */
import type { DemoPersonId } from '#demo/persons.ts';

export type Step =
  | { readonly press: 'link' | 'button' | 'radio'; readonly name: string | RegExp }
  | { readonly choose: string; readonly of: string | RegExp }
  | { readonly type: string; readonly into: string | RegExp };

export interface Question {
  readonly id: string;
  readonly who: 'a reader' | 'a nurse' | 'a librarian' | 'a manager' | 'an operator';
  /** Null for somebody who does not sign in. */
  readonly person: DemoPersonId | null;
  readonly asks: string;
  /** Clicks and choices in lists, at most. Typing is none; signing in is two, and what the sign-in service itself asks is not counted. */
  readonly most: number;
  readonly steps: readonly Step[];
}

const press = (name: 'link' | 'button' | 'radio', of: string | RegExp): Step => ({ press: name, name: of });
const search = (words: string): readonly Step[] => [
  { type: words, into: /Find a title|Title, author/ },
  press('button', 'Search'),
];
const pathology: readonly Step[] = [...search('wheater pathology'), press('link', /^Wheater's Pathology/)];
const snapshot: readonly Step[] = [press('link', 'Compare'), press('link', 'spring')];

export const QUESTIONS = [
  {
    id: 'nearest',
    who: 'a reader',
    person: null,
    asks: 'I am at Hagmoor Community Hospital. Where is the nearest copy of Wheater’s Pathology that is in now?',
    most: 5,
    steps: [
      ...pathology,
      press('link', /^Choose your library/),
      { choose: 'Your library, or the site that you go to', of: /Hagmoor Community Hospital$/ },
      press('button', 'Put it first'),
    ],
  },
  {
    id: 'hold',
    who: 'a reader',
    person: 'reader',
    asks: 'Keep a copy for me at Severnhythe, whose card I have: I collect it at the Education Centre.',
    most: 7,
    steps: [
      ...pathology,
      press('link', /^Request it.*Severnhythe/),
      { choose: 'Where you collect it', of: /^Severnhythe Education Centre/ },
      press('button', 'Request it'),
    ],
  },
  {
    id: 'midwifery',
    who: 'a nurse',
    person: null,
    asks: 'Something recent about midwifery that is in now, and where?',
    most: 3,
    steps: [...search('midwifery'), press('link', 'Newest first'), press('link', /midwifery practice/)],
  },
  {
    id: 'cite',
    who: 'a reader',
    person: null,
    asks: 'Give me Wheater’s Pathology for my reference manager.',
    most: 3,
    steps: [...pathology, press('link', 'RIS')],
  },
  {
    id: 'fix-list',
    who: 'a librarian',
    person: 'librarian',
    asks: 'What is wrong in my catalogue? I want it on paper, copy by copy.',
    most: 4,
    steps: [press('link', 'Compare'), press('link', /^Records to put right/)],
  },
  {
    id: 'two-books',
    who: 'a librarian',
    person: 'librarian',
    asks: 'These two records are shown as one, and they are two books. Who decides that, and how do I ask?',
    most: 8,
    steps: [
      ...pathology,
      press('link', /^Why are these one\?/),
      press('link', 'Ask for a decision'),
      press('radio', /^These are two books/),
      { type: 'The second is the printing of 2019', into: 'Your reason' },
      press('button', 'Ask for a decision'),
    ],
  },
  {
    id: 'alone',
    who: 'a manager',
    person: 'migration',
    asks: 'How many titles does Severnhythe hold that nobody else has?',
    most: 8,
    steps: [
      ...snapshot,
      press('link', 'What we share'),
      press('link', /^How many titles are ours alone/),
      { choose: 'Library', of: /^Severnhythe/ },
      press('button', 'Show'),
    ],
  },
  {
    id: 'never-out',
    who: 'a manager',
    person: 'migration',
    asks: 'Which stock never goes out, and of how much is that not known?',
    most: 6,
    steps: [...snapshot, press('link', 'Who borrows'), press('link', /^Which stock never goes out/)],
  },
  {
    id: 'by-month',
    who: 'a manager',
    person: 'migration',
    asks: 'How do loans go by month, library by library?',
    most: 6,
    steps: [...snapshot, press('link', 'Who borrows'), press('link', /^How many loans are there in each month/)],
  },
  {
    id: 'silent',
    who: 'an operator',
    person: 'operator',
    asks: 'Which system is not answering, since when, and what were readers told?',
    most: 7,
    steps: [press('link', 'Operate'), press('link', /^Hollow and Dale Libraries/), press('link', 'Find'), ...pathology],
  },
] as const satisfies readonly Question[];

export type QuestionId = (typeof QUESTIONS)[number]['id'];
