/**
 * Forty questions of clinicians and librarians. The kinds are those that studies of search logs and lists of enquiries
 * name: authors with a word of the title, titles cut short, abbreviations of journals, the newest edition of a standard
 * work, diseases in plain words, numbers copied from somewhere, words spelt wrong (R. Islamaj Dogan et al., "Understanding
 * PubMed user search behavior through log analysis", Database 2009; UKMi, "Resources for purchase by NHS medicines
 * information services"; University of Oslo, "Not available, or not found? Lessons from user queries in Oria").
 */
export interface EverydayQuestion {
  readonly asked: string;
  /** Records of which every one is to be among the first five. */
  readonly wanted: readonly string[];
  /** The first of them is to be the first of all. */
  readonly first?: true;
}

export const EVERYDAY_QUESTIONS: readonly EverydayQuestion[] = [
  { asked: 'kumar clark 10th edition', wanted: ['kumar10'], first: true },
  { asked: 'Kumar and Clark clinical medicine', wanted: ['kumar10', 'kumar9'], first: true },
  { asked: 'latest BNF', wanted: ['bnf86'], first: true },
  { asked: 'BNF for children', wanted: ['bnfc23', 'bnfc21'], first: true },
  { asked: "gray's anatomy 42", wanted: ['gray42'], first: true },
  { asked: 'grays anatomy for students', wanted: ['graystudents4', 'graystudents3'], first: true },
  { asked: 'the lancet', wanted: ['lancet', 'lancetpsy'], first: true },
  { asked: 'bmj', wanted: ['bmj'], first: true },
  { asked: 'british medical journal', wanted: ['bmj1857', 'bmj'] },
  { asked: 'N Engl J Med', wanted: ['nejm'], first: true },
  { asked: 'J Psychol', wanted: ['jpsy'], first: true },
  { asked: 'Arch. Dis. Child.', wanted: ['adc'], first: true },
  { asked: 'Br J Psychiatry', wanted: ['bjpsychiatry'], first: true },
  { asked: 'British journal of obstetrics and gynaecology', wanted: ['bjog'] },
  { asked: 'journal of the american medical association', wanted: ['jama'], first: true },
  { asked: 'oxford handbook clinical medicine', wanted: ['ohcm10', 'ohcm9'], first: true },
  { asked: 'OHCM', wanted: ['ohcm10'], first: true },
  { asked: "harrison's internal medicine 20th ed", wanted: ['harrison20'], first: true },
  { asked: 'davidsons medicine 2018', wanted: ['davidson23'], first: true },
  { asked: 'royal marsden manual', wanted: ['marsden10'] },
  { asked: 'netter atlas', wanted: ['netter'], first: true },
  { asked: 'rang dale pharmacology', wanted: ['rang9', 'rang8'], first: true },
  { asked: 'West JB respiratory physiology', wanted: ['west'], first: true },
  { asked: 'how to read a paper', wanted: ['paper6', 'paper5'], first: true },
  { asked: 'ECG made easy hampton', wanted: ['ecg9', 'ecg8'], first: true },
  { asked: 'dsm 5', wanted: ['dsm5'], first: true },
  { asked: 'psychiarty textbook', wanted: ['shorter'] },
  { asked: 'heart attack', wanted: ['mi', 'cardrehab'] },
  { asked: 'bed sores', wanted: ['ulcer'] },
  { asked: 'paediatric nephrology', wanted: ['pednephro'], first: true },
  { asked: 'β-blockers', wanted: ['beta'], first: true },
  { asked: 'C. difficile', wanted: ['cdiff'] },
  { asked: "Sjoegren's syndrome", wanted: ['sjogren'], first: true },
  { asked: 'WHO guidelines safe surgery', wanted: ['whosafe'], first: true },
  { asked: 'ISBN 978-1-78084-326-1 (pbk.)', wanted: ['demo-9781780843261'], first: true },
  { asked: 'https://doi.org/10.1093/med/9780199547180.001.0001', wanted: ['antibiotics'], first: true },
  { asked: 'WG 120', wanted: ['cardio1', 'cardio2'] },
  { asked: 'Operative cardiac surgery vol. II', wanted: ['bailey2'], first: true },
  { asked: "crohn's disease", wanted: ['crohn'] },
  { asked: 'pflege demenz 3rd edition', wanted: ['bruneau'], first: true },
];
