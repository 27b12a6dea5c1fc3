import type { PlanItem } from '../../api/answers.ts';
import type { Tone } from '../../parts/tone.tsx';
import { textOf } from '../../parts/value.tsx';

export const planActions = [
  'create',
  'update',
  'delete',
  'create-group',
  'update-group',
  'delete-group',
  'none',
] as const;

export const actionWords: { readonly [action: string]: string } = {
  create: 'create',
  update: 'update',
  delete: 'delete',
  'create-group': 'create group',
  'update-group': 'update group',
  'delete-group': 'delete group',
  none: 'nothing, asks',
} satisfies { readonly [action in (typeof planActions)[number]]: string };

export const stateTones: { readonly [state: string]: Tone } = {
  pending: 'info',
  done: 'ok',
  skipped: 'warn',
  failed: 'bad',
  abandoned: 'quiet',
};

export function itemName({ group, username, account }: PlanItem): string {
  if (group !== null) return `group ${group}`;
  return username ?? (account === null ? '' : `account ${account}`);
}

/** The changes of an item on one line. */
export function shortChange({ changes, addGroups, removeGroups, message }: PlanItem): string {
  const parts = [
    ...changes.map(({ attribute, before, after }) => `${attribute}: ${short(before)} → ${short(after)}`),
    ...addGroups.map((name) => `+${name}`),
    ...removeGroups.map((name) => `−${name}`),
  ];
  return parts.length === 0 ? message : parts.join('; ');
}

function short(value: unknown): string {
  return Array.isArray(value) ? value.map(textOf).join(', ') : textOf(value);
}
