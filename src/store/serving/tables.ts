import type { GeneratedAlways } from 'kysely';

/** Tables of the migration 0005-serving. */
export interface ServingSchema {
  directory_write: { directory: number; connector: number; run: number };
  application: ApplicationTable;
  fetched: { application: number; directory: number; event: number; kind: string; at: number };
  password: { account: number; hash: string; set_at: number };
  account_attribute: { account: number; name: string; value_list: string };
  group_attribute: { group_no: number; name: string; value_list: string };
  sign_on: {
    hash: string;
    application: number;
    account: number;
    created_at: number;
    expires_at: number;
    factors: string;
  };
}

interface ApplicationTable {
  no: GeneratedAlways<number>;
  name: string;
  name_key: string;
  directories: string;
  aggregate: number;
  addresses: string;
  may_write: string;
  hash: string;
  created_at: number;
  password_at: number;
  last_seen_at: number | null;
  fetched_at: number | null;
  requests: number;
  agent: string | null;
  token_life: number;
}
