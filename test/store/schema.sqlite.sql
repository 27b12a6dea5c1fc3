CREATE TABLE account (
  number integer primary key, directory integer not null references directory (no),
  key text not null, username text not null, name_key text, full_name text, email text, active integer not null,
  source_id text, attributes text not null, connector integer, applied_hash text, gone_since integer,
  cleaned_up integer not null default 0, created_at integer, updated_at integer,
  constraint account_name unique (name_key, directory));

CREATE TABLE account_attribute (
  account integer not null, name text not null, value_list text not null, primary key (account, name)) without rowid;

CREATE INDEX account_gone on account (connector, directory) where gone_since is not null;

CREATE INDEX account_source_id on account (source_id, directory);

CREATE TABLE administrator (
  no integer primary key autoincrement, username text not null, name_key text not null unique, full_name text not null, role text not null,
  kind text not null, password_hash text, identity text unique, active integer not null, created_at integer not null,
  last_log_in integer);

CREATE TABLE api_token (
  no integer primary key autoincrement, hash text not null unique, name text not null, name_key text not null unique, scopes text not null,
  administrator integer not null references administrator (no) on delete cascade, created_at integer not null,
  expires_at integer, last_used integer, prefix text not null);

CREATE INDEX api_token_administrator on api_token (administrator);

CREATE TABLE application (
  no integer primary key autoincrement, name text not null, name_key text not null unique, directories text not null,
  aggregate integer not null, addresses text not null, may_write text not null, hash text not null,
  created_at integer not null, password_at integer not null, last_seen_at integer, fetched_at integer, requests integer not null default 0,
  agent text, token_life integer not null default 0);

CREATE TABLE audit (
  number integer primary key autoincrement, at integer not null, actor text not null, address text, action text not null, subject text not null,
  before text not null, after text not null);

CREATE TABLE connector (
  no integer primary key, id text not null unique, config text not null, version integer not null, updated_at integer not null,
  last_run integer not null default 0, snapshot_run integer not null default 0, settled_run integer not null default 0,
  settled_rules text, settled_revision integer, mapped_by text, cursor text, cursor_source text, full_at integer, updated_by text, scheduled_at integer not null default 0);

CREATE TABLE connector_version (
  connector integer not null references connector (no), version integer not null, config text not null, at integer not null,
  saved_by text, primary key (connector, version));

CREATE TABLE counter (name text primary key, value integer not null);

CREATE TABLE directory (
  no integer primary key, id text not null unique, kind text not null, life text not null, last_event integer not null default 0,
  revision integer not null default 0, authentication text not null default 'none');

CREATE TABLE directory_group (
  no integer primary key, directory integer not null references directory (no), name text not null, name_key text not null,
  description text, connector integer, created_at integer, updated_at integer, unique (directory, name_key));

CREATE TABLE directory_write (
  directory integer not null references directory (no), connector integer not null, run integer not null,
  primary key (directory, connector, run)) without rowid;

CREATE TABLE edge (
  group_subject integer not null, member_ref text not null, since_run integer not null, until_run integer,
  connector integer not null, primary key (group_subject, member_ref, since_run)) without rowid;

CREATE INDEX edge_member on edge (member_ref, connector) where until_run is null;

CREATE TABLE event (
  directory integer not null, number integer not null, at integer not null, type text not null, account integer,
  name text not null, groups text, old_name text, primary key (directory, number));

CREATE TABLE fetched (
  application integer not null references application (no) on delete cascade,
  directory integer not null references directory (no), event integer not null, kind text not null, at integer not null,
  primary key (application, directory, event)) without rowid;

CREATE TABLE group_attribute (
  group_no integer not null, name text not null, value_list text not null, primary key (group_no, name)) without rowid;

CREATE TABLE group_membership (
  child integer not null references directory_group (no), parent integer not null references directory_group (no),
  connector integer, primary key (child, parent)) without rowid;

CREATE INDEX group_membership_parent on group_membership (parent, child);

CREATE VIEW item as select i.connector, i.run, i.seq, i.subject, coalesce(j.account, i.account) as account, i.action,
  coalesce(j.state, i.state) as state,
  case when j.state is null or j.state = 'done' or i.status is null then i.status
  when j.state = 'failed' then 'FAILED' when j.state = 'skipped' then 'SKIPPED' end as status,
  i.situation, i.before, i.after, i.link, i.settles, i.groups, i.groups_added, i.groups_removed, i.cleans_up,
  i.relinks, i.renames, i.reason, coalesce(j.message, i.message) as message, i.conflict, i.open
  from plan_item i
  left join journal j on j.connector = i.connector and j.run = i.run and j.seq = i.seq;

CREATE TABLE journal (
  connector integer not null, run integer not null, seq integer not null, state text not null, account integer,
  message text, primary key (connector, run, seq)) without rowid;

CREATE TABLE "kysely_migration" ("name" varchar(255) not null primary key, "timestamp" varchar(255) not null);

CREATE TABLE "kysely_migration_lock" ("id" varchar(255) not null primary key, "is_locked" integer default 0 not null);

CREATE TABLE lease (
  name text primary key, holder text not null, run text not null, fence integer not null, since integer not null,
  expires_at integer not null);

CREATE TABLE membership (
  account integer not null, group_no integer not null, connector integer, primary key (account, group_no)) without rowid;

CREATE INDEX membership_group on membership (group_no, account);

CREATE TABLE password (account integer not null primary key, hash text not null, set_at integer not null);

CREATE TABLE plan_item (
  connector integer not null, run integer not null, seq integer not null, subject integer, account integer,
  action text not null, state text not null, status text, situation text, before text, after text, link text,
  settles text, groups text, groups_added integer not null,
  groups_removed integer not null, cleans_up integer not null, relinks integer not null, renames integer not null,
  reason text not null, message text not null, conflict text, open integer not null,
  primary key (connector, run, seq));

CREATE INDEX plan_item_open on plan_item (connector, subject) where open = 1;

CREATE TABLE record (no integer primary key, content text not null);

CREATE TABLE run (
  connector integer not null references connector (no), number integer not null, kind text not null,
  simulated integer not null, ident text, status text not null, started_at integer not null, finished_at integer,
  counts text not null, messages text not null, guards text not null, phases text not null,
  covers_all integer not null, started_by text, request text, progress text, cancel_requested integer not null default 0, interrupted integer not null default 0, directory text, last_event integer, primary key (connector, number));

CREATE INDEX run_started on run (started_at, connector, number);

CREATE TABLE sealing_key (id text not null primary key, created_at integer not null);

CREATE TABLE secret (
  name text not null primary key, sealed text not null, key_id text not null references sealing_key (id),
  set_at integer not null, set_by text);

CREATE INDEX secret_key on secret (key_id);

CREATE TABLE session (
  no integer primary key autoincrement, hash text not null unique, administrator integer not null references administrator (no) on delete cascade,
  created_at integer not null, last_seen integer not null, expires_at integer not null, address text not null,
  agent text not null, proof text not null);

CREATE INDEX session_administrator on session (administrator);

CREATE TABLE set_up (token_hash text not null primary key, expires_at integer not null);

CREATE TABLE setting (name text not null primary key, value text not null);

CREATE TABLE sign_on (
  hash text not null primary key, application integer not null references application (no) on delete cascade,
  account integer not null, created_at integer not null, expires_at integer not null, factors text not null);

CREATE INDEX sign_on_account on sign_on (account);

CREATE TABLE sqlite_sequence(name,seq);

CREATE TABLE subject (
  no integer primary key, connector integer not null references connector (no), kind text not null, source_id text not null,
  unique (source_id, connector, kind));

CREATE TABLE version (
  subject integer not null, since_run integer not null, until_run integer, connector integer not null, kind text not null,
  record integer not null, hash text not null, ref text not null, name_key text, disposition text not null,
  problem text, desired text, desired_hash text, outside integer not null default 0,
  primary key (subject, since_run));

CREATE INDEX version_current on version (connector, kind, subject) where until_run is null;

CREATE INDEX version_name on version (name_key, connector, kind) where until_run is null;

CREATE INDEX version_ref on version (ref, connector, kind) where until_run is null;

CREATE INDEX version_since on version (connector, since_run);

CREATE INDEX version_until on version (connector, until_run) where until_run is not null;
