/** What cataloguers of several languages call a thing that is read online. Pure. */

/** In 300 $a, 245 $h, 338 $a, without accents: `1 ressource en ligne`, `Online-Ressource`, `[recurso electrónico]`. */
const ONLINE = new RegExp(
  [
    'online',
    'internet',
    String.raw`electronic (?:resource|book|text|journal)`,
    String.raw`(?<![\p{L}\d])e-?(?:books?|journals?|bok|bog|buch|kirja|kniha)(?![\p{L}])`,
    String.raw`ressources? (?:en ligne|electroniques?|numeriques?)`,
    String.raw`(?:livre|revue|document|texte)s? (?:electronique|numerique)s?`,
    String.raw`elektronische[rs]? (?:ressource|buch|zeitschrift|bron)`,
    String.raw`recurs(?:o|os|)? (?:en linea|em linha|en linia|elec?tronic(?:o|os)?)`,
    String.raw`libros? elec?tronicos?`,
    String.raw`(?:risors[ae]|test[oi]|libr[oi]|document[oi]) (?:in linea|elettronic[aoi])`,
    String.raw`elektronisk[at]? (?:resurs|ressurs|ressource|bok|bog|dokument)`,
    'nettressurs',
    'verkkoaineisto|verkkokirja|elektroninen aineisto',
    String.raw`(?:zasob|dokument|ksiazka) elektroniczn[ya]`,
    'elektronicky zdroj',
  ].join('|'),
  'u',
);

/** What is electronic and in the hand. */
const DISC =
  /cd-?rom|cederom|\bdis[ck]s?\b|\bdis(?:co|quettes?|ques?|kett\w*)\b|\bdvds?\b|\bcds?\b|cassette|memory stick|\busb\b/;

export function saysOnline(text: string): boolean {
  return ONLINE.test(withoutAccents(text));
}

export function saysDisc(text: string): boolean {
  return DISC.test(withoutAccents(text));
}

function withoutAccents(text: string): string {
  return text.toLowerCase().normalize('NFD').replaceAll(/\p{M}/gu, '');
}
