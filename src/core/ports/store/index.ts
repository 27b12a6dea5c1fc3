import type { AdministratorStore } from './administrators.ts';
import type { ApplicationStore } from './applications.ts';
import type { AuditStore } from './audit.ts';
import type { ConnectorStore } from './connectors.ts';
import type { DirectoryStore } from './directories.ts';
import type { LeaseStore } from './leases.ts';
import type { PasswordStore } from './passwords.ts';
import type { PlanStore } from './plans.ts';
import type { ResultStore } from './results.ts';
import type { RunStore } from './runs.ts';
import type { SecretStore } from './secrets.ts';
import type { ServingStore } from './serving.ts';
import type { SessionStore } from './sessions.ts';
import type { SettingStore } from './settings.ts';
import type { SignOnStore } from './sign-ons.ts';
import type { SnapshotStore } from './snapshots.ts';
import type { TokenStore } from './tokens.ts';

export type * from './administrators.ts';
export type * from './applications.ts';
export type * from './audit.ts';
export type * from './connectors.ts';
export type * from './directories.ts';
export type * from './leases.ts';
export type * from './local-changes.ts';
export type * from './page.ts';
export type * from './passwords.ts';
export type * from './plans.ts';
export type * from './results.ts';
export type * from './runs.ts';
export type * from './secrets.ts';
export type * from './serving.ts';
export type * from './sessions.ts';
export type * from './settings.ts';
export type * from './sign-ons.ts';
export type * from './snapshots.ts';
export type * from './tokens.ts';

/**
 * Everything the program remembers. Two engines (SQLite, PostgreSQL) behave the same; one suite holds both.
 *
 * Every method is one transaction unless it says otherwise, and takes and gives plain data, as JSON has it: a store may live
 * in another thread. Times are epoch milliseconds and are passed in. A `Store`
 * serves one run at a time; several may be open on the same data. Connectors are named by their id; deleting a
 * connector forgets its snapshot and history, and leaves the accounts.
 */
export interface Store {
  readonly connectors: ConnectorStore;
  readonly leases: LeaseStore;
  readonly runs: RunStore;
  readonly snapshots: SnapshotStore;
  readonly plans: PlanStore;
  readonly directories: DirectoryStore;
  readonly results: ResultStore;
  readonly administrators: AdministratorStore;
  readonly sessions: SessionStore;
  readonly tokens: TokenStore;
  readonly audit: AuditStore;
  readonly secrets: SecretStore;
  readonly settings: SettingStore;
  readonly applications: ApplicationStore;
  readonly passwords: PasswordStore;
  readonly serving: ServingStore;
  readonly signOns: SignOnStore;
  close(): Promise<void>;
}
