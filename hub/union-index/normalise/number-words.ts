import { foldText } from './text.ts';

export interface NumberWord {
  readonly value: number;
  readonly ordinal: boolean;
}

/** MARC codes of the languages whose number words are read. */
type Language = 'eng' | 'ger' | 'fre' | 'ita' | 'spa' | 'por' | 'dut' | 'swe' | 'dan' | 'nor' | 'rus' | 'lat';
type Numbers = ReadonlyMap<string, NumberWord>;

/**
 * Words that mean something else in another language: `once` is eleven in Spanish, `sex` six in Swedish, `fire` four in
 * Danish. They count only in a record of their own language.
 */
const ELSEWHERE = new Set(
  (
    'to sex due once elf dos cent sei fire ti ni tri sto sem ten otto nove sept dix mille mil quarto quarta quinta sexta sexto ' +
    'nona nono prima primo secunda altera tertia octava octavo achter achten andra andre andren anden annen seize onze odin sette doce ' +
    'do des fem tio nio eerste neuf'
  ).split(' '),
);

/** Twenty to ninety in steps of ten, hundred, thousand. */
const TENS = [20, 30, 40, 50, 60, 70, 80, 90, 100, 1000];

interface Spelling {
  /** One, which is the indefinite article in most languages. */
  readonly one: string;
  /** Two to nineteen; forms of one number are joined by a stroke. */
  readonly cardinals: string;
  /** Of `TENS`; a hyphen where a language has no word of its own. */
  readonly tens: string;
  /** First to twentieth or less. */
  readonly ordinals: string;
  /** `einundzwanzig`, `ventuno`: twenty-one and so on where they are one word. */
  readonly compound?: (ten: string, unit: string) => readonly string[];
  /** Ordinals of what is one word, from the cardinal. */
  readonly ordinalOf?: (cardinal: string, value: number) => readonly string[];
}

const GERMAN_ENDINGS = ['e', 'er', 'es', 'en', 'em'];
const RUSSIAN_HARD = 'yĭ aia͡ oe ogo oĭ ye'.split(' ');

const SPELLINGS: Readonly<Record<Language, Spelling>> = {
  eng: {
    one: 'one',
    cardinals:
      'two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen',
    tens: 'twenty thirty forty|fourty fifty sixty seventy eighty ninety hundred thousand',
    ordinals:
      'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth',
    ordinalOf: (cardinal, value) =>
      value % 10 === 0 && value < 100 ? [`${cardinal.slice(0, -1)}ieth`] : [`${cardinal}th`],
  },
  ger: {
    one: 'eins|ein|eine|einer|eines|einen|einem',
    cardinals:
      'zwei|zwo drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn',
    tens: 'zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig hundert tausend',
    ordinals: [
      'erst',
      'zweit',
      'dritt',
      'viert',
      'fünft',
      'sechst',
      'siebt|siebent',
      'acht',
      'neunt',
      'zehnt',
      'elft',
      'zwölft',
    ]
      .map((stems) =>
        stems
          .split('|')
          .flatMap((stem) => GERMAN_ENDINGS.map((ending) => stem + ending))
          .join('|'),
      )
      .join(' '),
    compound: (ten, unit) => [`${unit === 'eins' ? 'ein' : unit}und${ten}`],
    ordinalOf: (cardinal, value) => GERMAN_ENDINGS.map((ending) => `${cardinal}${value < 20 ? 't' : 'st'}${ending}`),
  },
  fre: {
    one: 'un|une',
    cardinals:
      'deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf',
    tens: 'vingt|vingts trente quarante cinquante soixante septante huitante|octante nonante cent|cents mille',
    ordinals:
      'premier|première deuxième|second|seconde troisième quatrième cinquième sixième septième huitième neuvième dixième onzième douzième treizième quatorzième quinzième seizième',
    ordinalOf: (cardinal) => [`${cardinal.replace(/e$/, '')}ième`],
  },
  ita: {
    one: 'uno|una|un',
    cardinals:
      'due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove',
    tens: 'venti trenta quaranta cinquanta sessanta settanta ottanta novanta cento mille',
    ordinals: stems('prim second terz quart quint sest settim ottav non decim', ['o', 'a']),
    compound: (ten, unit) => [/^[uo]/.test(unit) ? ten.slice(0, -1) + unit : ten + unit],
    ordinalOf: (cardinal) => ['esimo', 'esima'].map((ending) => cardinal.replace(/[aeio]$/, '') + ending),
  },
  spa: {
    one: 'uno|una|un',
    cardinals:
      'dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve',
    tens: 'veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa cien|ciento mil',
    ordinals: `primero|primera|primer segundo|segunda tercero|tercera|tercer ${stems('cuart quint sext séptim octav noven|non décim undécim duodécim', ['o', 'a'])}`,
    compound: (ten, unit) => (ten === 'veinte' ? [`veinti${unit}`] : []),
  },
  por: {
    one: 'um|uma',
    cardinals:
      'dois|duas três quatro cinco seis sete oito nove dez onze doze treze catorze|quatorze quinze dezesseis dezessete dezoito dezenove',
    tens: 'vinte trinta quarenta cinquenta sessenta setenta oitenta noventa cem|cento mil',
    ordinals: stems('primeir segund terceir quart quint sext sétim oitav non décim', ['o', 'a']),
  },
  dut: {
    one: 'een',
    cardinals:
      'twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien',
    tens: 'twintig dertig veertig vijftig zestig zeventig tachtig negentig honderd duizend',
    ordinals: 'eerste tweede derde vierde vijfde zesde zevende achtste negende tiende elfde twaalfde',
    compound: (ten, unit) => [`${unit}en${ten}`],
    ordinalOf: (cardinal, value) => [`${cardinal}${value < 20 ? 'de' : 'ste'}`],
  },
  swe: {
    one: 'ett|en',
    cardinals: 'två|tu tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton sjutton arton nitton',
    tens: 'tjugo trettio fyrtio femtio sextio sjuttio åttio nittio hundra tusen',
    ordinals: 'första|förste andra|andre tredje fjärde femte sjätte sjunde åttonde nionde tionde elfte tolfte',
    compound: (ten, unit) => [ten + unit],
    ordinalOf: (cardinal, value) => (value < 20 ? [`${cardinal}de`] : [`${cardinal}nde`]),
  },
  dan: {
    one: 'en|et',
    cardinals: 'to tre fire fem seks syv otte ni ti elleve tolv tretten fjorten femten seksten sytten atten nitten',
    tens: 'tyve tredive fyrre halvtreds tres halvfjerds firs halvfems hundrede tusind',
    ordinals: 'første anden|andet|andre tredje fjerde femte sjette syvende ottende niende tiende ellevte tolvte',
    compound: (ten, unit) => [`${unit}og${ten}`],
  },
  nor: {
    one: 'en|et|ett|ei',
    cardinals: 'to tre fire fem seks sju|syv åtte ni ti elleve tolv tretten fjorten femten seksten sytten atten nitten',
    tens: 'tjue|tyve tretti|tredve førti femti seksti sytti åtti nitti hundre tusen',
    ordinals:
      'første andre|annen|annet tredje fjerde femte sjette sjuende|syvende åttende niende tiende ellevte tolvte',
    compound: (ten, unit) => [ten + unit, `${unit}og${ten}`],
  },
  // As romanised; Cyrillic below.
  rus: {
    one: 'odin|odna|odno|один|одна|одно',
    cardinals:
      'dva|dve|два|две tri|три chetyre|четыре piatʹ|пять shestʹ|шесть semʹ|семь vosemʹ|восемь deviatʹ|девять desiatʹ|десять odinnadtsatʹ|одиннадцать dvenadtsatʹ|двенадцать trinadtsatʹ|тринадцать chetyrnadtsatʹ|четырнадцать piatnadtsatʹ|пятнадцать shestnadtsatʹ|шестнадцать semnadtsatʹ|семнадцать vosemnadtsatʹ|восемнадцать deviatnadtsatʹ|девятнадцать',
    tens: 'dvadtsatʹ|двадцать tridtsatʹ|тридцать sorok|сорок piatʹdesiat|пятьдесят shestʹdesiat|шестьдесят semʹdesiat|семьдесят vosemʹdesiat|восемьдесят devianosto|девяносто sto|сто tysiacha|тысяча',
    ordinals: [
      'perv перв',
      'vtor втор',
      'tret трет',
      'chetvert четверт',
      'piat пят',
      'shest шест',
      'sedʹm седьм',
      'vosʹm восьм',
      'deviat девят',
      'desiat десят',
      'odinnadtsat одиннадцат',
      'dvenadtsat двенадцат',
    ]
      .map((line, index) => {
        const [roman = '', cyrillic = ''] = line.split(' ');
        const [endings, cyrillicEndings] =
          index === 2
            ? ['iĭ ʹia ʹe ʹego ʹeĭ'.split(' '), 'ий ья ье ьего ьей'.split(' ')]
            : [RUSSIAN_HARD, 'ый ой ая ое ого ые'.split(' ')];
        return [...endings.map((ending) => roman + ending), ...cyrillicEndings.map((ending) => cyrillic + ending)].join(
          '|',
        );
      })
      .join(' '),
  },
  lat: {
    one: 'unus|una|unum',
    cardinals: 'duo tres quattuor quinque',
    tens: '',
    ordinals: stems('prim secund|alter terti quart quint sext septim octav non decim', ['us', 'a', 'um']),
  },
};

function stems(line: string, endings: readonly string[]): string {
  return line
    .split(' ')
    .map((forms) =>
      forms
        .split('|')
        .flatMap((stem) => endings.map((ending) => stem + ending))
        .join('|'),
    )
    .join(' ');
}

function readSpelling({ one, cardinals, tens, ordinals, compound, ordinalOf }: Spelling): Numbers {
  const numbers = new Map<string, NumberWord>();
  const forms = (line: string): readonly (readonly string[])[] =>
    line === '' ? [] : line.split(' ').map((word) => word.split('|'));
  const add = (spelt: readonly string[], value: number, ordinal: boolean): void => {
    for (const word of spelt.map(foldText)) {
      if (!word.includes(' ') && !numbers.has(word)) numbers.set(word, { value, ordinal });
    }
  };
  forms(ordinals).forEach((spelt, index) => {
    add(spelt, index + 1, true);
  });
  const counted: (readonly [string, number])[] = [
    ...forms(cardinals).flatMap((spelt, index) => spelt.map((word) => [word, index + 2] as const)),
    ...forms(tens).flatMap((spelt, index) => spelt.map((word) => [word, TENS[index] ?? 0] as const)),
  ];
  const units = [...forms(one), ...forms(cardinals).slice(0, 8)];
  for (const [index, spelt] of forms(tens).slice(0, 8).entries()) {
    for (const [unit, words] of units.entries()) {
      const both = spelt.flatMap((ten) => words.flatMap((word) => compound?.(ten, word) ?? []));
      counted.push(...both.map((word) => [word, (TENS[index] ?? 0) + unit + 1] as const));
    }
  }
  for (const [word, value] of counted) {
    add([word], value, false);
    if (value > 3) add(ordinalOf?.(word, value) ?? [], value, true);
  }
  return numbers;
}

const BY_LANGUAGE: ReadonlyMap<string, Numbers> = new Map(
  Object.entries(SPELLINGS).map(([language, spelling]) => [language, readSpelling(spelling)]),
);

/** Ordinals of all languages, for statements of which nobody knows the language. */
const ORDINALS: ReadonlyMap<string, number> = new Map(
  [...BY_LANGUAGE.values()].flatMap((numbers) =>
    [...numbers].filter(([, { ordinal }]) => ordinal).map(([word, { value }]) => [word, value] as const),
  ),
);

/** What counts in whatever language a record is of. */
const EVERYWHERE: Numbers = new Map(
  [...BY_LANGUAGE.values()].flatMap((numbers) => [...numbers].filter(([word]) => !ELSEWHERE.has(word))),
);

/** `One` of every language, folded: an article or a pronoun more often than a number. */
export const ONES: ReadonlySet<string> = new Set(
  Object.values(SPELLINGS).flatMap(({ one }) => one.split('|').map(foldText)),
);

const NO_LANGUAGES: readonly string[] = [];

/**
 * The number that a folded word spells, in the languages of its record or in one where it can mean nothing else; null for
 * any other word.
 */
export function numberWord(word: string, languages: readonly string[] = NO_LANGUAGES): NumberWord | null {
  const known = EVERYWHERE.get(word);
  if (known !== undefined) return known;
  if (!ELSEWHERE.has(word)) return null;
  for (const language of languages) {
    const found = BY_LANGUAGE.get(language)?.get(word);
    if (found !== undefined) return found;
  }
  return null;
}

/** The number that a folded word spells as an ordinal in any language: `second`, `zweite`; null for any other. */
export function spelledOrdinal(word: string): number | null {
  return ORDINALS.get(word) ?? null;
}
