/** One resolver map of the subgraph, one file for each type. Types that are missing here resolve by their fields' names. */
import type { Resolvers } from '../__generated__/resolvers.ts';
import { BibliographicRecord } from './bibliographic-record.ts';
import { CirculationAtLibrary, CirculationGap } from './circulation.ts';
import { Classmark } from './classmark.ts';
import { DuplicateReader, DuplicateReadersConnection } from './duplicate-readers.ts';
import { Duplicate, DuplicateConnection } from './duplicate.ts';
import { EditionAnswer } from './edition-answer.ts';
import { EditionConnection } from './edition-connection.ts';
import { Edition } from './edition.ts';
import { HarvestStatus } from './harvest-status.ts';
import { Hold } from './hold.ts';
import { HoldingStatement } from './holding-statement.ts';
import { Holding } from './holding.ts';
import { IndexGap } from './index-gap.ts';
import { ItemReference } from './item-reference.ts';
import { ExcludedLender, Lender, LenderConnection } from './lender.ts';
import { LibrarySystem } from './library-system.ts';
import { Library } from './library.ts';
import { Link } from './link.ts';
import { Loan } from './loan.ts';
import { Location } from './location.ts';
import { MarcField } from './marc-field.ts';
import { Marc } from './marc.ts';
import { MatchEvidence } from './match-evidence.ts';
import { Network } from './network.ts';
import { OpenLoan, OpenLoanConnection } from './open-loan.ts';
import { PageInfo } from './page-info.ts';
import { Query } from './query.ts';
import { RecordConnection } from './record-connection.ts';
import { Site } from './site.ts';
import { SystemMembership } from './system-membership.ts';
import { Work } from './work.ts';

export const resolvers: Resolvers = {
  BibliographicRecord,
  CirculationAtLibrary,
  CirculationGap,
  Classmark,
  Duplicate,
  DuplicateConnection,
  DuplicateReader,
  DuplicateReadersConnection,
  Edition,
  EditionAnswer,
  EditionConnection,
  ExcludedLender,
  HarvestStatus,
  Hold,
  Holding,
  HoldingStatement,
  IndexGap,
  ItemReference,
  Lender,
  LenderConnection,
  Library,
  LibrarySystem,
  Link,
  Loan,
  Location,
  Marc,
  MarcField,
  MatchEvidence,
  Network,
  OpenLoan,
  OpenLoanConnection,
  PageInfo,
  Query,
  RecordConnection,
  Site,
  SystemMembership,
  Work,
};
