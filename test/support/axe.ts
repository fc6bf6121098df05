import axe from 'axe-core';
import type { Page } from 'playwright-core';

/**
 * What axe finds on the page as it is now, best practices included, in the words that help: the rule, where, and what is wrong. It comes past the page's
 * policy as a tool of the browser would.
 */
export const violations = async (page: Page): Promise<string[]> => {
  if (!await page.evaluate('"axe" in window')) {
    await page.evaluate(axe.source);
  }
  const { violations: found } = await page.evaluate<axe.AxeResults>('axe.run()');
  return found.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`));
};
