import type { Dialect } from '../database.ts';

/** Groups in groups: `child` is a member of `parent`. `connector`: the one that made it; null for a local one. */
export function nestedGroups(dialect: Dialect): readonly string[] {
  const int = dialect === 'sqlite' ? 'integer' : 'bigint';
  const clustered = dialect === 'sqlite' ? ' without rowid' : '';
  return [
    `create table group_membership (
      child ${int} not null references directory_group (no), parent ${int} not null references directory_group (no),
      connector ${int}, primary key (child, parent))${clustered}`,
    'create index group_membership_parent on group_membership (parent, child)',
    // Connectors say since then what becomes of groups in groups; text, so that an equal configuration stays an equal text.
    ...['connector', 'connector_version'].map((table) =>
      dialect === 'sqlite'
        ? `update ${table} set config = json_set(config, '$.groups.nested', 'flatten')`
        : `update ${table} set
            config = regexp_replace(config, '("keepLocal":(true|false))', '\\1,"nested":"flatten"')`,
    ),
  ];
}
