/** What the codes of today's systems become in the target system. */
import type { CodeListName } from './policies.ts';

/** DECIDED by a person; SUGGESTED by Mercia, and nobody has looked at it; UNMAPPED: it becomes nothing yet. */
export const MAPPING_STATES = ['DECIDED', 'SUGGESTED', 'UNMAPPED'] as const;
export type MappingState = (typeof MAPPING_STATES)[number];

/** Why a target was suggested, or why none was. */
export const SUGGESTION_REASONS = [
  'SAME_CODE',
  'SAME_LABEL',
  'SAME_MEANING',
  'SEVERAL_ALIKE',
  'MEANS_OTHERWISE',
  'NOTHING_ALIKE',
] as const;
export type SuggestionReason = (typeof SUGGESTION_REASONS)[number];

/** What should be looked at before a mapping is used. */
export const MAPPING_WARNINGS = ['DIFFERENT_MEANINGS', 'TOO_LONG', 'AMBIGUOUS', 'TARGET_GONE'] as const;
export type MappingWarning = (typeof MAPPING_WARNINGS)[number];

export interface TargetCode {
  readonly code: string;
  readonly label: string | null;
  /** An `ItemStatus` for a status, an `ItemUse` for an item type; null if it stands for none. */
  readonly meaning: string | null;
}

export interface TargetList {
  readonly list: CodeListName;
  /** In characters; null for no limit. */
  readonly greatestLength: number | null;
  readonly codes: readonly TargetCode[];
}
