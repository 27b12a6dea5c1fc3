import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { administrator, type Service } from './service.ts';

const executablePath = '/usr/bin/chromium';

/** Why there can be no browser here; undefined when there can. */
export const missingBrowser = existsSync(executablePath) ? undefined : `${executablePath} is not installed`;

const args = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-sync',
  '--no-first-run',
  '--metrics-recording-only',
  // Chromium's own sandbox does not work for root, as whom tests often run.
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath, headless: true, args });
}

/** A window of its own, with nothing remembered. What goes wrong in it is kept. */
export class Visitor {
  readonly page: Page;
  /** Errors of scripts, and what the content security policy refused. */
  readonly faults: string[] = [];
  readonly #context: BrowserContext;

  private constructor(context: BrowserContext, page: Page) {
    this.#context = context;
    this.page = page;
    page.on('pageerror', (error) => this.faults.push(String(error)));
    page.on('console', (message) => {
      const text = message.text();
      // A refused request is told to the reader by the page; the browser notes it on its own.
      if (message.type() === 'error' && !/Failed to load resource|net::ERR_/.test(text)) this.faults.push(text);
    });
  }

  static async enter(browser: Browser, service: Service, options: BrowserContextOptions = {}): Promise<Visitor> {
    const context = await browser.newContext({ baseURL: service.url, locale: 'en-GB', timezoneId: 'UTC', ...options });
    return new Visitor(context, await context.newPage());
  }

  /** Logged in as the first administrator, or somebody else. */
  static async loggedIn(
    browser: Browser,
    service: Service,
    options: BrowserContextOptions = {},
    who: { readonly username: string; readonly password: string } = administrator,
  ): Promise<Visitor> {
    const visitor = await Visitor.enter(browser, service, options);
    await visitor.page.goto('/log-in');
    await visitor.logIn(who);
    await visitor.page.getByRole('heading', { name: 'Connectors', level: 1 }).waitFor();
    return visitor;
  }

  async logIn({ username, password }: { readonly username: string; readonly password: string }): Promise<void> {
    await this.page.getByLabel('Username').fill(username);
    await this.page.getByRole('textbox', { name: 'Password' }).fill(password);
    await this.page.getByRole('button', { name: 'Log in' }).click();
  }

  leave(): Promise<void> {
    return this.#context.close();
  }
}
