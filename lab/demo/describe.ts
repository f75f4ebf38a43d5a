/** Catalogues a publication the way a library would: one publication, as many descriptions as there are habits. */
import type { MarcDataField, MarcField, MarcRecord } from '#marc/marc-record.ts';
import type { Random } from '#simulators/random.ts';
import { identifiers } from './describe-identifiers.ts';
import type { Description } from './description.ts';
import type { Habit } from './libraries.ts';
import { data, when, type Pair } from './marc-fields.ts';
import type { DemoTitle } from './titles.ts';

/** Writes the record. Pages and sizes are not given: nothing is said of a real publication that the facts do not hold. */
export function describe(description: Description, random: Random): MarcRecord {
  const { publication, library } = description;
  const { title } = publication;
  const { habit } = library;
  const keeps = (): boolean => description.careful === true || !random.chance(habit.leavesOut);
  const fields: MarcField[] = [
    { tag: '001', value: description.controlNumber },
    { tag: '003', value: library.agency },
    { tag: '005', value: '20240301120000.0' },
    ...(title.form === 'electronic' ? [{ tag: '007', value: 'cr |n|||||||||' }] : []),
    { tag: '008', value: fixedFields(title, habit) },
    ...(keeps() ? identifiers(description, random) : []),
    data('040', '  ', ['a', library.agency], ['b', 'eng'], ...when(habit.rules === 'RDA', ['e', 'rda'])),
    ...classes(title, habit),
    ...authors(title, keeps()),
    titleField(description, random),
    ...editions(title, habit, keeps()),
    ...imprint(title, habit, keeps()),
    ...physical(title, habit),
    ...(title.run === '' ? [] : [data('362', '0 ', ['a', title.run])]),
    ...(keeps() ? subjects(title, habit) : []),
    ...links(description),
    ...kohaFields(description),
  ];
  return { leader: leaderOf(title, habit), fields };
}

function kohaFields({ itemType, suppressed, library }: Description): readonly MarcField[] {
  if (itemType === null) return [];
  const scheme = library.habit.shelving === 'DEWEY' ? 'ddc' : 'nlm';
  return [data('942', '  ', ['2', scheme], ['c', itemType], ...when(suppressed === true, ['n', '1']))];
}

/** Lengths and the base address are the writer's to fill. */
function leaderOf(title: DemoTitle, habit: Habit): string {
  const level = title.kind === 'journal' ? 's' : 'm';
  return `00000na${level} a2200000 ${habit.rules === 'RDA' ? 'i' : 'a'} 4500`;
}

function fixedFields(title: DemoTitle, habit: Habit): string {
  const year = habit.codesDates && title.year !== null ? String(title.year) : '    ';
  const electronic = title.form === 'electronic' ? 'o' : ' ';
  const language = title.language === '' ? 'und' : title.language;
  if (title.kind === 'journal') {
    const ended = /-.*\d{4}\)?$/.test(title.run) ? 'd' : 'c';
    const last = ended === 'c' ? '9999' : (/(\d{4})\)?$/.exec(title.run)?.[1] ?? 'uuuu');
    const dates = year === '    ' ? 'uuuu9999' : `${year}${last}`;
    return `200101${ended}${dates}xx uu p ${electronic}     0   a0${language} d`;
  }
  const kind = year === '    ' ? 'n' : 's';
  const dates = year === '    ' ? 'uuuuuuuu' : `${year}    `;
  return `200101${kind}${dates}xx      ${electronic}     000 0 ${language} d`;
}

/** A class mark only where the facts have one. Wessex shares NLM's letters; its own numbers are not known here. */
function classes(title: DemoTitle, habit: Habit): readonly MarcField[] {
  if (title.nlm === '') return [];
  if (habit.shelving === 'NLM') return [data('060', ' 4', ['a', title.nlm])];
  return habit.shelving === 'WESSEX' ? [data('084', '  ', ['a', title.nlm.replace(' ', '')], ['2', 'wessex'])] : [];
}

function authors(title: DemoTitle, kept: boolean): readonly MarcField[] {
  if (title.author === '' || !kept) return [];
  const name = title.author.replace(/\.?$/, '.');
  return title.author.includes(',') ? [data('100', '1 ', ['a', name])] : [data('110', '2 ', ['a', name])];
}

function titleField(description: Description, random: Random): MarcDataField {
  const { title } = description.publication;
  const { habit } = description.library;
  const set = description.volumes !== undefined;
  const proper = set ? title.title.replace(/ \(Volume \d\)/, '') : title.title;
  const rest = set ? title.subtitle.replace(/ ?\(Volume \d\)/, '') : title.subtitle;
  const slips = description.careful !== true && random.chance(habit.mistypes);
  const shown = slips ? mistype(proper, random) : proper;
  const responsible = responsibility(title);
  const designation = habit.rules === 'AACR2' && title.form === 'electronic' ? '[electronic resource]' : '';
  const parts: Pair[] = [['a', shown]];
  if (designation !== '') parts.push(['h', designation]);
  if (rest !== '') parts.push(['b', rest]);
  if (responsible !== '') parts.push(['c', responsible]);
  const punctuated = parts.map(([code, value], index): Pair => {
    const next = parts[index + 1]?.[0];
    if (next === undefined) return [code, `${value}.`.replace(/\.\.$/, '.')];
    if (next === 'b') return [code, `${value} :`];
    return next === 'c' ? [code, `${value} /`] : [code, value];
  });
  return data('245', `${title.author === '' ? '0' : '1'}${nonFiling(shown)}`, ...punctuated);
}

function nonFiling(title: string): string {
  return String(/^(?:the|an?|das|die|der|les?) /i.exec(title)?.[0].length ?? 0);
}

/** `Klein, Robert M` → `Robert M. Klein`. */
function responsibility(title: DemoTitle): string {
  const [surname = '', forenames = ''] = title.author.split(', ');
  if (forenames === '') return title.author;
  return `${forenames.replace(/\b([A-Z])$/, '$1.')} ${surname}`;
}

/** One letter lost, or two that changed places, inside a word long enough to be missed by its typist. */
function mistype(text: string, random: Random): string {
  const words = text.split(' ');
  const long = words.map((_, index) => index).filter((index) => /^[a-z]{6,}$/i.test(words[index] ?? ''));
  if (long.length === 0) return text;
  const at = random.one(long);
  const word = words[at] ?? '';
  const place = random.whole(2, word.length - 3);
  const swapped = `${word.slice(0, place)}${word.charAt(place + 1)}${word.charAt(place)}${word.slice(place + 2)}`;
  const lost = `${word.slice(0, place)}${word.slice(place + 1)}`;
  words[at] = swapped === word || random.chance(0.5) ? lost : swapped;
  return words.join(' ');
}

const ORDINALS = ['First', 'Second', 'Third', 'Fourth', 'Fifth', 'Sixth', 'Seventh', 'Eighth', 'Ninth'] as const;

function editions(title: DemoTitle, habit: Habit, kept: boolean): readonly MarcField[] {
  if (title.edition === '' || !kept) return [];
  const word = ORDINALS.findIndex((ordinal) => title.edition.toLowerCase().startsWith(ordinal.toLowerCase()));
  const digits = /^(\d+)(?:st|nd|rd|th|d) ed$/.exec(title.edition);
  const number = word >= 0 ? word + 1 : Number(digits?.[1] ?? 0);
  if (number === 0) return [data('250', '  ', ['a', `${title.edition}.`])];
  if (habit.rules === 'AACR2') return [data('250', '  ', ['a', `${number}${suffix(number)} ed.`])];
  return [data('250', '  ', ['a', `${ORDINALS[number - 1] ?? `${number}${suffix(number)}`} edition.`])];
}

function suffix(number: number): string {
  if (number % 100 >= 11 && number % 100 <= 13) return 'th';
  return ['th', 'st', 'nd', 'rd'][number % 10] ?? 'th';
}

function imprint(title: DemoTitle, habit: Habit, kept: boolean): readonly MarcField[] {
  if (!kept) return [];
  const rda = habit.rules === 'RDA';
  const place = title.place === '' ? (rda ? '[Place of publication not identified]' : '[S.l.]') : title.place;
  const publisher = title.publisher === '' ? (rda ? '[publisher not identified]' : '[s.n.]') : title.publisher;
  const year = title.year === null ? (rda ? '[date of publication not identified]' : '') : `${title.year}.`;
  const pairs: Pair[] = [
    ['a', `${place} :`],
    ['b', year === '' ? publisher : `${publisher},`],
    ...when(year !== '', ['c', rda || title.kind === 'journal' ? year.replace(/^(\d{4})\.$/, '$1') : `c${year}`]),
  ];
  return [rda ? data('264', ' 1', ...pairs) : data('260', '  ', ...pairs)];
}

function physical(title: DemoTitle, habit: Habit): readonly MarcField[] {
  const online = title.form === 'electronic';
  if (habit.rules === 'AACR2')
    return [data('300', '  ', ['a', online ? '1 electronic text' : title.kind === 'journal' ? 'v.' : '1 v.'])];
  const extent = title.kind === 'journal' ? 'volumes' : '1 volume';
  return [
    data('300', '  ', ['a', online ? '1 online resource' : extent]),
    data('336', '  ', ['a', 'text'], ['b', 'txt'], ['2', 'rdacontent']),
    online
      ? data('337', '  ', ['a', 'computer'], ['b', 'c'], ['2', 'rdamedia'])
      : data('337', '  ', ['a', 'unmediated'], ['b', 'n'], ['2', 'rdamedia']),
    online
      ? data('338', '  ', ['a', 'online resource'], ['b', 'cr'], ['2', 'rdacarrier'])
      : data('338', '  ', ['a', 'volume'], ['b', 'nc'], ['2', 'rdacarrier']),
  ];
}

function subjects(title: DemoTitle, habit: Habit): readonly MarcField[] {
  const mesh = habit.subjects === 'MESH' || habit.subjects === 'BOTH' ? title.mesh : [];
  const lcsh = habit.subjects === 'LCSH' || habit.subjects === 'BOTH' ? title.subjects : [];
  return [...mesh.map((heading) => subject(heading, '2')), ...lcsh.map((heading) => subject(heading, '0'))];
}

/** `Health Policy--history` → $a Health Policy $x history */
function subject(heading: string, source: string): MarcDataField {
  const [main = '', ...rest] = heading.split('--');
  return data('650', ` ${source}`, ['a', main], ...rest.map((part): Pair => ['x', part]));
}

function links(description: Description): readonly MarcField[] {
  const { publication, joined, library } = description;
  const electronic = publication.title.form === 'electronic' ? publication : joined;
  const online =
    electronic?.title.form !== 'electronic'
      ? []
      : [
          data(
            '856',
            '40',
            ['u', `https://ebooks.example.org/${electronic.key}`],
            ['y', 'Read online (log in with OpenAthens)'],
            ['5', library.branches[0]?.code ?? library.agency],
          ),
        ];
  const other =
    library.habit.rules === 'RDA' && publication.otherForm !== null && joined === undefined
      ? [
          data(
            '776',
            '08',
            ['i', publication.title.form === 'print' ? 'Online version:' : 'Print version:'],
            ['z', publication.otherForm],
          ),
        ]
      : [];
  return [...other, ...titleHistory(publication.key), ...online];
}

/** Known changes of title: [earlier ISSN, its title, later ISSN, its title]. */
const TITLE_CHANGES = [
  [
    '0190-0471',
    'Analytical and quantitative cytology',
    '0884-6812',
    'Analytical and quantitative cytology and histology',
  ],
  ['0743-4634', 'Annual review of cell biology', '1081-0706', 'Annual review of cell and developmental biology'],
] as const;

function titleHistory(issn: string): readonly MarcField[] {
  return TITLE_CHANGES.flatMap(([earlier, earlierTitle, later, laterTitle]) => {
    if (issn === earlier) return [data('785', '00', ['t', laterTitle], ['x', later])];
    return issn === later ? [data('780', '00', ['t', earlierTitle], ['x', earlier])] : [];
  });
}
