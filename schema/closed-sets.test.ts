import { ACTION_KINDS, RETRY_STATES } from '#domain/actions.ts';
import { BLOCK_CODES, HOLD_STATUSES, REFUSAL_CODES } from '#domain/accounts.ts';
import { CLASS_SCHEMES, FORMATS, HOLDING_BASES, STATEMENT_KINDS, SUBJECT_SCHEMES } from '#domain/catalogue.ts';
import {
  CONTROL_CLASSES,
  CONTROL_PARTS,
  DECISION_STATES,
  DIMENSIONS,
  JOB_STATES,
  POPULATIONS,
} from '#domain/comparison.ts';
import { CELL_KINDS } from '#comparison/index.ts';
import { FACT_STATES, ITEM_LIMITATIONS, ITEM_STATUSES, ITEM_USES, REASON_CODES, VISIBILITIES } from '#domain/facts.ts';
import { SAMPLE_RESULTS, SIGNING_ROLES } from '#domain/evidence.ts';
import { FEED_CHANGES } from '#domain/feeds.ts';
import { DECLARED_CHOICES, DECLARED_THINGS, LEDGER_CLASSES, LEDGER_RESERVATIONS, RULE_STATES } from '#domain/ledger.ts';
import { COVERAGES } from '#domain/lending/coverage.ts';
import { LENDING_REASON_CODES } from '#domain/lending/lending-reasons.ts';
import { SUPPLIES } from '#domain/lending/lender-question.ts';
import { MAPPING_STATES, MAPPING_WARNINGS, SUGGESTION_REASONS } from '#domain/mappings.ts';
import { WEEKDAYS } from '#domain/places/opening-hours.ts';
import { PLAN_STATES } from '#domain/moving.ts';
import { CODE_LISTS } from '#domain/policies.ts';
import { ALIAS_SCHEMES, MOVE_PHASES, SIGNED_IN_ROLES, STAFF_PURPOSES } from '#domain/region.ts';
import { CAPABILITIES } from '#contract/adapter.ts';
import { Kind, parse } from 'graphql';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const supergraph = parse(readFileSync(new URL('supergraph.graphql', import.meta.url), 'utf8'));
const members = new Map(
  supergraph.definitions
    .filter((definition) => definition.kind === Kind.ENUM_TYPE_DEFINITION)
    .map(({ name, values = [] }) => [name.value, values.map((value) => value.name.value)]),
);

it.each([
  ['ActionKind', ACTION_KINDS],
  ['AliasScheme', ALIAS_SCHEMES],
  ['BlockCode', BLOCK_CODES],
  ['Capability', CAPABILITIES],
  ['CellKind', CELL_KINDS],
  ['ClassScheme', CLASS_SCHEMES],
  ['CodeListName', CODE_LISTS],
  ['ComparisonJobState', JOB_STATES],
  ['ControlClass', CONTROL_CLASSES],
  ['ControlPart', CONTROL_PARTS],
  ['Coverage', COVERAGES],
  ['DecisionState', DECISION_STATES],
  ['Dimension', DIMENSIONS],
  ['EditionChangeKind', FEED_CHANGES],
  ['FactState', FACT_STATES],
  ['Format', FORMATS],
  ['HoldStatus', HOLD_STATUSES],
  ['HoldingBasis', HOLDING_BASES],
  ['ItemLimitation', ITEM_LIMITATIONS],
  ['ItemStatus', ITEM_STATUSES],
  ['ItemUse', ITEM_USES],
  ['LedgerChoice', DECLARED_CHOICES],
  ['LedgerClass', LEDGER_CLASSES],
  ['LedgerReservation', LEDGER_RESERVATIONS],
  ['LedgerRuleState', RULE_STATES],
  ['LedgerThing', DECLARED_THINGS],
  ['LendingReasonCode', LENDING_REASON_CODES],
  ['MappingState', MAPPING_STATES],
  ['MappingWarning', MAPPING_WARNINGS],
  ['MovePlanState', PLAN_STATES],
  ['MovePhase', MOVE_PHASES],
  ['Population', POPULATIONS],
  ['Purpose', STAFF_PURPOSES],
  ['ReasonCode', REASON_CODES],
  ['RefusalCode', REFUSAL_CODES],
  ['RejectRetryState', RETRY_STATES],
  ['SampleResult', SAMPLE_RESULTS],
  ['SigningRole', SIGNING_ROLES],
  ['StatementKind', STATEMENT_KINDS],
  ['SubjectScheme', SUBJECT_SCHEMES],
  ['SuggestionReason', SUGGESTION_REASONS],
  ['Supply', SUPPLIES],
  ['ViewerRole', SIGNED_IN_ROLES.map((role) => role.toUpperCase())],
  ['Visibility', VISIBILITIES],
  ['Weekday', WEEKDAYS.map((day) => day.toUpperCase())],
] as const)('%s has the same members in the graph and in the code', (name, set) => {
  expect(members.get(name)?.toSorted()).toEqual([...set].toSorted());
});
