import { Failure } from '../../core/errors.ts';
import type { Application, ApplicationSettings, Store } from '../../core/ports/store/index.ts';
import { ConfigurationFailure } from '../config/index.ts';
import type { ApplicationChange } from './change.ts';
import { nameProblems, settingProblems } from './check.ts';
import { applicationPassword } from './password.ts';

type Stores = Pick<Store, 'applications' | 'directories'>;

/** An application with its new password, which nothing shows again. */
export interface WithPassword {
  readonly application: Application;
  readonly password: string;
}

/** Throws a `ConfigurationFailure` with every problem, and `already-exists`. */
export async function addApplication(
  { applications, directories }: Stores,
  { name, ...settings }: ApplicationSettings & { readonly name: string },
  now: number,
): Promise<WithPassword> {
  const trimmed = name.trim();
  refuse([...nameProblems(trimmed), ...settingProblems(settings, await directories.list())]);
  const { password, hash } = applicationPassword();
  return { application: await applications.create({ name: trimmed, ...settings, hash, now }), password };
}

/** Throws a `ConfigurationFailure` with every problem, and `not-found`. */
export async function changeApplication(
  { applications, directories }: Stores,
  id: number,
  change: ApplicationChange,
): Promise<{ readonly before: Application; readonly after: Application }> {
  refuse(settingProblems(change, await directories.list()));
  const given = Object.entries(change).filter(([, value]) => value !== undefined);
  return applications.change(id, Object.fromEntries(given) as Partial<ApplicationSettings>);
}

/** Gives it another password; the one before holds no more. Throws `not-found`. */
export async function rotateApplication(
  { applications }: Pick<Store, 'applications'>,
  id: number,
  now: number,
): Promise<WithPassword> {
  const { password, hash } = applicationPassword();
  return { application: await applications.rotate(id, hash, now), password };
}

/** In any case. Throws `not-found`. */
export async function requireApplication(
  { applications }: Pick<Store, 'applications'>,
  name: string,
): Promise<Application> {
  const found = await applications.find(name);
  if (found === undefined) {
    const there = (await applications.list()).map((one) => one.name);
    throw new Failure('not-found', `There is no application ${JSON.stringify(name)}.`, {
      remedy: there.length === 0 ? 'Add it with: user-sync application add NAME' : `There are: ${there.join(', ')}.`,
    });
  }
  const { hash: _hash, ...application } = found;
  return application;
}

/** What the audit log says of an application. */
export function applicationNote(application: Application): ApplicationSettings {
  const { directories, aggregateMemberships, addresses, mayWrite } = application;
  return { directories, aggregateMemberships, addresses, mayWrite };
}

function refuse(problems: readonly ConfigurationFailure['problems'][number][]): void {
  if (problems.length > 0) throw new ConfigurationFailure(problems);
}
