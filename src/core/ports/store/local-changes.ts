import type { AccountState } from '../../people.ts';

/** A change of a directory that no run makes: of people, groups and memberships that no connector manages. */
export type LocalChange =
  | { readonly kind: 'create-user'; readonly user: AccountState }
  | { readonly kind: 'update-user'; readonly account: number; readonly user: AccountState }
  | { readonly kind: 'delete-user'; readonly account: number }
  | { readonly kind: 'create-group' | 'describe-group'; readonly group: string; readonly description: string | null }
  | { readonly kind: 'delete-group'; readonly group: string }
  | { readonly kind: 'add-user' | 'remove-user'; readonly group: string; readonly account: number }
  | { readonly kind: 'add-group' | 'remove-group'; readonly group: string; readonly child: string };
