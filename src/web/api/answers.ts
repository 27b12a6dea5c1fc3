/** The answers of the REST API. Types alone: the schemas stay at the server. */
import type { z } from 'zod';
import type * as api from '../../api/index.ts';

export type {
  AdministratorAnswer,
  ApplicationAnswer,
  ApplicationsAnswer,
  ApplicationWriteAnswer,
  AuditEntry,
  Check,
  ConflictAnswer,
  ConnectorAnswer,
  ConnectorForm,
  ConnectorSummary,
  ConnectorTypeAnswer,
  ConnectorVersion,
  DirectoryUserAnswer,
  OidcSettings,
  Option,
  PreviewAnswer,
  PreviewedPerson,
  ProgressAnswer,
  ResultDocumentAnswer,
  ResultRow,
  Role,
  RuleForm,
  RunAnswer,
  RunEvent,
  Scope,
  SessionAnswer,
  SourceAttribute,
  StepForm,
  TokenAnswer,
} from '../../api/index.ts';

export type ApplicationWithPassword = z.infer<typeof api.applicationWithPassword>;
export type NewApplication = z.input<typeof api.newApplication>;
export type ApplicationChange = z.input<typeof api.applicationChange>;
export type RunApplications = z.infer<typeof api.runApplications>;
export type LogInOptions = z.infer<typeof api.logInOptions>;
export type TestAnswer = z.infer<typeof api.testAnswer>;
export type SourceGroup = z.infer<typeof api.sourceGroup>;
export type SchedulePreview = z.infer<typeof api.schedulePreview>;
export type ConnectorTypes = z.infer<typeof api.connectorTypes>;
export type PlanItem = z.infer<typeof api.planItem>;
export type ResultStatus = z.infer<typeof api.resultStatus>;
export type RunCounts = z.infer<typeof api.runCounts>;
export type RunRequest = z.input<typeof api.runRequest>;
export type Directory = z.infer<typeof api.directory>;
export type DirectoryUserDetail = z.infer<typeof api.directoryUserDetail>;
export type DirectoryGroup = z.infer<typeof api.directoryGroup>;
export type GroupMember = z.infer<typeof api.groupMember>;
export type NewAdministrator = z.input<typeof api.newAdministrator>;
export type AdministratorChange = z.input<typeof api.administratorChange>;
export type OpenSession = z.infer<typeof api.openSession>;
export type NewToken = z.input<typeof api.newToken>;
export type CreatedToken = z.infer<typeof api.createdToken>;
export type ServiceSettings = z.infer<typeof api.serviceSettings>;
export type StoredSecret = z.infer<typeof api.storedSecret>;
export type About = z.infer<typeof api.about>;

export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}
