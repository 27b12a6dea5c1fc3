import type { GroupRecord, UserRecord } from '../core/people.ts';
import type { SourceEvent } from '../core/ports/source.ts';

/**
 * The event with ids and references that every store can hold: no NUL character and no half of a character, which
 * PostgreSQL refuses. What stands in their place is U+FFFD, the replacement character.
 */
export function storable(event: SourceEvent): SourceEvent {
  switch (event.type) {
    case 'users':
      return event.records.every(isStorableUser) ? event : { ...event, records: event.records.map(storableUser) };
    case 'groups':
      return { ...event, records: event.records.map(storableGroup) };
    case 'gone':
      return { ...event, sourceIds: event.sourceIds.map(storableText) };
    case 'present':
      return { ...event, refs: event.refs.map(storableText) };
    default:
      return event;
  }
}

function isStorableUser({ sourceId, ref }: UserRecord): boolean {
  return isStorable(sourceId) && isStorable(ref);
}

function storableUser(record: UserRecord): UserRecord {
  return { ...record, sourceId: storableText(record.sourceId), ref: storableText(record.ref) };
}

function storableGroup(record: GroupRecord): GroupRecord {
  if (isStorableUser(record) && record.members.every(isStorable)) return record;
  return { ...storableUser(record), name: record.name, members: record.members.map(storableText) };
}

function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\u0000');
}

function storableText(text: string): string {
  return isStorable(text) ? text : text.toWellFormed().replaceAll('\u0000', '\ufffd');
}
