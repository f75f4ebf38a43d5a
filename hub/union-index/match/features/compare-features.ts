import type { RecordDescription } from '../../description.ts';
import { lazily } from '../lazily.ts';
import { contributorFeatures } from './contributors.ts';
import { editionFeatures } from './edition.ts';
import { extentFeatures } from './extent.ts';
import type { Column, FeatureGroup } from './feature-group.ts';
import { formatFeatures } from './format.ts';
import { partFeatures } from './parts.ts';
import { publisherFeatures } from './publisher.ts';
import { seriesFeatures } from './series.ts';
import { subjectFeatures } from './subjects.ts';
import { titleFeatures } from './title.ts';
import { yearFeatures } from './years.ts';

const GROUPS = {
  title: titleFeatures,
  part: partFeatures,
  contributors: contributorFeatures,
  year: yearFeatures,
  extent: extentFeatures,
  publisher: publisherFeatures,
  edition: editionFeatures,
  series: seriesFeatures,
  format: formatFeatures,
  subjects: subjectFeatures,
};

export type FeatureName = keyof typeof GROUPS;

/** A record's facts, one entry for each concern. */
export type FeatureFacts = { readonly [Name in FeatureName]: ReturnType<(typeof GROUPS)[Name]['prepare']> };

export const FEATURE_NAMES = Object.keys(GROUPS) as FeatureName[];

/** Every column of a comparison, in the order of the row; the model is of these, by name. */
export const COLUMNS: readonly (Column & { readonly feature: FeatureName })[] = FEATURE_NAMES.flatMap((feature) =>
  GROUPS[feature].columns.map((column) => ({ ...column, feature })),
);

const STARTS = Object.fromEntries(
  FEATURE_NAMES.map((feature) => [feature, COLUMNS.findIndex((column) => column.feature === feature)]),
) as Record<FeatureName, number>;

/** How each concern is prepared of a record. */
export const PREPARE_FEATURES: { readonly [Name in FeatureName]: (typeof GROUPS)[Name]['prepare'] } = {
  title: titleFeatures.prepare,
  part: partFeatures.prepare,
  contributors: contributorFeatures.prepare,
  year: yearFeatures.prepare,
  extent: extentFeatures.prepare,
  publisher: publisherFeatures.prepare,
  edition: editionFeatures.prepare,
  series: seriesFeatures.prepare,
  format: formatFeatures.prepare,
  subjects: subjectFeatures.prepare,
};

export const prepareFeatures: (description: RecordDescription) => FeatureFacts = lazily(PREPARE_FEATURES);

/** The comparison of two records, a number for each of `COLUMNS`; NaN where nothing can be said. */
export function compareFeatures(a: FeatureFacts, b: FeatureFacts): Float64Array {
  const row = new Float64Array(COLUMNS.length);
  // One call each, and no loop over groups: a loop calls through a table and costs a third of the time.
  titleFeatures.compare(a.title, b.title, row, STARTS.title);
  partFeatures.compare(a.part, b.part, row, STARTS.part);
  contributorFeatures.compare(a.contributors, b.contributors, row, STARTS.contributors);
  yearFeatures.compare(a.year, b.year, row, STARTS.year);
  extentFeatures.compare(a.extent, b.extent, row, STARTS.extent);
  publisherFeatures.compare(a.publisher, b.publisher, row, STARTS.publisher);
  editionFeatures.compare(a.edition, b.edition, row, STARTS.edition);
  seriesFeatures.compare(a.series, b.series, row, STARTS.series);
  formatFeatures.compare(a.format, b.format, row, STARTS.format);
  subjectFeatures.compare(a.subjects, b.subjects, row, STARTS.subjects);
  return row;
}

const DESCRIBED: { readonly [Name in FeatureName]: Pick<FeatureGroup<FeatureFacts[Name]>, 'describe'> } = GROUPS;

/** What a record says on one concern, for a person; empty if it says nothing. */
export function describeFeature<Name extends FeatureName>(
  feature: Name,
  facts: Readonly<Record<Name, FeatureFacts[Name]>>,
): string {
  return DESCRIBED[feature].describe(facts[feature]);
}
