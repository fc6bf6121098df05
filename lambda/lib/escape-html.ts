const ENTITIES: Record<string, string> = {
  '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\'': '&#39;',
  // Cognito would take what someone is called for its placeholders of a code.
  '{': '&#123;', '}': '&#125;',
};

/** Text as HTML that shows it: no tag, no attribute, no placeholder. */
export const escapeHtml = (text: string) => text.replace(/[&<>"'{}]/g, (character) => ENTITIES[character]);
