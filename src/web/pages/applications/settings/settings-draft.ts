import type { ApplicationAnswer } from '../../../api/answers.ts';
import type { FieldErrors } from '../../../parts/field-errors.ts';

/** What an application may do, as it is edited. */
export type SettingsDraft = Pick<ApplicationAnswer, 'directories' | 'aggregateMemberships' | 'addresses' | 'mayWrite'>;

/** Fields that edit a draft. */
export interface SettingsProps {
  readonly draft: SettingsDraft;
  readonly errors: FieldErrors;
  readonly readOnly?: boolean;
  readonly onChange: (change: Partial<SettingsDraft>) => void;
}

export function settingsOf(application: ApplicationAnswer): SettingsDraft {
  const { directories, aggregateMemberships, addresses, mayWrite } = application;
  return { directories, aggregateMemberships, addresses, mayWrite };
}
