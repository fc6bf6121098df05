// Offline each run has a person of its own. Elsewhere `email` stays the address that somebody reads the mails of.
if (pm.variables.get('is_offline')) {
  pm.collectionVariables.set('email', `person-${Date.now()}-${Math.floor(Math.random() * 1e6)}@example.com`);
}
pm.collectionVariables.set('password', 'PASSWORD');
