import type { RecordDescription } from '../../description.ts';
import { foldPlace } from '../../normalise/places.ts';
import { fold } from '../fold.ts';
import { bestOf, containment, dice, trigramsOf, wordsOf } from '../similarity.ts';
import { agreement, featureGroup } from './feature-group.ts';

/** Words that tell no publisher from another. */
const PLAIN_WORDS = new Set(
  (
    'the and of for by & co company inc ltd limited llc corp press pub publ publisher publishers publishing publications books print printing printed office ' +
    'verlag verl verlagsgesellschaft verlagsanstalt verlagsbuchhandlung buchhandlung gmbh ag kg mbh und der die das ' +
    'editions edition ed editeur editeurs presse presses librairie libr imprimerie impr cie sa et de du des la le les ' +
    'edizioni editore editrice casa libreria tipografia spa srl e di del della ' +
    'editorial ediciones editora libreria y el los uitgeverij forlag forlaget bokforlaget izd wydawn nakl'
  ).split(' '),
);

/** Who published it, where, and the coded country. */
export const publisherFeatures = featureGroup({
  columns: [
    { name: 'publisher_likeness', trend: 0 },
    { name: 'publisher_words_within', trend: 0 },
    { name: 'publisher_words_shared', trend: 0 },
    { name: 'place_likeness', trend: 0 },
    { name: 'place_within', trend: 0 },
    { name: 'country_agrees', trend: 0 },
  ],
  prepare({ evidence }: RecordDescription) {
    const folded = evidence.publishers.map(fold).filter((name) => name !== '' && !/^s ?n$/.test(name));
    const places = evidence.places.map(foldPlace).filter((place) => place !== '');
    return {
      stated: [...evidence.places.slice(0, 1), ...evidence.publishers.slice(0, 2)],
      publishers: folded.map((name) => ({ grams: trigramsOf(name), words: wordsOf(tellingWords(name)) })),
      places: places.map(trigramsOf),
      country: evidence.country,
    };
  },
  compare(a, b, row, at) {
    row[at] = bestOf(a.publishers, b.publishers, (one, other) => dice(one.grams, other.grams));
    row[at + 1] = bestOf(a.publishers, b.publishers, (one, other) => containment(one.words, other.words));
    row[at + 2] = bestOf(a.publishers, b.publishers, (one, other) => dice(one.words, other.words));
    row[at + 3] = bestOf(a.places, b.places, dice);
    row[at + 4] = bestOf(a.places, b.places, containment);
    row[at + 5] = agreement(a.country, b.country);
  },
  describe: ({ stated }) => stated.join(': '),
});

function tellingWords(folded: string): string {
  const words = folded.split(' ');
  const telling = words.filter((word) => word.length > 1 && !PLAIN_WORDS.has(word));
  return (telling.length > 0 ? telling : words).join(' ');
}
