/**
 * How `titles.tsv` was chosen. Not part of normal use: it needs the list of health titles that the project's test data
 * brings along (`node lab/demo/choose-titles.ts ../shared/data/health-titles.tsv`), and writes facts only.
 *
 * Tiers A (catalogue records) and B (one medical publisher, print and e-book pairs) come first and nearly whole; of
 * tier C (trade lists, print and e-book pairs without author and year) a part. The source's filters let other subjects
 * through: every title of A and B and every one taken of C was read, and what is not health is named below.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { exit, argv, stdout } from 'node:process';
import { JOURNALS } from './journals.ts';
import { TITLE_COLUMNS, writeTitle } from './titles.ts';
import type { DemoTitle } from './titles.ts';

/** Tier A titles that are not health (or read wrongly at the source), by a word that stands in one title only. */
const NOT_HEALTH_A = [
  'To panorama tou',
  'Horse owner',
  'Infectious diseases of the horse',
  '101 things I wish',
  'Body for life',
  'Not the future we ordered',
  'Grammar, expressiveness',
  'C11120',
  'Natural plant hydrocolloids',
  'Remote sensing of climate',
  'Abstracts',
  'Anatomie od Vesalia',
  'Handbook of environmental data',
  'Urban Planning',
  'Sprøytvarsel',
  'radioactive waste',
  'Accessible storage',
  'Public policy toward disabled',
  'Nationalism and sexuality',
  'Las epidemias',
  'Psychologie des possibles',
  'Exordios',
  'Les maladies',
  'Competitive strategy',
  'Josâe',
  'The body/mind',
  'Writing a publishable',
  'Memoirs of a callous',
  'Sex and sensibility',
  'Berlin electropolis',
  'Sacred cow',
  'Herbicides in war',
  'Effective environmental',
  'Theories of modern art',
  'Classical and medieval',
  'Léonard de Vinci',
  'Calore e',
  "L'autisme",
  '305 let',
  'LANGUAGE TEACHING',
  '2-D page map',
  'An appraisal of the skulls',
  'Plant Physiolog',
  'Plant Anatomy',
  'Political Social Work',
  'Eye Tracking',
  'MATLAB',
  'Social Justice',
  'Intermediate Physics',
  'Psychology of Social Status',
  'Functional Connections',
  'Country madness',
  'Witness to war',
  'The disability income',
  'Air Pollution',
  'Primer on the Rheumatic',
] as const;

/** Of tier C: other subjects, and titles that say too little to stand alone. */
const NOT_HEALTH_C =
  /proceedings|congress|conference|symposium|workshop|astropart|orchid|mycorrhiz|geotech|games?\b|fish|veterin|insects|animals|horse|swine|plants?\b|porphyrin|physics|financ|nonlinear|mathemat|stochast|religio|netherlands|stalin|iran\b|indian ocean|invest|elasmo|microprobe|nucleation|propagation|human evo|monstrous|promiscuity|materials|encyclop|legal education|fiction|database|fractal|geochem|spices|ozone|imaging systems technology|medical periodical|itme|demography of|hydrogen|race|eco-immun|¬|fads,|ppPM|protagonists|miracle|detectors|nanoparticles|pp\.?$|tumor dormancy|dan shen|stem cells and cancer stem cells|see right through|\(volume i\)|psychotherapie in/i;

const HEALTH_C_LONGEST = 78;
const PAIRS_OF_C = 130;

interface SourceRow {
  readonly isbn13: string;
  readonly title: string;
  readonly author: string;
  readonly publisher: string;
  readonly year: string;
  readonly edition: string;
  readonly format: string;
  readonly nlm_class: string;
  readonly mesh: string;
  readonly subject: string;
  readonly lang: string;
  readonly tier: string;
}

function readRows(path: string): readonly SourceRow[] {
  const [head = '', ...lines] = readFileSync(path, 'utf8').split('\n');
  const names = head.split('\t');
  return lines.flatMap((line): readonly SourceRow[] => {
    if (line === '') return [];
    const cells = line.split('\t');
    const cell = (name: string): string => (cells[names.indexOf(name)] ?? '').trim();
    return [
      {
        isbn13: cell('isbn13'),
        title: cell('title'),
        author: cell('author'),
        publisher: cell('publisher'),
        year: cell('year'),
        edition: cell('edition'),
        format: cell('format'),
        nlm_class: cell('nlm_class'),
        mesh: cell('mesh'),
        subject: cell('subject'),
        lang: cell('lang'),
        tier: cell('tier'),
      },
    ];
  });
}

function choose(rows: readonly SourceRow[]): readonly SourceRow[] {
  const tierA = rows.filter(
    (row) =>
      row.tier === 'A' &&
      /^(eng|fre|ger)$/.test(row.lang) &&
      row.title !== '' &&
      row.title.length <= 160 &&
      !NOT_HEALTH_A.some((part) => row.title.startsWith(part) || row.title.includes(` ${part}`)),
  );
  const tierB = rows.filter((row) => row.tier === 'B');
  return [...tierA, ...tierB, ...choosePairs(rows.filter((row) => row.tier === 'C'))];
}

/** Whole print and e-book pairs, spread evenly over the alphabet. */
function choosePairs(rows: readonly SourceRow[]): readonly SourceRow[] {
  const groups = Map.groupBy(rows, (row) => `${sameTitle(row.title)}|${row.publisher}`);
  const pairs = [...groups.values()]
    .filter(
      (group) =>
        group.length === 2 &&
        new Set(group.map((row) => row.format)).size === 2 &&
        group.every((row) => row.lang === 'eng' && row.publisher !== '' && row.title.length <= HEALTH_C_LONGEST) &&
        !NOT_HEALTH_C.test(group[0]?.title ?? ''),
    )
    .toSorted((a, b) => compare(a[0]?.title ?? '', b[0]?.title ?? ''));
  const step = pairs.length / Math.min(PAIRS_OF_C, pairs.length);
  return Array.from(
    { length: Math.min(PAIRS_OF_C, pairs.length) },
    (_, index) => pairs[Math.floor(index * step)] ?? [],
  ).flat();
}

function sameTitle(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim();
}

function toDemoTitle(row: SourceRow): DemoTitle {
  const [title, subtitle] = splitTitle(row.title);
  return {
    kind: 'book',
    form: row.format === 'electronic' ? 'electronic' : 'print',
    isbn: row.isbn13,
    issn: '',
    title,
    subtitle,
    author: authorOf(row.author),
    place: '',
    publisher: row.publisher.replace(/ ;.*$/, '').replace(/^Boston$/, ''),
    year: /^\d{4}$/.test(row.year) ? Number(row.year) : null,
    edition: editionOf(row.edition),
    run: '',
    nlm: classOf(row.nlm_class),
    mesh: listOf(row.mesh),
    subjects: row.mesh === row.subject ? [] : listOf(row.subject),
    language: row.lang,
  };
}

function splitTitle(raw: string): readonly [string, string] {
  const shouting = raw === raw.toUpperCase() && /[A-Z]{4}/.test(raw);
  const calm = shouting ? raw.charAt(0) + raw.slice(1).toLowerCase() : raw;
  const bare = calm
    .replace(/\s*\((?:2nd edition)\)$/i, '')
    .replace(/ \/ James Gavin$/, '')
    .replace(/\[by\].*$/, '')
    .replace(/[.\s]+$/, '')
    .replace('.: (', ' : (')
    .trim();
  const parts = /^(.*?)(?: : |: )(.*)$/.exec(bare);
  return parts === null ? [bare, ''] : [parts[1] ?? bare, (parts[2] ?? '').trim()];
}

/** `James M. Nelson Ph.D.` becomes `Nelson, James M.`; names that the source ran together are left out. */
function authorOf(raw: string): string {
  const first = (raw.split(';')[0] ?? '')
    .replaceAll(/\b(?:Dr|Prof)\.\s*/g, '')
    .replaceAll(/,?\s*\b(?:Ph\.?D|M\.?D|Jr)\b\.?/g, '')
    .replaceAll(/, (?:ed|eds)$/g, '')
    .trim();
  if (
    /^editors,|^by the |\.\.\.|\[/.test(first) ||
    /[a-z](?!c)[A-Z]/.test(first.replaceAll(/\bMc|\bMac|\bDe|\bLe/g, ''))
  )
    return '';
  if (/[A-Z]\.[A-Z][a-z]/.test(first) || first === '') return '';
  if (first.includes(',') || /Society|Association|Panel|Committee|International/.test(first)) return first;
  const words = first.split(' ');
  const surname = words.at(-1) ?? '';
  return words.length === 1 ? surname : `${surname}, ${words.slice(0, -1).join(' ')}`;
}

function editionOf(raw: string): string {
  const plain = raw.replace(/\.$/, '');
  if (/^\d$/.test(plain)) return '';
  return plain
    .replace(/ED$/, 'ed')
    .replace(/^2ND/, '2nd')
    .replace(/^(\d+th)$/, '$1 ed')
    .replace(/^1st ed\. \d{4}$/, '1st ed');
}

/** Only the class: some sources put a library's own book number behind it. */
function classOf(raw: string): string {
  const found = /^(W[A-Z]?|Q[S-Z])\s?(\d+(?:\.\d+)?)/.exec(raw);
  // W 1 is where NLM shelves every serial: no class of the book.
  if (found === null || (found[1] === 'W' && found[2] === '1')) return '';
  return `${found[1] ?? ''} ${found[2] ?? ''}`;
}

function listOf(raw: string): readonly string[] {
  const parts = raw.split(';').map((part) => part.trim().replace(/\.$/, ''));
  return [...new Set(parts.filter((part) => part !== '' && !/[âäéèò]/.test(part)))].slice(0, 4);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

const source = argv[2];
if (source === undefined) {
  stdout.write('usage: node lab/demo/choose-titles.ts HEALTH_TITLES.tsv\n');
  exit(2);
}
const seen = new Set<string>();
const books = choose(readRows(source))
  .filter((row) => /^97[89]\d{10}$/.test(row.isbn13) && !seen.has(row.isbn13) && seen.add(row.isbn13))
  .map(toDemoTitle);
const lines = [TITLE_COLUMNS.join('\t'), ...[...books, ...JOURNALS].map(writeTitle)];
writeFileSync(new URL('titles.tsv', import.meta.url), `${lines.join('\n')}\n`);
stdout.write(`${books.length} books, ${JOURNALS.length} journals\n`);
