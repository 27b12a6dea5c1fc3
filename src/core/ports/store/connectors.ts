import type { ConnectorConfig } from '../../connector.ts';

export interface StoredConnector {
  readonly config: ConnectorConfig;
  /** 1 for the first version; grows with every change. */
  readonly version: number;
  readonly updatedAt: number;
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
  /** Creates or replaces; an equal configuration changes nothing. Returns what was there before. */
  put(config: ConnectorConfig, now: number): Promise<{ before: StoredConnector | undefined; version: number }>;
  /** False when there is none. */
  delete(id: string): Promise<boolean>;
  /** Throws `not-found` for an unknown connector, like everything that takes a connector's id. */
  progress(id: string): Promise<ConnectorProgress>;
  setProgress(id: string, progress: Partial<ConnectorProgress>): Promise<void>;
}
