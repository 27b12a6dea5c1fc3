import type { Dialect } from '../database.ts';

/** Everything of the first release. Migrations are only ever appended; this one is not edited after its release. */
export function initial(dialect: Dialect): readonly string[] {
  const sqlite = dialect === 'sqlite';
  const serial = sqlite ? 'integer primary key' : 'bigint generated always as identity primary key';
  // Numbers taken from `counter`, in blocks.
  const numbered = sqlite ? 'integer primary key' : 'bigint primary key';
  const int = sqlite ? 'integer' : 'bigint';
  // Clustered by its key where the rows are narrow; PostgreSQL has no such thing.
  const clustered = sqlite ? ' without rowid' : '';
  // Names that swap are only unique again when the statement ends.
  const swappable = sqlite ? '' : ' deferrable initially immediate';
  return [
    `create table connector (
      no ${serial}, id text not null unique, config text not null, version ${int} not null, updated_at ${int} not null,
      last_run ${int} not null default 0, snapshot_run ${int} not null default 0, settled_run ${int} not null default 0,
      settled_rules text, settled_revision ${int}, mapped_by text, cursor text, cursor_source text, full_at ${int})`,
    `create table lease (
      name text primary key, holder text not null, run text not null, fence ${int} not null, since ${int} not null,
      expires_at ${int} not null)`,
    `create table run (
      connector ${int} not null references connector (no), number ${int} not null, kind text not null,
      simulated ${int} not null, ident text, status text not null, started_at ${int} not null, finished_at ${int},
      counts text not null, messages text not null, guards text not null, phases text not null,
      covers_all ${int} not null, primary key (connector, number))`,
    `create table subject (
      no ${numbered}, connector ${int} not null references connector (no), kind text not null, source_id text not null,
      unique (source_id, connector, kind))`,
    `create table record (no ${numbered}, content text not null)`,
    `create table version (
      subject ${int} not null, since_run ${int} not null, until_run ${int}, connector ${int} not null, kind text not null,
      record ${int} not null, hash text not null, ref text not null, name_key text, disposition text not null,
      problem text, desired text, desired_hash text, outside ${int} not null default 0,
      primary key (subject, since_run))`,
    'create index version_name on version (name_key, connector, kind) where until_run is null',
    'create index version_ref on version (ref, connector, kind) where until_run is null',
    'create index version_current on version (connector, kind, subject) where until_run is null',
    'create index version_since on version (connector, since_run)',
    'create index version_until on version (connector, until_run) where until_run is not null',
    `create table edge (
      group_subject ${int} not null, member_ref text not null, since_run ${int} not null, until_run ${int},
      connector ${int} not null, primary key (group_subject, member_ref, since_run))${clustered}`,
    'create index edge_member on edge (member_ref, connector) where until_run is null',
    `create table directory (
      no ${serial}, id text not null unique, kind text not null, life text not null, last_event ${int} not null default 0,
      revision ${int} not null default 0)`,
    `create table account (
      number ${numbered}, directory ${int} not null references directory (no),
      key text not null, username text not null, name_key text, full_name text, email text, active ${int} not null,
      source_id text, attributes text not null, connector ${int}, applied_hash text, gone_since ${int},
      cleaned_up ${int} not null default 0,
      constraint account_name unique (name_key, directory)${swappable})`,
    'create index account_source_id on account (source_id, directory)',
    'create index account_gone on account (connector, directory) where gone_since is not null',
    `create table directory_group (
      no ${serial}, directory ${int} not null references directory (no), name text not null, name_key text not null,
      description text, connector ${int}, unique (directory, name_key))`,
    `create table membership (
      account ${int} not null, group_no ${int} not null, connector ${int}, primary key (account, group_no))${clustered}`,
    'create index membership_group on membership (group_no, account)',
    `create table event (
      directory ${int} not null, number ${int} not null, at ${int} not null, type text not null, account ${int},
      name text not null, groups text, primary key (directory, number))`,
    `create table plan_item (
      connector ${int} not null, run ${int} not null, seq ${int} not null, subject ${int}, account ${int},
      action text not null, state text not null, status text, situation text, before text, after text, link text,
      settles text, groups text, groups_added ${int} not null,
      groups_removed ${int} not null, cleans_up ${int} not null, relinks ${int} not null, renames ${int} not null,
      reason text not null, message text not null, conflict text, open ${int} not null,
      primary key (connector, run, seq))`,
    `create table journal (
      connector ${int} not null, run ${int} not null, seq ${int} not null, state text not null, account ${int},
      message text, primary key (connector, run, seq))${clustered}`,
    // A plan's items with what became of them.
    `create view item as select i.connector, i.run, i.seq, i.subject, coalesce(j.account, i.account) as account, i.action,
      coalesce(j.state, i.state) as state,
      case when j.state is null or j.state = 'done' or i.status is null then i.status
        when j.state = 'failed' then 'FAILED' when j.state = 'skipped' then 'SKIPPED' end as status,
      i.situation, i.before, i.after, i.link, i.settles, i.groups, i.groups_added, i.groups_removed, i.cleans_up,
      i.relinks, i.renames, i.reason, coalesce(j.message, i.message) as message, i.conflict, i.open
      from plan_item i
      left join journal j on j.connector = i.connector and j.run = i.run and j.seq = i.seq`,
    'create index plan_item_open on plan_item (connector, subject) where open = 1',
    // Numbers are given in blocks and never used again, so they are counted and not derived from the rows there are.
    `create table counter (name text primary key, value ${int} not null)`,
    `insert into counter (name, value) values ('subject', 0), ('record', 0), ('account', 10000)`,
  ];
}
