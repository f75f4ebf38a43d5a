import { foldText } from './text.ts';

/** Cities by the names that other languages have for them: folded, one line a city, the English name first. */
const NAMES: readonly string[] = [
  'vienna wien vienne viena wenen',
  'geneva geneve genf ginevra ginebra',
  'zurich zuerich zurigo',
  'basel bale basle basilea',
  'bern berne berna',
  'lausanne losanna',
  'lucerne luzern lucerna',
  'neuchatel neuenburg',
  'munich munchen muenchen',
  'cologne koln koeln',
  'nuremberg nurnberg nuernberg',
  'frankfurt francfort francoforte',
  'mainz mayence',
  'hanover hannover',
  'gottingen goettingen',
  'tubingen tuebingen',
  'dusseldorf duesseldorf',
  'strasbourg strassburg',
  'paris parigi',
  'brussels bruxelles brussel',
  'antwerp antwerpen anvers',
  'ghent gent gand',
  'london londres londra londen',
  'rome roma rom',
  'milan milano mailand',
  'turin torino',
  'florence firenze florenz',
  'venice venezia venedig venise',
  'naples napoli neapel',
  'lisbon lisboa lissabon lisbonne',
  'copenhagen kobenhavn kopenhagen copenhague',
  'prague praha prag praga',
  'warsaw warszawa warschau varsovie',
  'krakow cracow krakau cracovie',
  'moscow moskva moskau moscou',
  'helsinki helsingfors',
  'bucharest bucuresti bukarest',
  'athens athenai athina athen',
];

const BY_NAME: ReadonlyMap<string, string> = new Map(
  NAMES.flatMap((line) => {
    const names = line.split(' ');
    return names.map((name) => [name, names[0] ?? name] as const);
  }),
);

/** Stands for an unknown place: `[S.l.]`, `[Erscheinungsort nicht ermittelbar]`. */
const NOWHERE =
  /^(?:s ?l|place of publication not identified|erscheinungsort nicht ermittelbar|lieu de publication non identifie|luogo di pubblicazione non identificato|lugar de publicacion no identificado)$/;

/** A place folded, each city by one name: `Genf`, `Genève` and `Geneva` are `geneva`; empty if none is known. */
export function foldPlace(stated: string): string {
  const folded = foldText(stated);
  if (NOWHERE.test(folded)) return '';
  return folded
    .split(' ')
    .map((word) => BY_NAME.get(word) ?? word)
    .join(' ');
}
