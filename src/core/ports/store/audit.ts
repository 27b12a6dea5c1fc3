/** Who did what to what. */
export interface NewAuditEntry {
  readonly at: number;
  /** An administrator's username, `token NAME`, `schedule` or `command line`. */
  readonly actor: string;
  /** From where; null for what was not asked for over the network. */
  readonly address: string | null;
  /** Such as `connector.changed`. */
  readonly action: string;
  /** Such as `connector acme`. */
  readonly subject: string;
  /** JSON values, without secrets; null where there is nothing to tell. */
  readonly before: unknown;
  readonly after: unknown;
}

export interface AuditRecord extends NewAuditEntry {
  /** Grows; an entry that was written later may for a moment be seen before one with a smaller number. */
  readonly number: number;
}

export interface AuditFilter {
  /** Parts of the texts, without regard to case. */
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  readonly subject?: string | undefined;
}

/** The audit log can be added to and read; nothing changes or deletes an entry. */
export interface AuditStore {
  append(entry: NewAuditEntry): Promise<void>;
  /** Newest first, those with a smaller number than `before`. */
  list(filter: AuditFilter, page: { readonly before: number; readonly limit: number }): Promise<readonly AuditRecord[]>;
}
