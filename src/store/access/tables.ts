import type { GeneratedAlways } from 'kysely';

/** Tables of the migration 0002-access. */
export interface AccessSchema {
  administrator: AdministratorTable;
  set_up: { token_hash: string; expires_at: number };
  session: SessionTable;
  api_token: TokenTable;
  audit: AuditTable;
  sealing_key: { id: string; created_at: number };
  secret: { name: string; sealed: string; key_id: string; set_at: number; set_by: string | null };
  setting: { name: string; value: string };
}

export interface AdministratorTable {
  no: GeneratedAlways<number>;
  username: string;
  name_key: string;
  full_name: string;
  role: string;
  kind: string;
  password_hash: string | null;
  identity: string | null;
  active: number;
  created_at: number;
  last_log_in: number | null;
}

interface SessionTable {
  no: GeneratedAlways<number>;
  hash: string;
  administrator: number;
  created_at: number;
  last_seen: number;
  expires_at: number;
  address: string;
  agent: string;
  proof: string;
}

interface TokenTable {
  no: GeneratedAlways<number>;
  hash: string;
  name: string;
  name_key: string;
  scopes: string;
  administrator: number;
  created_at: number;
  expires_at: number | null;
  last_used: number | null;
  prefix: string;
}

interface AuditTable {
  number: GeneratedAlways<number>;
  at: number;
  actor: string;
  address: string | null;
  action: string;
  subject: string;
  before: string;
  after: string;
}
