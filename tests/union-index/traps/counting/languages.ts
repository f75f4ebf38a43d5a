/** What the pairs of the counting family are made of: titles, labels, and numbers as title pages spell them. */

/** `head` and `tail` of a title; a number may stand between them. */
export type TitleHalves = readonly [head: string, tail: string];

/** Words of one half of the family. */
export interface Vocabulary {
  readonly titles: readonly TitleHalves[];
  /** What a number counts: `Step`, `Episode`. */
  readonly labels: readonly string[];
}

export interface Language {
  /** MARC code. */
  readonly code: string;
  readonly author: string;
  readonly place: string;
  readonly publisher: string;
  /** One to twelve. */
  readonly cardinals: readonly string[];
  /** First to tenth. */
  readonly ordinals: readonly string[];
  /** `2nd`, `2.`, `2e`. */
  readonly ordinal: (number: number) => string;
  readonly pages: string;
  /** The half that the rules may be tried on. */
  readonly open: Vocabulary;
  /** The half that is scored: no list of the code has a word of it. */
  readonly scored: Vocabulary;
}

function words(text: string): readonly string[] {
  return text.split(' ');
}

function titles(...halves: readonly string[]): readonly TitleHalves[] {
  return halves.map((text) => {
    const [head = '', tail = ''] = text.split(' | ');
    return [head, tail];
  });
}

export const LANGUAGES: readonly Language[] = [
  {
    code: 'eng',
    author: 'Whitcombe, Harriet',
    place: 'London',
    publisher: 'Harlow House',
    cardinals: words('one two three four five six seven eight nine ten eleven twelve'),
    ordinals: words('first second third fourth fifth sixth seventh eighth ninth tenth'),
    ordinal: (number) => `${String(number)}${['st', 'nd', 'rd'][number - 1] ?? 'th'}`,
    pages: 'pages',
    open: {
      titles: titles(
        'First aid for the medical licensing examination | a companion for candidates',
        'British national formulary | prescribing and dispensing',
        'Clinical skills for nurses | a practical approach',
        'Wound care | assessment and dressing',
      ),
      labels: words('step volume part level unit'),
    },
    scored: {
      titles: titles(
        'Bedside ultrasound | a pocket companion',
        'Walking aids explained | exercises at home',
        'Airway management | scenarios with commentary',
        'Perioperative fluids | calculation and charting',
      ),
      labels: words('episode module stage phase tier workshop milestone rotation'),
    },
  },
  {
    code: 'ger',
    author: 'Brandstetter, Lukas',
    place: 'Stuttgart',
    publisher: 'Hohenfels',
    cardinals: words('eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf'),
    ordinals: words('erster zweiter dritter vierter fünfter sechster siebter achter neunter zehnter'),
    ordinal: (number) => `${String(number)}.`,
    pages: 'Seiten',
    open: {
      titles: titles('Handbuch der Anästhesie | für Studium und Praxis', 'Pflege heute | Grundlagen und Vertiefung'),
      labels: words('Teil Band Halbband Abschnitt'),
    },
    scored: {
      titles: titles(
        'Wundversorgung im Alltag | Fälle mit Lösungen',
        'Gelenkschmerzen verstehen | Übungen für Zuhause',
        'Notfallsonographie | Befunde am Krankenbett',
      ),
      labels: words('Lehrgang Baustein Stufe Etappe Durchgang Lernschritt'),
    },
  },
  {
    code: 'fre',
    author: 'Delacroze, Mathilde',
    place: 'Lyon',
    publisher: 'Quatrevents',
    cardinals: words('un deux trois quatre cinq six sept huit neuf dix onze douze'),
    ordinals: words('premier deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième'),
    ordinal: (number) => (number === 1 ? '1er' : `${String(number)}e`),
    pages: 'pages',
    open: {
      titles: titles('Traité de médecine légale | théorie et pratique', 'Soins infirmiers | guide du débutant'),
      labels: words('tome volume partie cahier'),
    },
    scored: {
      titles: titles(
        'Échographie au chevet | savoirs essentiels',
        'Douleurs articulaires | gestes commentés',
        'Nutrition entérale | conduites pratiques',
      ),
      labels: words('palier étape épisode atelier jalon dossier'),
    },
  },
  {
    code: 'ita',
    author: 'Montefalco, Renata',
    place: 'Bologna',
    publisher: 'Acquaviva',
    cardinals: words('uno due tre quattro cinque sei sette otto nove dieci undici dodici'),
    ordinals: words('primo secondo terzo quarto quinto sesto settimo ottavo nono decimo'),
    ordinal: (number) => `${String(number)}º`,
    pages: 'pagine',
    open: {
      titles: titles('Manuale di anatomia | per lo studente', 'Ostetricia pratica | casi e problemi'),
      labels: words('tomo volume parte fascicolo'),
    },
    scored: {
      titles: titles('Ecografia al letto | quadri essenziali', 'Dolore articolare | esercizi guidati'),
      labels: words('livello tappa episodio modulo gradino'),
    },
  },
  {
    code: 'spa',
    author: 'Valdeoliva, Rocío',
    place: 'Sevilla',
    publisher: 'Aljarafe',
    cardinals: words('uno dos tres cuatro cinco seis siete ocho nueve diez once doce'),
    ordinals: words('primero segundo tercero cuarto quinto sexto séptimo octavo noveno décimo'),
    ordinal: (number) => `${String(number)}.º`,
    pages: 'páginas',
    open: {
      titles: titles('Manual de enfermería | para la práctica', 'Anatomía humana | texto y atlas'),
      labels: words('tomo volumen parte libro'),
    },
    scored: {
      titles: titles(
        'Ecografía junto al paciente | conceptos básicamente visuales',
        'Dolor articular | gestos guiados',
      ),
      labels: words('nivel etapa episodio taller peldaño'),
    },
  },
  {
    code: 'dut',
    author: 'Veldhuizen, Maaike',
    place: 'Utrecht',
    publisher: 'Rijngaarde',
    cardinals: words('een twee drie vier vijf zes zeven acht negen tien elf twaalf'),
    ordinals: words('eerste tweede derde vierde vijfde zesde zevende achtste negende tiende'),
    ordinal: (number) => `${String(number)}e`,
    pages: 'pagina’s',
    open: {
      titles: titles('Leerboek verpleegkunde | theorie en praktijk'),
      labels: words('deel band hoofdstuk'),
    },
    scored: {
      titles: titles('Echografie aan bed | beelden met uitleg', 'Gewrichtspijn | oefeningen thuis'),
      labels: words('niveau aflevering bouwsteen leergang'),
    },
  },
  {
    code: 'swe',
    author: 'Ahlgrensson, Ebba',
    place: 'Uppsala',
    publisher: 'Fyrisvall',
    cardinals: words('ett två tre fyra fem sex sju åtta nio tio elva tolv'),
    ordinals: words('första andra tredje fjärde femte sjätte sjunde åttonde nionde tionde'),
    ordinal: (number) => `${String(number)}:${number < 3 ? 'a' : 'e'}`,
    pages: 'sidor',
    open: { titles: titles('Lärobok i omvårdnad | teori och praktik'), labels: words('del band häfte') },
    scored: {
      titles: titles('Ultraljud vid sängen | bilder med förklaring', 'Ledvärk | övningar hemma'),
      labels: words('nivå avsnitt byggsten delkurs'),
    },
  },
  {
    code: 'dan',
    author: 'Kjærsgaard, Signe',
    place: 'Odense',
    publisher: 'Nørrevang',
    cardinals: words('en to tre fire fem seks syv otte ni ti elleve tolv'),
    ordinals: words('første anden tredje fjerde femte sjette syvende ottende niende tiende'),
    ordinal: (number) => `${String(number)}.`,
    pages: 'sider',
    open: { titles: titles('Lærebog i sygepleje | teori og praksis'), labels: words('del bind hæfte') },
    scored: {
      titles: titles('Ultralyd ved sengen | billeder med forklaring', 'Ledsmerter | øvelser hjemme'),
      labels: words('niveau afsnit byggesten trin'),
    },
  },
  {
    code: 'nor',
    author: 'Hovdenakk, Ingrid',
    place: 'Bergen',
    publisher: 'Fjellheim',
    cardinals: words('en to tre fire fem seks sju åtte ni ti elleve tolv'),
    ordinals: words('første andre tredje fjerde femte sjette sjuende åttende niende tiende'),
    ordinal: (number) => `${String(number)}.`,
    pages: 'sider',
    open: { titles: titles('Lærebok i sykepleie | teori og praksis'), labels: words('del bind hefte') },
    scored: {
      titles: titles('Ultralyd ved sengen | bilder med forklaring', 'Leddsmerter | øvelser hjemme'),
      labels: words('nivå avsnitt byggekloss trinn'),
    },
  },
  {
    code: 'rus',
    author: 'Voroshilina, Anna',
    place: 'Moskva',
    publisher: 'Zhivitsa',
    cardinals: words('odin dva tri chetyre pi͡atʹ shestʹ semʹ vosemʹ devi͡atʹ desi͡atʹ odinnadt͡satʹ dvenadt͡satʹ'),
    ordinals: words('pervyĭ vtoroĭ tretiĭ chetvertyĭ pi͡atyĭ shestoĭ sedʹmoĭ vosʹmoĭ devi͡atyĭ desi͡atyĭ'),
    ordinal: (number) => `${String(number)}-ĭ`,
    pages: 's.',
    open: { titles: titles('Uchebnik khirurgii | dli͡a studentov i vracheĭ'), labels: words('tom chastʹ vypusk') },
    scored: {
      titles: titles('Ulʹtrazvuk u posteli | kartiny s poi͡asnenii͡ami', 'Bolʹ v sustavakh | uprazhnenii͡a doma'),
      labels: words('urovenʹ ėtap ėpizod razdel'),
    },
  },
];
