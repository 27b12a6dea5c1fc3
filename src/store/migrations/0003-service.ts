import type { Dialect } from '../database.ts';

/** What a service needs beside the command line: who started what, how far it is, and what was saved when. */
export function service(dialect: Dialect): readonly string[] {
  const int = dialect === 'sqlite' ? 'integer' : 'bigint';
  return [
    'alter table run add column started_by text',
    'alter table run add column request text',
    'alter table run add column progress text',
    `alter table run add column cancel_requested ${int} not null default 0`,
    `alter table run add column interrupted ${int} not null default 0`,
    'create index run_started on run (started_at, connector, number)',
    'alter table connector add column updated_by text',
    `alter table connector add column scheduled_at ${int} not null default 0`,
    'update connector set scheduled_at = updated_at',
    // Since then a schedule says how far runs are spread; text, so that an equal configuration stays an equal text.
    dialect === 'sqlite'
      ? `update connector set config = json_set(config, '$.sync.schedule.jitterSeconds', 0)`
      : `update connector set
          config = regexp_replace(config, '("schedule":\\{[^}]*"timeZone":"[^"]*")', '\\1,"jitterSeconds":0')`,
    `create table connector_version (
      connector ${int} not null references connector (no), version ${int} not null, config text not null, at ${int} not null,
      saved_by text, primary key (connector, version))`,
    `insert into connector_version (connector, version, config, at)
      select no, version, config, updated_at from connector`,
  ];
}
