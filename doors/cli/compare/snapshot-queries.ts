/** What the commands about snapshots ask the graph. */

const JOB = /* asks */ `fragment Job on ComparisonJob { id state kind snapshot step done total problem }`;

export const TAKE = /* asks */ `mutation TakeSnapshot($input: TakeSnapshotInput!) {
  takeSnapshot(input: $input) { job { ...Job } } } ${JOB}`;
export const ONE_JOB = /* asks */ `query OneJob($id: ID!) { comparisonJob(id: $id) { ...Job } } ${JOB}`;
export const JOBS = /* asks */ `query Jobs { comparisonJobs(first: 200) { ...Job } } ${JOB}`;
export const CANCEL = /* asks */ `mutation Cancel($id: ID!) {
  cancelComparisonJob(input: { id: $id }) { job { id } } }`;
export const DROP = /* asks */ `mutation Drop($name: String!) { dropSnapshot(input: { name: $name }) { name } }`;
export const LIST = /* asks */ `query Snapshots { snapshots { name note takenAt state digest systems { id } } }`;

const NUMBERS = /* asks */ `fragment Numbers on SnapshotTable { rows { values count } }`;

export const TAKEN = /* asks */ `query Taken($name: String!) { snapshot(name: $name) { name
  systems { id harvestedAt problem notTold }
  records: table(of: RECORDS, by: [SYSTEM]) { ...Numbers }
  items: table(of: ITEMS, by: [SYSTEM]) { ...Numbers }
  statements: table(of: STATEMENTS, by: [SYSTEM]) { ...Numbers } } } ${NUMBERS}`;
