/** Characters that stand for a letter. l and i are one letter here, since 1 stands for both. */
const LEET: Record<string, string> = {
  '4': 'a', '@': 'a', '8': 'b', '(': 'c', '3': 'e', '€': 'e', '6': 'g', '9': 'g', '1': 'i', '!': 'i', '|': 'i', 'l': 'i', '0': 'o', '5': 's', '$': 's',
  '7': 't', '+': 't', '2': 'z',
};

/** Shorter words are no password's substance, but what random characters happen to contain. */
export const MIN_WORD = 4;

/** Digits and symbols that people put around a word; nobody puts more. */
const MAX_DECORATION = 24;

/** Lower case, with l33t undone. */
export const plain = (text: string): string => [...text.toLowerCase()].map((character) => LEET[character] ?? character).join('');

/** Every reading of a password as a word with digits and symbols around it: p@ssw0rd!! may end in !!, or be passwordii. */
export const baseWords = (password: string): string[] => {
  const lower = password.toLowerCase();
  const leading = Math.min(/^\P{L}*/u.exec(lower)![0].length, MAX_DECORATION);
  const trailing = Math.min(/\P{L}*$/u.exec(lower)![0].length, MAX_DECORATION);
  const words = new Set<string>();
  for (let start = 0; start <= leading; start++) {
    for (let end = 0; end <= trailing && start + end < lower.length; end++) {
      words.add(plain(lower.slice(start, lower.length - end)));
    }
  }
  return [...words].filter((word) => word.length >= MIN_WORD);
};
