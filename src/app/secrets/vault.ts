import { Failure } from '../../core/errors.ts';
import type { SealedSecret, SealingKey, SecretStore } from '../../core/ports/store/index.ts';
import { createKeyFile, type KeyRing, newKey, readKeyFile } from './key-file.ts';
import { keyIdOf, type SecretKey, seal, unseal } from './seal.ts';

/** Where connectors find `{ secret: name }`. Throws `configuration` when there is none, or its key is missing. */
export type NamedSecrets = Pick<Vault, 'get'>;

export function placeOf(name: string): string {
  return `secret:${name}:text`;
}

/** Secrets at rest: sealed in the store, with a key that is in a file beside it. */
export class Vault {
  readonly #store: SecretStore;
  readonly #file: string;
  readonly #clock: () => number;
  /** The keys as they were read last: enough to open with, not to seal with. */
  #known: KeyRing | undefined;

  /** `file`: where the key is, or will be made when it is first needed. */
  constructor(store: SecretStore, file: string, clock: () => number) {
    this.#store = store;
    this.#file = file;
    this.#clock = clock;
  }

  get file(): string {
    return this.#file;
  }

  async get(name: string): Promise<string> {
    const secret = await this.#store.get(name);
    if (secret !== undefined) return this.open(secret);
    throw new Failure('configuration', `There is no secret named ${JSON.stringify(name)}.`, {
      remedy: `Set it: user-sync secret set ${name}`,
    });
  }

  /** The text of a secret that was read from the store. */
  async open({ name, sealed }: Pick<SealedSecret, 'name' | 'sealed'>): Promise<string> {
    const key = await this.#keyFor(sealed);
    if (key === undefined) {
      const message = `The secret "${name}" is sealed with the key ${keyIdOf(sealed)}, which is not in ${this.#file}.`;
      throw new Failure('configuration', message, { remedy: restoreKey });
    }
    const text = unseal(key, placeOf(name), sealed);
    if (text !== undefined) return text;
    throw new Failure('configuration', `The secret "${name}" cannot be opened: it was changed in the database.`, {
      remedy: `Set it anew: user-sync secret set ${name}`,
    });
  }

  /** `setBy`: an administrator's username or `command line`; null where that is not known. */
  async set(name: string, text: string, setBy: string | null): Promise<void> {
    const attempts = 3;
    for (let attempt = 1; ; attempt += 1) {
      const key = await this.current();
      const sealed = seal(key, placeOf(name), text);
      try {
        return await this.#store.put({ name, sealed, keyId: key.id, setAt: this.#clock(), setBy });
      } catch (error) {
        // The key was replaced between reading it and using it.
        if (!(error instanceof Failure && error.kind === 'busy') || attempt === attempts) throw error;
      }
    }
  }

  /** A text for somebody who brings it back later, such as a cookie. `purpose` says for what. */
  async sealText(purpose: string, text: string): Promise<string> {
    return seal(await this.current(), `text:${purpose}:text`, text);
  }

  /** Undefined when it is nothing that was sealed for this purpose, or its key has been replaced. */
  async openText(purpose: string, sealed: string): Promise<string | undefined> {
    const key = await this.#keyFor(sealed);
    return key === undefined ? undefined : unseal(key, `text:${purpose}:text`, sealed);
  }

  /** The key that seals; it is made when there is none. Read anew each time: another process may have replaced it. */
  async current(): Promise<SecretKey & SealingKey> {
    this.#known = (await readKeyFile(this.#file)) ?? (await this.#createFirst());
    const key = this.#known[this.#known.length - 1] ?? this.#known[0];
    const registered = await this.#registered(key);
    return { ...key, createdAt: registered.createdAt };
  }

  async #createFirst(): Promise<KeyRing> {
    const used = await this.#store.list();
    if (used.length > 0) {
      const [{ keyId } = { keyId: '' }] = used;
      const message = `Secrets are sealed with the key ${keyId}, and the key file ${this.#file} is not there.`;
      throw new Failure('configuration', message, { remedy: restoreKey });
    }
    for (const { id } of await this.#store.keys()) await this.#store.dropKey(id);
    await createKeyFile(this.#file, [newKey()]);
    const ring = await readKeyFile(this.#file);
    if (ring === undefined) throw new Error(`The key file ${this.#file} was deleted while it was made.`);
    return ring;
  }

  /** A key that the store does not know is the first one, or does not belong to these secrets. */
  async #registered(key: SecretKey): Promise<SealingKey> {
    const keys = await this.#store.keys();
    const found = keys.find(({ id }) => id === key.id);
    if (found !== undefined) return found;
    if (keys.length > 0) {
      const ids = keys.map(({ id }) => id).join(', ');
      const message = `The key file ${this.#file} holds the key ${key.id}, and the secrets are sealed with ${ids}.`;
      throw new Failure('configuration', message, { remedy: restoreKey });
    }
    const first = { id: key.id, createdAt: this.#clock() };
    await this.#store.addKey(first);
    return first;
  }

  async #keyFor(sealed: string): Promise<SecretKey | undefined> {
    const id = keyIdOf(sealed);
    const known = this.#known?.find((key) => key.id === id);
    if (known !== undefined) return known;
    this.#known = await readKeyFile(this.#file);
    return this.#known?.find((key) => key.id === id);
  }
}

const restoreKey =
  'Restore the key file from the backup, or name it with USER_SYNC_KEY_FILE. Where it is lost, delete the secrets ' +
  '(user-sync secret list, user-sync secret delete NAME) and set them again.';
