import type { Attributes, GroupRecord, UserRecord } from '../../core/people.ts';

interface Change {
  readonly kind: 'user' | 'group';
  readonly sourceId: string;
}

interface Password {
  readonly text: string;
  readonly state: 'valid' | 'expired' | 'locked';
}

/** A company in memory: people and groups that a test edits, and a log of what changed. */
export class MemoryCompany {
  readonly users = new Map<string, UserRecord>();
  readonly groups = new Map<string, GroupRecord>();
  readonly log: Change[] = [];
  /** By source id; who is not in it has no password. */
  readonly passwords = new Map<string, Password>();

  /** Adds or replaces a person. Their reference is the source id. */
  user(sourceId: string, attributes: Attributes): this {
    this.users.set(sourceId, { sourceId, ref: sourceId, attributes });
    return this.#note('user', sourceId);
  }

  group(sourceId: string, name: string, members: readonly string[]): this {
    this.groups.set(sourceId, { sourceId, ref: sourceId, name, attributes: { name }, members });
    return this.#note('group', sourceId);
  }

  removeUser(sourceId: string): this {
    this.users.delete(sourceId);
    return this.#note('user', sourceId);
  }

  /** Not in the log: a password is no part of a record. */
  password(sourceId: string, text: string, state: Password['state'] = 'valid'): this {
    this.passwords.set(sourceId, { text, state });
    return this;
  }

  removeGroup(sourceId: string): this {
    this.groups.delete(sourceId);
    return this.#note('group', sourceId);
  }

  #note(kind: Change['kind'], sourceId: string): this {
    this.log.push({ kind, sourceId });
    return this;
  }
}
