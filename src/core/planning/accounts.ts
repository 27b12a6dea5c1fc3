import type { AccountState, AccountValue, DesiredAccount } from '../people.ts';
import type { AttributeChange } from '../runs.ts';

/** Whether two accounts are equal in everything that a run may change. */
export function sameAccount(one: AccountState, other: AccountState): boolean {
  return (
    one.username === other.username &&
    one.fullName === other.fullName &&
    one.email === other.email &&
    one.active === other.active &&
    one.sourceId === other.sourceId &&
    sameAttributes(one.attributes, other.attributes)
  );
}

type Values = AccountState['attributes'];

function sameAttributes(one: Values, other: Values): boolean {
  const names = Object.keys(one);
  if (names.length !== Object.keys(other).length) return false;
  return names.every((name) => Object.hasOwn(other, name) && sameValue(one[name], other[name]));
}

export function sameValue(one: AccountValue | undefined, other: AccountValue | undefined): boolean {
  if (typeof one !== 'object' || typeof other !== 'object') return one === other;
  return one.length === other.length && one.every((value, index) => value === other[index]);
}

/** The account as the record wants it: what the mapping leaves out stays as it is. */
export function desiredState(
  desired: DesiredAccount,
  current: AccountState | null,
  sourceId: string,
  /** Clean-up ended the account before: whoever comes back is active again unless the source says otherwise. */
  comesBack: boolean,
): AccountState {
  return {
    username: desired.username,
    fullName: desired.fullName === undefined ? (current?.fullName ?? null) : desired.fullName,
    email: desired.email === undefined ? (current?.email ?? null) : desired.email,
    active: desired.active ?? (comesBack ? true : (current?.active ?? true)),
    sourceId,
    attributes: desiredAttributes(desired, current),
  };
}

function desiredAttributes(desired: DesiredAccount, current: AccountState | null): AccountState['attributes'] {
  const attributes = new Map(Object.entries(current?.attributes ?? {}));
  for (const [name, value] of Object.entries(desired.attributes)) {
    if (value === null) attributes.delete(name);
    else attributes.set(name, value);
  }
  return Object.fromEntries(attributes);
}

/** The account of a person who is gone, without anything that says who it was. Before-images keep what it takes to undo it. */
export function anonymized(account: AccountState, number: number): AccountState {
  return {
    username: `former-user-${number}`,
    fullName: `Former user ${number}`,
    email: null,
    active: false,
    sourceId: account.sourceId,
    attributes: {},
  };
}

/** What distinguishes two accounts, under the names that administrators know. */
export function changesBetween(
  before: AccountState | null,
  after: AccountState | null,
  idAttribute: string,
): AttributeChange[] {
  const pairs: [string, AttributeChange['before'], AttributeChange['after']][] = [
    ['ATTR_NAME', before?.username ?? null, after?.username ?? null],
    ['ATTR_FULLNAME', before?.fullName ?? null, after?.fullName ?? null],
    ['ATTR_EMAIL', before?.email ?? null, after?.email ?? null],
    ['ATTR_ACTIVE', before?.active ?? null, after?.active ?? null],
    [idAttribute, before?.sourceId ?? null, after?.sourceId ?? null],
  ];
  const names = new Set([...Object.keys(before?.attributes ?? {}), ...Object.keys(after?.attributes ?? {})]);
  for (const name of names) pairs.push([name, attributeValue(before, name), attributeValue(after, name)]);
  return pairs
    .filter(
      ([, one, other]) => !(one === other || (Array.isArray(one) && Array.isArray(other) && sameValue(one, other))),
    )
    .map(([attribute, one, other]) => ({ attribute, before: one, after: other }));
}

function attributeValue(account: AccountState | null, name: string): AccountValue | null {
  return account !== null && Object.hasOwn(account.attributes, name) ? (account.attributes[name] ?? null) : null;
}
