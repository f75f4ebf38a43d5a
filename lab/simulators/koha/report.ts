/**
 * `/cgi-bin/koha/svc/report` of the public catalogue: what a saved report gives, as JSON. Only public ones, and no more rows
 * than SvcMaxReportRows: the rest is left out without a word.
 */
import * as answers from './answer.ts';
import { page, type Answer } from '../answer.ts';
import type { KohaWorld } from './tables.ts';

export const REPORT_PATH = '/cgi-bin/koha/svc/report';

export function answerReport(world: KohaWorld, query: URLSearchParams): Answer {
  const report = world.reports.get(Number(query.get('id')));
  // Perl dies with a sentence, which the web server makes a page of.
  if (report?.public !== true) return page(500, 'Software error');
  const rows = report.rows(world);
  const given = rows.slice(0, world.preferences.SvcMaxReportRows).map((row) => ({ ...row, total: rows.length }));
  // fetchall_arrayref gives bare rows; annotated=1 names the columns.
  return answers.json(query.get('annotated') === '1' ? given : given.map((row) => Object.values(row)));
}

/** `SELECT branchcode, categorycode, itemtype, rule_name, rule_value, COUNT(*) OVER () AS total FROM circulation_rules` */
export const circulationRulesReport = (world: KohaWorld): readonly object[] => world.circulationRules;

/** `SELECT itemtype, description, notforloan, COUNT(*) OVER () AS total FROM itemtypes` */
export const itemTypesReport = (world: KohaWorld): readonly object[] =>
  [...world.itemTypes.values()].map(({ item_type_id, description, not_for_loan }) => ({
    itemtype: item_type_id,
    description,
    notforloan: not_for_loan ? 1 : 0,
  }));

/** `SELECT categorycode, description, COUNT(*) OVER () AS total FROM categories` */
export const categoriesReport = (world: KohaWorld): readonly object[] =>
  [...world.patronCategories].map(([categorycode, description]) => ({ categorycode, description }));
