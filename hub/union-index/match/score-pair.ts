import type { RecordDescription } from '../description.ts';
import { STATED_MIN, TELLING_TITLE } from './brevity.ts';
import {
  compareFeatures,
  FEATURE_NAMES,
  PREPARE_FEATURES,
  describeFeature,
  type FeatureFacts,
  type FeatureName,
} from './features/compare-features.ts';
import { compareIdentifiers, identifierWeight, type IdentifierFinding } from './identifier-evidence.ts';
import { lazily } from './lazily.ts';
import { matchKeys, type KeySet } from './match-keys.ts';
import { areLookAlikes, mayBeLookAlikes, PREPARE_LOOK_ALIKES, type LookAlikeFacts } from './look-alikes.ts';
import { loadModel } from './model.ts';
import { isCountLacking } from './counting/compare-counts.ts';
import { areExtentsApart } from './features/extent.ts';
import { areNumbersOfOneSeries } from './features/series.ts';
import { areTitlesUnlike } from './features/title.ts';
import { ownYearsApart, yearsApart } from './features/years.ts';
import { haveOtherWords, toWording, type Wording } from './other-words.ts';
import { compareSerials, SERIALS_START, type ComparedSerial, type SerialFinding } from './serials/weigh-serials.ts';
import { findVetoes, isVetoed, PREPARE_VETOES, type Veto, type VetoFacts } from './vetoes.ts';

/** A record made ready to be compared many times. */
export interface MatchView extends FeatureFacts, VetoFacts, LookAlikeFacts {
  readonly keys: readonly string[];
  readonly wording: Wording;
}

/** SAME: one edition. DIFFERENT: two. UNSURE: neither can be said; what joins records does not join these. */
export type Decision = 'SAME' | 'DIFFERENT' | 'UNSURE';

/** A pair judged, without the reasons: what clustering needs of millions of pairs. */
export interface PairJudgement {
  /** That the two are one edition, between 0 and 1, as calibrated on labelled pairs. */
  readonly probability: number;
  readonly decision: Decision;
  /** Log-odds before vetoes: the stronger of two links is followed first. */
  readonly weight: number;
}

/** One concern of a comparison: what both records say of it, and how far that moved the judgement. */
export interface Evidence {
  readonly feature: FeatureName | IdentifierFinding['kind'] | SerialFinding['feature'];
  /** `what one says / what the other says` */
  readonly value: string;
  /** Log-odds: above nought it speaks for one edition, below against. */
  readonly weight: number;
  readonly speaks: 'for' | 'against';
  readonly text: string;
}

export interface PairScore extends PairJudgement {
  /** Strongest first. */
  readonly evidence: readonly Evidence[];
  /** Each alone forbids that the two are one edition. */
  readonly vetoes: readonly Veto[];
}

/** A vetoed pair keeps its place among the vetoed, below all that are not. */
const VETOED_SHARE = 0.02;
/** Evidence that moves the log-odds by less is not worth a person's time. */
const WEIGHT_MIN = 0.05;
const NO_KEYS: KeySet = new Set();

const model = loadModel();
/** From this probability on two records are one edition. */
export const SAME_FROM = model.same;
/** A doubtful pair is never quite joined, and keeps its place among the doubtful: the better it looks, the nearer it comes. */
const DOUBTFUL_WEIGHT_MAX = Math.log(SAME_FROM / (1 - SAME_FROM)) - 0.01;

/** The less, the nearer to being joined comes what looks sure. */
const DOUBT_EASED = 0.3;

export const toMatchView: (description: RecordDescription) => MatchView = lazily({
  ...PREPARE_FEATURES,
  ...PREPARE_VETOES,
  ...PREPARE_LOOK_ALIKES,
  keys: matchKeys,
  wording: toWording,
});

/**
 * Judges whether two records describe one edition: what their descriptions have in common and what not is weighed by a
 * model of small trees, numbers are added as evidence of limited weight, and a veto forbids whatever the rest says.
 * Symmetric. `ignoredKeys` are keys (`isbn:…`) that too many records share to mean anything.
 */
export function judgePair(a: MatchView, b: MatchView, ignoredKeys: KeySet = NO_KEYS): PairJudgement {
  return decide(weigh(a, b, ignoredKeys), isVetoed(a, b));
}

/**
 * Log-odds that join two records as one edition; null if nothing joins them. The same verdict as `judgePair`, but a pair
 * that is forbidden is not weighed: most that share no more than the start of a title are.
 */
export function findJoiningWeight(a: MatchView, b: MatchView, ignoredKeys: KeySet = NO_KEYS): number | null {
  if (isVetoed(a, b)) return null;
  const weight = weigh(a, b, ignoredKeys);
  return decide(weight, false).decision === 'SAME' ? weight : null;
}

/** Whether rules or doubt keep two records from being joined, however much alike they look: to choose a threshold by. */
export function isHeldBack(a: MatchView, b: MatchView): boolean {
  if (isVetoed(a, b)) return true;
  return isDoubtful(a, b, weighNumbers(a, b, compareIdentifiers(a, b, NO_KEYS)));
}

/**
 * Whether two records must not stand in one edition, whatever links each to a third: a rule forbids it, the scorer is
 * sure that they are two, their years are of two printings, their edition numbers of two editions, or they have other makers, hosts or volumes. Asked of every pair within an edition, so that no chain of likeness joins two that are unlike.
 */
export function forbidsPair(a: MatchView, b: MatchView, ignoredKeys: KeySet = NO_KEYS): boolean {
  if (!isSerial(a) && !isSerial(b)) {
    const shareNumber = weighNumbers(a, b, compareIdentifiers(a, b, ignoredKeys)) > 0;
    if (arePrintings(a, b) || areEditionsApart(a, b, shareNumber) || areLookAlikes(a, b, shareNumber)) return true;
  }
  return isVetoed(a, b) || decide(weigh(a, b, ignoredKeys), false).decision === 'DIFFERENT';
}

/** The same judgement with its reasons, for a person. */
export function scorePair(a: MatchView, b: MatchView, ignoredKeys: KeySet = NO_KEYS): PairScore {
  const vetoes = findVetoes(a, b);
  const evidence = explain(a, b, ignoredKeys)
    .filter(({ weight }) => Math.abs(weight) >= WEIGHT_MIN)
    .sort((x, y) => Math.abs(y.weight) - Math.abs(x.weight));
  return { ...decide(weigh(a, b, ignoredKeys), vetoes.length > 0), evidence, vetoes };
}

function weigh(a: MatchView, b: MatchView, ignoredKeys: KeySet): number {
  if (isSerial(a) && isSerial(b)) {
    return compareSerials(a, b, ignoredKeys).reduce((sum, finding) => sum + finding.weight, SERIALS_START);
  }
  const numbers = weighNumbers(a, b, compareIdentifiers(a, b, ignoredKeys));
  const weight = model.logOdds(compareFeatures(a, b)) + numbers;
  if (weight <= 0 || !isDoubtful(a, b, numbers)) return weight;
  return Math.min(weight, (DOUBTFUL_WEIGHT_MAX * weight) / (weight + DOUBT_EASED));
}

/** What numbers add; nothing where they are the same for another reason than that the edition is. */
function weighNumbers(a: MatchView, b: MatchView, findings: readonly IdentifierFinding[]): number {
  const weight = identifierWeight(findings);
  return weight > 0 && areNumbersIdle(a, b) ? 0 : weight;
}

/** Publishers use a number again for the next printing, and cataloguers type one book's number into its sibling. */
function areNumbersIdle(a: MatchView, b: MatchView): boolean {
  return yearsApart(a.year, b.year) || ownYearsApart(a.year, b.year) || areTitlesUnlike(a.title, b.title);
}

/**
 * What the model was not taught to doubt: records that say too little, two edition numbers, a number in one title only, clearly different
 * extents, two numbers of one series, other makers, hosts or volumes, and printings of different years.
 */
function isDoubtful(a: MatchView, b: MatchView, numbers: number): boolean {
  if (arePrintings(a, b) || areEditionsApart(a, b, numbers > 0)) return true;
  if (isCountLacking(a.counting, b.counting)) return true;
  // One is called a microform; `vetoes.ts` forbids what is surely one.
  if (a.format.microform !== b.format.microform && (a.perhapsMicroform || b.perhapsMicroform)) return true;
  if (mayBeLookAlikes(a, b, numbers > 0)) return true;
  if (areExtentsApart(a.extent, b.extent) || areVolumesOfSeries(a, b)) return true;
  if (a.title.full !== b.title.full && haveOtherWords(a.wording, b.wording)) return true;
  if (numbers > 0 || statedByBoth(a, b) >= STATED_MIN) return false;
  return numbers < 0 || a.title.full !== b.title.full || a.title.full.length < TELLING_TITLE;
}

/** Two numbers of one series; of as many pages, one of the numbers is a slip. */
function areVolumesOfSeries(a: MatchView, b: MatchView): boolean {
  const samePages = a.extent.pages !== null && a.extent.pages === b.extent.pages;
  return !samePages && areNumbersOfOneSeries(a.series, b.series);
}

/** Years apart, and no count of pages that says that it is one setting of type all the same. */
function arePrintings(a: MatchView, b: MatchView): boolean {
  return yearsApart(a.year, b.year) && (a.extent.pages === null || a.extent.pages !== b.extent.pages);
}

/**
 * Two edition numbers of one year and as many pages, which `vetoes.ts` lets pass for a slip. Of a book with an ISBN they are two
 * editions as easily: a formulary has two in a year.
 */
function areEditionsApart(a: MatchView, b: MatchView, shareNumber: boolean): boolean {
  const [number, other] = [a.edition.number, b.edition.number];
  if (shareNumber || number === null || other === null || number === other) return false;
  return a.identifiers.isbns.length > 0 || b.identifiers.isbns.length > 0;
}

/** How many of four concerns both records speak of: who, when, how much, published by whom. */
function statedByBoth(a: MatchView, b: MatchView): number {
  const stated = [
    a.contributors.names.length > 0 && b.contributors.names.length > 0,
    a.year.all.length > 0 && b.year.all.length > 0,
    a.extent.pages !== null && b.extent.pages !== null,
    a.publisher.publishers.length > 0 && b.publisher.publishers.length > 0,
  ];
  return stated.filter(Boolean).length;
}

function isSerial(view: MatchView): view is MatchView & ComparedSerial {
  return view.serialFacts !== null;
}

function decide(weight: number, vetoed: boolean): PairJudgement {
  const believed = 1 / (1 + Math.exp(-weight));
  if (vetoed) return { probability: believed * VETOED_SHARE, decision: 'DIFFERENT', weight };
  if (believed >= model.same) return { probability: believed, decision: 'SAME', weight };
  return { probability: believed, decision: believed < model.different ? 'DIFFERENT' : 'UNSURE', weight };
}

function explain(a: MatchView, b: MatchView, ignoredKeys: KeySet): readonly Evidence[] {
  if (isSerial(a) && isSerial(b)) {
    return compareSerials(a, b, ignoredKeys).map(({ feature, weight, text }) => toEvidence(feature, weight, text));
  }
  return [...explainNumbers(a, b, ignoredKeys), ...explainFeatures(a, b)];
}

function toEvidence(feature: Evidence['feature'], weight: number, text: string): Evidence {
  return { feature, value: text, weight, speaks: weight < 0 ? 'against' : 'for', text };
}

function explainNumbers(a: MatchView, b: MatchView, ignoredKeys: KeySet): readonly Evidence[] {
  const idle = areNumbersIdle(a, b);
  const findings = compareIdentifiers(a, b, ignoredKeys).filter(({ weight }) => !idle || weight < 0);
  return findings.map(({ kind, weight, text }) => toEvidence(kind, weight, text));
}

/**
 * What the model made of each concern: the log-odds gained and lost along the paths that the pair took. What both say alike is no
 * reason against, though others that are alike in it may be two.
 */
function explainFeatures(a: MatchView, b: MatchView): readonly Evidence[] {
  const moved = model.contributions(compareFeatures(a, b));
  return FEATURE_NAMES.flatMap((feature, index): readonly Evidence[] => {
    const weight = moved[index] ?? 0;
    const [first, second] = [describeFeature(feature, a), describeFeature(feature, b)];
    if (weight < 0 && first === second) return [];
    const value = [first, second].map((said) => said || '(not said)').join(' / ');
    return [{ feature, value, weight, speaks: weight < 0 ? 'against' : 'for', text: `${feature}: ${value}` }];
  });
}
