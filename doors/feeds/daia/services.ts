/** What DAIA can say of a copy: the services that it is there for, and those that it is not. */
export interface DaiaEntity {
  readonly id?: string;
  readonly href?: string;
  readonly content?: string;
}

export type DaiaServiceName = 'loan' | 'presentation' | 'interloan' | 'remote';

export interface DaiaAvailable {
  readonly service: DaiaServiceName;
  readonly href?: string;
  readonly delay?: string;
  readonly limitation?: readonly DaiaEntity[];
}

export interface DaiaUnavailable {
  readonly service: DaiaServiceName;
  readonly expected?: string;
  readonly queue?: number;
  readonly limitation?: readonly DaiaEntity[];
}

export interface Services {
  readonly available: readonly DaiaAvailable[];
  readonly unavailable: readonly DaiaUnavailable[];
}
