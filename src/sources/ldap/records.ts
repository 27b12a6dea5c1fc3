import { Failure } from '../../core/errors.ts';
import type { GroupRecord, UserRecord } from '../../core/people.ts';
import { isAttributeDescription } from '../../protocols/ldap/attribute-types.ts';
import type { LdapEntry } from '../../protocols/ldap/connection.ts';
import { normaliseDn } from '../../protocols/ldap/dn.ts';
import { isBinaryType, type ReceivedAttribute, textsOf } from '../../protocols/ldap/values.ts';
import type { LdapSettings } from './settings.ts';
import { attributeReader, WantedAttributes } from './wanted.ts';

type Read = (entry: LdapEntry) => ReceivedAttribute | undefined;

/** Makes records of entries, and says what to ask for. */
export class Records {
  /** What records of people need. */
  readonly userAttributes: readonly string[];
  /** What the reference of a person needs; `1.1` asks for nothing but the DN. */
  readonly userRefAttributes: readonly string[];
  readonly groupAttributes: readonly string[];
  readonly #settings: LdapSettings;
  readonly #wanted: WantedAttributes;
  readonly #groupWanted: WantedAttributes;
  readonly #id: Read;
  readonly #uid: Read | undefined;
  readonly #name: Read;
  readonly #members: Read;
  readonly #memberRef: (member: string) => string;

  constructor(settings: LdapSettings, mapped: readonly string[]) {
    const { idAttribute, groupNameAttribute, memberAttribute } = settings;
    const byUid = memberAttribute === 'memberUid';
    this.#settings = settings;
    this.#wanted = new WantedAttributes(mapped);
    this.#groupWanted = new WantedAttributes([groupNameAttribute, 'description']);
    this.#id = attributeReader(idAttribute);
    this.#uid = byUid ? attributeReader('uid') : undefined;
    this.#name = attributeReader(groupNameAttribute);
    this.#members = attributeReader(memberAttribute);
    this.#memberRef = memberRefs[memberAttribute];
    this.userRefAttributes = byUid ? ['uid'] : ['1.1'];
    this.userAttributes = distinct([idAttribute, ...(byUid ? ['uid'] : []), ...this.#wanted.requested]);
    this.groupAttributes = distinct([idAttribute, memberAttribute, ...this.#groupWanted.requested]);
  }

  /** Throws `configuration` for an entry without the id. */
  user(entry: LdapEntry): UserRecord {
    return { sourceId: this.idOf(entry), ref: this.userRef(entry), attributes: this.#wanted.read(entry) };
  }

  /** Throws `configuration` for an entry without id or name. */
  group(entry: LdapEntry): GroupRecord {
    const named = this.#name(entry);
    const name = named === undefined ? undefined : textsOf(named)[0];
    if (name === undefined || name === '') {
      const { groupNameAttribute } = this.#settings;
      throw new Failure('configuration', `The group ${entry.name} has no ${groupNameAttribute}.`, {
        remedy: 'Give it one, leave it out with groupFilter, or name another attribute with groupNameAttribute.',
      });
    }
    return {
      sourceId: this.idOf(entry),
      ref: this.groupRef(entry),
      name,
      attributes: this.#groupWanted.read(entry),
      members: this.#membersOf(entry),
    };
  }

  /** The id alone. Throws `configuration` for an entry without it. */
  idOf(entry: LdapEntry): string {
    const attribute = this.#id(entry);
    const id = attribute === undefined ? undefined : textsOf(attribute, isBinaryType(attribute.type))[0];
    if (id !== undefined && id !== '') return id;
    const { idAttribute } = this.#settings;
    throw new Failure('configuration', `The entry ${entry.name} shows no ${idAttribute} (idAttribute).`, {
      remedy:
        'Set idAttribute to what this server gives every entry (OpenLDAP: entryUUID; 389 Directory Server: nsUniqueId), ' +
        'or give the account in bindDn the right to read it.',
    });
  }

  /** A person without a uid goes by the DN: nobody's memberUid. */
  userRef(entry: LdapEntry): string {
    const uid = this.#uid?.(entry);
    const [first] = uid === undefined ? [] : textsOf(uid);
    return first === undefined ? normaliseDn(entry.name) : uidRef(first);
  }

  /** How a group may write the uid of a person: as it is, and in lower case. */
  uidsOf(entry: LdapEntry): readonly string[] {
    const uid = this.#uid?.(entry);
    const [first] = uid === undefined ? [] : textsOf(uid);
    return first === undefined ? [] : [...new Set([first, uidRef(first)])];
  }

  groupRef(entry: LdapEntry): string {
    return normaliseDn(entry.name);
  }

  /** `groupOfNames` must have a member: an empty DN stands for none. */
  #membersOf(entry: LdapEntry): string[] {
    const attribute = this.#members(entry);
    if (attribute === undefined) return [];
    const members: string[] = [];
    for (const value of textsOf(attribute)) if (value !== '') members.push(this.#memberRef(value));
    return members;
  }
}

const memberRefs = {
  member: normaliseDn,
  // The syntax is a DN and, optionally, a bit string that tells re-used DNs apart (RFC 4517, 3.3.21).
  uniqueMember: (value: string) => normaliseDn(value.endsWith("'B") ? value.replace(/#'[01]*'B$/, '') : value),
  memberUid: uidRef,
};

function uidRef(uid: string): string {
  return uid.normalize('NFC').trim().toLowerCase();
}

function distinct(names: readonly string[]): readonly string[] {
  return [...new Set(names.filter(isAttributeDescription))];
}
