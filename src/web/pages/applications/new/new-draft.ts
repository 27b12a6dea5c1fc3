import type { SettingsDraft } from '../settings/settings-draft.ts';

export type NewDraft = SettingsDraft & { readonly name: string };

const place = 'user-sync.new-application';

const empty: NewDraft = { name: '', directories: [], aggregateMemberships: false, addresses: [], mayWrite: [] };

/** What was typed before the page was left or reloaded. */
export function rememberedDraft(): NewDraft {
  try {
    const draft: unknown = JSON.parse(sessionStorage.getItem(place) ?? 'null');
    return typeof draft === 'object' && draft !== null ? { ...empty, ...draft } : empty;
  } catch {
    return empty;
  }
}

export function rememberDraft(draft: NewDraft): void {
  try {
    sessionStorage.setItem(place, JSON.stringify(draft));
  } catch {
    // Without storage the form works all the same.
  }
}

export function forgetDraft(): void {
  try {
    sessionStorage.removeItem(place);
  } catch {
    // There was no storage to begin with.
  }
}
