/** As many pages as fit into one answer and the function's time. */
const MOST_PAGES = 10;

export interface Listed<Item> {
  readonly items: Item[];
  /** Whether there are more than these. */
  readonly more: boolean;
}

/** What a call lists page by page, `next` being what the page before said comes next. */
export const listed = async <Item>(
  page: (next: string | undefined) => Promise<{ items?: Item[]; next?: string }>, mostPages = MOST_PAGES,
): Promise<Listed<Item>> => {
  const items: Item[] = [];
  let next: string | undefined;
  for (let count = 0; count < mostPages; count++) {
    const one = await page(next);
    items.push(...one.items ?? []);
    next = one.next;
    if (next === undefined) {
      break;
    }
  }
  return { items, more: next !== undefined };
};
