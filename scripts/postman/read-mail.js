// The newest mail or text message to the address: the code, or the temporary password, as a person would read it.
const sent = pm.response.json().filter(({ to }) => to === pm.variables.get('ADDRESS'));
pm.test('a message has come', () => pm.expect(sent).to.not.be.empty);
const { body } = sent[sent.length - 1];
const [, secret] = /<b>(.*?)<\/b>/.exec(body) || /(\d{6,8})/.exec(body);
pm.collectionVariables.set('NAME', secret.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&#39;/g, "'").replace(/&amp;/g, '&'));
