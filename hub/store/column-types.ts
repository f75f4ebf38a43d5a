import type { ActionKind, RetryState } from '#domain/actions.ts';
import type { KeptFields } from '#domain/catalogue.ts';
import type { FeedChange } from '#domain/feeds.ts';
import type { MappingState } from '#domain/mappings.ts';
import type { CodeListName, LoanRules } from '#domain/policies.ts';
import type { Claim } from './host-shares/divide.ts';
import type { LoanList, ReaderFact } from './loan-lists.ts';

type Visibility = 'PUBLIC' | 'SUPPRESSED' | 'ILL_TEMPORARY' | 'UNKNOWN';

/** What columns hold of which PostgreSQL knows less: closed sets of words, and what JSON reads as. */
export interface ColumnTypes {
  'account_audit.action': 'LOOK' | 'LINK' | 'MOVE_LINK' | 'EXPORT' | 'ERASE' | 'RETENTION';
  'account_link.verified_by': 'CARD_AND_PIN' | 'STAFF';
  'action.kind': ActionKind;
  'api_key.role': 'public' | 'staff' | 'migration' | 'operator';
  'api_key.service': 'rtac' | 'daia';
  'change.kind': 'CHANGED' | 'MERGED' | 'SPLIT' | 'WITHDRAWN';
  'code_mapping.list': CodeListName;
  'code_mapping.state': MappingState;
  'export_audit.format': 'CSV' | 'XLSX' | 'JSON';
  'export_audit.what': 'REPORT' | 'ROWS' | 'TABLE';
  'feed_delivery.kind': 'FULL' | 'CHANGES';
  'feed_entry.kind': FeedChange;
  'feed_reading.service': 'OAI_PMH' | 'SRU' | 'CHANGES';
  'harvest_run.kind': 'full' | 'changes';
  'holding.statements': readonly unknown[];
  'host_share.claims': Readonly<Record<string, Claim>>;
  'interlibrary_doubt.state': 'OPEN' | 'RELEASED';
  'item.kept': KeptFields;
  'item.staff_notes': readonly string[];
  'item.visibility': Visibility;
  'kept_hidden.reason': 'ILL_TEMPORARY' | 'TAKEN_BACK';
  'library_count.years': Readonly<Record<string, number>>;
  'loan_list.list': LoanList;
  'reader.told': ReaderFact[];
  'record.format': 'iso2709' | 'marcxml' | 'marc-in-json';
  'record.kept': KeptFields;
  'record.visibility': Visibility;
  'reject_retry.state': RetryState;
  'ruling.decision': 'SAME' | 'DIFFERENT';
  'search_term.kind': 'WORD' | 'CREATOR' | 'SUBJECT' | 'CLASSMARK';
  'snapshot_pair.decision': 'SAME' | 'UNSURE';
  'system_code.list': CodeListName;
  'system_policy.code_lists': CodeListName[];
  'system_policy.rules': LoanRules;
  'take_back.state': 'OPEN' | 'DONE';
  'target_code.list': CodeListName;
  'target_list.list': CodeListName;
  'vocabulary.format': 'MARC' | 'DESCRIPTORS';
}
