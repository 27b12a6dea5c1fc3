import type { ConnectorConfig } from '../../connector.ts';
import type { Page, PageQuery } from './page.ts';

export interface StoredConnector {
  readonly config: ConnectorConfig;
  /** 1 for the first version; grows with every change. */
  readonly version: number;
  readonly updatedAt: number;
  /** Who saved this version; null where that was not noted. */
  readonly updatedBy: string | null;
  /** Moments of the schedule up to here are dealt with. A change of the schedule begins anew. */
  readonly scheduledAt: number;
}

/** A configuration as it was saved. */
export interface ConnectorVersion {
  readonly version: number;
  readonly config: ConnectorConfig;
  readonly at: number;
  readonly by: string | null;
}

export interface SaveOptions {
  /** Who saves it: an administrator's username, `command line`; left out: nobody in particular. */
  readonly by?: string | undefined;
  /** Save only if this version is the newest; 0: only if there is no such connector. */
  readonly expected?: number | undefined;
}

/** How far a connector has come: what the next run may rely on. Runs are numbered from 1 within their connector. */
export interface ConnectorProgress {
  /** The last run whose changes of the snapshot have all been planned and applied; 0 before the first. */
  readonly settledRun: number;
  /** Fingerprint of the rules that run worked by. */
  readonly settledRules: string | null;
  /** The directory's revision when that run ended. */
  readonly settledRevision: number | null;
  /** Fingerprint of the mapping with which the snapshot was made. */
  readonly mappedBy: string | null;
  /** Where the next delta starts, and the fingerprint of the source options it was taken with. */
  readonly cursor: string | null;
  readonly cursorSource: string | null;
  /** When the last complete listing was taken. */
  readonly fullAt: number | null;
}

export interface ConnectorStore {
  /** In order of their ids. */
  list(): Promise<readonly StoredConnector[]>;
  get(id: string): Promise<StoredConnector | undefined>;
  /**
   * Creates or replaces; an equal configuration changes nothing. Returns what was there before. Throws `outdated` when
   * another version is there than the one expected, and `already-exists` when none was.
   */
  put(
    config: ConnectorConfig,
    now: number,
    options?: SaveOptions,
  ): Promise<{ before: StoredConnector | undefined; version: number }>;
  /** Every version that was saved, newest first. */
  versions(id: string, page: PageQuery): Promise<Page<ConnectorVersion>>;
  version(id: string, version: number): Promise<ConnectorVersion | undefined>;
  /** Moves `scheduledAt` from one moment to another; false when somebody else did so first. */
  claimSchedule(id: string, from: number, to: number): Promise<boolean>;
  /** False when there is none. */
  delete(id: string): Promise<boolean>;
  /** Throws `not-found` for an unknown connector, like everything that takes a connector's id. */
  progress(id: string): Promise<ConnectorProgress>;
  setProgress(id: string, progress: Partial<ConnectorProgress>): Promise<void>;
}
