/**
 * Questions to a library's search. Forty are those of clinicians and librarians every day. The kinds are those that studies of search logs
 * and lists of enquiries name: authors with a word of the title, titles cut short, abbreviations of journals, the newest edition of a
 * standard work, diseases in plain words, numbers copied from somewhere, words spelt wrong (R. Islamaj Dogan et al., "Understanding
 * PubMed user search behavior through log analysis", Database 2009; UKMi, "Resources for purchase by NHS medicines
 * information services"; University of Oslo, "Not available, or not found? Lessons from user queries in Oria"). Others are as librarians
 * ask them: operators, brackets, fields, phrases, slips that records have too, standard works by the names that everybody calls them,
 * shelf marks. Those held out were asked once, when everything was made by the others.
 */
import { readRows } from '#tests/support/tsv-rows.ts';

export interface Question {
  readonly asked: string;
  /** Records of which every one is to be among the first five. */
  readonly wanted: readonly string[];
  /** Records that are not among the first five. */
  readonly unwanted: readonly string[];
  /** Whether the first of them is to be the first of all. */
  readonly first: boolean;
  /** What was searched, or is offered, in the place of the words; null for no such hint, undefined for any. */
  readonly spelt: string | null | undefined;
}

const words = (text = ''): readonly string[] => text.split(' ').filter((word) => word !== '');

export function questionsOf(askers: 'everybody' | 'librarians' | 'librarians, held out'): readonly Question[] {
  return readRows(new URL('questions.tsv', import.meta.url))
    .filter(([by]) => by === askers)
    .map(([, asked, wanted, order, unwanted, spelt = '']) => ({
      asked,
      wanted: words(wanted),
      unwanted: words(unwanted),
      first: order === 'first',
      spelt: spelt === '' ? undefined : spelt === '(none)' ? null : spelt,
    }));
}
