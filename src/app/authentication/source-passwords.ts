import { type Failure, type FailureKind, isFailure } from '../../core/errors.ts';
import type { PasswordVerdict } from '../../core/ports/source.ts';
import type { DirectoryUser, ServedUser, Store, StoredConnector } from '../../core/ports/store/index.ts';
import type { ConnectorTypes } from '../config/index.ts';
import { openSource } from '../open-source.ts';
import type { NamedSecrets } from '../secrets/index.ts';
import { OpenedSources } from './opened-sources.ts';
import { busy, type CheckVerdict, notPossible, type PasswordCheck } from './verdict.ts';
import { WaitingLine } from './waiting-line.ts';

/** A password that was changed at the identity provider is taken so long after it was right. */
export const sourceMemoryMs = 60_000;

/** An identity provider that takes longer is not waited for. */
export const longestAnswerMs = 15_000;

const line = { working: 8, waiting: 64 };

/** What it takes to ask the source of a person. */
export interface SourcePlace {
  readonly store: Pick<Store, 'connectors' | 'directories'>;
  readonly vault: NamedSecrets;
  readonly types: Pick<ConnectorTypes, 'sourceType'>;
}

/** Passwords that the identity provider checks, from which each person comes. */
export class SourcePasswords {
  readonly #place: SourcePlace;
  readonly #line = new WaitingLine(line);
  readonly #sources: OpenedSources;

  constructor(place: SourcePlace) {
    const { vault, types } = place;
    this.#place = place;
    this.#sources = new OpenedSources(async ({ config }) => (await openSource(vault, config, [], types)).source);
  }

  /** The verdict at once where nobody can be asked. */
  async of(user: Pick<ServedUser, 'directory' | 'number' | 'username'>): Promise<PasswordCheck | CheckVerdict> {
    const { store, types } = this.#place;
    const account = await store.directories.find(user.directory, { number: user.number });
    const connector = await this.#connectorOf(account);
    const sourceId = account?.sourceId ?? null;
    if (connector === undefined || sourceId === null) {
      return notPossible(
        `${user.username} comes from no identity provider, and ${user.directory} lets only those check passwords.`,
      );
    }
    const { config, version } = connector;
    const { capabilities, label } = await types.sourceType(config.source.type);
    if (!capabilities.authenticate) {
      return notPossible(`${user.username} comes from "${config.name}", and ${label} cannot check passwords.`);
    }
    return {
      basis: JSON.stringify(['source', config.id, version, user.number, sourceId]),
      rememberMs: sourceMemoryMs,
      ask: (password, signal) => this.#ask(connector, { sourceId, username: user.username, password }, signal),
    };
  }

  close(): Promise<void> {
    return this.#sources.close();
  }

  async #connectorOf(account: DirectoryUser | undefined): Promise<StoredConnector | undefined> {
    const id = account?.connector ?? null;
    return id === null ? undefined : this.#place.store.connectors.get(id);
  }

  async #ask(connector: StoredConnector, asked: Asked, signal: AbortSignal): Promise<CheckVerdict> {
    const within = AbortSignal.any([signal, AbortSignal.timeout(longestAnswerMs)]);
    try {
      const verdict = await this.#line.pass(within, () =>
        this.#sources.use(connector, (source) => source.authenticate(asked.sourceId, asked.password, within)),
      );
      return verdict === undefined ? busy : told(verdict, connector, asked);
    } catch (error) {
      if (!isFailure(error) || error.kind === 'internal' || signal.aborted) throw error;
      return unavailable(connector, error);
    }
  }
}

interface Asked {
  readonly sourceId: string;
  readonly username: string;
  readonly password: string;
}

function told(verdict: PasswordVerdict, { config }: StoredConnector, { username }: Asked): CheckVerdict {
  if (verdict === 'locked') return { verdict: 'inactive' };
  if (verdict !== 'not-found') return { verdict };
  return notPossible(
    `${username} is not known at "${config.name}" any more, or by another id. Sync them (user-sync sync ${config.id}).`,
  );
}

const reasons: { readonly [kind in FailureKind]?: string } = {
  transient: 'does not answer',
  cancelled: 'does not answer',
  unauthorized: 'refuses User Sync',
  configuration: 'cannot be asked as the connector is written',
};

/** What the other system said stays out: it may name people, or worse. */
function unavailable({ config }: StoredConnector, { kind }: Failure): CheckVerdict {
  const reason = reasons[kind] ?? 'failed';
  const sentence = `Passwords cannot be checked at the moment: "${config.name}" ${reason}. An administrator sees why with: user-sync connector test ${config.id}`;
  return { verdict: 'unavailable', sentence };
}
