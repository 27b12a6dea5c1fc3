import { Failure } from '../../../core/errors.ts';
import type { CrowdAttributes } from '../entities.ts';
import { type BodyElement, childOf, childrenOf, described, expectRoot, flagOf, textOf, wordOf } from './element.ts';

/** What a product says of a person; undefined: nothing. */
export interface UserBody {
  readonly name: string;
  readonly firstName: string | undefined;
  readonly lastName: string | undefined;
  readonly displayName: string | undefined;
  readonly email: string | undefined;
  readonly active: boolean | undefined;
  readonly password: string | undefined;
  readonly attributes: CrowdAttributes | undefined;
}

export interface GroupBody {
  readonly name: string;
  readonly description: string | undefined;
  readonly active: boolean | undefined;
  readonly attributes: CrowdAttributes | undefined;
}

/** A person to create or change. Throws `invalid`, also for a password that is already hashed. */
export function readUser(body: BodyElement): UserBody {
  expectRoot(body, 'user');
  if (childOf(body, 'encrypted-password') !== undefined) {
    throw new Failure('invalid', 'The password of the user is already encrypted; only a plain one is accepted.');
  }
  const password = childOf(body, 'password');
  return {
    name: wordOf(body, 'name'),
    firstName: textOf(body, 'first-name'),
    lastName: textOf(body, 'last-name'),
    displayName: textOf(body, 'display-name'),
    email: textOf(body, 'email'),
    active: flagOf(body, 'active'),
    password: password === undefined ? undefined : textOf(password, 'value'),
    attributes: entityAttributes(body),
  };
}

/** Throws `invalid`, also for the old type `LEGACY_ROLE`. */
export function readGroup(body: BodyElement): GroupBody {
  expectRoot(body, 'group');
  const type = textOf(body, 'type')?.trim().toUpperCase() ?? '';
  if (type !== '' && type !== 'GROUP') throw new Failure('invalid', 'The type of a group can only be GROUP.');
  return {
    name: wordOf(body, 'name'),
    description: textOf(body, 'description'),
    active: flagOf(body, 'active'),
    attributes: entityAttributes(body),
  };
}

/** `<user name="x"/>` or `<group name="x"/>`: only the name counts. Throws `invalid`. */
export function readReference(body: BodyElement, kind: 'user' | 'group'): string {
  expectRoot(body, kind);
  return wordOf(body, 'name');
}

/** The new name in a request to rename. Throws `invalid`. */
export function readNewName(body: BodyElement): string {
  if (body.children.length === 0 && body.name.startsWith('new-name') && body.text.trim() !== '')
    return body.text.trim();
  return wordOf(body, 'new-name', 'newName', 'name');
}

/** Undefined when there is none, as in the notice that somebody has logged in. Throws `invalid`. */
export function readPassword(body: BodyElement): string | undefined {
  expectRoot(body, 'password');
  return textOf(body, 'value');
}

/** Attributes to be stored. Throws `invalid`. */
export function readAttributes(body: BodyElement): CrowdAttributes {
  expectRoot(body, 'attributes');
  return attributesOf(body);
}

function entityAttributes(entity: BodyElement): CrowdAttributes | undefined {
  const attributes = childOf(entity, 'attributes');
  return attributes === undefined ? undefined : attributesOf(attributes);
}

/** JSON has the list as `attributes`, and on one page of the protocol's documentation as `attribute`. */
function attributesOf(list: BodyElement): CrowdAttributes {
  const attributes: { [name: string]: readonly string[] } = Object.create(null);
  for (const attribute of childrenOf(list, 'attribute', 'attributes')) {
    const name = textOf(attribute, 'name') ?? '';
    if (name.trim() === '') throw new Failure('invalid', `${described(attribute)} has no name.`);
    attributes[name] = valuesOf(attribute);
  }
  return attributes;
}

function valuesOf(attribute: BodyElement): readonly string[] {
  const values = childOf(attribute, 'values');
  if (values === undefined) return [];
  return childrenOf(values, 'value').map((value) => {
    if (value.children.length > 0) throw new Failure('invalid', 'A value of an attribute is no text.');
    return value.text;
  });
}
