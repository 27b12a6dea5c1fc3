import type { Dialect } from '../database.ts';

/** Who may use the service, what they did, and secrets. */
export function access(dialect: Dialect): readonly string[] {
  const sqlite = dialect === 'sqlite';
  // Numbers of administrators and tokens are never given again: the audit log and open pages may still name them.
  const serial = sqlite ? 'integer primary key autoincrement' : 'bigint generated always as identity primary key';
  const int = sqlite ? 'integer' : 'bigint';
  return [
    `create table administrator (
      no ${serial}, username text not null, name_key text not null unique, full_name text not null, role text not null,
      kind text not null, password_hash text, identity text unique, active ${int} not null, created_at ${int} not null,
      last_log_in ${int})`,
    `create table set_up (token_hash text not null primary key, expires_at ${int} not null)`,
    `create table session (
      no ${serial}, hash text not null unique, administrator ${int} not null references administrator (no) on delete cascade,
      created_at ${int} not null, last_seen ${int} not null, expires_at ${int} not null, address text not null,
      agent text not null, proof text not null)`,
    'create index session_administrator on session (administrator)',
    `create table api_token (
      no ${serial}, hash text not null unique, name text not null, name_key text not null unique, scopes text not null,
      administrator ${int} not null references administrator (no) on delete cascade, created_at ${int} not null,
      expires_at ${int}, last_used ${int}, prefix text not null)`,
    'create index api_token_administrator on api_token (administrator)',
    `create table audit (
      number ${serial}, at ${int} not null, actor text not null, address text, action text not null, subject text not null,
      before text not null, after text not null)`,
    `create table sealing_key (id text not null primary key, created_at ${int} not null)`,
    // No secret can be sealed with a key that has been given up in the same moment.
    `create table secret (
      name text not null primary key, sealed text not null, key_id text not null references sealing_key (id),
      set_at ${int} not null, set_by text)`,
    'create index secret_key on secret (key_id)',
    'create table setting (name text not null primary key, value text not null)',
  ];
}
