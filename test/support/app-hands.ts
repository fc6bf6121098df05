import type { Locator, Page } from 'playwright-core';

/** How somebody uses a page. Fields, buttons and links are found as screen readers name them. */
export abstract class Hands {
  constructor(public readonly page: Page) {}

  public abstract fill(label: string, text: string): Promise<void>;
  public abstract activate(target: Locator): Promise<void>;
  /** Takes one of what a field has to choose from. */
  public abstract choose(label: string, option: string): Promise<void>;

  public async press(button: string): Promise<void> {
    await this.activate((await this.scope()).getByRole('button', { name: button, exact: true }));
  }

  public async follow(link: string): Promise<void> {
    await this.activate((await this.scope()).getByRole('link', { name: link, exact: true }));
  }

  /** Waits for a step or a screen. */
  public async sees(heading: string): Promise<void> {
    await this.page.getByRole('heading', { name: heading, exact: true }).waitFor();
  }

  /** Waits for a text, anywhere. */
  public async reads(text: string | RegExp): Promise<void> {
    await this.page.getByText(text).first().waitFor();
  }

  /** A dialog keeps everything else out of reach. */
  protected async scope(): Promise<Page | Locator> {
    const dialog = this.page.locator('dialog[open]');
    return await dialog.count() > 0 ? dialog : this.page;
  }

  protected async field(label: string): Promise<Locator> {
    return (await this.scope()).getByRole('textbox', { name: label, exact: true })
      // Passwords have no role.
      .or((await this.scope()).locator('input[type=password]').and((await this.scope()).getByLabel(label, { exact: true })));
  }
}

/** With a mouse, and a keyboard to type. */
export class MouseHands extends Hands {
  public async fill(label: string, text: string): Promise<void> {
    const field = await this.field(label);
    await field.click();
    await field.fill(text);
  }

  public async activate(target: Locator): Promise<void> {
    await target.click();
  }

  public async choose(label: string, option: string): Promise<void> {
    await this.page.getByRole('combobox', { name: label, exact: true }).selectOption(option);
  }
}

const MOST_TABS = 120;

/** With the keys alone: Tab goes to what is meant, letters fill it in, Enter uses it. Nothing is ever pointed at. */
export class KeyboardHands extends Hands {
  public async fill(label: string, text: string): Promise<void> {
    await this.go(await this.field(label));
    await this.page.keyboard.press('ControlOrMeta+A');
    await this.page.keyboard.type(text);
  }

  public async activate(target: Locator): Promise<void> {
    await this.go(target);
    await this.page.keyboard.press('Enter');
  }

  /** The first letters of an option choose it. */
  public async choose(label: string, option: string): Promise<void> {
    await this.go(this.page.getByRole('combobox', { name: label, exact: true }));
    await this.page.keyboard.type(option);
  }

  private async go(target: Locator): Promise<void> {
    await target.waitFor();
    for (let tabs = 0; tabs < MOST_TABS; tabs++) {
      if (await target.evaluate((element: any) => element === element.ownerDocument.activeElement)) {
        return;
      }
      await this.page.keyboard.press('Tab');
    }
    throw new Error(`${MOST_TABS} tabs do not lead to ${target}`);
  }
}
