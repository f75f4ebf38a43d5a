/**
 * What health libraries have beside the everyday library: standard works among books that are named after them, records with
 * slips in their titles, and copies whose shelf marks stand on them alone (facts of publications).
 */
import type { HarvestedDescription } from '#contract/adapter.ts';
import { harvested } from '#tests/union-index/index-world.ts';
import { field008, marcOf } from '#tests/union-index/marc-lines.ts';

/** Id, title with its subtitle behind ` : `, year, how many libraries hold it, and further fields. */
type Row = readonly [id: string, title: string, year: number, libraries: 1 | 2, ...fields: readonly string[]];

const ROWS: readonly Row[] = [
  ['nelson20', 'Nelson textbook of pediatrics', 2016, 2, '250 __ $a 20th ed.', '700 1_ $a Kliegman, Robert'],
  ['nelson21', 'Nelson textbook of pediatrics', 2020, 2, '250 __ $a 21st ed.', '700 1_ $a Kliegman, Robert'],
  ['nelsoness', 'Nelson essentials of pediatrics', 2023, 1, '700 1_ $a Marcdante, Karen J.'],
  ['nelsonanti', 'Nelson’s pediatric antimicrobial therapy', 2024, 1, '100 1_ $a Bradley, John S.'],
  ['nelsonnuns', 'Say little, do much : nurses, nuns and hospitals', 2001, 1, '100 1_ $a Nelson, Sioban'],
  [
    'dsm5tr',
    'Diagnostic and statistical manual of mental disorders : DSM-5-TR',
    2022,
    2,
    '250 __ $a Fifth edition, text revision',
    '110 2_ $a American Psychiatric Association',
  ],
  ['dsm5trcases', 'DSM-5-TR clinical cases', 2023, 1, '700 1_ $a Barnhill, John W.'],
  ['dsm5trdiff', 'DSM-5-TR handbook of differential diagnosis', 2024, 1, '100 1_ $a First, Michael B.'],
  ['icd10', 'International statistical classification of diseases and related health problems : ICD-10', 2016, 2],
  ['icd10guide', 'ICD-10 made easy for coders', 2021, 1],
  ['bnf87', 'British national formulary', 2024, 2, '250 __ $a 87', '710 2_ $a Joint Formulary Committee'],
  ['bnfuse', 'BNF and you : prescribing for beginners', 2025, 1],
  ['bnfc24', 'British national formulary for children', 2024, 2, '710 2_ $a Paediatric Formulary Committee'],
  ['bnfcguide', 'BNFC companion', 2025, 1],
  ['clarkediab', 'Essentials of diabetes care', 2019, 1, '700 1_ $a Kumar, Sudhesh', '700 1_ $a Clarke, William'],
  [
    'kumarpath',
    'Robbins basic pathology',
    2018,
    2,
    '250 __ $a 10th ed.',
    '100 1_ $a Kumar, Vinay',
    '700 1_ $a Abbas, Abul K.',
  ],
  [
    'robbinscotran',
    'Robbins & Cotran pathologic basis of disease',
    2021,
    2,
    '250 __ $a 10th ed.',
    '700 1_ $a Kumar, Vinay',
  ],
  ['robbinsreview', 'Robbins and Cotran review of pathology', 2022, 1, '100 1_ $a Klatt, Edward C.'],
  ['robbinsatlas', 'Robbins and Cotran atlas of pathology', 2021, 1, '100 1_ $a Klatt, Edward C.'],
  [
    'guyton14',
    'Guyton and Hall textbook of medical physiology',
    2021,
    2,
    '250 __ $a 14th ed.',
    '100 1_ $a Hall, John E.',
  ],
  [
    'guytonpocket',
    'Pocket companion to Guyton and Hall textbook of medical physiology',
    2021,
    1,
    '100 1_ $a Hall, John E.',
  ],
  ['guytonreview', 'Guyton & Hall physiology review', 2021, 1, '100 1_ $a Hall, John E.'],
  ['bailey28', 'Bailey & Love’s short practice of surgery', 2023, 2, '250 __ $a 28th ed.'],
  ['baileymcq', 'MCQs and EMQs in surgery : a Bailey & Love revision guide', 2022, 1],
  ['macleod15', 'Macleod’s clinical examination', 2023, 2, '250 __ $a 15th ed.'],
  ['macleodosce', 'Macleod’s clinical OSCEs', 2015, 1],
  ['anatomybare', 'Anatomy', 1968, 1],
  ...[
    'of the horse',
    'trains',
    'for dental students',
    'colouring book',
    'of the monocotyledons',
    'in diagnostic imaging',
    'at a glance',
    'for artists',
    'of seed plants',
    'for acupuncture',
    'of yoga',
    'of the newborn',
  ].map((rest, at): Row => [`anatomy${String(at)}`, `Anatomy ${rest}`, 2010 + at, 1]),
  ...[1989, 1995, 1999, 2005].map((year, at): Row => [
    `gray${String(36 + at)}`,
    'Gray’s anatomy : the anatomical basis of clinical practice',
    year,
    2,
    `250 __ $a ${String(36 + at)}th ed.`,
  ]),
  ['grayboth', 'Gray’s basic anatomy', 2022, 1, '100 1_ $a Drake, Richard L.'],
  ['nursecancer', 'Nursing the patient with cancer', 2004, 1, '650 _2 $a Neoplasms $x nursing'],
  ['nursenot', 'Community nursing', 2011, 1],
  ['nurseward', 'Nursing not midwifery : a cancer ward diary', 1999, 1],
  ['midwife', 'Midwifery research methods', 2014, 1],
  ['nurseethics', 'Nursing ethics', 2016, 1, '100 1_ $a Tschudin, Verena'],
  ['midwifeethics', 'Ethics in midwifery', 2003, 1, '100 1_ $a Frith, Lucy'],
  ['stroke', 'Stroke rehabilitation : a function-based approach', 2016, 1, '100 1_ $a Gillen, Glen'],
  ['strokekids', 'Stroke in children', 2012, 1],
  ['strokegillen', 'Cognitive rehabilitation', 2009, 1, '100 1_ $a Gillen, Glen'],
  ['alz0', 'Alzhiemers disease : a carer’s story', 2002, 1],
  ...Array.from({ length: 24 }, (_, at): Row => [
    `alz${String(at + 1)}`,
    `${['Living with', 'Understanding', 'Caring for', 'Treating'][at % 4] ?? ''} Alzheimer’s disease : part ${String(at)}`,
    2000 + at,
    1,
  ]),
  ['schizo0', 'Schizophrena in practice', 2001, 1],
  ...Array.from({ length: 22 }, (_, at): Row => [
    `schizo${String(at + 1)}`,
    `Schizophrenia ${['and families', 'in adolescence', 'research', 'and work'][at % 4] ?? ''} : study ${String(at)}`,
    2000 + at,
    1,
  ]),
  ['scores', 'Bed occupancy scores in acute hospitals', 2008, 1],
  ...Array.from({ length: 25 }, (_, at): Row => [
    `score${String(at)}`,
    `Scores and scales, series ${String(at)}`,
    1990 + at,
    1,
  ]),
  ...Array.from({ length: 25 }, (_, at): Row => [
    `male${String(at)}`,
    `Male health survey ${String(at + 1990)}`,
    1990 + at,
    1,
  ]),
  ['sores', 'Bed sores : prevention on the ward', 2011, 1],
  ['pathologie', 'Pathologie der Niere', 1998, 1, '041 0_ $a ger'],
  ['harthalter', 'Legal aspects of medicine', 2001, 1, '100 1_ $a Hart, Herbert'],
  ['cdiff2', 'Clostridium difficile : methods and protocols', 2016, 2],
  ['cdiffcd', 'Difficile decisions in childbirth', 2021, 1, '100 1_ $a Cook, C.'],
  ['ecoli', 'Escherichia coli : pathotypes and principles', 2013, 1],
  ['colic', 'Infant colic e-learning', 2015, 1],
  ['saureus', 'Staphylococcus aureus infections', 2009, 1],
  ['wy100', 'Fundamentals of nursing', 2019, 1, '060 _4 $a WY 100'],
  ['wy1004', 'Home nursing procedures', 2021, 1, '060 _4 $a WY 100.4'],
  ['wy1005', 'Holistic nursing', 2023, 1, '060 _4 $a WY 100.5'],
  ['wy100bur', 'Patient-centred care', 2010, 1, '060 _4 $a WY 100 BUR', '100 1_ $a Burton, Rosie'],
  ['wy100smi', 'Nursing skills', 2020, 1, '060 _4 $a WY 100 SMI', '100 1_ $a Smith, Burdett'],
  ['wm200', 'Psychoses', 1990, 1, '060 _4 $a WM 200'],
  ['wm2003', 'Psychotic episodes', 2020, 1, '060 _4 $a WM 200.3'],
];

/** Copies with a mark of their own, of records that have none. */
const SHELVED: readonly (readonly [id: string, title: string, mark: string])[] = [
  ['shelfwb', 'Remote consulting', 'WB 141.5 KAR'],
  ['shelfqz', 'Lymphoma wards', 'QZ 350 LYM'],
  ['shelfhp', 'Walking for health', 'HP 12 WAL'],
  ['shelfdew', 'Ward libraries', '027.662 MED'],
];

/** Every record of them. */
export function librarianRecords(): readonly HarvestedDescription[] {
  return [
    ...ROWS.map(([id, title, year, libraries, ...more]) =>
      harvested(id, toMarc(title, year, ...more), { owners: libraries === 2 ? ['NQ', 'NW'] : ['NQ'] }),
    ),
    ...SHELVED.map(([id, title, mark]) => {
      const record = harvested(id, toMarc(title, 2015), { owners: ['NQ'] });
      return {
        ...record,
        items: record.items.map((item) => ({ ...item, callNumber: mark })),
        holdings: record.holdings.map((holding) => ({ ...holding, callNumbers: [mark] })),
      };
    }),
  ];
}

function toMarc(title: string, year: number, ...more: readonly string[]): ReturnType<typeof marcOf> {
  return marcOf(field008({ dates: `s${String(year)}` }), `245 10 $a ${title.replace(' : ', ' : $b ')}`, ...more);
}
