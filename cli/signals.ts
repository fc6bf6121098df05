/** Tells of Ctrl-C and its like, and whether it came before; what it answers ends that. */
export function onSignals(tell: (again: boolean) => void): () => void {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  let again = false;
  const listener = () => {
    tell(again);
    again = true;
  };
  signals.forEach((signal) => process.on(signal, listener));
  return () => { signals.forEach((signal) => process.off(signal, listener)); };
}
