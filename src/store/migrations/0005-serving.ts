import type { Dialect } from '../database.ts';

/** What it takes to serve directories to products: who they are, how far they have read, passwords, and dates of entries. */
export function serving(dialect: Dialect): readonly string[] {
  const sqlite = dialect === 'sqlite';
  const serial = sqlite ? 'integer primary key autoincrement' : 'bigint generated always as identity primary key';
  const int = sqlite ? 'integer' : 'bigint';
  const clustered = sqlite ? ' without rowid' : '';
  return [
    `alter table directory add column authentication text not null default 'none'`,
    `alter table account add column created_at ${int}`,
    `alter table account add column updated_at ${int}`,
    `alter table directory_group add column created_at ${int}`,
    `alter table directory_group add column updated_at ${int}`,
    'alter table event add column old_name text',
    // The directory that the run is about, and the last event of it that the run saw.
    'alter table run add column directory text',
    `alter table run add column last_event ${int}`,
    // Runs that have begun to change the directory and are not over.
    `create table directory_write (
      directory ${int} not null references directory (no), connector ${int} not null, run ${int} not null,
      primary key (directory, connector, run))${clustered}`,
    `create table application (
      no ${serial}, name text not null, name_key text not null unique, directories text not null,
      aggregate ${int} not null, addresses text not null, may_write text not null, hash text not null,
      created_at ${int} not null, password_at ${int} not null, last_seen_at ${int}, fetched_at ${int}, requests ${int} not null default 0,
      agent text, token_life ${int} not null default 0)`,
    // When an application had which state of a directory.
    `create table fetched (
      application ${int} not null references application (no) on delete cascade,
      directory ${int} not null references directory (no), event ${int} not null, kind text not null, at ${int} not null,
      primary key (application, directory, event))${clustered}`,
    `create table password (account ${int} not null primary key, hash text not null, set_at ${int} not null)`,
    // What products store of people and groups; the values are a list.
    `create table account_attribute (
      account ${int} not null, name text not null, value_list text not null, primary key (account, name))${clustered}`,
    `create table group_attribute (
      group_no ${int} not null, name text not null, value_list text not null, primary key (group_no, name))${clustered}`,
    `create table sign_on (
      hash text not null primary key, application ${int} not null references application (no) on delete cascade,
      account ${int} not null, created_at ${int} not null, expires_at ${int} not null, factors text not null)`,
    'create index sign_on_account on sign_on (account)',
  ];
}
