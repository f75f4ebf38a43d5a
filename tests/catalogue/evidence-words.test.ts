/** The pages have a sentence for whatever matching may say: a new rule or concern fails here until it has one. */
import { sayCompared, sayVeto } from '#console/words/evidence.ts';
import type { Evidence } from '#union-index/match/score-pair.ts';
import type { Veto } from '#union-index/match/vetoes.ts';
import { expect, it } from 'vitest';

/** The compiler asks for each. */
const COMPARED: Readonly<Record<Evidence['feature'], true>> = {
  title: true,
  part: true,
  contributors: true,
  year: true,
  extent: true,
  publisher: true,
  edition: true,
  series: true,
  format: true,
  subjects: true,
  isbn: true,
  lccn: true,
  oclc: true,
  nlm: true,
  doi: true,
  'serial-title': true,
  issn: true,
  number: true,
  body: true,
  'first-year': true,
};

const RULES: Readonly<Record<Veto['rule'], true>> = {
  format: true,
  component: true,
  part: true,
  count: true,
  set: true,
  series: true,
  edition: true,
  language: true,
  year: true,
  printer: true,
  picture: true,
  history: true,
  run: true,
  supplement: true,
  imprint: true,
  printing: true,
  carrier: true,
  extent: true,
  'set-number': true,
  'title-word': true,
  creator: true,
};

it.each(Object.keys(COMPARED))('%s has words', (feature) => {
  expect(sayCompared(feature)).not.toContain('no words');
});

it.each(Object.keys(RULES))('the rule %s has words', (rule) => {
  expect(sayVeto({ rule, detail: 'x' })).not.toContain('no words');
});
