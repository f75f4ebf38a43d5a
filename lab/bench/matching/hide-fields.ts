import type { RecordDescription } from '#union-index/description.ts';

/**
 * The same record as a library would have it that catalogues in brief: each concern is left out now and then. Trained on
 * such copies too, the model takes what is missing for missing.
 */
export function hideFields(description: RecordDescription, random: () => number, share: number): RecordDescription {
  const hides = (): boolean => random() < share;
  const { evidence } = description;
  const brief = {
    ...(hides() ? { titleRemainder: null } : {}),
    ...(hides() ? { creators: [] } : {}),
    ...(hides() ? { publisher: null } : {}),
    ...(hides() ? { pages: null } : {}),
    ...(hides() ? { editionStatement: null, editionNumber: null } : {}),
    ...(hides() ? { seriesTitles: [], volume: null } : {}),
    ...(hides() ? { subjects: [] } : {}),
    ...(hides() ? { languages: [] } : {}),
  };
  const undated = random() < share / 4;
  return {
    ...description,
    ...brief,
    ...(undated ? { publishedYear: null, otherYears: [] } : {}),
    evidence: {
      ...evidence,
      ...(brief.publisher === null ? { publishers: [], places: [] } : {}),
      ...(brief.pages === null
        ? { extentNumbers: [], prelimPages: null, volumes: null, heightCm: null, illustrated: null }
        : {}),
      ...(brief.creators === undefined ? {} : { creatorDates: null }),
      ...(undated ? { codedYears: [], statedDate: null, dateType: ' ' } : {}),
      ...(hides() ? { responsibility: null } : {}),
      ...(hides() ? { coded: '', country: null } : {}),
      ...(hides() ? { uniformTitle: null, varyingTitles: [] } : {}),
    },
  };
}
