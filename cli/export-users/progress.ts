/** Says how far it is, on the error output: the line is written over where somebody sees it, and seldom repeated where it goes to a file. */
export class Progress {
  private static readonly EVERY = 1000;
  private isOpen = false;
  private thousands = 0;

  constructor(private readonly output: { readonly isTTY?: boolean; write(text: string): unknown }) {}

  show(what: string, count: number): void {
    if (this.output.isTTY) {
      this.output.write(`\r${count} ${what} ...   `);
      this.isOpen = true;
      return;
    }
    const thousands = Math.floor(count / Progress.EVERY);
    if (thousands > this.thousands) this.output.write(`${count} ${what} ...\n`);
    this.thousands = thousands;
  }

  end(): void {
    if (this.isOpen) this.output.write('\n');
    this.isOpen = false;
  }
}
