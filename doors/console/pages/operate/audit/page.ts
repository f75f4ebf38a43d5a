import {
  OperateActionsDocument,
  OperateLooksDocument,
  type ActionKind,
  type AuditAction,
  type OperateActionsQuery,
  type OperateLooksQuery,
} from '../../../__generated__/operations.ts';
import type { Graph } from '../../../graph.ts';
import { withNames, type NamedRegion } from '../../report/cell-words.ts';
import { given, type Page, type Shown } from '../../page.ts';
import { nextPage, operateModel, refused } from '../places.ts';
import { capitalised, listNames } from '../../../words/lists.ts';
import { sayWhen } from '../../../words/moments.ts';
import { PURPOSE_WORDS } from '../../../words/purposes.ts';

const PATH = '/operate/audit';
const TEMPLATE = 'pages/operate/audit/page.njk';

/** `/operate/audit`: what people changed; with `?of=readers` who looked at readers' data. */
export const auditPage: Page = {
  path: PATH,
  needs: 'OPERATOR',
  show({ graph, query, now }) {
    const after = given(query, 'after');
    return query.get('of') === READERS ? showLooks(graph, after, now) : showActions(graph, after, now);
  },
};

async function showActions(graph: Graph, after: string | null, now: number): Promise<Shown> {
  const { data, errors } = await graph.ask(OperateActionsDocument, { after });
  if (data.actions === null) return refused(PATH, errors);
  return { template: TEMPLATE, model: actionsView(data.actions, data.region, { after, now, keys: data.apiKeys }) };
}

async function showLooks(graph: Graph, after: string | null, now: number): Promise<Shown> {
  const { data, errors } = await graph.ask(OperateLooksDocument, { after });
  if (data.audit === null) return refused(PATH, errors);
  return { template: TEMPLATE, model: looksView(data.audit, { after, now, keys: data.apiKeys }) };
}

/** The part of the page that is about readers. */
const READERS = 'readers';

const ACTIONS: Readonly<Record<ActionKind, string>> = {
  RULING_MADE: 'Ruled on two records',
  RULING_REMOVED: 'Took a ruling back',
  RULING_ASKED: 'Asked for a ruling',
  RULING_ANSWERED: 'Answered who asked for a ruling',
  REJECTS_RETRIED: 'Had records read again',
  KEY_REVOKED: 'Revoked a key',
  RECORD_RELEASED: 'Let a hidden record be shown',
  TAKEN_BACK: 'Took a record back',
  PHASE_ASKED: 'Asked for a step of a move',
  PHASE_CONFIRMED: 'Confirmed a step of a move',
  PHASE_WITHDRAWN: 'Withdrew a step of a move',
  SNAPSHOT_TAKEN: 'Took a snapshot',
  SNAPSHOT_DROPPED: 'Dropped a snapshot',
  EXPORTED: 'Saved rows of a snapshot',
  DECISION_RAISED: 'Raised a decision',
  DECISION_CHANGED: 'Changed a decision',
  DECISION_TAKEN: 'Took a decision',
  MAPPINGS_CHANGED: 'Decided what codes become',
  REGION_FILE_CHANGED: 'Changed the region file',
  RETENTION: 'Old entries were removed',
};

/** Who did what nobody signs in for. */
const NO_ACTOR: Readonly<Partial<Record<ActionKind, string>>> = {
  REGION_FILE_CHANGED: 'Whoever may write the file',
  RETENTION: 'Nobody: it happens every day',
};

const LOOKS: Readonly<Record<AuditAction, string>> = {
  LOOK: 'Looked at an account',
  LINK: 'Linked an account',
  MOVE_LINK: 'Moved a link',
  EXPORT: 'Exported what is kept of a reader',
  ERASE: 'Erased what is kept of a reader',
  RETENTION: 'Old entries were removed',
};

const REFUSALS: Readonly<Record<string, string>> = {
  NOT_FOUND: 'there was no such account',
  NO_AGREEMENT: 'the region has no agreement with the library',
  PURPOSE_NOT_AGREED: 'the agreement does not name this purpose',
  NOT_YOUR_LIBRARY: 'the reader belongs to another library',
  LIBRARY_UNKNOWN: 'the system does not say whose reader it is',
  NOTE_REQUIRED: 'the purpose requires a note',
  PURPOSE_NEEDED: 'no purpose was given',
  CANNOT_FIND: 'the system cannot find a reader by card',
  SYSTEM_UNAVAILABLE: 'the system did not answer',
  LOCKED_OUT: 'too many cards had been tried',
};

/** Whose key it was; a person by their pseudonym. */
function sayActor(actor: string, keys: Keys): string {
  const name = keys?.find(({ id }) => `key.${id}` === actor)?.name;
  return name === undefined ? actor : `The key “${name}”`;
}

type Keys = OperateActionsQuery['apiKeys'];

interface Around {
  readonly after: string | null;
  readonly now: number;
  readonly keys: Keys;
}

export function actionsView(
  { nodes, pageInfo }: NonNullable<OperateActionsQuery['actions']>,
  region: NamedRegion,
  { after, now, keys }: Around,
) {
  return {
    ...operateModel({ title: 'Who did what', path: PATH }),
    caption: 'What people changed',
    explains:
      'What people changed in this service: written down with the change itself. No page or command alters it. It is removed after two years, or after the days that whoever runs this service has set. What is done at the command line has no name here. People have pseudonyms: the same person has the same one each time.',
    head: ['When', 'What', 'Of what', 'Who', 'In the role', 'Their note'],
    rows: nodes.map(({ at, kind, actor, role, subject, note }) => ({
      header: capitalised(sayWhen(at, now)),
      cells: [
        ACTIONS[kind],
        withNames(subject, region),
        actor === null ? (NO_ACTOR[kind] ?? 'Somebody at the command line') : sayActor(actor, keys),
        role ?? '',
        note ?? '',
      ],
    })),
    // Said in place of rows. (`none` is a word of the templates’ language.)
    nothing: nodes.length === 0 ? 'Nothing has been changed yet.' : null,
    other: { text: 'Who looked at readers’ data', href: `${PATH}?of=${READERS}` },
    firstHref: after === null ? null : PATH,
    nextHref: nextPage(PATH, pageInfo),
  };
}

export function looksView({ nodes, pageInfo }: NonNullable<OperateLooksQuery['audit']>, { after, now, keys }: Around) {
  return {
    ...operateModel({ title: 'Who looked at readers’ data', path: PATH }),
    caption: 'Who looked at readers’ data',
    explains:
      'What staff did with readers’ accounts, and what they were refused. It names no reader: notes are written by staff, and should name a case.',
    head: ['When', 'What', 'Who', 'Staff of', 'Library of the reader', 'What for', 'Their note', 'Outcome'],
    rows: nodes.map(({ at, action, actor, actorLibraries, library, purpose, note, refusal }) => ({
      header: capitalised(sayWhen(at, now)),
      cells: [
        LOOKS[action],
        sayActor(actor, keys),
        actorLibraries.length === 0 ? '' : listNames(actorLibraries.map(({ name }) => name)),
        library?.name ?? '',
        purpose === null ? '' : PURPOSE_WORDS[purpose],
        note ?? '',
        refusal === null ? 'Granted' : `Refused: ${REFUSALS[refusal] ?? refusal}`,
      ],
    })),
    nothing: nodes.length === 0 ? 'Nobody has looked at an account yet.' : null,
    other: { text: 'What people changed', href: PATH },
    firstHref: after === null ? null : `${PATH}?of=${READERS}`,
    nextHref: nextPage(PATH, pageInfo, { of: READERS }),
  };
}
