import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { launchBrowser, missingBrowser, Visitor } from './browser.ts';
import { type administrator, Service } from './service.ts';

/** For `describe.skipIf` and its title. */
export const noBrowser = missingBrowser !== undefined;
export const inBrowser = `in a real browser${noBrowser ? ` (${missingBrowser})` : ''}`;

/** One browser for the tests of a file; services and windows end with each test, and no window may have had a fault. */
export class Stage {
  readonly #services: Service[] = [];
  readonly #visitors: Visitor[] = [];
  #browser: Browser | undefined;

  constructor() {
    beforeAll(async () => {
      if (!noBrowser) this.#browser = await launchBrowser();
    });
    afterEach(async () => {
      const faults = this.#visitors.flatMap((visitor) => visitor.faults);
      await Promise.all(this.#visitors.splice(0).map((visitor) => visitor.leave()));
      await Promise.all(this.#services.splice(0).map((service) => service.remove()));
      expect(faults).toEqual([]);
    });
    afterAll(() => this.#browser?.close());
  }

  get browser(): Browser {
    if (this.#browser === undefined) throw new Error('The browser is not there yet.');
    return this.#browser;
  }

  /** A service that is not serving yet. */
  async service(options: Parameters<typeof Service.create>[0] = {}): Promise<Service> {
    const service = await Service.create(options);
    this.#services.push(service);
    return service;
  }

  /** A window in which somebody is logged in. */
  async visitor(
    service: Service,
    options: BrowserContextOptions = {},
    who?: Pick<typeof administrator, 'username' | 'password'>,
  ): Promise<Visitor> {
    const visitor = await Visitor.loggedIn(this.browser, service, options, who);
    this.#visitors.push(visitor);
    return visitor;
  }

  /** A window of somebody who is not logged in. */
  async stranger(service: Service): Promise<Visitor> {
    const visitor = await Visitor.enter(this.browser, service);
    this.#visitors.push(visitor);
    return visitor;
  }
}
