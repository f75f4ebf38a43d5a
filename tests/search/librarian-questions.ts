/**
 * Questions as librarians ask them: operators, brackets, fields, phrases, slips that records have too, standard works by the
 * names that everybody calls them, shelf marks.
 */
export interface LibrarianQuestion {
  readonly asked: string;
  /** Records of which every one is among the first five; the first of all is the first of them. */
  readonly wanted: readonly string[];
  /** Records that are not among the first five. */
  readonly unwanted?: readonly string[];
  /** Whether the first may be another. */
  readonly anyOrder?: true;
  /** What was searched, or is offered, in the place of the words; null for no such hint. */
  readonly spelt?: string | null;
}

export const LIBRARIAN_QUESTIONS: readonly LibrarianQuestion[] = [
  // Operators, brackets, fields, phrases.
  { asked: 'community nursing NOT cancer', wanted: ['nursenot'], unwanted: ['nurseward', 'nursecancer'] },
  { asked: '(nursing OR midwifery) AND ethics', wanted: ['nurseethics', 'midwifeethics'], anyOrder: true },
  { asked: 'author:Kumar clinical medicine', wanted: ['kumar9'], anyOrder: true, unwanted: ['kumar10'] },
  { asked: 'title:stroke author:gillen', wanted: ['stroke'], unwanted: ['strokegillen'] },
  { asked: '"Robbins and Cotran pathologic"', wanted: ['robbinscotran'] },
  { asked: '"Robbins & Cotran review"', wanted: ['robbinsreview'] },
  { asked: 'isbn:9781780843261', wanted: ['demo-9781780843261'] },
  {
    asked: 'stroke NOT (children OR cognitive)',
    wanted: ['stroke'],
    anyOrder: true,
    unwanted: ['strokekids', 'strokegillen'],
  },
  // Slips that records have, too; hints that are none.
  { asked: 'alzhiemers disease', wanted: ['alz24'], anyOrder: true, spelt: 'alzheimer disease' },
  { asked: 'bed sores', wanted: ['sores'], spelt: null, anyOrder: true },
  { asked: 'ECG made easy', wanted: ['ecg9'], spelt: null },
  { asked: 'pathologie hart', wanted: ['pathologie'] },
  // Standard works.
  { asked: 'DSM-5-TR', wanted: ['dsm5tr'] },
  { asked: 'Kumar and Clarke', wanted: ['kumar10'], anyOrder: true },
  { asked: 'Nelson', wanted: ['nelson21', 'nelson20'] },
  { asked: 'BNFC', wanted: ['bnfc24'] },
  { asked: 'latest BNF', wanted: ['bnf87'] },
  { asked: 'anatomy', wanted: ['gray42'], anyOrder: true },
  { asked: 'Guyton and Hall', wanted: ['guyton14'] },
  { asked: 'C. difficile', wanted: ['cdiff2', 'cdiff'], unwanted: ['cdiffcd'] },
  // Shelf marks.
  { asked: 'WY 100', wanted: ['wy100'] },
  { asked: 'WY 100 BUR', wanted: ['wy100bur'] },
  { asked: 'WB 141.5 KAR', wanted: ['shelfwb'] },
  { asked: 'HP 12', wanted: ['shelfhp'] },
];

/** Asked once, when everything was made by those above. */
export const HELD_OUT_QUESTIONS: readonly LibrarianQuestion[] = [
  { asked: 'midwifery NOT ethics', wanted: ['midwife'], anyOrder: true, unwanted: ['midwifeethics'] },
  { asked: 'ethics AND (midwifery OR obstetrics)', wanted: ['midwifeethics'], unwanted: ['nurseethics'] },
  { asked: 'author:tschudin', wanted: ['nurseethics'] },
  { asked: 'au:gillen NOT stroke', wanted: ['strokegillen'], unwanted: ['stroke'] },
  { asked: 'subject:neoplasms nursing', wanted: ['nursecancer'], unwanted: ['nurseward'] },
  { asked: '"Guyton and Hall physiology"', wanted: ['guytonreview'], unwanted: ['guytonpocket'] },
  { asked: 'title:"clinical examination"', wanted: ['macleod15'], unwanted: ['macleodosce'] },
  { asked: '(stroke AND children) OR author:frith', wanted: ['strokekids', 'midwifeethics'], anyOrder: true },
  { asked: 'schizophrena', wanted: ['schizo22'], anyOrder: true, spelt: 'schizophrenia' },
  { asked: 'bed occupancy scores', wanted: ['scores'], spelt: null },
  { asked: 'clinical cases', wanted: ['dsm5trcases'], spelt: null, anyOrder: true },
  { asked: 'niere hart pathologie', wanted: ['pathologie'] },
  { asked: 'ICD-10', wanted: ['icd10'] },
  { asked: 'Robbins and Cotran', wanted: ['robbinscotran'] },
  { asked: 'Bailey and Love', wanted: ['bailey28'] },
  { asked: 'Macleod', wanted: ['macleod15'] },
  { asked: 'Robins pathology', wanted: ['kumarpath', 'robbinscotran'], anyOrder: true },
  { asked: 'newest british national formulary', wanted: ['bnf87'] },
  { asked: 'BNF for children 2024', wanted: ['bnfc24'], anyOrder: true },
  { asked: 'E. coli', wanted: ['ecoli'], unwanted: ['colic'] },
  { asked: 'S. aureus', wanted: ['saureus'] },
  { asked: 'WM 200', wanted: ['wm200'] },
  { asked: 'wy100 smi', wanted: ['wy100smi'], unwanted: ['wy100bur'] },
  { asked: 'QZ 350', wanted: ['shelfqz'] },
  { asked: '027.662 MED', wanted: ['shelfdew'] },
];
