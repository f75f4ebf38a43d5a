/** What the commands about snapshots ask the graph, and the shapes of its answers. */

export interface Job {
  readonly id: string;
  readonly state: 'WAITING' | 'RUNNING' | 'DONE' | 'FAILED' | 'CANCELLED';
  readonly kind: string;
  /** Name of the snapshot that it is about. */
  readonly snapshot: string | null;
  readonly step: string | null;
  readonly done: number;
  readonly total: number | null;
  readonly problem: string | null;
}

const JOB = '{ id state kind snapshot step done total problem }';

export const TAKE = `mutation TakeSnapshot($input: TakeSnapshotInput!) { takeSnapshot(input: $input) { job ${JOB} } }`;
export const ONE_JOB = `query Job($id: ID!) { comparisonJob(id: $id) ${JOB} }`;
export const JOBS = `query Jobs { comparisonJobs(first: 200) ${JOB} }`;
export const CANCEL = `mutation Cancel($id: ID!) { cancelComparisonJob(input: { id: $id }) { job ${JOB} } }`;
export const DROP = 'mutation Drop($name: String!) { dropSnapshot(input: { name: $name }) { name } }';
export const LIST = 'query Snapshots { snapshots { name note takenAt state digest systems { id } } }';

export interface ListedSnapshot {
  readonly name: string;
  readonly note: string | null;
  readonly takenAt: string;
  readonly state: string;
  readonly digest: string | null;
  readonly systems: readonly { readonly id: string }[];
}

const BY_SYSTEM = (of: string): string => `table(of: ${of}, by: [SYSTEM]) { rows { values count } }`;

export const TAKEN = `query Taken($name: String!) { snapshot(name: $name) { name takenAt state
  systems { id harvestedAt problem notTold }
  records: ${BY_SYSTEM('RECORDS')} items: ${BY_SYSTEM('ITEMS')} statements: ${BY_SYSTEM('STATEMENTS')} } }`;

interface Numbers {
  readonly rows: readonly { readonly values: readonly string[]; readonly count: number }[];
}

export interface TakenSnapshot {
  readonly name: string;
  readonly takenAt: string;
  readonly state: string;
  readonly systems: readonly {
    readonly id: string;
    readonly harvestedAt: string | null;
    readonly problem: string | null;
    readonly notTold: readonly string[];
  }[];
  readonly records: Numbers;
  readonly items: Numbers;
  readonly statements: Numbers;
}
