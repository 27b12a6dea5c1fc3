import type { Generated, GeneratedAlways } from 'kysely';
import type { AccessSchema } from './access/tables.ts';
import type { ServingSchema } from './serving/tables.ts';

/** The tables as the migrations leave them. Flags are 0 or 1, times epoch milliseconds, JSON is text. */
export interface Schema extends AccessSchema, ServingSchema {
  connector: ConnectorTable;
  connector_version: ConnectorVersionTable;
  lease: LeaseTable;
  run: RunTable;
  subject: SubjectTable;
  version: VersionTable;
  record: RecordTable;
  edge: EdgeTable;
  directory: DirectoryTable;
  account: AccountTable;
  directory_group: GroupTable;
  membership: MembershipTable;
  group_membership: GroupMembershipTable;
  event: EventTable;
  plan_item: PlanItemTable;
  journal: JournalTable;
  /** A view: items with what became of them. */
  item: PlanItemTable;
  counter: CounterTable;
}

/** The last number given of each kind. */
interface CounterTable {
  name: 'subject' | 'record' | 'account';
  value: number;
}

interface ConnectorTable {
  no: GeneratedAlways<number>;
  id: string;
  config: string;
  version: number;
  updated_at: number;
  last_run: number;
  snapshot_run: number;
  settled_run: number;
  settled_rules: string | null;
  settled_revision: number | null;
  mapped_by: string | null;
  cursor: string | null;
  cursor_source: string | null;
  full_at: number | null;
  updated_by: string | null;
  scheduled_at: number;
}

/** Every configuration that was saved. */
interface ConnectorVersionTable {
  connector: number;
  version: number;
  config: string;
  at: number;
  saved_by: string | null;
}

interface LeaseTable {
  name: string;
  holder: string;
  run: string;
  fence: number;
  since: number;
  expires_at: number;
}

interface RunTable {
  connector: number;
  number: number;
  kind: string;
  simulated: number;
  ident: string | null;
  status: string;
  started_at: number;
  finished_at: number | null;
  counts: string;
  messages: string;
  guards: string;
  phases: string;
  covers_all: number;
  started_by: string | null;
  request: string | null;
  progress: string | null;
  cancel_requested: number;
  interrupted: number;
  directory: string | null;
  last_event: number | null;
}

/** A person or group of a source: its lasting identity. */
interface SubjectTable {
  no: number;
  connector: number;
  kind: string;
  source_id: string;
}

/** A subject as it was from one run (`since_run`) until another (`until_run`, exclusive; null: still). */
interface VersionTable {
  subject: number;
  since_run: number;
  until_run: number | null;
  connector: number;
  kind: string;
  record: number;
  hash: string;
  ref: string;
  name_key: string | null;
  disposition: string;
  problem: string | null;
  desired: string | null;
  desired_hash: string | null;
  outside: number;
}

/** What the source sent, once per content. */
interface RecordTable {
  no: number;
  content: string;
}

/** A direct membership at the source, from run to run. */
interface EdgeTable {
  group_subject: number;
  member_ref: string;
  since_run: number;
  until_run: number | null;
  connector: number;
}

interface DirectoryTable {
  no: GeneratedAlways<number>;
  id: string;
  kind: string;
  /** Tells this life of the directory from an earlier one with the same name. */
  life: string;
  last_event: number;
  revision: number;
  authentication: Generated<string>;
}

/** An account and the link that leads to it. */
interface AccountTable {
  number: number;
  directory: number;
  key: string;
  username: string;
  /** Null once a mirrored account is gone from its target. */
  name_key: string | null;
  full_name: string | null;
  email: string | null;
  active: number;
  source_id: string | null;
  attributes: string;
  /** The connector that the account is linked to by `source_id`. */
  connector: number | null;
  /** Fingerprint of the desired account that was applied last; null once anything else changed the account. */
  applied_hash: string | null;
  gone_since: number | null;
  cleaned_up: number;
  created_at: number | null;
  updated_at: number | null;
}

interface GroupTable {
  no: GeneratedAlways<number>;
  directory: number;
  name: string;
  name_key: string;
  description: string | null;
  connector: number | null;
  created_at: number | null;
  updated_at: number | null;
}

interface MembershipTable {
  account: number;
  group_no: number;
  /** The connector that made it; null for a local one. */
  connector: number | null;
}

/** A group in a group. */
interface GroupMembershipTable {
  child: number;
  parent: number;
  connector: number | null;
}

interface EventTable {
  directory: number;
  number: number;
  at: number;
  type: string;
  account: number | null;
  name: string;
  groups: string | null;
  /** Of an account that was renamed. */
  old_name: string | null;
}

/** One line of a plan; it stays as it was planned, apart from `open`. */
interface PlanItemTable {
  connector: number;
  run: number;
  seq: number;
  subject: number | null;
  account: number | null;
  action: string;
  state: string;
  status: string | null;
  situation: string | null;
  before: string | null;
  after: string | null;
  link: string | null;
  settles: string | null;
  groups: string | null;
  groups_added: number;
  groups_removed: number;
  cleans_up: number;
  relinks: number;
  renames: number;
  reason: string;
  message: string;
  conflict: string | null;
  open: number;
}

/** What became of an item that was to be applied. */
interface JournalTable {
  connector: number;
  run: number;
  seq: number;
  state: string;
  account: number | null;
  message: string | null;
}
